// What a socket is sent that may read and not write: a document without its past. It is given the document as it is after
// everything deleted has been let go, and from then on what the others are told, less what was deleted before it was told. Owns the order of the frames: what is
// told while the document is being prepared waits behind it. Rule LR8.
import { decodeMessage, encodeMissing, encodeUpdate } from "../../shared/protocol/messages.ts"
import type { Folded } from "../rooms/fold.ts"
import { RoomState } from "../rooms/state.ts"
import { withhold } from "../rooms/withhold.ts"

/** Lets go of what is deleted in a document's whole history. */
export type Collect = (history: Uint8Array) => Promise<Folded>

type Outgoing = { frame: Uint8Array | undefined; gone: (() => void) | undefined }

export interface ReadingOptions {
  collect: Collect
  send: (frame: Uint8Array, gone?: () => void) => void
  /** The document cannot be given. */
  onFailed: (reason: string) => void
  /** What the client says it has makes no sense. */
  onViolation: (violation: string) => void
}

export class Reading {
  readonly #options: ReadingOptions
  /** What is to go out, in order, behind a document that is being prepared. */
  #waiting: Outgoing[] = []
  /** What the client has said it has, for the next document. */
  #stateVector: Uint8Array | undefined

  constructor(options: ReadingOptions) {
    this.#options = options
  }

  /** The client asks for the document. @returns false where it has asked already and is still to be answered. */
  ask(stateVector: Uint8Array): boolean {
    const isFirst = this.#stateVector === undefined
    this.#stateVector = new Uint8Array(stateVector)
    return isFirst
  }

  /** True until the client has been given what it asked for. */
  get isAsked(): boolean {
    return this.#stateVector !== undefined
  }

  /** The room has given its whole history for what was asked. */
  give(history: Uint8Array, gone: (() => void) | undefined): void {
    const place: Outgoing = { frame: undefined, gone }
    this.#waiting.push(place)
    void this.#options.collect(history).then(folded => this.#prepared(place, folded))
  }

  /** Sends a frame in its turn. */
  pass(frame: Uint8Array, gone?: () => void): void {
    if (this.#waiting.length === 0) this.#options.send(frame, gone)
    else this.#waiting.push({ frame, gone })
  }

  #prepared(place: Outgoing, folded: Folded): void {
    if (!this.#waiting.includes(place)) return
    if (folded.kind !== "folded") {
      this.#options.onFailed("the document could not be prepared")
      return
    }
    const stateVector = this.#stateVector ?? NOTHING
    this.#stateVector = undefined
    const missing = RoomState.load(folded.snapshot, []).missingFor(stateVector)
    if (!missing) {
      this.#options.onViolation("the state vector does not decode")
      return
    }
    place.frame = encodeMissing(missing)
    this.#flush()
  }

  #flush(): void {
    for (let next = this.#waiting[0]; next?.frame; next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#options.send(next.frame, next.gone)
    }
  }

  /** Forgets what waits. May be called twice. */
  close(): void {
    for (const { gone } of this.#waiting.splice(0)) gone?.()
  }
}

/** A state vector that has nothing. */
export const NOTHING: Uint8Array = Uint8Array.of(0)

/** Withholds from each update once what nobody is to see of it, however many are told it. */
export function withholdOnce(): (frame: Uint8Array) => Uint8Array {
  const known = new WeakMap<Uint8Array, Uint8Array>()
  return frame => {
    const before = known.get(frame)
    if (before) return before
    const decoded = decodeMessage(frame)
    const message = decoded.ok ? decoded.message : undefined
    const after = message?.kind === "update" ? encodeUpdate(withhold(message.update)) : frame
    known.set(frame, after)
    return after
  }
}

/** Collects each history once, however many join with it; a hall that opens a room together is given one. */
export function collectOnce(collect: (history: Uint8Array) => Folded | Promise<Folded>): Collect {
  const known = new WeakMap<ArrayBufferLike, Promise<Folded>>()
  return history => {
    // Histories come as views of the frame that the room shares among those who join at the same state.
    const folding = known.get(history.buffer) ?? Promise.resolve(collect(history))
    known.set(history.buffer, folding)
    return folding
  }
}
