import { expect, test } from "vitest"
import * as Y from "yjs"
import { RoomState, StateDamaged } from "../../../server/rooms/state.ts"
import { MAX_STATE_VECTOR_ENTRIES } from "../../../shared/protocol/limits.ts"
import { byte, deletes, type Field, forge, rootText, structs, textBehind } from "../../harness/forge.ts"

const NOTHING = Uint8Array.of(0, 0)

function docOfSeven(): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = 7
  return doc
}

const textIn = (update: Uint8Array): string => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  expect(doc.store.pendingStructs ?? doc.store.pendingDs).toBe(null)
  return doc.getText("text").toString()
}

test("[EN1] an update that is all new is handed on byte for byte, and is the room's own", () => {
  const frame = structs(2, 0, [rootText("ab"), textBehind(2, 1, "c")])
  const state = RoomState.load(undefined, [])

  const taken = state.take(frame)

  expect(taken).toEqual({ kind: "fresh", update: structs(2, 0, [rootText("ab"), textBehind(2, 1, "c")]) })
  frame.fill(0xff)
  expect(textIn(state.encode())).toBe("abc")
})

test("[EN4] what the room has is known, also with a large set of deletes", () => {
  const doc = docOfSeven()
  const text = doc.getText("text")
  text.insert(0, "x".repeat(6_000))
  doc.transact(() => {
    for (let at = 0; at < 3_000; at++) text.delete(at, 1)
  })
  const all = Y.encodeStateAsUpdate(doc)
  const onlyDeletes = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc))
  const state = RoomState.load(all, [])

  expect(onlyDeletes.length).toBeGreaterThan(6_000)
  for (const update of [all, onlyDeletes, NOTHING]) expect(state.take(update)).toEqual({ kind: "known" })
})

test("[EN4] of an update known in part only the new structs and deletes are handed on", () => {
  const doc = docOfSeven()
  const text = doc.getText("text")
  text.insert(0, "known")
  text.delete(0, 1)
  const state = RoomState.load(Y.encodeStateAsUpdate(doc), [])
  const before = Y.encodeStateVector(doc)
  text.insert(4, "!")
  text.delete(1, 1)

  const taken = state.take(Y.encodeStateAsUpdate(doc))

  expect(taken).toEqual({
    kind: "fresh",
    update: Y.mergeUpdates([structs(7, 5, [textBehind(7, 4, "!")]), deletes(7, [[2, 1]])]),
  })
  expect(before).not.toEqual(state.stateVector())
})

test.each<[string, Field, number, Field]>([
  ["text", rootText("aé日x"), 2, [byte(0x84), 9, 1, "日x"]],
  ["text inside a surrogate pair", rootText("a😀x"), 2, [byte(0x84), 9, 1, "\ufffdx"]],
  [
    "values",
    [byte(8), 1, "array", 3, byte(126), byte(119), "two", byte(120)],
    1,
    [byte(0x88), 9, 0, 2, byte(119), "two", byte(120)],
  ],
  ["JSON values", [byte(2), 1, "array", 3, "1", "undefined", "[3]"], 2, [byte(0x82), 9, 1, 1, "[3]"]],
  ["deleted text", [byte(1), 1, "text", 5], 2, [byte(0x81), 9, 1, 3]],
  ["collected structs", [byte(0), 5], 2, [byte(0), 3]],
  ["text between two characters", [byte(0xc4), 1, 0, 1, 1, "abc"], 1, [byte(0xc4), 9, 0, 1, 1, "bc"]],
])("[EN4] a struct known in part is cut as Yjs cuts it: %s", (_, whole, known, rest) => {
  const both = structs(1, 0, [rootText("hello")])
  const state = RoomState.load(both, [])
  const ofLength = structs(9, 0, [[byte(0), known]])
  state.take(ofLength)

  expect(state.take(structs(9, 0, [whole]))).toEqual({ kind: "fresh", update: structs(9, known, [rest]) })

  const whoHasThat = RoomState.load(both, [structs(9, 0, [whole])])
  const vector = forge(2, 9, known, 1, 5)
  const missing = whoHasThat.missingFor(vector)
  expect(missing && Y.decodeUpdate(missing).structs).toEqual(
    Y.decodeUpdate(structs(9, known, [rest])).structs,
  )
})

test("[EN7] a snapshot and the updates after it load to the same document and the same bytes", () => {
  const updates: Uint8Array[] = []
  const doc = docOfSeven()
  doc.on("update", (update: Uint8Array) => updates.push(update))
  const text = doc.getText("text")
  for (let edit = 0; edit < 40; edit++) {
    text.insert(edit % 7, `${edit} `)
    if (edit % 3 === 0) text.delete(2, 2)
  }
  const snapshot = RoomState.load(undefined, updates.slice(0, 20)).encode()

  const state = RoomState.load(snapshot, updates.slice(20))

  expect(textIn(state.encode())).toBe(text.toString())
  expect(state.stateVector()).toEqual(Y.encodeStateVector(doc))
  expect(RoomState.load(state.encode(), []).encode()).toEqual(state.encode())
  expect(state.encode()).toEqual(RoomState.load(undefined, updates).encode())
})

