import fc from "fast-check"
import { expect, test } from "vitest"
import * as Y from "yjs"
import { RoomState, type Taken } from "../../../server/rooms/state.ts"
import {
  MAX_CLOCK,
  MAX_DEPTH,
  MAX_FIRST_CLIENTS,
  MAX_NEW_CLIENTS,
  MAX_NEW_DELETE_RANGES,
  MAX_REMOVED_LENGTH,
  MAX_STRUCTS,
  MAX_VALUE_DEPTH,
} from "../../../shared/protocol/limits.ts"
import { byte, deletes, type Field, forge, rootText, structs, textBehind } from "../../harness/forge.ts"

/** A room in which client 1 has written "hello". */
const roomWithText = () => RoomState.load(structs(1, 0, [rootText("hello")]), [])

/** Takes the update into a room with text, and checks that one that is not taken leaves no trace. */
function take(update: Uint8Array, state = roomWithText()): Taken {
  const before = { vector: state.stateVector(), bytes: state.encode() }
  const taken = state.take(update)
  if (taken.kind !== "fresh") {
    expect(Buffer.compare(state.stateVector(), before.vector)).toBe(0)
    expect(Buffer.compare(state.encode(), before.bytes)).toBe(0)
  }
  return taken
}

const refused = (violation: string): Taken => ({ kind: "refused", violation })

const repeat = (times: number, field: (index: number) => Field): Field[] =>
  Array.from({ length: times }, (_, index) => field(index))

/** An update in which each of many clients writes one struct. */
const fromClients = (count: number): Uint8Array =>
  forge(count, ...repeat(count, index => [1, 1_000 + index, 0, rootText("x")]), 0)

/** XML elements, each in the one before. */
const nested = (depth: number): Field[] =>
  repeat(depth, index => [byte(7), ...(index === 0 ? [1, "xml"] : [0, 2, index - 1]), 3, "p"])

const nestedValue = (depth: number): Field => [...repeat(depth - 1, () => [byte(117), 1]), byte(126)]

const anyItem = (value: Field): Field => [byte(8), 1, "array", 1, value]

test("[EN5] updates of two thousand clients that each start in the middle are gaps, and nothing of them is held", () => {
  const state = roomWithText()
  for (let client = 2; client < 2_002; client++)
    expect(take(structs(client, 5, [rootText("x")]), state)).toEqual({ kind: "gap" })
})

test("[EN6] a delete of what is not written yet is a gap, and erases nothing when that is written", () => {
  const state = RoomState.load(undefined, [])

  expect(take(deletes(1, [[0, 100]]), state)).toEqual({ kind: "gap" })

  state.take(structs(1, 0, [rootText("hello")]))
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state.encode())
  expect(doc.getText("text").toString()).toBe("hello")
})

test("[EN5] a removed stretch of impossible length is refused", () => {
  expect(take(structs(9, 0, [[byte(0), 2 ** 52]]))).toEqual(refused("a removed stretch is too long"))
  expect(take(structs(9, 0, [[byte(0), MAX_REMOVED_LENGTH + 1]]))).toEqual(
    refused("a removed stretch is too long"),
  )
  expect(take(structs(9, 0, [[byte(10), 2 ** 52]]))).toEqual(refused("a removed stretch is too long"))
  expect(take(structs(9, 0, [[byte(0), MAX_REMOVED_LENGTH]])).kind).toBe("fresh")
})

test("[EN5] a clock no life is long enough for is refused", () => {
  expect(take(structs(1, MAX_CLOCK, [rootText("x")]))).toEqual(refused("a clock is too large"))
  expect(
    take(
      structs(
        9,
        0,
        repeat(1_000, () => [byte(0), MAX_REMOVED_LENGTH]),
      ),
    ),
  ).toEqual(refused("a clock is too large"))
})

test("[EN5] a client id beyond 2^53 is refused", () => {
  const tooLarge = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f)

  expect(take(forge(1, 1, tooLarge, 0, rootText("x"), 0))).toEqual(refused("a number is too large"))
})

test("[EN5] twenty thousand client ids in one update are refused, those of a document carried over are not", () => {
  expect(take(fromClients(20_000))).toEqual(refused("too many new clients in one update"))
  expect(take(fromClients(20_000), RoomState.load(undefined, []))).toEqual(
    refused("too many new clients in one update"),
  )
  expect(take(fromClients(MAX_NEW_CLIENTS + 1))).toEqual(refused("too many new clients in one update"))
  expect(take(fromClients(MAX_NEW_CLIENTS)).kind).toBe("fresh")
  expect(take(fromClients(MAX_FIRST_CLIENTS), RoomState.load(undefined, [])).kind).toBe("fresh")
})

