import { expect, test } from "vitest"
import * as Y from "yjs"
import { foldHistory } from "../../../server/rooms/fold.ts"
import { Close } from "../../../shared/protocol/close.ts"
import { PaperMember } from "../../world/paper-member.ts"
import { createWorld, oneInRoom, twoInRoom, writing } from "../../world/rooms-world.ts"

test("[SV1] an update is told to others only after the log has it", async () => {
  const { world, ada, ben } = await twoInRoom()
  world.hold(true)

  ada.write("a ")
  await world.settle()
  const before = ben.member.text
  world.hold(false)
  await world.settle()

  expect([before, ben.member.text]).toEqual(["seed", "a seed"])
  expect(world.appended.length).toBe(1)
})

test("[SV1] a newcomer is not given what is not stored yet", async () => {
  const { world, ada } = await oneInRoom()
  world.hold(true)

  ada.write("a ")
  await world.settle()
  const ben = await world.join()
  await world.settle()
  const before = ben.member.of("missing")
  world.hold(false)
  await world.settle()

  expect(before).toEqual([])
  expect(ben.member.text).toBe("a seed")
})

test("[SV1] what is taken while a newcomer waits is not in its answer, and told when it is stored", async () => {
  const { world, ada } = await oneInRoom()
  world.hold(true)
  ada.write("a ")
  await world.settle()
  const ben = await world.join()
  ada.write("b ")

  world.hold(false)
  await world.settle()

  expect(ben.member.of("missing")).toEqual([{ kind: "missing", text: "a seed" }])
  world.timers.pass(50)
  expect(ben.member.text).toBe("b a seed")
})

test("[SV2] a barrier is answered only once everything before it is stored", async () => {
  const { world, ada } = await oneInRoom()
  world.hold(true)

  ada.write("a ")
  ada.room.barrier(ada.seat, 7)
  await world.settle()
  const before = ada.member.of("barrier")
  world.hold(false)
  await world.settle()

  expect(before).toEqual([])
  expect(ada.member.of("barrier")).toEqual([{ kind: "barrier", number: 7 }])
})

test("[SV2] a barrier after nothing, and after what was known already, is answered", async () => {
  const { world, ada } = await oneInRoom()

  ada.room.barrier(ada.seat, 1)
  ada.room.missing(ada.seat, Y.encodeStateAsUpdate(ada.member.doc))
  ada.room.barrier(ada.seat, 2)
  await world.settle()

  expect(ada.member.of("barrier").map(({ number }) => number)).toEqual([1, 2])
  expect(world.appended).toEqual([])
})

test("[SV2] a barrier after another's unstored update waits for that too, as it may be the same one sent twice", async () => {
  const { world, ada } = await oneInRoom()
  const again = await world.join()
  world.hold(true)

  const update = ada.write("a ")
  again.room.missing(again.seat, update)
  again.room.barrier(again.seat, 3)
  await world.settle()
  const before = again.member.of("barrier").length
  world.hold(false)
  await world.settle()

  expect([before, again.member.of("barrier").length]).toEqual([0, 1])
})

test("[SV6] the same update delivered again is not stored again and not told again", async () => {
  const { world, ada, ben } = await twoInRoom()

  const update = ada.write("a ")
  await world.settle()
  world.timers.pass(100)
  const frames = ben.member.frames
  ada.room.update(ada.seat, update)
  ada.room.missing(ada.seat, Y.encodeStateAsUpdate(ada.member.doc))
  await world.settle()
  world.timers.pass(100)

  expect(world.appended.flat().length).toBe(1)
  expect(ben.member.frames).toBe(frames)
})

test("[SV6] of an update that is half known, only the new part is stored", async () => {
  const { world, ada } = await oneInRoom()
  ada.write("a ")
  await world.settle()
  const whole = Y.encodeStateAsUpdate(ada.member.doc)

  writing(ada.member.doc, "b ")
  ada.room.missing(ada.seat, Y.encodeStateAsUpdate(ada.member.doc))
  await world.settle()

  const [, second] = world.appended.flat()
  expect(second?.update.length).toBeLessThan(whole.length)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, whole)
  Y.applyUpdate(doc, second?.update ?? new Uint8Array())
  expect(doc.getText("words").toString()).toBe("b a seed")
})

