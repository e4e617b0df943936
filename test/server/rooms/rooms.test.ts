import { expect, test } from "vitest"
import * as Y from "yjs"
import type { DocumentKey } from "../../../server/storage/store.ts"
import type { RoomId } from "../../../shared/ids.ts"
import { Close } from "../../../shared/protocol/close.ts"
import { PaperMember } from "../../world/paper-member.ts"
import { createWorld, oneInRoom, twoInRoom, type World } from "../../world/rooms-world.ts"

const keyOf = (world: World): DocumentKey => ({ room: world.room, document: "content" })

test("[RM1] a room is loaded once, however many join at once, and everybody is given what is in it", async () => {
  const world = await createWorld()

  const guests = await Promise.all(Array.from({ length: 50 }, () => world.join()))

  expect(world.loads()).toBe(1)
  expect(new Set(guests.map(({ room }) => room)).size).toBe(1)
  expect(guests.map(({ member }) => member.of("missing"))).toEqual(
    guests.map(() => [{ kind: "missing", text: "seed" }]),
  )
})

test("[RM1] a room that does not load refuses whoever joins, stores nothing, and loads for the next", async () => {
  const world = await createWorld()
  world.setUnreadable(true)
  const members = [new PaperMember(), new PaperMember()]

  const refused = await Promise.all(members.map(member => world.rooms.join(keyOf(world), member)))
  world.setUnreadable(false)
  const ada = await world.join()

  expect(refused.map(({ kind }) => kind)).toEqual(["failed", "failed"])
  expect(members.map(({ heard }) => heard)).toEqual([[], []])
  expect([world.appended, world.snapshots]).toEqual([[], []])
  expect(ada.member.text).toBe("seed")
})

test("[WR6] a room that does not exist is unknown, and asking for it creates nothing", async () => {
  const world = await createWorld()
  const absent = "a-room-nobody-made-000" as RoomId

  const joined = await world.rooms.join({ room: absent, document: "content" }, new PaperMember())

  expect(joined).toEqual({ kind: "unknown" })
  expect(await world.store.room(absent)).toBeUndefined()
  expect(world.rooms.size).toBe(0)
})

test("[RM2] a room leaves memory after its last member, and the next finds everything", async () => {
  const { world, ada, ben } = await twoInRoom()
  ada.write("a ")
  await world.settle()

  ada.room.leave(ada.seat)
  await world.settle()
  const withBen = world.rooms.size
  ben.room.leave(ben.seat)
  await world.settle()
  const empty = world.rooms.size
  const cleo = await world.join()

  expect([withBen, empty]).toEqual([1, 0])
  expect(cleo.member.text).toBe("a seed")
  expect(world.snapshots.map(({ seq }) => seq)).toEqual([1])
})

test("[RM2] a room is not let go before its last update is stored; one who joins meanwhile finds everything", async () => {
  const { world, ada } = await oneInRoom()
  world.hold(true)
  ada.write("a ")
  await world.settle()

  ada.room.leave(ada.seat)
  await world.settle()
  const size = world.rooms.size
  const ben = await world.join()
  world.hold(false)
  await world.settle()

  expect(size).toBe(1)
  expect(world.loads()).toBe(1)
  expect(ben.member.text).toBe("a seed")
})

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
  "[RM2] one who joins %i turns after a room's last snapshot is stored is in the same room as everybody later",
  async turns => {
    const world = await createWorld()
    const save = world.store.saveSnapshot
    let release = () => {}
    const held = new Promise<void>(resolve => (release = resolve))
    world.store.saveSnapshot = (key, snapshot) => held.then(() => save(key, snapshot))
    const ada = await world.join()
    ada.write("a ")
    await world.settle()
    ada.room.leave(ada.seat)
    await world.settle()

    release()
    for (let turn = 0; turn < turns; turn++) await Promise.resolve()
    const ben = await world.join()
    await world.settle()
    const cleo = await world.join()
    ben.write("b ")
    await world.settle()
    world.timers.pass(100)

    expect(cleo.member.text).toBe("b a seed")
  },
)

