import { afterEach, expect, test } from "vitest"
import type { OpenRoom } from "../../../client/sync/open-room.ts"
import { contentOf } from "../../../shared/model/document.ts"
import { Close } from "../../../shared/protocol/close.ts"
import { eventually } from "../../harness/wait.ts"
import { type Peer, startPeer } from "./peer.ts"
import { add, fill, newDevice, open, ROOM, until, untilSaved, words, wordsIn } from "./rooms-here.ts"

const NOWHERE = "ws://127.0.0.1:9/sync"
const opened: { close(): unknown }[] = []

afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close()
})

async function peerWithRoom(): Promise<Peer> {
  const peer = await startPeer()
  fill(contentOf(peer.doc))
  opened.push(peer)
  return peer
}

function visit(...args: Parameters<typeof open>): OpenRoom {
  const room = open(...args)
  opened.push(room)
  return room
}

/** A room with one change whose barrier the server has heard and not answered. */
async function roomThatWaits(device = newDevice()): Promise<{ peer: Peer; room: OpenRoom }> {
  const peer = await peerWithRoom()
  const room = visit(device, peer.url)
  await untilSaved(room, "saved")
  peer.holdBarriers(true)
  add(room, "one")
  await eventually(() => expect(peer.held).toHaveLength(1))
  return { peer, room }
}

test("[CL1] a room is saved only when the server has answered the barrier for every change", async () => {
  const device = newDevice()
  const { peer, room } = await roomThatWaits(device)

  device.pass(5_000)
  add(room, "two")

  expect(room.saved()).toEqual({ state: "saving", changes: 2 })
  peer.answer(peer.held[0] ?? 0)
  await eventually(() => expect(peer.held).toHaveLength(2))
  expect(room.saved().state).toBe("saving")
  peer.answer(peer.held[1] ?? 0)
  await untilSaved(room, "saved")
  expect(wordsIn(peer.doc)).toEqual(["one", "two"])
})

test("[CL1] a room that has joined is not yet saved: the first barrier says so", async () => {
  const peer = await peerWithRoom()
  peer.holdBarriers(true)

  const room = visit(newDevice(), peer.url)
  await until(room, room.isReady)
  await eventually(() => expect(peer.held).toEqual([0]))

  expect(room.saved()).toEqual({ state: "saving", changes: 0 })
})

test("[CL1] an answer to an older connection's barrier counts for nothing", async () => {
  const { peer, room } = await roomThatWaits()

  peer.goAway()
  await untilSaved(room, "offline")
  add(room, "two")
  peer.comeBack()
  await eventually(() => expect(peer.held).toHaveLength(2))
  const [older = 0, newer = 0] = peer.held
  expect(newer).toBeGreaterThan(older)
  peer.answer(older)
  add({ content: contentOf(peer.doc) }, "seen after the older answer")
  await eventually(() => expect(words(room.content)).toContain("seen after the older answer"))
  expect(room.saved().state).toBe("saving")
  peer.answer(newer)
  await untilSaved(room, "saved")

  expect(wordsIn(peer.doc)).toEqual(words(room.content))
})

test("[SV4] while the server cannot write, the room says so, and is saved by itself afterwards", async () => {
  const { peer, room } = await roomThatWaits()

  peer.complain(true)
  await untilSaved(room, "not-saved")

  expect(room.saved()).toEqual({ state: "not-saved", changes: 1 })
  expect(room.mayEdit()).toBe(true)
  peer.complain(false)
  peer.answer(peer.held[0] ?? 0)
  await eventually(() => expect(peer.held).toHaveLength(2))
  peer.answer(peer.held[1] ?? 0)
  await untilSaved(room, "saved")
})

test("[CL2] a room opened before opens without network, is edited, and merges with nothing doubled", async () => {
  const peer = await peerWithRoom()
  const device = newDevice()
  const before = visit(device, peer.url)
  await untilSaved(before, "saved")
  add(before, "first")
  await untilSaved(before, "saved")
  before.close()

  const away = visit(device, NOWHERE)
  await untilSaved(away, "offline")
  expect(away.isReady() && away.mayEdit()).toBe(true)
  expect(words(away.content)).toEqual(["first"])
  add(away, "written offline")
  away.close()
  add({ content: contentOf(peer.doc) }, "others meanwhile")
  const back = visit(device, peer.url)
  await untilSaved(back, "saved")

  expect(words(back.content).toSorted()).toEqual(["first", "others meanwhile", "written offline"])
  expect(wordsIn(peer.doc)).toEqual(words(back.content))
})

