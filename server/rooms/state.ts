// What a room knows of one document, without building it: for each client the clock and the structs as bytes, and
// which stretches are deleted. Everything asked of a room on its hot path is answered from here. Rules EN1–EN8.
//
// Invariants:
// 1. What is held is closed: every struct's predecessors are there, so whatever is served applies without waiting.
// 2. An update is taken whole or not at all.
// 3. Buffers handed in or out are shared and must not be written to or transferred.
import { MAX_STATE_VECTOR_ENTRIES } from "../../shared/protocol/limits.ts"
import { ClientStructs } from "./client-structs.ts"
import { composeUpdate } from "./compose.ts"
import { DeleteIndex, encodeDeletes } from "./delete-index.ts"
import { appendPlaces, type Place, placeAt } from "./places.ts"
import type { Ranges } from "./ranges.ts"
import { type Known, type NewStructs, type Scan, scanUpdate } from "./scan.ts"
import { encodeStateVector, readStateVector } from "./state-vector.ts"

export type Taken =
  /** Only what was new, to be logged and told. */
  | { kind: "fresh"; update: Uint8Array }
  /** Nothing new: nothing to log, nothing to tell. */
  | { kind: "known" }
  /** It builds on something the room has not, and was not taken: to be asked for with our state vector. */
  | { kind: "gap" }
  | { kind: "refused"; violation: string }

/** What the store holds does not add up to a document. */
export class StateDamaged extends Error {
  override name = "StateDamaged"
}

export class RoomState implements Known {
  readonly #clients = new Map<number, ClientStructs>()
  readonly #deletes = new DeleteIndex()
  #structBytes = 0
  #tailCount = 0
  #tailBytes = 0
  #stateVector: Uint8Array | undefined
  #encoded: Uint8Array | undefined

  private constructor() {}

  /**
   * The state that a snapshot and the updates after it add up to; keeps views of their bytes.
   *
   * @throws StateDamaged where one of them is malformed or lacks what it builds on.
   */
  static load(snapshot: Uint8Array | undefined, tail: readonly Uint8Array[]): RoomState {
    const state = new RoomState()
    if (snapshot) state.#loadUpdate(snapshot)
    for (const update of tail) {
      state.#loadUpdate(update)
      state.#tailCount++
      state.#tailBytes += update.length
    }
    return state
  }

  #loadUpdate(update: Uint8Array): void {
    const scan = scanUpdate(update, this, true)
    if (scan.kind === "refused") throw new StateDamaged(`Stored bytes do not read: ${scan.violation}`)
    if (scan.kind === "gap") throw new StateDamaged("Stored bytes lack what they build on")
    if (scan.kind === "fresh") this.#add(scan)
  }

  /**
   * Takes an update a peer sent, whole or not at all. Never throws; `update` is copied.
   *
   * @param mayWrite asked of each client id that the update adds to.
   */
  take(update: Uint8Array, mayWrite: (client: number) => boolean = () => true): Taken {
    const scan = scanUpdate(update, this)
    switch (scan.kind) {
      case "known":
      case "refused":
        return scan
      case "gap":
        return { kind: "gap" }
      case "fresh": {
        if (!scan.structs.every(({ client }) => mayWrite(client)))
          return { kind: "refused", violation: "the client id is somebody else's" }
        const fresh = composeUpdate(scan.structs, encodeDeletes(scan.deletes))
        this.#add(scan)
        this.#tailCount++
        this.#tailBytes += fresh.length
        return { kind: "fresh", update: fresh }
      }
    }
  }

  #add({ structs, deletes }: Extract<Scan, { kind: "fresh" }>): void {
    for (const each of structs) this.#addStructs(each)
    for (const each of deletes) this.#deletes.add(each)
    if (structs.length > 0) this.#stateVector = undefined
    this.#encoded = undefined
  }

  #addStructs(structs: NewStructs): void {
    const { client, head, body, end, places, gone } = structs
    let known = this.#clients.get(client)
    if (!known) {
      known = new ClientStructs(client)
      this.#clients.set(client, known)
    }
    this.#structBytes += (head?.length ?? 0) + body.length
    known.append(structs, end)
    appendPlaces(known.places, places)
    this.#deletes.add({ client, ranges: gone })
  }

  get clientCount(): number {
    return this.#clients.size
  }

  get deletedCount(): number {
    return this.#deletes.rangeCount
  }

  clockOf(client: number): number {
    return this.#clients.get(client)?.clock ?? 0
  }

  placeOf(client: number, clock: number): Place {
    return placeAt(this.#clients.get(client)?.places ?? [], clock)
  }

  undeleted(client: number, ranges: Ranges): Ranges {
    return this.#deletes.newParts(client, ranges)
  }

  /** True where something was written under the client id. */
  knows(client: number): boolean {
    return this.#clients.has(client)
  }

  /** What the room has, as a state vector. */
  stateVector(): Uint8Array {
    this.#stateVector ??= encodeStateVector(this.#clients.values())
    return this.#stateVector
  }

  /** All that is deleted, as an update without anything else. */
  onlyDeletes(): Uint8Array {
    return composeUpdate([], this.#deletes.encode())
  }

  /**
   * Where a peer with this state vector lacks something: for each such client the clock behind what it has.
   *
   * @returns undefined where the vector is malformed or longer than any honest peer's.
   */
  lackedBy(stateVector: Uint8Array): Map<number, number> | undefined {
    const theirs = readStateVector(stateVector, MAX_STATE_VECTOR_ENTRIES + this.#clients.size)
    if (!theirs) return undefined
    const lacking = new Map<number, number>()
    for (const { client, clock } of this.#clients.values()) {
      const known = theirs.get(client) ?? 0
      if (known < clock) lacking.set(client, known)
    }
    return lacking
  }

  /**
   * The update that brings a peer with this state vector level. It carries all deletes, for a state vector does not
   * say which of them the peer has.
   *
   * @returns undefined where the vector is malformed or longer than any honest peer's.
   */
  missingFor(stateVector: Uint8Array): Uint8Array | undefined {
    const theirs = readStateVector(stateVector, MAX_STATE_VECTOR_ENTRIES + this.#clients.size)
    if (!theirs) return undefined
    if (theirs.size === 0) return this.encode()
    const parts = []
    for (const each of this.#clients.values()) {
      const clock = theirs.get(each.client) ?? 0
      if (clock < each.clock) parts.push(each.since(clock))
    }
    parts.sort((left, right) => right.client - left.client)
    return composeUpdate(parts, this.#deletes.encode())
  }

  /** All of it as one update. */
  encode(): Uint8Array {
    if (this.#encoded) return this.#encoded
    // Higher clients first, as Yjs has them: conflicts are then met in the order that costs a reader least.
    const clients = [...this.#clients.values()].sort((left, right) => right.client - left.client)
    const parts = clients.map(each => each.all())
    this.#encoded = composeUpdate(parts, this.#deletes.encode())
    for (const [index, each] of clients.entries()) each.hold(parts[index]?.body ?? each.all().body)
    return this.#encoded
  }

  /** About how long `encode()` is. */
  get byteLength(): number {
    return this.#structBytes + this.#deletes.rangeCount * 4
  }

  /** Updates since the snapshot this was loaded from. */
  get tailCount(): number {
    return this.#tailCount
  }

  get tailBytes(): number {
    return this.#tailBytes
  }
}