test("[RM2] a room whose snapshot cannot be stored is let go all the same, and nothing is missing later", async () => {
  const { world, ada } = await oneInRoom()
  ada.write("a ")
  await world.settle()
  world.setWritable(false)

  ada.room.leave(ada.seat)
  await world.settle()
  world.timers.pass(5_000)
  await world.settle()
  const size = world.rooms.size
  world.setWritable(true)
  const ben = await world.join()

  expect(size).toBe(0)
  expect(ben.member.text).toBe("a seed")
})

test("[RM2] a room nobody took a seat in is let go too", async () => {
  const world = await createWorld()
  await world.rooms.readOnlyReason(keyOf(world))
  const before = world.rooms.size

  world.timers.pass(10_000)

  expect([before, world.rooms.size]).toEqual([1, 0])
})

test("[RM3] a damaged room is shown and refuses edits with a reason; it is never answered as saved, nor overwritten", async () => {
  const world = await createWorld()
  const load = world.store.load
  world.store.load = async key => ({ ...(await load(key)), damage: "A part could not be read." })
  const ada = await world.join()
  const ben = await world.join()

  ada.write("a ")
  ada.room.barrier(ada.seat, 1)
  ada.room.leave(ada.seat)
  await world.settle()

  expect(await world.rooms.readOnlyReason(keyOf(world))).toBe("A part could not be read.")
  expect(ada.member.of("denied").length).toBe(2)
  expect(ada.member.of("barrier")).toEqual([])
  expect(ben.member.text).toBe("seed")
  expect([world.appended, world.snapshots]).toEqual([[], []])
})

test("[RM3] stored bytes that are whole and do not add up open the room read-only, with what can be read", async () => {
  const world = await createWorld()
  const load = world.store.load
  const doc = new Y.Doc()
  doc.getText("words").insert(0, "lost")
  const before = Y.encodeStateVector(doc)
  doc.getText("words").insert(0, "gap ")
  const gapped = Y.encodeStateAsUpdate(doc, before)
  world.store.load = async key => ({ ...(await load(key)), tail: [{ seq: 1, update: gapped }] })

  const ada = await world.join()

  expect(ada.member.text).toBe("seed")
  expect(ada.room.readOnly).toMatch(/read-only/)
})

test("[SV5] closing stores what has arrived, then sends everybody away to come back, and lets nobody in", async () => {
  const { world, ada } = await oneInRoom()
  world.hold(true)
  ada.write("a ")
  ada.room.barrier(ada.seat, 1)
  await world.settle()

  const closing = world.rooms.close(5_000)
  const late = await world.rooms.join(keyOf(world), new PaperMember())
  await world.settle()
  const before = ada.member.of("closed")
  world.hold(false)
  await closing

  expect(late).toMatchObject({ kind: "failed", code: Close.restarting })
  expect(before).toEqual([])
  expect(ada.member.heard.slice(-2)).toEqual([
    { kind: "barrier", number: 1 },
    { kind: "closed", code: Close.restarting },
  ])
})

test("[SV5] closing does not wait for ever for a store that does not write", async () => {
  const { world, ada } = await oneInRoom()
  world.setWritable(false)
  ada.write("a ")
  await world.settle()

  const closing = world.rooms.close(5_000)
  world.timers.pass(5_000)
  await closing

  expect(ada.member.of("barrier")).toEqual([])
  expect(ada.member.of("closed")).toEqual([{ kind: "closed", code: Close.restarting }])
})

test("[SV10] when the server stops, many members are sent away in slices, and what they send until then is stored", async () => {
  const world = await createWorld()
  const guests = await Promise.all(Array.from({ length: 120 }, () => world.join()))
  const gone = () => guests.filter(({ member }) => member.of("closed").length > 0).length
  const steps: number[] = []

  const closing = world.rooms.close(1_000)
  await world.settle()
  steps.push(gone())
  guests.find(({ member }) => member.of("closed").length === 0)?.write("last words ")
  for (let slice = 0; slice < 3; slice++) {
    world.timers.pass(667)
    await world.settle()
    steps.push(gone())
  }
  await closing

  expect(steps).toEqual([40, 80, 120, 120])
  const { tail } = await world.store.load({ room: world.room, document: "content" })
  expect(tail.length).toBe(1)
})
