// One document's snapshots: how much of the log lies behind the newest, when the next is due, and the making of it. The
// snapshot is stored before any row it contains is removed; the store sees to that. Rules SV7, SV9.
import type { DocumentKey, Store } from "../storage/store.ts"
import { isDue, isWorthTaking, type Tail } from "./compact.ts"
import type { Folded } from "./fold.ts"
import type { LoadedState } from "./load.ts"
import { RoomState } from "./state.ts"

export interface SnapshotsOptions {
  key: DocumentKey
  store: Pick<Store, "saveSnapshot">
  /** Makes a snapshot of a history, somewhere else; the history stays the caller's. */
  fold: (history: Uint8Array) => Folded | Promise<Folded>
  /** Asked before each snapshot is stored, which removes rows of the log: what is still to be read of them. */
  beforeFolded: (key: DocumentKey, removedUpTo: number) => Promise<void>
}

export class Snapshots {
  readonly #options: SnapshotsOptions
  #tail: Tail
  #newest: { seq: number; bytes: number }
  /** While a snapshot is being made: the updates taken since its history was. */
  #takenSince: Uint8Array[] | undefined
  /** The tail at which no snapshot could be made or stored. */
  #failedAt: Tail | undefined

  constructor(options: SnapshotsOptions, { tail, snapshotSeq, snapshotBytes }: LoadedState) {
    this.#options = options
    this.#tail = tail
    this.#newest = { seq: snapshotSeq, bytes: snapshotBytes }
  }

  get isBusy(): boolean {
    return this.#takenSince !== undefined
  }

  /** The newest snapshot that is stored. */
  get newest(): { readonly seq: number; readonly bytes: number } {
    return this.#newest
  }

  /** Updates stored since the newest snapshot. */
  get tailCount(): number {
    return this.#tail.count
  }

  get isDue(): boolean {
    return !this.isBusy && isDue(this.#tail, this.#newest.bytes, this.#failedAt)
  }

  /** An update was added to the room's state. */
  taken(update: Uint8Array): void {
    this.#takenSince?.push(update)
  }

  /** An update was added to the log. */
  stored(update: Uint8Array): void {
    this.#tail = { count: this.#tail.count + 1, bytes: this.#tail.bytes + update.length }
  }

  /**
   * Makes a snapshot and stores it. Not while one is being made.
   *
   * @param history all that has been taken.
   * @param whenStored calls back with the number of its last update as soon as exactly all of that is stored.
   * @param goOn given the state to work on from now on, where that is worth it; in the turn in which it is made.
   * @throws where it could not be made or stored; the log still has everything.
   */
  async make(
    history: Uint8Array,
    whenStored: (reached: (seq: number) => void) => void,
    goOn: (state: RoomState) => void,
  ): Promise<void> {
    const takenSince: Uint8Array[] = []
    this.#takenSince = takenSince
    try {
      const reached = new Promise<{ seq: number; tail: Tail }>(resolve => {
        whenStored(seq => resolve({ seq, tail: this.#tail }))
      })
      const [folded, { seq, tail }] = await Promise.all([this.#options.fold(history), reached])
      if (folded.kind === "abandoned") return
      if (folded.kind === "failed") throw new Error(`The document was not folded: ${folded.reason}`)
      const { snapshot } = folded
      const { key, store, beforeFolded } = this.#options
      await beforeFolded(key, this.#newest.seq)
      await store.saveSnapshot(key, { seq, update: snapshot })
      this.#tail = { count: this.#tail.count - tail.count, bytes: this.#tail.bytes - tail.bytes }
      this.#newest = { seq, bytes: snapshot.length }
      this.#failedAt = undefined
      if (isWorthTaking(snapshot.length, history.length)) goOn(RoomState.load(snapshot, takenSince))
    } catch (error) {
      this.#failedAt = this.#tail
      throw error
    } finally {
      this.#takenSince = undefined
    }
  }
}
