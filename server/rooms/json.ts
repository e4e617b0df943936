// Whether bytes are JSON (RFC 8259), as `JSON.parse` would judge, but without building a value: an update may carry a
// hundred thousand of them. That the bytes are UTF-8 was checked before.
import type { Reader } from "../../shared/protocol/bytes.ts"
import { MAX_VALUE_DEPTH } from "../../shared/protocol/limits.ts"

const code = (character: string): number => character.charCodeAt(0)

const QUOTE = code('"')
const BACKSLASH = code("\\")
const COMMA = code(",")
const COLON = code(":")
const MINUS = code("-")
const PLUS = code("+")
const DOT = code(".")
const ZERO = code("0")
const UNICODE = code("u")
const OPEN_LIST = code("[")
const CLOSE_LIST = code("]")
const OPEN_OBJECT = code("{")
const CLOSE_OBJECT = code("}")
const SPACES = new Set([" ", "\t", "\n", "\r"].map(code))
const ESCAPES = new Set(['"', "\\", "/", "b", "f", "n", "r", "t"].map(code))

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= ZERO + 9
const isHex = (byte: number): boolean => isDigit(byte) || /[a-fA-F]/.test(String.fromCharCode(byte))

/** Reads to the end of `reader`, which fails where that is not one JSON value. */
export function readJsonText(reader: Reader): void {
  readValue(reader, 1)
  if (reader.left > 0) refuse(reader)
}

const refuse = (reader: Reader): void => reader.fail("a value is not JSON")

const peek = (reader: Reader): number => reader.bytes[reader.at] ?? 0

function readValue(reader: Reader, depth: number): void {
  if (depth > MAX_VALUE_DEPTH) reader.fail("a value is nested too deep")
  skipSpace(reader)
  const first = reader.byte()
  if (first === QUOTE) readString(reader)
  else if (first === OPEN_OBJECT) readMembers(reader, CLOSE_OBJECT, depth)
  else if (first === OPEN_LIST) readMembers(reader, CLOSE_LIST, depth)
  else if (first === code("t")) readWord(reader, "rue")
  else if (first === code("f")) readWord(reader, "alse")
  else if (first === code("n")) readWord(reader, "ull")
  else readNumber(reader, first)
  skipSpace(reader)
}

function readMembers(reader: Reader, close: number, depth: number): void {
  skipSpace(reader)
  if (peek(reader) === close) {
    reader.skip(1)
    return
  }
  let behind = COMMA
  while (behind === COMMA) {
    if (close === CLOSE_OBJECT) readKey(reader)
    readValue(reader, depth + 1)
    behind = reader.byte()
  }
  if (behind !== close) refuse(reader)
}

function readKey(reader: Reader): void {
  skipSpace(reader)
  if (reader.byte() !== QUOTE) refuse(reader)
  readString(reader)
  skipSpace(reader)
  if (reader.byte() !== COLON) refuse(reader)
}

/** The rest of a string; at the end of the bytes the reader gives 0, which no string may hold. */
function readString(reader: Reader): void {
  for (let byte = reader.byte(); byte !== QUOTE; byte = reader.byte()) {
    if (byte < 0x20) {
      refuse(reader)
      return
    }
    if (byte === BACKSLASH) readEscape(reader)
  }
}

function readEscape(reader: Reader): void {
  const kind = reader.byte()
  if (kind === UNICODE) {
    for (let digit = 0; digit < 4; digit++) if (!isHex(reader.byte())) refuse(reader)
  } else if (!ESCAPES.has(kind)) {
    refuse(reader)
  }
}

function readNumber(reader: Reader, first: number): void {
  const lead = first === MINUS ? reader.byte() : first
  if (!isDigit(lead)) refuse(reader)
  if (lead !== ZERO) skipDigits(reader)
  if (peek(reader) === DOT) {
    reader.skip(1)
    readDigits(reader)
  }
  if (peek(reader) === code("e") || peek(reader) === code("E")) {
    reader.skip(1)
    if (peek(reader) === PLUS || peek(reader) === MINUS) reader.skip(1)
    readDigits(reader)
  }
}

function readDigits(reader: Reader): void {
  if (!isDigit(reader.byte())) refuse(reader)
  skipDigits(reader)
}

function skipDigits(reader: Reader): void {
  while (isDigit(peek(reader))) reader.skip(1)
}

function skipSpace(reader: Reader): void {
  while (SPACES.has(peek(reader))) reader.skip(1)
}

function readWord(reader: Reader, rest: string): void {
  for (const character of rest) if (reader.byte() !== code(character)) refuse(reader)
}