test("[SV8] an update without its predecessors is not stored, told or answered; its sender is asked and it heals", async () => {
  const { world, ada, ben } = await twoInRoom()
  const first = writing(ada.member.doc, "a ")
  const second = writing(ada.member.doc, "b ")
  const asked = () => ada.member.of("have").length
  const askedBefore = asked()

  ada.room.update(ada.seat, second)
  ada.room.barrier(ada.seat, 1)
  ada.room.update(ada.seat, second)
  await world.settle()
  const during = { stored: world.appended.length, text: ben.member.text, barriers: ada.member.of("barrier") }
  ada.room.missing(ada.seat, Y.mergeUpdates([first, second]))
  await world.settle()
  world.timers.pass(100)

  expect(asked() - askedBefore).toBe(1)
  expect(during).toEqual({ stored: 0, text: "seed", barriers: [] })
  expect(ben.member.text).toBe("b a seed")
  expect(ada.member.of("barrier")).toEqual([{ kind: "barrier", number: 1 }])
})

test("[SV8] a client whose own document has a gap is asked once, not for ever", async () => {
  const { ada } = await oneInRoom()
  writing(ada.member.doc, "a ")
  const second = writing(ada.member.doc, "b ")
  const askedBefore = ada.member.of("have").length

  for (let times = 0; times < 5; times++) ada.room.missing(ada.seat, second)

  expect(ada.member.of("have").length - askedBefore).toBe(1)
})

test("[SV4] while the store cannot write nobody is told or answered, all are informed, and saving resumes by itself", async () => {
  const { world, ada, ben } = await twoInRoom()
  world.setWritable(false)

  ada.write("a ")
  ada.room.barrier(ada.seat, 1)
  await world.settle()
  ada.write("b ")
  ada.room.barrier(ada.seat, 2)
  await world.settle()
  const during = {
    text: ben.member.text,
    barriers: ada.member.of("barrier"),
    cannotWrite: world.rooms.cannotWrite,
  }
  world.setWritable(true)
  world.timers.pass(10_000)
  await world.settle()
  world.timers.pass(100)

  expect(during).toEqual({ text: "seed", barriers: [], cannotWrite: true })
  expect(ben.member.text).toBe("b a seed")
  expect(ada.member.of("barrier")).toEqual([{ kind: "barrier", number: 2 }])
  expect(ben.member.of("trouble").map(({ cannotWrite }) => cannotWrite)).toEqual([true, false])
  expect(world.rooms.cannotWrite).toBe(false)
  expect(world.errors).toEqual(["The store does not write"])
})

test("[SV4] while the store cannot write, a newcomer opens the room as it is stored", async () => {
  const { world, ada } = await oneInRoom()
  world.setWritable(false)
  ada.write("a ")
  await world.settle()

  const ben = await world.join()
  await world.settle()
  const during = ben.member.text
  world.setWritable(true)
  world.timers.pass(10_000)
  await world.settle()

  expect(ben.member.of("trouble")[0]).toEqual({ kind: "trouble", cannotWrite: true })
  expect([during, ben.member.text]).toEqual(["seed", "a seed"])
})

test("[SV4] a newcomer who was waiting when the store began to fail opens the room as it is stored", async () => {
  const { world, ada } = await oneInRoom()
  world.hold(true)
  ada.write("a ")
  await world.settle()
  const ben = await world.join()
  world.setWritable(false)

  world.hold(false)
  await world.settle()

  expect(ben.member.of("missing")).toEqual([{ kind: "missing", text: "seed" }])
})

test("[WR5] what does not decode ends its sender and nobody else, and leaves no trace", async () => {
  const { world, ada, ben } = await twoInRoom()
  const frames = ben.member.frames

  ada.room.update(ada.seat, Uint8Array.of(1, 2, 3, 255))
  ada.room.barrier(ada.seat, 1)
  await world.settle()

  expect(ada.member.of("closed")).toEqual([{ kind: "closed", code: Close.violation }])
  expect(ada.member.of("barrier")).toEqual([])
  expect(ben.member.frames).toBe(frames)
  expect(world.appended).toEqual([])
})

