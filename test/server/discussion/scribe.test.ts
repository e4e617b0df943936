// The one writer of a discussion, over a store that a test holds in its hand: what it says is stored before anybody hears
// of it, whoever asked included, and it comes and goes with the need for it.
import { beforeEach, expect, test } from "vitest"
import { OpenDiscussions } from "../../../server/discussion/open-discussions.ts"
import { Scribe } from "../../../server/discussion/scribe.ts"
import { StoreUnavailable } from "../../../server/storage/store.ts"
import type { CommentId, PersonId, RoomId, ThreadId } from "../../../shared/ids.ts"
import type { Discussion } from "../../../shared/model/discussion.ts"
import { discussionOf } from "../../../shared/model/discussion.ts"
import { discussionReader } from "../../../shared/model/read-discussion.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"
import { PaperMember } from "../../world/paper-member.ts"
import { createWorld, settle, type World } from "../../world/rooms-world.ts"

const thread = "thread".padEnd(16, "_") as ThreadId
const by = "ana".padEnd(12, "_") as PersonId

let world: World

beforeEach(async () => {
  world = await createWorld()
})

function sayIn(discussion: Discussion, name: string): void {
  discussion.threads.set(thread, { target: { kind: "canvas" }, by, at: 1 })
  discussion.comments.set(name.padEnd(16, "_") as CommentId, { thread, by, at: 1, body: [paragraph(name)] })
}

async function openScribe(): Promise<Scribe> {
  const scribe = await Scribe.open(world.rooms, world.room, () => {})
  if (!scribe) throw new Error("There is no scribe")
  return scribe
}

/** Somebody who looks on. */
async function lookOn(): Promise<PaperMember> {
  const member = new PaperMember()
  const joined = await world.rooms.join({ room: world.room, document: "discussion" }, member)
  if (joined.kind !== "joined") throw new Error(joined.kind)
  joined.room.have(joined.seat, Uint8Array.of(0))
  return member
}

const heardBy = (member: PaperMember) =>
  discussionReader(discussionOf(member.doc))().threads.flatMap(({ comments }) => comments.map(({ id }) => id))

test("[DI5] whoever asked is answered, and others told, only once it is stored", async () => {
  const scribe = await openScribe()
  const onlooker = await lookOn()
  let isAnswered = false
  world.hold(true)

  scribe.write(discussion => sayIn(discussion, "first"))
  const answered = scribe.stored().then(() => {
    isAnswered = true
  })
  await settle()
  const before = [isAnswered, heardBy(onlooker)]
  world.hold(false)
  await answered
  await settle()

  expect(before).toEqual([false, []])
  expect(heardBy(onlooker)).toEqual(["first".padEnd(16, "_")])
  expect(world.appended.flat().map(({ document }) => document)).toEqual(["discussion"])
})

test("[DI5] a newcomer is given what is stored, a scribe that takes over as well", async () => {
  const scribe = await openScribe()
  scribe.write(discussion => sayIn(discussion, "first"))
  await scribe.stored()
  scribe.close()
  world.timers.pass(10_000)
  await settle()

  const next = await openScribe()
  next.write(discussion => sayIn(discussion, "second"))
  await next.stored()

  expect(next.talk().threads[0]?.comments.map(({ body }) => body)).toEqual([
    [paragraph("first")],
    [paragraph("second")],
  ])
  expect(heardBy(await lookOn())).toHaveLength(2)
})

test("[DI9] while the store does not write, whoever waits is told so, and nothing more is taken", async () => {
  const scribe = await openScribe()
  world.setWritable(false)
  scribe.write(discussion => sayIn(discussion, "first"))

  await expect(scribe.stored()).rejects.toBeInstanceOf(StoreUnavailable)
  expect(() => scribe.write(discussion => sayIn(discussion, "second"))).toThrow(StoreUnavailable)
  await expect(scribe.stored()).rejects.toBeInstanceOf(StoreUnavailable)

  world.setWritable(true)
  world.timers.pass(1_000)
  await settle()
  await scribe.stored()
  expect(scribe.talk().threads[0]?.comments).toHaveLength(1)
})

test("[DI9] what is stored already is answered also while the store does not write", async () => {
  const scribe = await openScribe()
  scribe.write(discussion => sayIn(discussion, "first"))
  await scribe.stored()
  world.setWritable(false)
  const guest = await world.join()
  guest.write("x")
  await settle()

  await expect(scribe.stored()).resolves.toBeUndefined()
})

test("[DI9] a server that stops ends it, and whoever waits learns that nothing is known", async () => {
  const scribe = await openScribe()
  world.hold(true)
  scribe.write(discussion => sayIn(discussion, "first"))
  const waiting = expect(scribe.stored()).rejects.toBeInstanceOf(StoreUnavailable)

  const closing = world.rooms.close(100)
  world.timers.pass(200)
  await closing

  await waiting
  expect(() => scribe.write(() => {})).toThrow(StoreUnavailable)
  world.hold(false)
})

test("[DI9] a discussion is loaded once however many ask, and put away when nobody does", async () => {
  const open = new OpenDiscussions({ rooms: world.rooms, timers: world.timers })
  const loads = world.loads()

  const scribes = await Promise.all([1, 2, 3].map(() => open.use(world.room, scribe => scribe)))
  expect([new Set(scribes).size, world.loads() - loads, open.size]).toEqual([1, 1, 1])

  world.timers.pass(50_000)
  await open.use(world.room, () => {})
  world.timers.pass(30_000)
  expect(open.size).toBe(1)
  world.timers.pass(120_000)
  await settle()
  expect([open.size, world.rooms.size]).toEqual([0, 0])
})

test("[DI9] one that is in use is not put away, however long it takes", async () => {
  const open = new OpenDiscussions({ rooms: world.rooms, timers: world.timers })
  let finish = () => {}
  const using = open.use(world.room, () => new Promise<void>(resolve => (finish = resolve)))
  await settle()

  world.timers.pass(600_000)
  expect(open.size).toBe(1)
  finish()
  await using
})

test("[DI9] a room that does not exist has none, and one that cannot be loaded is tried again", async () => {
  const open = new OpenDiscussions({ rooms: world.rooms, timers: world.timers })

  expect(await open.use("x".repeat(22) as RoomId, () => 1)).toBeUndefined()
  world.setUnreadable(true)
  await expect(open.use(world.room, () => 1)).rejects.toBeInstanceOf(StoreUnavailable)
  world.setUnreadable(false)
  expect(await open.use(world.room, () => 1)).toBe(1)
  expect(open.size).toBe(1)
})
