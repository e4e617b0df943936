// When the server keeps a version by itself: after half an hour of changes, and when a room has been left alone after
// some. It only remembers which rooms have changes that no version has; what they are is read off the log when it is time,
// and so is what a process forgets that ends: the next change brings the room back here. Rule VE2.
import type { RoomId } from "../../shared/ids.ts"
import type { Timers } from "../rooms/timers.ts"
import type { DocumentKey } from "../storage/store.ts"
import type { Versions } from "./versions.ts"

const LOOK_EVERY_MS = 15_000
export const IDLE_MS = 5 * 60_000
export const ACTIVITY_MS = 30 * 60_000
/** Changes are read off the log well before it is folded away, which happens after 256 updates at the earliest. */
const READ_EVERY = 100

interface Changed {
  sinceMs: number
  lastMs: number
  /** Updates since the log was read. */
  unread: number
}

export interface KeeperOptions {
  versions: Pick<Versions, "keepIfNew" | "readChanges">
  timers: Timers
  onError: (message: string, error: unknown) => void
}

export class Keeper {
  readonly #options: KeeperOptions
  readonly #changed = new Map<RoomId, Changed>()
  #isLooking = false

  constructor(options: KeeperOptions) {
    this.#options = options
  }

  /** A change of a document is stored. */
  readonly noteChange = ({ room, document }: DocumentKey): void => {
    if (document !== "content") return
    const nowMs = this.#options.timers.now()
    const changed = this.#changed.get(room) ?? { sinceMs: nowMs, lastMs: nowMs, unread: 0 }
    changed.lastMs = nowMs
    changed.unread++
    this.#changed.set(room, changed)
    if (changed.unread >= READ_EVERY) {
      changed.unread = 0
      this.#try("Changes of cards could not be read", this.#options.versions.readChanges(room))
    }
    this.#lookLater()
  }

  #lookLater(): void {
    if (this.#isLooking) return
    this.#isLooking = true
    this.#options.timers.after(LOOK_EVERY_MS, () => {
      this.#isLooking = false
      this.#look()
      if (this.#changed.size > 0) this.#lookLater()
    })
  }

  #look(): void {
    const { versions, timers } = this.#options
    const nowMs = timers.now()
    for (const [room, { sinceMs, lastMs }] of this.#changed) {
      const isIdle = nowMs - lastMs >= IDLE_MS
      if (!isIdle && nowMs - sinceMs < ACTIVITY_MS) continue
      // Forgotten before it is kept: a change that comes meanwhile begins anew.
      this.#changed.delete(room)
      this.#try("A version could not be kept", versions.keepIfNew(room, isIdle ? "idle" : "activity"))
    }
  }

  #try(message: string, work: Promise<void>): void {
    work.catch((error: unknown) => this.#options.onError(message, error))
  }
}
