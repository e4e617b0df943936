// Reads an update (V1 of Yjs 13) without building a document: is it well-formed, is everything it refers to there, and
// what of it is new to the room. Rules EN1–EN6.
//
// Invariants:
// 1. Nothing here throws, recurses or allocates by a number the peer chose, and nothing is changed: an update is taken
//    whole afterwards or not at all.
// 2. What is "fresh" Yjs applies at once and whole, on top of what is known.
// 3. The cost depends on the update, not on how many clients the room has seen.
import { Reader } from "../../shared/protocol/bytes.ts"
import {
  MAX_CLOCK,
  MAX_DEPTH,
  MAX_FIRST_CLIENTS,
  MAX_NEW_CLIENTS,
  MAX_NEW_DELETE_RANGES,
  MAX_STRUCTS,
} from "../../shared/protocol/limits.ts"
import type { Part } from "./compose.ts"
import { cutStruct } from "./cut-struct.ts"
import type { ClientDeletes } from "./delete-index.ts"
import { depthOf, isUnderKey, type Place, type Places, placeAt, placeIn, pushPlace } from "./places.ts"
import { normalRanges, pushRange, type Ranges, subtractRanges } from "./ranges.ts"
import { NO_CLIENT, newStruct, readStruct, type Struct } from "./struct.ts"
import { Kind } from "./struct-content.ts"

/** What the room has. */
export interface Known {
  readonly clientCount: number
  /** The clock behind the last character of a client; 0 where the client is not known. */
  clockOf(client: number): number
  /** Where a known character lies. */
  placeOf(client: number, clock: number): Place
  /** How many stretches are deleted. */
  readonly deletedCount: number
  /** The parts of a client's `ranges` that are not deleted yet. */
  undeleted(client: number, ranges: Ranges): Ranges
}

/** New structs of one client. */
export interface NewStructs extends Part {
  /** The clock behind the last of them. */
  end: number
  places: Places
  /** Stretches that came without content, and so are deleted whether the update says so or not. */
  gone: Ranges
}

export type Scan =
  | { kind: "fresh"; structs: NewStructs[]; deletes: ClientDeletes[] }
  /** The room has all of it. */
  | { kind: "known" }
  /** It builds on something the room has not: the first such thing that was found. */
  | { kind: "gap"; client: number; clock: number }
  | { kind: "refused"; violation: string }

/**
 * Scans one update.
 *
 * @param isStored the update comes from our own store, where everything was counted when it was taken: how much it
 * holds is then not limited, only how it is built.
 * @returns what is new, whose bytes are views of `update`.
 */
export function scanUpdate(update: Uint8Array, known: Known, isStored = false): Scan {
  return new Scanner(update, known, isStored).scan()
}

/** What one client adds, while it is read. */
interface Block {
  client: number
  /** What the room had of the client. */
  known: number
  /** The clock up to which the client's characters are known or placed. */
  clock: number
  /** Where reading goes on, with how many structs, the first of which has the clock `next`. */
  at: number
  left: number
  next: number
  /** Waits for another block to come further. */
  isWaiting: boolean
  /** Of what is new: its structs, its bytes, and the first struct where that is new only in part. */
  count: number
  from: number
  to: number
  head: Uint8Array | undefined
  places: Places
  gone: Ranges
  /** Values under a key that Yjs has merged, as it does with deleted ones only. */
  merged: Ranges
}

class Scanner {
  readonly #update: Uint8Array
  readonly #known: Known
  readonly #isStored: boolean
  readonly #reader: Reader
  readonly #blocks = new Map<number, Block>()
  readonly #struct = newStruct()
  readonly #deletes: ClientDeletes[] = []
  #structCount = 0
  #newClientCount = 0
  /** The character that the struct read last needs and nobody has yet. */
  #missingClient = NO_CLIENT
  #missingClock = 0
  #gap: { client: number; clock: number } | undefined

  constructor(update: Uint8Array, known: Known, isStored: boolean) {
    this.#update = update
    this.#known = known
    this.#isStored = isStored
    this.#reader = new Reader(update)
  }

