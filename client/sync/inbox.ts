// What was said to this person in the rooms of this device and they have not read: answers where they have written, and
// places where they are named. Rule DI27.
import type { PersonName } from "../../shared/api.ts"
import type { ReadMarks } from "../../shared/discussion-api.ts"
import type { CommentId, PersonId, RoomId, ThreadId } from "../../shared/ids.ts"
import { commentWords, doesMention } from "../../shared/model/comment-text.ts"
import type { Thread } from "../../shared/model/discussion.ts"
import { concerns, unreadComments } from "../../shared/model/discussion-views.ts"
import { mayComment } from "../../shared/roles.ts"
import { marksIn } from "./reads.ts"
import type { KnownRoom } from "./rooms.ts"
import type { Reply } from "./talk-requests.ts"

/** The newest comment of a thread that concerns this person. */
export interface InboxEntry {
  room: RoomId
  /** The room's title as this device knows it. */
  title: string
  thread: ThreadId
  comment: CommentId
  by: string
  /** They are named in it. */
  isMention: boolean
  /** The comment's beginning in plain words. */
  words: string
  /** ms since 1970, by the server's clock. */
  at: number
  /** How many comments of the thread are new. */
  unread: number
}

export interface InboxRequests {
  threads(room: RoomId): Promise<Reply<Thread[]>>
  reads(room: RoomId): Promise<Reply<ReadMarks>>
  people(room: RoomId): Promise<Reply<PersonName[]>>
}

/** Rooms not opened here for long are asked no more: each costs up to three requests. */
const ASKED_AT_MOST = 20
const WORDS_AT_MOST = 140

/** @returns what is new, newest first. A room that does not answer is left out. */
export async function readInbox(rooms: readonly KnownRoom[], requests: InboxRequests): Promise<InboxEntry[]> {
  const entries: InboxEntry[] = []
  const asked = rooms.filter(({ summary: { you } }) => you.seesComments && mayComment(you.role))
  // One room after the other: nobody waits for it, and a server counts requests.
  for (const room of asked.slice(0, ASKED_AT_MOST)) entries.push(...(await readRoom(room, requests)))
  return entries.sort((a, b) => b.at - a.at)
}

async function readRoom(
  { summary: { id, title, you } }: KnownRoom,
  requests: InboxRequests,
): Promise<InboxEntry[]> {
  const [threads, marks] = await Promise.all([requests.threads(id), requests.reads(id)])
  if (!threads.ok || !marks.ok) return []
  const reads = new Map(marksIn(marks.value.reads))
  const concerned = threads.value
    .filter(thread => concerns(thread, you.person))
    .map(thread => ({ thread, unread: unreadComments(thread, you.person, reads) }))
    .filter(({ unread }) => unread.length > 0)
  if (concerned.length === 0) return []
  const people = await requests.people(id)
  const names = new Map(people.ok ? people.value.map(({ person, name }) => [person, name]) : [])
  const nameOf = (person: PersonId) => (person === you.person ? "you" : (names.get(person) ?? "Somebody"))
  return concerned.flatMap(({ thread, unread }) => {
    // Being named weighs more than what was said after it.
    const named = unread.findLast(({ body }) => doesMention(body, you.person))
    const told = named ?? unread.at(-1)
    if (!told) return []
    return [
      {
        room: id,
        title,
        thread: thread.id,
        comment: told.id,
        by: nameOf(told.by),
        isMention: named !== undefined,
        words: commentWords(told.body, nameOf).slice(0, WORDS_AT_MOST),
        at: told.at,
        unread: unread.length,
      },
    ]
  })
}