test("[EN5] a value nested two hundred thousand deep is refused", () => {
  const tooDeep = refused("a value is nested too deep")
  const embed = (json: string): Field => [byte(5), 1, "text", json]

  expect(take(structs(9, 0, [anyItem(nestedValue(200_000))]))).toEqual(tooDeep)
  expect(take(structs(9, 0, [anyItem(nestedValue(MAX_VALUE_DEPTH + 1))]))).toEqual(tooDeep)
  expect(take(structs(9, 0, [anyItem(nestedValue(MAX_VALUE_DEPTH))])).kind).toBe("fresh")
  expect(take(structs(9, 0, [embed("[".repeat(200_000) + "]".repeat(200_000))]))).toEqual(tooDeep)
})

test("[EN5] XML nested twenty thousand deep is refused, in one update and in one for each element", () => {
  const tooDeep = refused("types are nested too deep")
  const state = roomWithText()

  expect(take(structs(2, 0, nested(20_000)))).toEqual(tooDeep)
  expect(take(structs(2, 0, nested(MAX_DEPTH + 1)))).toEqual(tooDeep)
  for (const [index, element] of nested(MAX_DEPTH).entries())
    expect(state.take(structs(2, index, [element])).kind).toBe("fresh")
  expect(take(structs(2, MAX_DEPTH, [nested(MAX_DEPTH + 1).at(-1) ?? 0]), state)).toEqual(tooDeep)
})

test("[EN5] how deep a neighbour lies is known again after the room was loaded", () => {
  const state = RoomState.load(RoomState.load(structs(2, 0, nested(MAX_DEPTH)), []).encode(), [])
  const besideTheDeepest: Field = [byte(0x87), 2, MAX_DEPTH - 1, 3, "p"]
  const inThat: Field = [byte(7), 0, 3, 0, 3, "p"]

  expect(state.take(structs(3, 0, [besideTheDeepest])).kind).toBe("fresh")
  expect(take(structs(3, 1, [inThat]), state)).toEqual(refused("types are nested too deep"))
})

test("[EN5] structs that wait for each other are refused", () => {
  const circle = forge(2, 1, 3, 0, textBehind(2, 0, "a"), 1, 2, 0, textBehind(3, 0, "b"), 0)

  expect(take(circle)).toEqual(refused("structs wait for each other"))
})

test("[EN5] a struct that refers to itself or to what comes after it is refused", () => {
  const violation = "a struct refers to what comes after it"

  expect(take(structs(9, 0, [textBehind(9, 0, "x")]))).toEqual(refused(violation))
  expect(take(structs(9, 0, [textBehind(9, 7, "x")]))).toEqual(refused(violation))
})

test("[EN5] three hundred thousand delete ranges are refused, a room's own many are not", () => {
  const length = 2 * MAX_NEW_DELETE_RANGES + 10
  const everySecond = (count: number) =>
    deletes(
      1,
      Array.from({ length: count }, (_, index) => [index * 2, 1]),
    )
  const state = RoomState.load(structs(1, 0, [rootText("x".repeat(length))]), [])

  expect(take(everySecond(300_000), state)).toEqual(refused("too many delete ranges in one update"))
  expect(state.take(everySecond(MAX_NEW_DELETE_RANGES)).kind).toBe("fresh")
  // A stock client sends all the deletes of the room each time it comes back.
  expect(take(everySecond(MAX_NEW_DELETE_RANGES), state)).toEqual({ kind: "known" })
  expect(state.take(everySecond(MAX_NEW_DELETE_RANGES + 5)).kind).toBe("fresh")
})

test("[EN5] more structs than an update may have are refused, also where they are only claimed", () => {
  const violation = refused("too many structs in one update")

  expect(
    take(
      structs(
        9,
        0,
        repeat(MAX_STRUCTS + 1, () => [byte(0), 1]),
      ),
    ),
  ).toEqual(violation)
  expect(take(forge(1, 2 ** 40, 9, 0))).toEqual(violation)
})

test("[EN5] a document inside the document is refused", () => {
  const subdocument: Field = [byte(9), 1, "text", "guid", byte(118), 0]

  expect(take(structs(9, 0, [subdocument]))).toEqual(refused("documents inside the document are not taken"))
})

test("[EN5] a text under a key, which Yjs could not load again once cut, is refused", () => {
  const underKey: Field = [byte(0x24), 1, "map", "key", "ab"]
  const oneUnderKey: Field = [byte(0x28), 1, "map", "key", 1, byte(126)]

  expect(take(structs(9, 0, [underKey]))).toEqual(refused("a value under a key is longer than one"))
  expect(take(structs(9, 0, [oneUnderKey, textBehind(9, 0, "ab")]))).toEqual(
    refused("a value under a key is longer than one"),
  )
})

