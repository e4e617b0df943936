// Faults between the steps of an edit: the process dies between storing and telling, the end comes while a thousand
// rooms are unsaved, a load never ends. A crash is a set of rooms that nobody speaks to any more, and another set over
// the same store.
import { expect, test } from "vitest"
import * as Y from "yjs"
import { foldHistory } from "../../../server/rooms/fold.ts"
import { Rooms } from "../../../server/rooms/rooms.ts"
import type { DocumentKey, NewUpdate, Store } from "../../../server/storage/store.ts"
import { Close } from "../../../shared/protocol/close.ts"
import { HandTimers } from "../../world/hand-timers.ts"
import { createHeldStore } from "../../world/held-store.ts"
import { PaperMember } from "../../world/paper-member.ts"
import { makeRoom } from "../../world/rooms.ts"
import { type Guest, guestOf, settle, writing } from "../../world/rooms-world.ts"

const open = (store: Store, timers = new HandTimers()): Rooms =>
  new Rooms({ store, timers, now: () => 0, fold: foldHistory, onError: () => undefined })

async function seat(rooms: Rooms, key: DocumentKey, member = new PaperMember()): Promise<Guest> {
  const joined = await rooms.join(key, member)
  if (joined.kind !== "joined") throw new Error(`Could not join: ${joined.kind}`)
  joined.room.have(joined.seat, Y.encodeStateVector(member.doc))
  await settle()
  return guestOf(member, joined)
}

/** A store that has stored, and whose process dies before it can say so. */
function storeThatDies(store: Store): { store: Store; appended: NewUpdate[] } {
  const appended: NewUpdate[] = []
  return {
    appended,
    store: {
      ...store,
      async append(updates) {
        appended.push(...updates)
        await store.append(updates)
        return new Promise<number[]>(() => undefined)
      },
    },
  }
}

test("[FA2] what is stored when the server dies before it can tell, is told once by the next", async () => {
  const { store, appended } = createHeldStore()
  const key: DocumentKey = { room: await makeRoom(store), document: "content" }
  const dying = storeThatDies(store)
  const before = open(dying.store)
  const ada = await seat(before, key)
  const ben = await seat(before, key)
  const update = ada.write("a ")
  ada.room.barrier(ada.seat, 1)
  await settle()
  const atDeath = { stored: dying.appended.length, ben: ben.member.text, said: ada.member.of("barrier") }

  const after = open(store)
  const benAgain = await seat(after, key, ben.member)
  const adaAgain = await seat(after, key, ada.member)
  adaAgain.room.missing(adaAgain.seat, Y.encodeStateAsUpdate(ada.member.doc))
  adaAgain.room.update(adaAgain.seat, update)
  adaAgain.room.barrier(adaAgain.seat, 2)
  await settle()

  expect(atDeath).toEqual({ stored: 1, ben: "seed", said: [] })
  expect([ada.member.text, benAgain.member.text]).toEqual(["a seed", "a seed"])
  // Once by the server that died, and not again.
  expect(appended.flat().length).toBe(1)
  expect(ada.member.of("barrier")).toEqual([{ kind: "barrier", number: 2 }])
})

test("[FA4] a thousand rooms with unstored work and a slow store: all of it is stored before the end", async () => {
  const { store, hold } = createHeldStore()
  const timers = new HandTimers()
  const rooms = open(store, timers)
  const keys: DocumentKey[] = []
  const guests: Guest[] = []
  for (let count = 0; count < 1_000; count++) {
    const key: DocumentKey = { room: await makeRoom(store), document: "content" }
    const joined = await rooms.join(key, new PaperMember())
    if (joined.kind !== "joined") throw new Error(`Could not join: ${joined.kind}`)
    keys.push(key)
    guests.push(guestOf(joined.seat.member as PaperMember, joined))
  }
  hold(true)
  for (const { room, seat } of guests) room.update(seat, writing(new Y.Doc(), "kept "))

  let isClosed = false
  const closing = rooms.close(60_000).then(() => {
    isClosed = true
  })
  await settle()
  const whileSlow = { isClosed, goodbyes: guests.flatMap(({ member }) => member.of("closed")).length }
  hold(false)
  // They go in slices, so as not to come back all at once.
  while (!isClosed) {
    await settle()
    timers.pass(100)
  }
  await closing

  const tails = await Promise.all(keys.map(async key => (await store.load(key)).tail.length))
  expect(whileSlow).toEqual({ isClosed: false, goodbyes: 0 })
  expect(new Set(tails)).toEqual(new Set([1]))
  expect(new Set(guests.flatMap(({ member }) => member.of("closed").map(({ code }) => code)))).toEqual(
    new Set([Close.restarting]),
  )
})

test("[FA5] while one room's load does not end nobody is answered out of it, and other rooms open and save", async () => {
  const held = createHeldStore()
  const stuck: DocumentKey = { room: await makeRoom(held.store), document: "content" }
  const sound: DocumentKey = { room: await makeRoom(held.store), document: "content" }
  const store: Store = {
    ...held.store,
    load: key => (key.room === stuck.room ? new Promise(() => undefined) : held.store.load(key)),
  }
  const rooms = open(store)
  const waiting = [new PaperMember(), new PaperMember()]

  for (const member of waiting) void rooms.join(stuck, member)
  const ada = await seat(rooms, sound)
  const ben = await seat(rooms, sound)
  ada.write("a ")
  await settle()

  expect(ben.member.text).toBe("a seed")
  expect(waiting.map(({ heard }) => heard)).toEqual([[], []])
  expect((await held.store.load(stuck)).tail).toEqual([])
  expect(held.snapshots).toEqual([])
})
