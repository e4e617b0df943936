// Traffic that is honest and still the death of other servers: clients that return with nothing new, that ask again and
// again, that speak in an unusual order, that only move about, that come and go.
import { expect, test } from "vitest"
import * as Y from "yjs"
import { awarenessOf, PaperMember } from "../../world/paper-member.ts"
import { createWorld, oneInRoom, twoInRoom, writing } from "../../world/rooms-world.ts"

const MANY = 100

/** A document in which much was written and every other letter deleted: its delete set is most of it. */
function documentWithDeletes(): Uint8Array {
  const doc = new Y.Doc()
  const words = doc.getText("words")
  words.insert(0, "x".repeat(2_000))
  for (let at = 0; at < 1_000; at++) words.delete(at, 1)
  return Y.encodeStateAsUpdate(doc)
}

test("[FA6] one who returns with nothing new costs nothing, however much was deleted", async () => {
  const world = await createWorld(documentWithDeletes())
  const ben = await world.join()
  const ada = await world.join()
  await world.settle()
  const framesBefore = ben.member.frames

  for (let returns = 0; returns < MANY; returns++) {
    ada.room.leave(ada.seat)
    const again = await world.join(ada.member)
    again.room.missing(again.seat, Y.encodeStateAsUpdate(ada.member.doc))
    again.room.leave(again.seat)
  }
  await world.settle()
  world.timers.pass(1_000)

  expect(world.appended).toEqual([])
  expect(ben.member.frames).toBe(framesBefore)
})

test("[FA6] one who asks for everything again and again, and tabs that repeat one another, tell nobody anything twice", async () => {
  const { world, ada } = await oneInRoom()
  const tab = await world.join()
  const ben = await world.join()
  await world.settle()

  const update = ada.write("a ")
  for (let times = 0; times < MANY; times++) {
    ada.room.have(ada.seat, Y.encodeStateVector(ada.member.doc))
    tab.room.update(tab.seat, update)
    tab.room.missing(tab.seat, Y.encodeStateAsUpdate(ada.member.doc))
  }
  await world.settle()
  world.timers.pass(1_000)

  expect(world.appended.flat().length).toBe(1)
  expect(ben.member.of("update")).toEqual([{ kind: "update", text: "a seed" }])
  expect(ada.member.of("missing").length).toBe(1 + MANY)
})

test("[FA7] updates before the first question, an answer nobody asked for and two questions are all well", async () => {
  const world = await createWorld()
  const ben = await world.join()
  const ada = new PaperMember()
  const joined = await world.rooms.join({ room: world.room, document: "content" }, ada)
  if (joined.kind !== "joined") throw new Error(joined.kind)
  const { room, seat } = joined

  room.update(seat, writing(ada.doc, "early "))
  room.missing(seat, Y.encodeStateAsUpdate(ada.doc))
  room.barrier(seat, 1)
  await world.settle()
  const beforeAsking = ada.of("missing").length
  for (let times = 0; times < 2; times++) room.have(seat, Y.encodeStateVector(ada.doc))
  await world.settle()
  world.timers.pass(1_000)

  expect(beforeAsking).toBe(0)
  expect(ada.of("missing").length).toBe(2)
  expect(ada.of("barrier")).toEqual([{ kind: "barrier", number: 1 }])
  expect(ada.text).toContain("early ")
  expect([ada.text, ben.member.text]).toEqual([ben.member.text, ada.text])
  expect(ada.text).toContain("seed")
})

test("[FA8] a room in which people only move about stores nothing, also when they leave", async () => {
  const { world, ada, ben } = await twoInRoom()

  for (let clock = 1; clock <= MANY; clock++) {
    ada.room.awareness(ada.seat, awarenessOf([ada.member.doc.clientID, clock, { at: clock }]))
    world.timers.pass(50)
  }
  for (const { room, seat } of [ada, ben]) room.leave(seat)
  await world.settle()
  world.timers.pass(10_000)
  await world.settle()

  expect(ben.member.of("awareness").length).toBeGreaterThan(MANY / 2)
  expect([world.appended, world.snapshots]).toEqual([[], []])
  expect(world.rooms.size).toBe(0)
})

test("[FA9] hundreds who come, write and go leave no room, and what is told does not grow with those who left", async () => {
  const world = await createWorld()
  for (let visits = 0; visits < 500; visits++) {
    const guest = await world.join()
    guest.room.awareness(guest.seat, awarenessOf([guest.member.doc.clientID, 1, { user: { name: "Guest" } }]))
    if (visits % 20 === 0) guest.write("x")
    await world.settle()
    world.timers.pass(100)
    guest.room.leave(guest.seat)
  }
  await world.settle()
  world.timers.pass(10_000)
  await world.settle()
  const left = world.rooms.size
  const last = await world.join()
  await world.settle()
  world.timers.pass(1_000)

  expect(left).toBe(0)
  expect(last.member.text).toBe(`${"x".repeat(25)}seed`)
  expect(last.member.of("awareness").flatMap(({ states }) => Object.keys(states))).toEqual([])
  expect(world.errors).toEqual([])
})
