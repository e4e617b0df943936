// The discussion on a device, before a server in memory: what it shows, sends, keeps and has read.
import { afterEach, expect, test, vi } from "vitest"
import { type OpenDiscussion, openDiscussion } from "../../../client/sync/discussion.ts"
import { openShelf, type Shelf } from "../../../client/sync/shelf.ts"
import type { PersonId, RoomId } from "../../../shared/ids.ts"
import { commentWords } from "../../../shared/model/comment-text.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"
import { eventually } from "../../harness/wait.ts"
import { ANA, BEN, commentId, type PaperServer, paperServer, threadId } from "./paper-server.ts"

const opened: OpenDiscussion[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const discussion of opened.splice(0)) discussion.close()
})

const newShelf = (): Shelf =>
  openShelf({
    get localStorage(): Storage {
      throw new Error("none")
    },
  })

function open(server: PaperServer, me: PersonId, shelf = newShelf()): OpenDiscussion {
  let made = 0
  const discussion = openDiscussion({
    room: "abcdefghijklmnopqrstuv" as RoomId,
    me,
    around: { syncUrl: "ws://paper/sync", shelf, WebSocket: server.WebSocket, random: 0, nowMs: () => made },
    requests: server.requestsOf(me),
    newThreadId: () => threadId(`${me.slice(0, 3)}${made++}`),
    newCommentId: () => commentId(`${me.slice(0, 3)}${made++}`),
  })
  opened.push(discussion)
  return discussion
}

const arrives = (discussion: OpenDiscussion) => eventually(() => expect(discussion.hasArrived()).toBe(true))
const words = (discussion: OpenDiscussion) =>
  discussion
    .talk()
    .threads.map(({ comments }) => comments.map(({ body }) => commentWords(body, discussion.nameOf)))

test("[DI20] what one person sends, another reads, and nobody twice", async () => {
  const server = paperServer()
  const [ana, ben] = [open(server, ANA), open(server, BEN)]
  await Promise.all([arrives(ana), arrives(ben)])

  const thread = ana.openThread({ kind: "canvas" }, [paragraph("Why now?")])
  await eventually(() => expect(words(ben)).toEqual([["Why now?"]]))
  ben.answer(thread, [paragraph("Because.")])

  await eventually(() => expect(words(ana)).toEqual([["Why now?", "Because."]]))
  expect([ana.unsent(), ben.unsent()]).toEqual([[], []])
  expect(server.asked.filter(request => /^(open|add)/.test(request))).toHaveLength(2)
})

test("[DI20] without the server a comment waits in sight, survives a reload, and is there once afterwards", async () => {
  const server = paperServer()
  const shelf = newShelf()
  server.goAway()
  const before = open(server, ANA, shelf)
  before.openThread({ kind: "canvas" }, [paragraph("Offline")])
  await eventually(() => expect(before.unsent().map(({ state }) => state)).toEqual(["waiting"]))
  before.close()

  server.comeBack()
  const after = open(server, ANA, shelf)

  await eventually(() => expect(words(after)).toEqual([["Offline"]]))
  expect(after.unsent()).toEqual([])
  expect(server.asked.filter(request => request.startsWith("open"))).toHaveLength(1)
})

test("[DI11] a thread is new until it was read, also on another device, and again after an answer", async () => {
  const server = paperServer()
  server.opens("first", BEN, { kind: "canvas" })
  const ana = open(server, ANA)
  await arrives(ana)
  expect(ana.marks().unreadThreads).toBe(1)

  ana.markRead(ana.talk().threads)
  expect(ana.marks().unreadThreads).toBe(0)
  await eventually(() => expect(server.asked).toContain("read 1"))
  const elsewhere = open(server, ANA)
  await arrives(elsewhere)
  await eventually(() => expect(elsewhere.marks().unreadThreads).toBe(0))

  server.says("more", "first", BEN, "And another thing")
  expect(ana.marks().unreadThreads).toBe(1)
})

test("[DI11] what was read without the server is told when it is back", async () => {
  const server = paperServer()
  server.opens("first", BEN, { kind: "canvas" })
  const shelf = newShelf()
  const before = open(server, ANA, shelf)
  await arrives(before)
  server.goAway()
  before.markRead(before.talk().threads)
  before.close()

  server.comeBack()
  const after = open(server, ANA, shelf)
  await arrives(after)

  expect(after.marks().unreadThreads).toBe(0)
  await eventually(() => expect(server.asked).toContain("read 1"))
})

test("[DI21] a draft survives a reload, with what it is about and whom it names", () => {
  const server = paperServer()
  const shelf = newShelf()
  const draft = { words: "Ask @Ben", mentions: [{ person: BEN, name: "Ben" }] }
  const before = open(server, ANA, shelf)
  before.drafts.keep("thread:x", draft)
  before.drafts.keepNew({ ...draft, target: { kind: "canvas" } })
  before.close()

  const after = open(server, ANA, shelf)

  expect(after.drafts.read("thread:x")).toEqual(draft)
  expect(after.drafts.readNew()).toEqual({ ...draft, target: { kind: "canvas" } })
  after.drafts.keepNew(undefined)
  after.drafts.keep("thread:x", { words: "", mentions: [] })
  expect([after.drafts.readNew(), after.drafts.read("thread:x").words]).toEqual([undefined, ""])
})

test("[DI2] counts stand on what threads are about, and stay the same object until something changes", async () => {
  const server = paperServer()
  server.opens("first", BEN, { kind: "canvas" })
  const ana = open(server, ANA)
  await arrives(ana)

  const marks = ana.marks()
  expect(marks.open.canvas).toBe(1)
  expect(ana.marks()).toBe(marks)
  server.opens("second", ANA, { kind: "canvas" })

  expect(ana.marks()).toMatchObject({ open: { canvas: 2 }, unread: { canvas: 1 }, unreadThreads: 1 })
})
