// Everything one client wrote into a document, as bytes: its structs in the order of their clocks, one behind the
// other. An update for a peer is cut from here, wherever the peer stands.

import { assert } from "../../shared/assert.ts"
import { Reader } from "../../shared/protocol/bytes.ts"
import type { Part } from "./compose.ts"
import { cutStruct } from "./cut-struct.ts"
import type { Places } from "./places.ts"
import { newStruct, readStruct } from "./struct.ts"

/** Finding a clock reads about this much at most, once the way to it has been read before. */
const MARK_EVERY_BYTES = 4_096

/** A place between two structs. */
interface Mark {
  at: number
  clock: number
  /** Structs before it. */
  count: number
}

export class ClientStructs {
  readonly client: number
  /** The clock behind the last character. */
  clock = 0
  readonly places: Places = []
  #count = 0
  /** May be longer than what is used, so that typing does not copy it each time. */
  #bytes: Uint8Array = new Uint8Array(0)
  #used = 0
  readonly #marks: Mark[] = []

  constructor(client: number) {
    this.client = client
  }

  /** Takes in the part that begins at `this.clock` and ends at `clock`; keeps a view of its body where it is the first. */
  append({ count, head, body }: Part, clock: number): void {
    if (head) this.#write(head)
    this.#write(body)
    this.#count += count
    this.clock = clock
  }

  #write(bytes: Uint8Array): void {
    const used = this.#used + bytes.length
    if (this.#used === 0) {
      this.#bytes = bytes
    } else {
      if (used > this.#bytes.length) {
        const larger = new Uint8Array(Math.ceil(used * 1.25) + 64)
        larger.set(this.#bytes.subarray(0, this.#used))
        this.#bytes = larger
      }
      this.#bytes.set(bytes, this.#used)
    }
    this.#used = used
  }

  /** Everything, as one part. */
  all(): Part {
    const body = this.#bytes.subarray(0, this.#used)
    return { client: this.client, clock: 0, count: this.#count, head: undefined, body }
  }

  /** Lets go of its own buffer for an equal one that is held anyway. */
  hold(body: Uint8Array): void {
    this.#bytes = body
  }

  /** What lies behind `clock`, which is less than `this.clock`. */
  since(clock: number): Part {
    if (clock === 0) return this.all()
    const { client } = this
    const bytes = this.#bytes.subarray(0, this.#used)
    const place = this.#lastMark(clock)
    const reader = new Reader(bytes, place.at)
    const struct = newStruct()
    while (!reader.failed) {
      readStruct(reader, struct)
      if (place.clock + struct.length > clock) break
      place.clock += struct.length
      place.count++
      place.at = reader.at
      if (place.at - (this.#marks.at(-1)?.at ?? 0) >= MARK_EVERY_BYTES) this.#marks.push({ ...place })
    }
    assert(!reader.failed, "the structs a room holds are well-formed")
    const count = this.#count - place.count
    if (place.clock === clock)
      return { client, clock, count, head: undefined, body: bytes.subarray(place.at) }
    const end = reader.at
    const head = cutStruct(struct, { bytes, end, client, clock: place.clock }, clock - place.clock)
    return { client, clock, count, head, body: bytes.subarray(end) }
  }

  /** A copy of the last mark that is not behind `clock`. */
  #lastMark(clock: number): Mark {
    const mark = this.#marks.findLast(each => each.clock <= clock)
    return mark ? { ...mark } : { at: 0, clock: 0, count: 0 }
  }
}
