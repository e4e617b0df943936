// The discussion of an open room on this device: its document, which sockets only read, what is on its way to the
// server, what was read, and who has been here. No React in here; client/hooks is the bridge.
import { Awareness } from "y-protocols/awareness"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import type { PersonName } from "../../shared/api.ts"
import type { CommentId, PersonId, RoomId, ThreadId } from "../../shared/ids.ts"
import type { RichText } from "../../shared/model/canvas.ts"
import { discussionOf, type Target, type Thread } from "../../shared/model/discussion.ts"
import {
  type Counts,
  countTargets,
  isUnread,
  type Reads,
  readUpTo,
} from "../../shared/model/discussion-views.ts"
import { shownName } from "../../shared/model/hearsay.ts"
import { discussionReader, noTalk, type Talk } from "../../shared/model/read-discussion.ts"
import { SCHEMA_VERSION } from "../../shared/protocol/version.ts"
import { type Drafts, openDrafts } from "./drafts.ts"
import type { Surroundings } from "./open-room.ts"
import { type Letter, openOutbox, threadIn, type Unsent } from "./outbox.ts"
import { openReads } from "./reads.ts"
import type { TalkRequests } from "./talk-requests.ts"

/** How many threads there are on each thing, and how many of them hold something new to this person. */
export interface Marks {
  open: Counts
  unread: Counts
  /** All threads with something new, resolved ones too. */
  unreadThreads: number
}

/** Its functions need no `this`. What they give stays the same object until something in it changes. */
export interface OpenDiscussion {
  me: PersonId
  drafts: Drafts
  requests: TalkRequests
  talk(): Talk
  unsent(): readonly Unsent[]
  reads(): Reads
  marks(): Marks
  /** Everybody who has been in the room, as far as the server has told; for mentioning them. */
  people(): readonly PersonName[]
  /** The document has arrived at least once. */
  hasArrived(): boolean
  /** The line stands, so that what is written now is told now. */
  isThere(): boolean
  /** Runs `listener` when any of these may have changed. Returns the way to stop. */
  subscribe(listener: () => void): () => void
  /** How somebody is called, also when they have left. */
  nameOf(person: PersonId): string
  /** The same where it says who did something: of those who came with a file, that they did. */
  signatureOf(person: PersonId): string
  openThread(target: Target, body: RichText): ThreadId
  answer(thread: ThreadId, body: RichText): void
  retry(comment: CommentId): void
  discard(comment: CommentId): void
  markRead(threads: readonly Thread[]): void
  /** Asks the server who has been in the room. */
  learnPeople(): void
  /** The server lets this person in: a line that it had ended for good is opened again. */
  rejoin(): void
  /** May be called twice. */
  close(): void
}

interface DiscussionSettings {
  room: RoomId
  me: PersonId
  around: Pick<Surroundings, "syncUrl" | "shelf" | "WebSocket" | "protocols" | "random" | "nowMs">
  requests: TalkRequests
  newThreadId: () => ThreadId
  newCommentId: () => CommentId
}

/** As for the room's own line. */
const PAUSE_MS = { atLeast: 2_000, spread: 3_000 }

export const SOMEBODY = "Somebody"

