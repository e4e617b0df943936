// Which stretches of a document are deleted, per client, so that an update's deletes are compared, and served, without
// reading the document.
import { varUintLength, writeVarUint } from "../../shared/protocol/bytes.ts"
import { type Ranges, subtractRanges, uniteRanges } from "./ranges.ts"

/** Deletes among what one client wrote. */
export interface ClientDeletes {
  client: number
  ranges: Ranges
}

/** What most rooms have at first; one for all. */
const NO_DELETES = Uint8Array.of(0)

export class DeleteIndex {
  readonly #clients = new Map<number, Ranges>()
  #numbers = 0
  #encoded: Uint8Array | undefined

  get rangeCount(): number {
    return this.#numbers / 2
  }

  /** The parts of `ranges` that are not deleted yet. */
  newParts(client: number, ranges: Ranges): Ranges {
    const known = this.#clients.get(client)
    return known ? subtractRanges(ranges, known) : ranges
  }

  /** Takes in ranges, which become the index's own. */
  add({ client, ranges }: ClientDeletes): void {
    if (ranges.length === 0) return
    this.#encoded = undefined
    const known = this.#clients.get(client)
    this.#numbers -= known?.length ?? 0
    const union = known ? uniteRanges(known, ranges) : ranges
    this.#numbers += union.length
    this.#clients.set(client, union)
  }

  /** All of it as the delete set of an update; shared, and not to be written to. */
  encode(): Uint8Array {
    if (this.#clients.size === 0) return NO_DELETES
    this.#encoded ??= encodeDeletes([...this.#clients].map(([client, ranges]) => ({ client, ranges })))
    return this.#encoded
  }
}

/** The delete set of an update; higher clients first, as Yjs has them. */
export function encodeDeletes(deletes: readonly ClientDeletes[]): Uint8Array {
  const sorted = deletes.length > 1 ? deletes.toSorted((left, right) => right.client - left.client) : deletes
  const numbers: number[] = [sorted.length]
  for (const { client, ranges } of sorted) {
    numbers.push(client, ranges.length / 2)
    let start = 0
    for (const [index, clock] of ranges.entries()) {
      if (index % 2 === 0) start = clock
      numbers.push(index % 2 === 0 ? clock : clock - start)
    }
  }
  const bytes = new Uint8Array(numbers.reduce((length, number) => length + varUintLength(number), 0))
  let at = 0
  for (const number of numbers) at = writeVarUint(bytes, at, number)
  return bytes
}