  scan(): Scan {
    this.#readBlocks()
    this.#readDeletes()
    this.#checkMerged()
    const reader = this.#reader
    if (reader.left > 0) reader.fail("the update goes on behind its end")
    if (reader.violation !== undefined) return { kind: "refused", violation: reader.violation }
    if (this.#gap) return { kind: "gap", ...this.#gap }
    const structs: NewStructs[] = []
    for (const block of this.#blocks.values()) if (block.count > 0) structs.push(this.#newStructs(block))
    const deletes = this.#deletes
    return structs.length > 0 || deletes.length > 0 ? { kind: "fresh", structs, deletes } : { kind: "known" }
  }

  #newStructs({ client, known, count, head, from, to, clock, places, gone }: Block): NewStructs {
    return {
      client,
      clock: known,
      count,
      head,
      body: this.#update.subarray(from, to),
      end: clock,
      places,
      gone,
    }
  }

  #readBlocks(): void {
    const reader = this.#reader
    let unfinished: Block[] | undefined
    const blockCount = reader.varUint()
    for (let read = 0; read < blockCount && !reader.failed; read++) {
      const block = this.#readBlock()
      if (block.left > 0) {
        unfinished ??= []
        unfinished.push(block)
        this.#passOver(block)
      }
    }
    if (!unfinished) return
    const behind = reader.at
    for (const block of unfinished) this.#placeAll(block)
    if (!reader.failed) reader.at = behind
  }

  #readBlock(): Block {
    const reader = this.#reader
    const left = reader.varUint()
    const client = reader.varUint()
    const next = reader.varUint()
    const known = this.#known.clockOf(client)
    const block: Block = {
      client,
      known,
      clock: known,
      at: reader.at,
      left,
      next,
      isWaiting: false,
      count: 0,
      from: 0,
      to: 0,
      head: undefined,
      places: [],
      gone: [],
      merged: [],
    }
    // Yjs would forget the first of two.
    if (this.#blocks.has(client)) reader.fail("a client is named twice")
    this.#blocks.set(client, block)
    this.#structCount += left
    if (known === 0) this.#newClientCount++
    this.#checkCounts()
    this.#place(block, Number.POSITIVE_INFINITY)
    return block
  }

  #checkCounts(): void {
    if (this.#isStored) return
    const maxClients = this.#known.clientCount === 0 ? MAX_FIRST_CLIENTS : MAX_NEW_CLIENTS
    if (this.#newClientCount > maxClients) this.#reader.fail("too many new clients in one update")
    if (this.#structCount > MAX_STRUCTS) this.#reader.fail("too many structs in one update")
  }

  /** Reads the rest of a block, whose structs cannot be placed yet, to find its end. */
  #passOver({ at, left }: Block): void {
    const reader = this.#reader
    if (!reader.failed) reader.at = at
    for (let read = 0; read < left && !reader.failed; read++) readStruct(reader, this.#struct)
  }

  /**
   * Places the rest of a block; where it needs another block to come first, that one as far as is needed, and so on.
   * A block that waits for one that waits for it would do so for ever.
   */
  #placeAll(block: Block): void {
    const waiting = [{ block, until: Number.POSITIVE_INFINITY }]
    for (let top = waiting.at(-1); top && !this.#reader.failed && !this.#gap; top = waiting.at(-1)) {
      top.block.isWaiting = true
      if (this.#place(top.block, top.until)) {
        top.block.isWaiting = false
        waiting.pop()
        continue
      }
      const client = this.#missingClient
      const needed = this.#blocks.get(client)
      if (!needed || needed === top.block || needed.left === 0)
        this.#gap = { client, clock: this.#missingClock }
      else if (needed.isWaiting) this.#reader.fail("structs wait for each other")
      else waiting.push({ block: needed, until: this.#missingClock })
    }
  }

  /**
   * Places the structs of a block in their order until its clock is behind `until`.
   *
   * @returns false where the next one needs a character that is not there (yet).
   */
  #place(block: Block, until: number): boolean {
    const reader = this.#reader
    const struct = this.#struct
    if (!reader.failed) reader.at = block.at
    while (block.left > 0 && block.clock <= until) {
      readStruct(reader, struct)
      if (reader.failed) return true
      const end = block.next + struct.length
      if (end > MAX_CLOCK) reader.fail("a clock is too large")
      if (struct.kind !== Kind.skip) {
        if (!this.#hasAllNeeded(block)) return false
        if (end > block.known) this.#add(block, end)
      }
      block.next = end
      block.at = reader.at
      block.left--
    }
    return true
  }

  /** Whether what the struct just read refers to is known or placed. Yjs would wait for the rest, or fail. */
  #hasAllNeeded(block: Block): boolean {
    const struct = this.#struct
    if (block.next > block.clock) return this.#isMissing(block.client, block.clock)
    return (
      this.#has(block, struct.originClient, struct.originClock) &&
      this.#has(block, struct.rightClient, struct.rightClock) &&
      this.#has(block, struct.parentClient, struct.parentClock)
    )
  }

  #has(block: Block, client: number, clock: number): boolean {
    if (client === NO_CLIENT) return true
    if (client === block.client) {
      if (clock >= block.next) this.#reader.fail("a struct refers to what comes after it")
      return true
    }
    const placed = this.#blocks.get(client)?.clock ?? this.#known.clockOf(client)
    return clock < placed || this.#isMissing(client, clock)
  }

  #isMissing(client: number, clock: number): false {
    this.#missingClient = client
    this.#missingClock = clock
    return false
  }