test("[WR5] a state vector that does not decode ends its sender", async () => {
  const { ada } = await oneInRoom()

  ada.room.have(ada.seat, Uint8Array.of(5, 1))

  expect(ada.member.of("closed")).toEqual([{ kind: "closed", code: Close.violation }])
})

test("[SV7] a long tail is folded into a snapshot that holds exactly what was stored, and the rest stays in the log", async () => {
  const { world, ada } = await oneInRoom()

  for (let count = 0; count < 258; count++) {
    ada.write("x")
    await world.settle()
  }
  const [snapshot] = world.snapshots
  const stored = await world.store.load({ room: world.room, document: "content" })

  const doc = new Y.Doc()
  if (snapshot) Y.applyUpdate(doc, snapshot.update)
  expect(doc.getText("words").toString()).toBe(`${"x".repeat(snapshot?.seq ?? 0)}seed`)
  expect(stored.snapshot?.seq).toBe(257)
  expect(stored.tail.map(({ seq }) => seq)).toEqual([258])
})

test("[SV7] an update that arrives while the snapshot is being made stays in the log", async () => {
  const { world, ada } = await oneInRoom()
  ada.write("a ")
  await world.settle()
  world.hold(true)
  ada.write("b ")
  const compacting = ada.room.compact()
  ada.write("c ")

  world.hold(false)
  await compacting
  await world.settle()

  expect(world.snapshots.map(({ seq }) => seq)).toEqual([2])
  expect(ada.room.tailCount).toBe(1)
  const { tail } = await world.store.load({ room: world.room, document: "content" })
  expect(tail.map(({ seq }) => seq)).toEqual([3])
})

test("[SV7] a snapshot that cannot be stored costs nothing: the log has it all, and editing goes on", async () => {
  const { world, ada } = await oneInRoom()
  ada.write("a ")
  await world.settle()
  world.setWritable(false)

  await ada.room.compact()
  world.setWritable(true)
  ada.write("b ")
  await world.settle()

  expect(world.errors).toEqual(["A snapshot could not be stored"])
  const { tail } = await world.store.load({ room: world.room, document: "content" })
  expect(tail.length).toBe(2)
})

test("[SV9] a room goes on from its snapshot, with what came while that was made", async () => {
  let finish = () => {}
  const finished = new Promise<void>(resolve => {
    finish = resolve
  })
  const world = await createWorld(undefined, async history => {
    await finished
    return foldHistory(history)
  })
  const ada = await world.join()
  ada.write("gone ".repeat(100))
  ada.member.doc.getText("words").delete(0, 500)
  ada.room.update(ada.seat, Y.encodeStateAsUpdate(ada.member.doc))
  await world.settle()
  const compacting = ada.room.compact()
  ada.write("meanwhile ")
  await world.settle()

  finish()
  await compacting
  const ben = await world.join()
  ada.write("after ")
  await world.settle()
  world.timers.pass(50)

  const [snapshot] = world.snapshots
  expect(snapshot?.update.length).toBeLessThan(100)
  expect(ben.member.text).toBe("after meanwhile seed")
  expect(world.errors).toEqual([])
})

test("[SV9] a document that does not fold keeps what is stored, and is not tried again at every update", async () => {
  let tries = 0
  const world = await createWorld(undefined, () => {
    tries++
    return { kind: "failed", reason: "it is poison" }
  })
  const ada = await world.join()

  for (let count = 0; count < 600; count++) {
    ada.write("x")
    await world.settle()
  }

  expect(tries).toBe(2)
  expect(world.snapshots).toEqual([])
  expect(world.errors).toEqual(["A snapshot could not be stored", "A snapshot could not be stored"])
  const { tail } = await world.store.load({ room: world.room, document: "content" })
  expect(tail.length).toBe(600)
})

test("[WR1] nobody is told anything before it has been given the document", async () => {
  const { world, ada } = await oneInRoom()
  const ben = new PaperMember()
  const joined = await world.rooms.join({ room: world.room, document: "content" }, ben)

  ada.write("a ")
  await world.settle()

  expect(joined.kind).toBe("joined")
  expect(ben.heard).toEqual([{ kind: "have" }])
})
