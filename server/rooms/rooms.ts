// The rooms that are open on this server: loaded once however many join at once, let go after the last member has left
// and everything is stored. Whoever joins in between finds the room as it is. Rules RM1, RM2.
import { Close } from "../../shared/protocol/close.ts"
import type { Position } from "../../shared/protocol/position.ts"
import type { DocumentKey, RoomRecord, Store } from "../storage/store.ts"

export type { DocumentKey } from "../storage/store.ts"

import { JoinGate } from "./join-gate.ts"
import { Journal } from "./journal.ts"
import { loadState } from "./load.ts"
import type { Arrival, Member } from "./member.ts"
import { Room, type RoomOptions } from "./room.ts"
import type { Seat } from "./seat.ts"
import type { Timers } from "./timers.ts"

/** Peers forget a presence after 30 s and renew it every 15 to 18: passed on at this pace it never lapses. */
const SWEEP_MS = 2_500

/** Those who are closed together come back together: a server takes in so many at once without a stall. */
const MEMBERS_AT_ONCE = 50
const MOST_SLICES = 20
/** Supervisors kill after 10 s; the store needs its time before and after. */
const DRAIN_MS = 2_000
const LAST_FLUSH_MS = 500

type Loaded = { room: Room; record: RoomRecord }

type Entry = { state: "loading"; loaded: Promise<Loaded | undefined> } | ({ state: "open" } & Loaded)

export type Joined =
  | { kind: "joined"; room: Room; seat: Seat }
  | { kind: "unknown" }
  /** The room could not be loaded, or this server is stopping. */
  | { kind: "failed"; code: Close; reason: string }

export interface RoomsOptions {
  store: Store
  timers: Timers
  /** ms since 1970 */
  now: () => number
  /** Makes a snapshot of a history; see compactor.ts. */
  fold: RoomOptions["fold"]
  /** Awaited before rows up to a number are removed from a document's log; never rejects. */
  beforeFolded?: (key: DocumentKey, removedUpTo: number) => Promise<void>
  /** Called when a change of a document is stored. */
  onStored?: (key: DocumentKey) => void
  /** Called with what went wrong, for the log. */
  onError: (message: string, error: unknown) => void
}

export class Rooms {
  readonly #options: RoomsOptions
  readonly #journal: Journal
  /** What all rooms have in common. */
  readonly #shared: Omit<RoomOptions, "key" | "epoch">
  readonly #entries = new Map<string, Entry>()
  #isClosing = false
  #isSweeping = false