export function openDiscussion(settings: DiscussionSettings): OpenDiscussion {
  const { room, me, around, requests } = settings
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  // Who is here is said on the room's own line.
  awareness.setLocalState(null)
  const provider = new WebsocketProvider(around.syncUrl, `${room}/discussion`, doc, {
    awareness,
    params: { schema: String(SCHEMA_VERSION) },
    ...(around.protocols && { protocols: around.protocols }),
    disableBc: true,
    maxBackoffTime: PAUSE_MS.atLeast + PAUSE_MS.spread * around.random,
    WebSocketPolyfill: around.WebSocket,
  })
  const discussion = discussionOf(doc)
  const read = discussionReader(discussion)
  const listeners = new Set<() => void>()
  /** Undefined from a change until somebody asks. */
  let talk: Talk | undefined = noTalk
  let people: readonly PersonName[] = []
  let marks: Marks | undefined
  let telling: ReturnType<typeof setTimeout> | undefined
  let hasArrived = false
  let isClosed = false

  const talkNow = (): Talk => {
    talk ??= read()
    return talk
  }
  const nameOf = (person: PersonId): string =>
    talkNow().people.get(person)?.name ?? people.find(other => other.person === person)?.name ?? SOMEBODY
  const tell = () => {
    clearTimeout(telling)
    telling = undefined
    for (const listener of [...listeners]) listener()
  }
  // A thousand threads are taken in by one task, and read and shown by the next: in one, a key pressed meanwhile waits.
  const tellNext = () => {
    telling ??= setTimeout(tell)
  }
  const send = (letter: Letter) =>
    letter.kind === "thread"
      ? requests.openThread(letter.thread)
      : requests.addComment(letter.thread, letter.comment)
  const outbox = openOutbox({ shelf: around.shelf, room, send, onChange: tell })
  const readOn = () => {
    marks = undefined
    tell()
  }
  const reads = openReads({ shelf: around.shelf, room, requests, onChange: readOn })

  // The document is only read here. As long as anybody listens for its updates, Yjs encodes all that has arrived once
  // more, which is a third of what a large discussion costs on opening.
  doc.off("update", provider._updateHandler)
  doc.on("afterTransaction", ({ changed }: Y.Transaction) => {
    if (changed.size === 0) return
    talk = undefined
    marks = undefined
    outbox.drop(id => discussion.comments.has(id))
    tellNext()
  })
  provider.on("sync", isSynced => {
    hasArrived ||= isSynced
    if (isSynced) {
      outbox.flush()
      reads.exchange()
    }
    tellNext()
  })
  provider.on("connection-close", tell)
  // A server that answers requests may still be there where no socket gets through.
  outbox.flush()

  const post = (letter: Letter): ThreadId => {
    outbox.add(letter)
    return threadIn(letter)
  }
  return {
    me,
    drafts: openDrafts(around.shelf, room),
    requests,
    talk: talkNow,
    unsent: outbox.unsent,
    reads: reads.now,
    marks() {
      marks ??= marksOf(talkNow(), me, reads.now())
      return marks
    },
    people: () => people,
    hasArrived: () => hasArrived,
    isThere: () => provider.synced,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    nameOf,
    signatureOf: person =>
      shownName({ name: nameOf(person), isImported: talkNow().people.get(person)?.isImported }),
    openThread: (target, body) =>
      post({
        kind: "thread",
        thread: { id: settings.newThreadId(), target, comment: { id: settings.newCommentId(), body } },
        writtenAt: around.nowMs(),
      }),
    answer: (thread, body) =>
      void post({
        kind: "comment",
        thread,
        comment: { id: settings.newCommentId(), body },
        writtenAt: around.nowMs(),
      }),
    retry: outbox.retry,
    discard: outbox.discard,
    markRead: threads => reads.mark(new Map(threads.map(thread => [thread.id, readUpTo(thread)]))),
    learnPeople() {
      void requests.people().then(reply => {
        if (!reply.ok || isClosed) return
        people = reply.value
        tell()
      })
    },
    rejoin() {
      if (!isClosed) provider.connect()
    },
    close() {
      if (isClosed) return
      isClosed = true
      clearTimeout(telling)
      listeners.clear()
      for (const part of [outbox, reads]) part.close()
      provider.destroy()
      awareness.destroy()
      doc.destroy()
    },
  }
}

function marksOf({ threads }: Talk, me: PersonId, reads: Reads): Marks {
  const unread = threads.filter(thread => isUnread(thread, me, reads))
  return { open: countTargets(threads), unread: countTargets(unread), unreadThreads: unread.length }
}

/** Comments sent here that the document does not show yet, of one thread. */
export const unsentIn = (unsent: readonly Unsent[], thread: ThreadId): Unsent[] =>
  unsent.filter(({ letter }) => threadIn(letter) === thread)
