// The room's state held in a Y.Doc: stands in for the byte engine behind the same interface.
import * as Y from "yjs"

export type Taken =
  | { kind: "fresh"; update: Uint8Array }
  | { kind: "known" }
  | { kind: "gap" }
  | { kind: "refused"; violation: string }

export class RoomState {
  readonly #doc = new Y.Doc()
  #bytes = 0
  #tailCount = 0
  #tailBytes = 0

  static load(snapshot: Uint8Array | undefined, tail: readonly Uint8Array[]): RoomState {
    const state = new RoomState()
    if (snapshot) Y.applyUpdate(state.#doc, snapshot)
    for (const update of tail) Y.applyUpdate(state.#doc, update)
    state.#bytes = (snapshot?.length ?? 0) + tail.reduce((sum, update) => sum + update.length, 0)
    state.#tailCount = tail.length
    state.#tailBytes = tail.reduce((sum, update) => sum + update.length, 0)
    return state
  }

  take(update: Uint8Array): Taken {
    try {
      const meta = Y.parseUpdateMeta(update)
      const known = Y.decodeStateVector(this.stateVector())
      for (const [client, from] of meta.from) if (from > (known.get(client) ?? 0)) return { kind: "gap" }
    } catch {
      return { kind: "refused", violation: "the update does not decode" }
    }
    const fresh: Uint8Array[] = []
    const listen = (bytes: Uint8Array) => fresh.push(bytes)
    this.#doc.on("update", listen)
    try {
      Y.applyUpdate(this.#doc, update)
    } catch {
      return { kind: "refused", violation: "the update does not decode" }
    } finally {
      this.#doc.off("update", listen)
    }
    if (this.#doc.store.pendingStructs || this.#doc.store.pendingDs) {
      this.#doc.store.pendingStructs = null
      this.#doc.store.pendingDs = null
      return { kind: "gap" }
    }
    const [first] = fresh
    if (!first) return { kind: "known" }
    this.#tailCount++
    this.#tailBytes += first.length
    this.#bytes += first.length
    return { kind: "fresh", update: first }
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc)
  }

  missingFor(stateVector: Uint8Array): Uint8Array | undefined {
    try {
      return Y.encodeStateAsUpdate(this.#doc, stateVector)
    } catch {
      return undefined
    }
  }

  encode(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc)
  }

  get byteLength(): number {
    return this.#bytes
  }

  get tailCount(): number {
    return this.#tailCount
  }

  get tailBytes(): number {
    return this.#tailBytes
  }
}
