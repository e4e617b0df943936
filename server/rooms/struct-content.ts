// What a struct carries: steps over each kind of content as Yjs encodes it (V1), and says how many clocks it takes.
// Whatever Yjs would throw at (broken UTF-8, broken JSON, an unknown tag) fails the reader here. Nothing is built.
import { encodeUtf8 } from "lib0/string"
import { Reader } from "../../shared/protocol/bytes.ts"
import { MAX_REMOVED_LENGTH, MAX_VALUE_DEPTH } from "../../shared/protocol/limits.ts"
import { readJsonText } from "./json.ts"

/** The kinds of struct, by the five low bits of their first byte. */
export const Kind = {
  /** A stretch whose parent is gone as well: only its length is left. */
  collected: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  subdocument: 9,
  /** Not a struct but a hole, left where updates were merged over a gap. */
  skip: 10,
} as const

const XML_ELEMENT = 3
const XML_HOOK = 5
const LAST_TYPE = 6

/** Steps over one content and returns its length in clocks, which is never 0 unless the reader has failed. */
export function readContent(reader: Reader, kind: number): number {
  switch (kind) {
    case Kind.collected:
    case Kind.deleted:
    case Kind.skip:
      return readRemoved(reader)
    case Kind.json:
      return readAll(reader, readJsonOrUndefined)
    case Kind.any:
      return readAll(reader, readValue)
    case Kind.string:
      return readText(reader) || empty(reader)
    case Kind.binary:
      reader.skip(reader.varUint())
      return 1
    case Kind.embed:
      readJson(reader)
      return 1
    case Kind.format:
      readText(reader)
      readJson(reader)
      return 1
    case Kind.type:
      readType(reader)
      return 1
    case Kind.subdocument:
      reader.fail("documents inside the document are not taken")
      return 0
    default:
      reader.fail("a struct is of no known kind")
      return 0
  }
}

function empty(reader: Reader): number {
  reader.fail("a struct is empty")
  return 0
}

function readRemoved(reader: Reader): number {
  const length = reader.varUint()
  if (length > MAX_REMOVED_LENGTH) reader.fail("a removed stretch is too long")
  return length || empty(reader)
}

function readAll(reader: Reader, readOne: (reader: Reader) => void): number {
  const length = reader.varUint()
  for (let read = 0; read < length && !reader.failed; read++) readOne(reader)
  return length || empty(reader)
}

function readType(reader: Reader): void {
  const type = reader.varUint()
  if (type > LAST_TYPE) reader.fail("a type is not known")
  if (type === XML_ELEMENT || type === XML_HOOK) readText(reader)
}

/**
 * Steps over a text behind its length in bytes.
 *
 * @returns its length in UTF-16 units, which is how Yjs counts.
 */
export function readText(reader: Reader): number {
  const length = reader.varUint()
  if (length > reader.left) {
    reader.fail()
    return 0
  }
  const { bytes } = reader
  const end = reader.at + length
  let units = 0
  for (let at = reader.at; at < end; units++) {
    if ((bytes[at] ?? 0) < 0x80) {
      at++
      continue
    }
    const size = characterSize(bytes, at, end)
    if (size === 0) {
      reader.fail("a text is not UTF-8")
      return 0
    }
    if (size === 4) units++
    at += size
  }
  reader.at = end
  return units
}

/** How many bytes the character beyond ASCII at `at` takes; 0 where it is not well-formed (Unicode, table 3-7). */
function characterSize(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0
  const size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
  if (at + size > end) return 0
  const second = bytes[at + 1] ?? 0
  if (lead === 0xe0 && second < 0xa0) return 0
  if (lead === 0xed && second > 0x9f) return 0
  if (lead === 0xf0 && second < 0x90) return 0
  if (lead === 0xf4 && second > 0x8f) return 0
  for (let next = at + 1; next < at + size; next++) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0
  return size
}

/** Steps over one value as lib0's `writeAny` writes it. */
export function readValue(reader: Reader, depth = 1): void {
  if (depth > MAX_VALUE_DEPTH) reader.fail("a value is nested too deep")
  switch (reader.byte()) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return
    case 125: // an integer; the sign takes a bit of the first byte, and the length is the same
      reader.varUint()
      return
    case 124: // float32
      reader.skip(4)
      return
    case 123: // float64
    case 122: // bigint
      reader.skip(8)
      return
    case 119:
      readText(reader)
      return
    case 118: {
      const keys = reader.varUint()
      for (let read = 0; read < keys && !reader.failed; read++) {
        readText(reader)
        readValue(reader, depth + 1)
      }
      return
    }
    case 117: {
      const items = reader.varUint()
      for (let read = 0; read < items && !reader.failed; read++) readValue(reader, depth + 1)
      return
    }
    case 116:
      reader.skip(reader.varUint())
      return
    default:
      reader.fail("a value is of no known kind")
  }
}

const UNDEFINED = encodeUtf8("undefined")

/** Yjs writes `undefined`, which JSON lacks, as the bare word. */
function readJsonOrUndefined(reader: Reader): void {
  const text = reader.bytes.subarray(reader.at + 1, reader.at + 1 + UNDEFINED.length)
  const isUndefined =
    reader.bytes[reader.at] === UNDEFINED.length && UNDEFINED.every((byte, at) => byte === text[at])
  if (isUndefined) reader.skip(1 + UNDEFINED.length)
  else readJson(reader)
}

function readJson(reader: Reader): void {
  const at = reader.at
  readText(reader)
  if (reader.failed) return
  const text = new Reader(reader.bytes.subarray(at, reader.at))
  text.varUint()
  readJsonText(text)
  if (text.violation !== undefined) reader.fail(text.violation)
}