  /** Adds the struct just read, which is new at least in part, to what its block brings. */
  #add(block: Block, end: number): void {
    const struct = this.#struct
    const reader = this.#reader
    const start = Math.max(block.next, block.known)
    if (block.count === 0) {
      block.from = struct.at
      if (block.next < start) {
        const { client, next: clock } = block
        block.head = cutStruct(struct, { bytes: this.#update, end: reader.at, client, clock }, start - clock)
        block.from = reader.at
      }
    }
    block.count++
    block.to = reader.at
    block.clock = end
    if (struct.kind === Kind.collected || struct.kind === Kind.deleted) pushRange(block.gone, start, end)
    const place = this.#placeOf(struct)
    if (depthOf(place) > MAX_DEPTH) reader.fail("types are nested too deep")
    if (isUnderKey(place) && struct.length > 1 && struct.kind !== Kind.deleted)
      pushRange(block.merged, start, end)
    pushPlace(block.places, start, place)
  }

  /** Where Yjs would put it: beside its neighbour, if it has one. */
  #placeOf(struct: Struct): Place {
    if (struct.originClient !== NO_CLIENT) return this.#placeAt(struct.originClient, struct.originClock)
    if (struct.rightClient !== NO_CLIENT) return this.#placeAt(struct.rightClient, struct.rightClock)
    if (struct.parentClient === NO_CLIENT) return placeIn(1, struct.hasKey)
    return placeIn(depthOf(this.#placeAt(struct.parentClient, struct.parentClock)) + 1, struct.hasKey)
  }

  #placeAt(client: number, clock: number): Place {
    const block = this.#blocks.get(client)
    return block && clock >= block.known ? placeAt(block.places, clock) : this.#known.placeOf(client, clock)
  }

  #readDeletes(): void {
    const reader = this.#reader
    const clientCount = reader.varUint()
    let rangeCount = 0
    const seen = clientCount > 1 ? new Set<number>() : undefined
    for (let read = 0; read < clientCount && !reader.failed; read++) {
      const client = reader.varUint()
      const count = reader.varUint()
      rangeCount += count
      if (!this.#isStored && rangeCount > this.#known.deletedCount + MAX_NEW_DELETE_RANGES)
        reader.fail("too many delete ranges in one update")
      if (seen?.has(client)) reader.fail("a client is named twice")
      seen?.add(client)
      const ranges = this.#known.undeleted(client, normalRanges(this.#readRanges(client, count)))
      if (ranges.length > 0) this.#deletes.push({ client, ranges })
    }
  }

  /**
   * Of a live value that is longer than one, an origin in its middle makes two, and Yjs deletes only the later when
   * their map goes: such a document cannot be loaded again.
   */
  #checkMerged(): void {
    for (const { client, merged } of this.#blocks.values()) {
      if (merged.length === 0) continue
      const deleted = this.#deletes.find(each => each.client === client)?.ranges ?? []
      const live = this.#known.undeleted(client, subtractRanges(merged, deleted))
      if (live.length > 0) this.#reader.fail("a value under a key is longer than one")
    }
  }

  #readRanges(client: number, count: number): Ranges {
    const reader = this.#reader
    const clock = this.#blocks.get(client)?.clock ?? this.#known.clockOf(client)
    const ranges: Ranges = []
    for (let read = 0; read < count && !reader.failed; read++) {
      const start = reader.varUint()
      const length = reader.varUint()
      if (length === 0) reader.fail("a delete range is empty")
      // Yjs would keep it and erase what is written there later.
      if (start + length > clock) this.#gap ??= { client, clock }
      ranges.push(start, start + length)
    }
    return ranges
  }
}