test("[EN1] values under a key that were set and set again, which Yjs merges once they are deleted, are taken", () => {
  const doc = new Y.Doc({ gc: false })
  for (let time = 0; time < 4; time++) doc.getMap("map").set("key", time)
  const update = Y.encodeStateAsUpdate(doc)

  expect(Y.decodeUpdate(update).structs).toHaveLength(2)
  expect(take(update)).toEqual({ kind: "fresh", update })
})

test.each<[string, Uint8Array]>([
  ["nothing at all", new Uint8Array(0)],
  ["structs without deletes", forge(1, 1, 9, 0, rootText("x"))],
  ["bytes behind the end", forge(structs(9, 0, [rootText("x")]), byte(0))],
  ["a client named twice", forge(2, 1, 9, 0, rootText("x"), 1, 9, 1, rootText("y"), 0)],
  ["a client whose deletes come twice", forge(0, 2, 1, 1, 0, 1, 1, 1, 2, 1)],
  ["an empty text", structs(9, 0, [rootText("")])],
  ["an empty removed stretch", structs(9, 0, [[byte(0), 0]])],
  ["an empty list", structs(9, 0, [[byte(8), 1, "array", 0]])],
  ["an empty delete range", deletes(1, [[2, 0]])],
  ["a kind of struct that is not known", structs(9, 0, [[byte(11), 1, "text"]])],
  ["a removed stretch with references", structs(9, 0, [[byte(0x80), 1]])],
  ["a hole with references", structs(9, 0, [[byte(0x8a), 1]])],
  ["a type that is not known", structs(9, 0, [[byte(7), 1, "text", 7]])],
  ["a parent of no known kind", structs(9, 0, [[byte(4), 2, "text", "x"]])],
  ["a value of no known kind", structs(9, 0, [anyItem(byte(99))])],
  ["JSON that does not parse", structs(9, 0, [[byte(5), 1, "text", "{"]])],
  ["a format that is not JSON", structs(9, 0, [[byte(6), 1, "text", "bold", "yes"]])],
  ["text cut inside a character", structs(9, 0, [[byte(4), 1, "text", 2, Uint8Array.of(0xe2, 0x82)]])],
  ["half a surrogate pair", structs(9, 0, [[byte(4), 1, "text", 3, Uint8Array.of(0xed, 0xa0, 0x80)]])],
  ["an overlong character", structs(9, 0, [[byte(4), 1, "text", 2, Uint8Array.of(0xc0, 0x80)]])],
  ["a text longer than the update", forge(1, 1, 9, 0, byte(4), 1, "text", 2 ** 40)],
])("[EN2] refused: %s", (_, update) => {
  expect(take(update).kind).toBe("refused")
})

test("[EN2] an update cut short anywhere is refused", () => {
  const doc = new Y.Doc()
  doc.getMap("map").set("key", { deep: [1, 0.5, null, "text", new Uint8Array(3)] })
  doc.getXmlFragment("xml").push([new Y.XmlElement("p")])
  doc.getText("text").insert(0, "日本", { bold: true })
  doc.getText("text").delete(0, 1)
  const update = Y.encodeStateAsUpdate(doc)

  for (let length = 0; length < update.length; length++)
    expect(take(update.subarray(0, length)).kind).toBe("refused")
  expect(take(update).kind).toBe("fresh")
})

test("[EN2] no bytes make the scanner throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
      expect(["known", "gap", "refused", "fresh"]).toContain(roomWithText().take(bytes).kind)
    }),
  )
})

test("[EN6] an update that builds on one that has not come is a gap, and is taken after that one", () => {
  const first = structs(2, 0, [rootText("a")])
  const second = structs(2, 1, [textBehind(2, 0, "b")])
  const fromAnother = structs(3, 0, [textBehind(2, 1, "c")])
  const state = roomWithText()

  expect(take(fromAnother, state)).toEqual({ kind: "gap" })
  expect(take(second, state)).toEqual({ kind: "gap" })
  for (const update of [first, second, fromAnother])
    expect(state.take(update)).toEqual({ kind: "fresh", update })
})

test("[EN6] updates merged over a gap are a gap, and are taken once it is filled", () => {
  const [first, second, third] = [
    structs(2, 0, [rootText("a")]),
    structs(2, 1, [textBehind(2, 0, "b")]),
    structs(2, 2, [textBehind(2, 1, "c")]),
  ]
  const withHole = Y.mergeUpdates([first, third])
  const state = roomWithText()

  expect(take(withHole, state)).toEqual({ kind: "gap" })
  state.take(first)
  state.take(second)
  expect(state.take(withHole)).toEqual({ kind: "fresh", update: third })
})

test("[EN1] within an update, clients may build on each other in both directions", () => {
  const crossing = forge(
    ...[2, 2, 3, 0, textBehind(2, 0, "b"), textBehind(2, 1, "d")],
    ...[2, 2, 0, rootText("a"), textBehind(3, 0, "c")],
    0,
  )

  expect(take(crossing)).toEqual({ kind: "fresh", update: crossing })
})