test("[EN7] stored bytes that do not add up are found out", () => {
  const update = structs(2, 0, [rootText("abc")])

  expect(() => RoomState.load(update.subarray(0, -1), [])).toThrow(StateDamaged)
  expect(() => RoomState.load(undefined, [structs(2, 3, [textBehind(2, 2, "d")])])).toThrow(StateDamaged)
  expect(() => RoomState.load(update, [Uint8Array.of(1)])).toThrow(StateDamaged)
})

test("[EN7] what was taken in many updates loads as one, however many structs and clients that are", () => {
  const clients = 3_000
  const state = RoomState.load(undefined, [])
  for (let client = 1; client <= clients; client++) state.take(structs(client, 0, [rootText("x")]))

  const loaded = RoomState.load(state.encode(), [])

  expect(loaded.stateVector()).toEqual(state.stateVector())
  expect(Y.decodeStateVector(loaded.stateVector()).size).toBe(clients)
})

test("[EN8] who has everything is sent the deletes, which a state vector does not tell of", () => {
  const doc = docOfSeven()
  doc.getText("text").insert(0, "hello")
  const peer = new Y.Doc()
  Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc))
  doc.getText("text").delete(1, 3)
  const state = RoomState.load(Y.encodeStateAsUpdate(doc), [])

  const missing = state.missingFor(Y.encodeStateVector(peer))

  expect(missing).toEqual(deletes(7, [[1, 3]]))
  Y.applyUpdate(peer, missing ?? NOTHING)
  expect(peer.getText("text").toString()).toBe("ho")
})

test("[EN8] who has nothing is sent what everybody else joining then is sent: one buffer", () => {
  const state = RoomState.load(structs(2, 0, [rootText("abc")]), [])

  expect(state.missingFor(Uint8Array.of(0))).toBe(state.encode())
  expect(state.encode()).toBe(state.encode())
  state.take(structs(2, 3, [textBehind(2, 2, "d")]))
  expect(textIn(state.encode())).toBe("abcd")
})

test("[EN8] who is ahead of the room, or knows clients it does not, is sent what the room has more", () => {
  const state = RoomState.load(structs(2, 0, [rootText("abc")]), [])

  expect(state.missingFor(forge(2, 2, 9, 8, 4))).toEqual(NOTHING)
  expect(textIn(state.missingFor(forge(1, 8, 4)) ?? NOTHING)).toBe("abc")
})

test("[EN8] a long history is cut at any clock", () => {
  const state = RoomState.load(undefined, [])
  const length = 4_000
  for (let clock = 0; clock < length; clock++)
    state.take(structs(2, clock, [clock === 0 ? rootText("a") : textBehind(2, clock - 1, "a")]))

  for (const clock of [3_999, 1, 2_500, 2_499, 3_000, 3_999, 1_234]) {
    const missing = state.missingFor(forge(1, 2, clock)) ?? NOTHING
    expect(Y.parseUpdateMeta(missing)).toEqual({ from: new Map([[2, clock]]), to: new Map([[2, length]]) })
    expect(Y.decodeUpdate(missing).structs).toHaveLength(length - clock)
  }
})

test("[EN8] a state vector that is malformed or endless is not answered", () => {
  const state = RoomState.load(structs(2, 0, [rootText("abc")]), [])
  const entries = (count: number) =>
    forge(
      count,
      Array.from({ length: count }, (_, client) => [client, 3]),
    )

  for (const vector of [new Uint8Array(0), forge(1, 2), forge(1, 2, 3, 4), forge(2 ** 40, 1, 1)])
    expect(state.missingFor(vector)).toBe(undefined)
  expect(state.missingFor(entries(MAX_STATE_VECTOR_ENTRIES + 2))).toBe(undefined)
  expect(state.missingFor(entries(MAX_STATE_VECTOR_ENTRIES + 1))).toEqual(NOTHING)
})

test("[EN7] the state says how much it holds and how much of that came after the snapshot", () => {
  const snapshot = structs(2, 0, [rootText("abc")])
  const update = structs(2, 3, [textBehind(2, 2, "d")])

  const state = RoomState.load(snapshot, [update])

  expect([state.tailCount, state.tailBytes]).toEqual([1, update.length])
  state.take(structs(2, 4, [textBehind(2, 3, "e")]))
  state.take(update)
  expect([state.tailCount, state.tailBytes]).toEqual([2, update.length * 2])
  expect(Math.abs(state.byteLength - state.encode().length)).toBeLessThan(16)
})