test("[CL7] changes that wait on this device are counted after closing and opening again, until they are stored", async () => {
  const peer = await peerWithRoom()
  const device = newDevice()
  const before = visit(device, peer.url)
  await untilSaved(before, "saved")
  peer.goAway()
  await untilSaved(before, "offline")
  add(before, "one")
  device.pass(5_000)
  add(before, "two")
  before.close()

  const again = visit(device, NOWHERE)
  await untilSaved(again, "offline")
  add(again, "three")
  expect(again.saved()).toEqual({ state: "offline", changes: 3 })
  again.close()
  peer.comeBack()
  const back = visit(device, peer.url)
  await untilSaved(back, "saved")
  back.close()

  const later = visit(device, NOWHERE)
  await untilSaved(later, "offline")
  expect(later.saved()).toEqual({ state: "offline", changes: 0 })
})

test("[CL2] what is kept of one epoch is not in the document of another", async () => {
  const peer = await peerWithRoom()
  const device = newDevice()
  const before = visit(device, peer.url)
  await untilSaved(before, "saved")
  before.close()

  const reset = visit(device, NOWHERE, { ...ROOM, epoch: 2 })
  await untilSaved(reset, "offline")

  expect(reset.isReady()).toBe(false)
})

test("[CL5] a room with a newer schema opens read-only and asks for a reload", async () => {
  const peer = await peerWithRoom()

  const room = visit(newDevice(), peer.url, { ...ROOM, schema: 99 })
  await until(room, room.isReady)

  expect(room.mayEdit()).toBe(false)
  expect(room.saved()).toEqual({ state: "outdated" })
  expect(peer.query.get("schema")).toBe("1")
})

test("[CL5] a server that finds this client outdated turns it read-only", async () => {
  const peer = await peerWithRoom()
  const room = visit(newDevice(), peer.url)
  await untilSaved(room, "saved")

  peer.end(Close.outdated)
  await untilSaved(room, "outdated")

  expect(room.mayEdit()).toBe(false)
})

test("[CL8] what the server ends for good is not tried again, and the copy stays", async () => {
  const peer = await peerWithRoom()
  const device = newDevice()
  const room = visit(device, peer.url)
  await untilSaved(room, "saved")
  add(room, "mine")
  await untilSaved(room, "saved")

  peer.end(Close.gone)
  await untilSaved(room, "ended")

  expect(room.saved()).toEqual({ state: "ended", code: Close.gone })
  expect(room.mayEdit()).toBe(false)
  expect(room.copy().length).toBeGreaterThan(2)
  room.close()
  const again = visit(device, NOWHERE)
  await untilSaved(again, "offline")
  expect(words(again.content)).toEqual(["mine"])
  expect(peer.joined).toBe(1)
})

test("[CL8] what the server ends for now is tried again", async () => {
  const peer = await peerWithRoom()
  const room = visit(newDevice(), peer.url)
  await untilSaved(room, "saved")

  peer.end(Close.restarting)
  await untilSaved(room, "offline")
  await untilSaved(room, "saved")

  expect(peer.joined).toBe(2)
})

test("closing the page warns only where changes are neither stored nor kept here", async () => {
  const peer = await peerWithRoom()
  const kept = visit(newDevice(), peer.url)
  const unkept = visit({ ...newDevice(), indexedDb: undefined }, peer.url)
  await Promise.all([untilSaved(kept, "saved"), untilSaved(unkept, "saved")])
  peer.goAway()
  await Promise.all([untilSaved(kept, "offline"), untilSaved(unkept, "offline")])

  expect([kept.mayLose(), unkept.mayLose()]).toEqual([false, false])
  add(kept, "one")
  add(unkept, "two")

  expect([kept.mayLose(), unkept.mayLose()]).toEqual([false, true])
})

test("[CL6] what others change waits until a word is composed", async () => {
  const peer = await peerWithRoom()
  const device = newDevice()
  const room = visit(device, peer.url)
  await untilSaved(room, "saved")

  device.page.dispatchEvent(new Event("compositionstart"))
  add({ content: contentOf(peer.doc) }, "from others")
  add(room, "mine")
  await eventually(() => expect(wordsIn(peer.doc)).toContain("mine"))
  await untilSaved(room, "saved")
  expect(room.isComposing()).toBe(true)
  expect(words(room.content)).toEqual(["mine"])
  device.page.dispatchEvent(new Event("compositionend"))

  await eventually(() => expect(words(room.content).toSorted()).toEqual(["from others", "mine"]))
  expect(room.isComposing()).toBe(false)
})

test("[CL12] what is told of others' presence is not sent back", async () => {
  const peer = await peerWithRoom()
  const [ana, ben] = [visit(newDevice(), peer.url), visit(newDevice(), peer.url)]
  await Promise.all([untilSaved(ana, "saved"), untilSaved(ben, "saved")])
  const placeSeen = () => ben.awareness.getStates().get(ana.doc.clientID)?.at
  const before = peer.presences

  ana.setPlace({ kind: "commentary" })
  await eventually(() => expect(placeSeen()).toEqual({ kind: "commentary" }))
  // Frames keep their order: once this is stored, whatever Ben had to say before it has come.
  add(ben, "one")
  await untilSaved(ben, "saved")

  expect(peer.presences - before).toBe(1)
})
