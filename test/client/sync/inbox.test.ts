// What was said to a person in the rooms of their device.
import { expect, test } from "vitest"
import { type InboxRequests, readInbox } from "../../../client/sync/inbox.ts"
import type { KnownRoom } from "../../../client/sync/rooms.ts"
import type { CommentId, PersonId, RoomId, ThreadId } from "../../../shared/ids.ts"
import type { RichNode } from "../../../shared/model/canvas.ts"
import { mention } from "../../../shared/model/comment-text.ts"
import type { Thread } from "../../../shared/model/discussion.ts"
import type { Role } from "../../../shared/roles.ts"

const roomId = (name: string) => name.padEnd(22, "-") as RoomId
const threadId = (name: string) => name.padEnd(16, "-") as ThreadId
const BEN = "benbenbenben" as PersonId
/** The same guest is another person in each room. */
const meIn = (room: string) => room.padEnd(12, "m") as PersonId

function known(name: string, role: Role = "edit", seesComments = true): KnownRoom {
  const you = { person: meIn(name), role, seesComments }
  const summary = { id: roomId(name), title: name, createdAt: 0, schema: 1, epoch: 1, isLocked: false, you }
  return { summary, openedAt: 0 }
}

interface Said {
  by: PersonId
  at: number
  words: RichNode[]
}

const said = (by: PersonId, at: number, ...words: (string | RichNode)[]): Said => ({
  by,
  at,
  words: words.map(part => (typeof part === "string" ? { type: "text", text: part } : part)),
})

const thread = (name: string, ...comments: Said[]): Thread => ({
  id: threadId(name),
  target: { kind: "canvas" },
  by: comments[0]?.by ?? BEN,
  at: comments[0]?.at ?? 0,
  comments: comments.map(({ by, at, words }) => ({
    id: `${name}${at}`.padEnd(16, "-") as CommentId,
    thread: threadId(name),
    by,
    at,
    body: [{ type: "paragraph", content: words }],
    isDeleted: false,
    reactions: [],
  })),
})

/** A server with these threads; it does not answer for a room that it does not know. */
function serverWith(rooms: Record<string, { threads: Thread[]; reads?: Record<string, number> }>) {
  const asked: string[] = []
  const find = (room: RoomId) => rooms[room.replace(/-+$/, "")]
  const requests: InboxRequests = {
    async threads(room) {
      asked.push(room.replace(/-+$/, ""))
      const found = find(room)
      return found ? { ok: true, value: found.threads } : { ok: false, reached: false }
    },
    reads: async room => ({ ok: true, value: { reads: find(room)?.reads ?? {} } }),
    people: async () => ({ ok: true, value: [{ person: BEN, name: "Ben", color: "#b4432e" }] }),
  }
  return { asked, requests }
}

test("[DI27] the inbox has answers where one has written and places where one is named, over all rooms, newest first", async () => {
  const one = meIn("one")
  const { requests } = serverWith({
    one: {
      threads: [
        thread("mine", said(one, 1, "Who pays?"), said(BEN, 2, "All"), said(BEN, 3, "Nearly")),
        thread("other", said(BEN, 9, "Nobody asked me")),
      ],
    },
    two: {
      threads: [thread("named", said(BEN, 5, mention(meIn("two")), " look"), said(BEN, 6, "or not"))],
    },
  })

  const entries = await readInbox([known("one"), known("two")], requests)

  expect(
    entries.map(({ room, at, by, isMention, words, unread }) => [room, at, by, isMention, words, unread]),
  ).toEqual([
    [roomId("two"), 5, "Ben", true, "@you look", 2],
    [roomId("one"), 3, "Ben", false, "Nearly", 2],
  ])
})

test("[DI27] what was read, what one wrote oneself, and rooms without a voice are not in it", async () => {
  const { requests, asked } = serverWith({
    one: {
      threads: [
        thread("mine", said(meIn("one"), 1, "Who pays?"), said(BEN, 2, "All")),
        thread("last", said(BEN, 3, mention(meIn("one"))), said(meIn("one"), 4, "Yes")),
      ],
      reads: { [threadId("mine")]: 2, [threadId("last")]: 3 },
    },
    shown: { threads: [thread("named", said(BEN, 5, mention(meIn("shown"))))] },
    hidden: { threads: [] },
  })

  const rooms = [known("one"), known("shown", "view"), known("hidden", "edit", false), known("away")]

  expect(await readInbox(rooms, requests)).toEqual([])
  expect(asked).toEqual(["one", "away"])
})
