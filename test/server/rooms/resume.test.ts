import { expect, test } from "vitest"
import * as Y from "yjs"
import { isCovered, NOTHING } from "../../../server/rooms/resume.ts"
import { Close } from "../../../shared/protocol/close.ts"
import { PaperMember } from "../../world/paper-member.ts"
import { createWorld, type Guest, oneInRoom, settle, type World } from "../../world/rooms-world.ts"

const BEGINNING = { since: { epoch: 0, seq: 0 } }

/** Somebody who was told all up to now, lost the line, and comes back with the same document. */
async function comeBack(world: World, gone: Guest, seq: number): Promise<PaperMember> {
  const member = Object.assign(new PaperMember(), { doc: gone.member.doc })
  await world.join(member, { since: { epoch: 0, seq } })
  await settle()
  return member
}

const positionsOf = (member: PaperMember) => member.of("position").map(({ position }) => position.seq)

test("[WR19] who names a position is told theirs: with the document, and later as it moves on", async () => {
  const world = await createWorld()
  const ada = await world.join(new PaperMember(), BEGINNING)
  const stock = await world.join()
  ada.write("a ")
  ada.write("b ")
  await world.settle()

  const before = positionsOf(ada.member)
  world.timers.pass(3_000)

  expect([before, positionsOf(ada.member)]).toEqual([[0], [0, 2]])
  expect(stock.member.of("position")).toEqual([])
})

test("[WR19] nobody is said to have been told what still waits to be told", async () => {
  const { world, ada } = await oneInRoom()
  ada.write("a ")
  await world.settle()
  world.timers.pass(2_498)
  const ben = await world.join(new PaperMember(), BEGINNING)
  ada.write("b ")
  await world.settle()
  ada.write("c ")
  await world.settle()

  world.timers.pass(3)

  const told = ben.member.text === "c b a seed" ? 3 : 2
  expect(positionsOf(ben.member).at(-1)).toBeLessThanOrEqual(told)
})

test("[WR19] who comes back with nothing missed is given nothing, though much was deleted", async () => {
  const { world, ada } = await oneInRoom()
  for (let count = 0; count < 200; count++) {
    ada.write("xy")
    ada.member.doc.getText("words").delete(1, 1)
  }
  ada.room.update(ada.seat, Y.encodeStateAsUpdate(ada.member.doc))
  await world.settle()
  const batches = world.appended.length
  ada.room.leave(ada.seat)

  const member = await comeBack(world, ada, world.appended.flat().length)

  expect(member.sizes).toEqual([{ kind: "missing", bytes: NOTHING.length }])
  expect(world.appended.length).toBe(batches)
})

test("[WR19] who comes back is told what was missed and no more, and goes on", async () => {
  const world = await createWorld()
  const [ada, ben] = [await world.join(), await world.join()]
  ada.write("long ".repeat(1_000))
  await world.settle()
  world.timers.pass(100)
  ben.room.leave(ben.seat)
  ada.write("missed ")
  await world.settle()

  const member = await comeBack(world, ben, 1)
  ada.write("after ")
  await world.settle()
  world.timers.pass(100)

  expect(member.text).toBe(`after missed ${"long ".repeat(1_000)}seed`)
  expect(member.sizes.map(({ kind }) => kind)).toEqual(["update", "missing", "update"])
  expect(Math.max(...member.sizes.map(({ bytes }) => bytes))).toBeLessThan(60)
})

test.each([
  ["a log that does not go back that far", 0, 600],
  ["a position that was never given", 9_000, 3],
])("[WR19] %s is no help: it is compared", async (_what, seq, updates) => {
  const world = await createWorld()
  const [ada, ben] = [await world.join(), await world.join()]
  ben.room.leave(ben.seat)
  for (let count = 0; count < updates; count++) {
    ada.write("x")
    await world.settle()
  }

  const member = await comeBack(world, ben, seq)

  expect(member.text).toBe(`${"x".repeat(updates)}seed`)
  expect(member.sizes.map(({ kind }) => kind)).toEqual(["missing"])
})

test("[WR19] under the same number another store has other updates: who lacks some is compared", async () => {
  const { world, ada } = await oneInRoom()
  ada.write("in the copy ")
  await world.settle()
  const stranger = new PaperMember()

  const member = await comeBack(world, { ...ada, member: stranger }, 1)

  expect(member.text).toBe("in the copy seed")
})

test("[WR19] updates cover what somebody lacks where they begin no later", () => {
  const doc = Object.assign(new Y.Doc(), { clientID: 7 })
  doc.getText("words").insert(0, "abc")
  const before = Y.encodeStateVector(doc)
  doc.getText("words").insert(3, "def")
  const [tail] = [Y.encodeStateAsUpdate(doc, before)]

  expect(isCovered(new Map(), [])).toBe(true)
  expect(isCovered(new Map([[7, 3]]), [tail])).toBe(true)
  expect(isCovered(new Map([[7, 5]]), [tail])).toBe(true)
  expect(isCovered(new Map([[7, 2]]), [tail])).toBe(false)
  expect(isCovered(new Map([[8, 0]]), [tail])).toBe(false)
})

test("[WR19] while what is taken is not stored, who comes back waits for it", async () => {
  const world = await createWorld()
  const [ada, ben] = [await world.join(), await world.join()]
  ada.write("a ")
  await world.settle()
  ben.room.leave(ben.seat)
  world.hold(true)
  ada.write("b ")

  const member = Object.assign(new PaperMember(), { doc: ben.member.doc })
  await world.join(member, { since: { epoch: 0, seq: 1 } })
  await world.settle()
  const early = member.of("missing").length
  world.hold(false)
  await world.settle()

  expect(early).toBe(0)
  expect(member.text).toBe("b a seed")
})

test.each([
  ["epoch", { epoch: 1 }],
  ["position", { since: { epoch: 1, seq: 0 } }],
])("[WR20] a client whose %s is of another epoch is closed and given nothing", async (_what, arrival) => {
  const world = await createWorld()
  const member = new PaperMember()

  const joined = await world.rooms.join({ room: world.room, document: "content" }, member, arrival)

  expect(joined).toEqual({ kind: "failed", code: Close.reset, reason: "the room was reset" })
  expect(member.heard).toEqual([])
})
