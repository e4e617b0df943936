import fc from "fast-check"
import { encodeUtf8 } from "lib0/string"
import { expect, test } from "vitest"
import { readJsonText } from "../../../server/rooms/json.ts"
import { Reader } from "../../../shared/protocol/bytes.ts"

function isJson(text: string): boolean {
  const reader = new Reader(encodeUtf8(text))
  readJsonText(reader)
  return !reader.failed
}

/** The same by the parser Yjs uses. */
function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // The parser has no other way to say no.
    return false
  }
}

/** JSON, and JSON with one character put in, taken out or changed. */
const nearlyJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.nat(),
    fc.constantFrom(...'{}[]",:\\0123456789eE+-.truefalsn u\t\u0001é'),
    fc.nat(3),
  )
  .map(([text, place, character, change]) => {
    const at = place % (text.length + 1)
    if (change === 0) return text
    return text.slice(0, at) + (change === 1 ? "" : character) + text.slice(change === 2 ? at : at + 1)
  })

test("[EN2] JSON is what the parser of Yjs takes for JSON", () => {
  fc.assert(
    fc.property(nearlyJson, text => {
      expect([text, isJson(text)]).toEqual([text, parses(text)])
    }),
    { numRuns: 3_000 },
  )
})

test.each([
  "",
  " ",
  "01",
  "-",
  "1.",
  ".5",
  "1e",
  "+1",
  "1 2",
  "[1,]",
  '{"a":1,}',
  "{a:1}",
  "tru",
  '"\\x"',
  '"\\u12g4"',
  "\ufeff1",
])("[EN2] is not JSON: %j", text => {
  expect([isJson(text), parses(text)]).toEqual([false, false])
})

test.each([" 1 ", "-0.5e+10", "0", '"\\u00e9\\n"', "[ ]", "{ }", '{"a" : [ 1 , null ] }', '"é日😀"', "1E5"])(
  "[EN2] is JSON: %j",
  text => {
    expect([isJson(text), parses(text)]).toEqual([true, true])
  },
)
