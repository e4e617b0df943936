// How the members of a room learn of each other's stored changes. What is stored in one write is told together, so that
// an outage's worth of changes is a few frames and not a thousand. Rules WR15, SV1.
import { encodeUpdate } from "../../shared/protocol/messages.ts"
import { groupsOf, merged } from "./gathering.ts"

/** Who can be told. */
export interface Listener {
  /** False until the document as it was before has been handed over. */
  isLive: boolean
  readonly member: { tell(frame: Uint8Array): void }
}

interface Stored {
  seq: number
  update: Uint8Array
  /** Whose it is alone, who knows it already. */
  author: Listener | undefined
}

export class Telling {
  readonly #listeners: ReadonlySet<Listener>
  #stored: Stored[] = []
  /** The number of the last change that everybody who is live has been told, or was given with the document. */
  toldSeq: number

  constructor(listeners: ReadonlySet<Listener>, seq: number) {
    this.toldSeq = seq
    this.#listeners = listeners
  }

  /** Passes on a change that is stored; in the order of the calls. */
  add(seq: number, update: Uint8Array, author: Listener | undefined): void {
    this.#stored.push({ seq, update, author })
    // The store says one after the other, in the same turn, what it wrote together.
    if (this.#stored.length === 1) queueMicrotask(() => this.#flush())
  }

  #flush(): void {
    for (const group of groupsOf(this.#stored)) this.#tell(group)
    this.toldSeq = this.#stored.at(-1)?.seq ?? this.toldSeq
    this.#stored = []
  }

  #tell(group: readonly Stored[]): void {
    const frame = encodeUpdate(merged(group))
    // A sole author knows it all already. One of several gets the others' with their own, which Yjs passes over:
    // a frame without it would be a second merge.
    const author = soleOf(group.map(each => each.author))
    for (const listener of this.#listeners)
      if (listener.isLive && listener !== author) listener.member.tell(frame)
  }
}

/** @returns what all of them are, or undefined where they differ. */
export function soleOf<Value>(values: readonly Value[]): Value | undefined {
  const [first] = values
  return values.every(value => value === first) ? first : undefined
}