  constructor(options: RoomsOptions) {
    this.#options = options
    this.#journal = new Journal({
      store: options.store,
      timers: options.timers,
      onTrouble: error => this.#onTrouble(error),
    })
    this.#shared = {
      store: options.store,
      journal: this.#journal,
      timers: options.timers,
      now: options.now,
      joinGate: new JoinGate(),
      fold: options.fold,
      onQuiet: room => this.#letGo(room),
      onStored: options.onStored ?? (() => {}),
      beforeFolded: async (key, removedUpTo) => options.beforeFolded?.(key, removedUpTo),
      onError: options.onError,
    }
  }

  /** How many documents are in memory. */
  get size(): number {
    return this.#entries.size
  }

  /** True while the store refuses to write. */
  get cannotWrite(): boolean {
    return this.#journal.cannotWrite
  }

  /** Gives a member a seat in a room that exists; sockets never make one. */
  async join(key: DocumentKey, member: Member, arrival: Arrival = {}): Promise<Joined> {
    try {
      while (!this.#isClosing) {
        const loaded = await this.#open(key)
        if (!loaded) return { kind: "unknown" }
        if (isOfAnotherEpoch(arrival, loaded.record))
          return { kind: "failed", code: Close.reset, reason: "the room was reset" }
        // Between its being loaded and this turn it may have been let go; a seat in it would be out of the world.
        if (this.#isOpen(loaded.room) && !this.#isClosing)
          return { kind: "joined", room: loaded.room, seat: loaded.room.join(member, arrival) }
      }
      return { kind: "failed", code: Close.restarting, reason: "the server is stopping" }
    } catch (error) {
      this.#options.onError("A room could not be loaded", error)
      return { kind: "failed", code: Close.overloaded, reason: "the room could not be loaded" }
    }
  }

  /** Passes on to everybody who has the document open what somebody has done to the whole of it. */
  announce(key: DocumentKey, frame: Uint8Array): void {
    const entry = this.#entries.get(nameOf(key))
    if (entry?.state === "open") for (const member of entry.room.members()) member.announce?.(frame)
  }

  /** @returns why a document that exists cannot be written, in a sentence for people; undefined where it can. */
  async readOnlyReason(key: DocumentKey): Promise<string | undefined> {
    return (await this.#open(key))?.room.readOnly
  }

  /** @returns where the newest snapshot of a document stands that is better fetched than sent over the socket. */
  async largeSnapshot(key: DocumentKey): Promise<Position | undefined> {
    return (await this.#open(key))?.room.largeSnapshot
  }

  /**
   * Stores what has arrived, then closes every member with `restarting`: a few at once, many in slices, so that they do
   * not all come back in the same moment. What they send until then is stored as well. May be called twice.
   *
   * @param graceMs how long to wait for a store that does not write; what is not stored by then was never acknowledged.
   */
  async close(graceMs: number): Promise<void> {
    this.#isClosing = true
    await this.#flush(graceMs)
    const members = [...this.#entries.values()].flatMap(entry =>
      entry.state === "open" ? entry.room.members() : [],
    )
    const slices = slicesOf(members)
    for (const [index, slice] of slices.entries()) {
      if (index > 0) await this.#pause(DRAIN_MS / slices.length)
      for (const member of slice) member.close(Close.restarting, "the server is stopping")
    }
    if (slices.length > 1) await this.#flush(LAST_FLUSH_MS)
  }

  #flush(graceMs: number): Promise<void> {
    for (const entry of this.#entries.values()) if (entry.state === "open") entry.room.flush()
    return Promise.race([this.#journal.empty(), this.#pause(graceMs)])
  }

  #pause(ms: number): Promise<void> {
    return new Promise(resolve => this.#options.timers.after(ms, resolve))
  }

  #open(key: DocumentKey): Promise<Loaded | undefined> | Loaded {
    const name = nameOf(key)
    const entry = this.#entries.get(name)
    if (entry?.state === "open") return entry
    if (entry) return entry.loaded
    const loaded = this.#load(key).then(
      found => {
        if (found) this.#entries.set(name, { state: "open", ...found })
        else this.#entries.delete(name)
        return found
      },
      (error: unknown) => {
        // Forgotten, so that the next to join tries again.
        this.#entries.delete(name)
        throw error
      },
    )
    this.#entries.set(name, { state: "loading", loaded })
    this.#sweepLater()
    return loaded
  }

  async #load(key: DocumentKey): Promise<Loaded | undefined> {
    const { store } = this.#options
    const record = await store.room(key.room)
    if (!record) return undefined
    const loaded = loadState(await store.load(key))
    return { room: new Room({ ...this.#shared, key, epoch: record.epoch }, loaded), record }
  }

  #letGo(room: Room): void {
    if (!room.isIdle || this.#isClosing) return
    if (room.tailCount === 0 || room.readOnly !== undefined) {
      this.#forget(room)
      return
    }
    // One snapshot for whoever comes next. Where it fails, the log has it all the same.
    void room.compact().then(() => {
      if (room.isIdle) this.#forget(room)
    })
  }

  #isOpen(room: Room): boolean {
    const entry = this.#entries.get(nameOf(room.key))
    return entry?.state === "open" && entry.room === room
  }

  #forget(room: Room): void {
    if (this.#isOpen(room)) this.#entries.delete(nameOf(room.key))
  }

  #sweepLater(): void {
    if (this.#isSweeping || this.#isClosing || this.#entries.size === 0) return
    this.#isSweeping = true
    this.#options.timers.after(SWEEP_MS, () => {
      this.#isSweeping = false
      for (const entry of [...this.#entries.values()]) {
        if (entry.state === "loading") continue
        entry.room.sweep()
        // Some never got their first member: whoever asked was gone before they were loaded.
        this.#letGo(entry.room)
      }
      this.#sweepLater()
    })
  }

  #onTrouble(error: unknown): void {
    const cannotWrite = error !== undefined
    if (cannotWrite) this.#options.onError("The store does not write", error)
    for (const entry of this.#entries.values())
      if (entry.state === "open") entry.room.tellTrouble(cannotWrite)
  }
}

/** What such a client holds must not be merged back. */
const isOfAnotherEpoch = ({ epoch, since }: Arrival, record: RoomRecord): boolean =>
  (epoch ?? since?.epoch ?? record.epoch) !== record.epoch || (since?.epoch ?? record.epoch) !== record.epoch

/** Deals members out like cards, so that nobody sees a whole room leave at once. */
function slicesOf(members: readonly Member[]): Member[][] {
  const count = Math.min(MOST_SLICES, Math.ceil(members.length / MEMBERS_AT_ONCE))
  const slices: Member[][] = Array.from({ length: count }, () => [])
  members.forEach((member, index) => {
    slices[index % count]?.push(member)
  })
  return slices
}

const nameOf = ({ room, document }: DocumentKey): string => `${room}/${document}`
