// The discussions somebody is writing in: each loaded once however many ask, and put away when nobody has needed it for
// a while. Rule DI9.
import type { RoomId } from "../../shared/ids.ts"
import type { Rooms } from "../rooms/rooms.ts"
import type { Timers } from "../rooms/timers.ts"
import { Scribe } from "./scribe.ts"

/** Long enough for a conversation; loading again costs some milliseconds. */
const IDLE_MS = 60_000

interface Entry {
  scribe: Promise<Scribe | undefined>
  /** Requests that work with it now. */
  users: number
  usedAtMs: number
}

export interface OpenDiscussionsOptions {
  rooms: Rooms
  timers: Timers
}

export class OpenDiscussions {
  readonly #rooms: Rooms
  readonly #timers: Timers
  readonly #entries = new Map<RoomId, Entry>()

  constructor({ rooms, timers }: OpenDiscussionsOptions) {
    this.#rooms = rooms
    this.#timers = timers
  }

  /** How many are in memory. */
  get size(): number {
    return this.#entries.size
  }

  /** Does some work with a room's discussion, which stays open meanwhile; undefined where there is no such room. */
  async use<Result>(
    room: RoomId,
    work: (scribe: Scribe) => Result | Promise<Result>,
  ): Promise<Result | undefined> {
    const entry = this.#entries.get(room) ?? this.#open(room)
    entry.users++
    try {
      const scribe = await entry.scribe
      return scribe && (await work(scribe))
    } finally {
      entry.users--
      entry.usedAtMs = this.#timers.now()
    }
  }

  #open(room: RoomId): Entry {
    const forget = () => {
      if (this.#entries.get(room) === entry) this.#entries.delete(room)
    }
    const scribe = Scribe.open(this.#rooms, room, forget).then(
      opened => {
        if (opened) this.#putAwayLater(room, entry, opened)
        else forget()
        return opened
      },
      (error: unknown) => {
        // Forgotten, so that the next request tries again.
        forget()
        throw error
      },
    )
    const entry: Entry = { scribe, users: 0, usedAtMs: this.#timers.now() }
    this.#entries.set(room, entry)
    return entry
  }

  #putAwayLater(room: RoomId, entry: Entry, scribe: Scribe): void {
    this.#timers.after(IDLE_MS, () => {
      if (this.#entries.get(room) !== entry) return
      if (entry.users === 0 && this.#timers.now() - entry.usedAtMs >= IDLE_MS) scribe.close()
      else this.#putAwayLater(room, entry, scribe)
    })
  }
}
