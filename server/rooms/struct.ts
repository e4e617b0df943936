// One struct of an update in the V1 encoding of Yjs 13: what it refers to and what stands where in its bytes.
//
//   kind and flags (1 byte) · origin? · right origin? · parent and key, where there is no origin · content
//
// An origin is the character (client, clock) that a struct was written behind, a right origin the one before it.
import type { Reader } from "../../shared/protocol/bytes.ts"
import { Kind, readContent, readText } from "./struct-content.ts"

const KIND_BITS = 0x1f
const HAS_KEY = 0x20
export const HAS_RIGHT = 0x40
export const HAS_ORIGIN = 0x80

/** In place of a client id, where a struct has no such reference. */
export const NO_CLIENT = -1

/** A struct that was read; one object serves a whole scan. */
export interface Struct {
  kind: number
  /** In clocks: UTF-16 units, or items of a list. */
  length: number
  originClient: number
  originClock: number
  rightClient: number
  rightClock: number
  /** The item whose type holds this one; `NO_CLIENT` also where that is a root, or the same as the neighbour's. */
  parentClient: number
  parentClock: number
  /** Whether it says that it is a value under a key; those beside a neighbour need not say so. */
  hasKey: boolean
  /** Where its bytes begin, and among them its right origin, its parent and its content. */
  at: number
  rightAt: number
  parentAt: number
  contentAt: number
}

export const newStruct = (): Struct => ({
  kind: 0,
  length: 0,
  originClient: NO_CLIENT,
  originClock: 0,
  rightClient: NO_CLIENT,
  rightClock: 0,
  parentClient: NO_CLIENT,
  parentClock: 0,
  hasKey: false,
  at: 0,
  rightAt: 0,
  parentAt: 0,
  contentAt: 0,
})

/** Reads the next struct into `struct`; worthless where the reader has failed by then. */
export function readStruct(reader: Reader, struct: Struct): void {
  struct.at = reader.at
  const head = reader.byte()
  struct.kind = head & KIND_BITS
  struct.originClient = NO_CLIENT
  struct.rightClient = NO_CLIENT
  struct.parentClient = NO_CLIENT
  struct.hasKey = false
  if (struct.kind === Kind.collected || struct.kind === Kind.skip) {
    // Yjs reads such a byte in two ways, depending on where.
    if (head !== struct.kind) reader.fail("a struct without content has references")
  } else {
    readReferences(reader, struct, head)
  }
  struct.contentAt = reader.at
  struct.length = readContent(reader, struct.kind)
}

function readReferences(reader: Reader, struct: Struct, head: number): void {
  if (head & HAS_ORIGIN) {
    struct.originClient = reader.varUint()
    struct.originClock = reader.varUint()
  }
  struct.rightAt = reader.at
  if (head & HAS_RIGHT) {
    struct.rightClient = reader.varUint()
    struct.rightClock = reader.varUint()
  }
  struct.parentAt = reader.at
  if (head & (HAS_ORIGIN | HAS_RIGHT)) return
  const parent = reader.varUint()
  if (parent === 1) {
    readText(reader)
  } else if (parent === 0) {
    struct.parentClient = reader.varUint()
    struct.parentClock = reader.varUint()
  } else {
    reader.fail("a parent is of no known kind")
  }
  struct.hasKey = (head & HAS_KEY) !== 0
  if (struct.hasKey) readText(reader)
}
