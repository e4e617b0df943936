// Comments on their way to the server, kept on this device until it has them: a reload, an outage or a closed page
// loses none. Each has a key of its own, so that tabs never write over one another; that two of them send the same one
// is harmless, since its id is the key by which the server knows a request that comes again. Rule DI20.
import type { NewComment, NewThread } from "../../shared/discussion-api.ts"
import { type CommentId, isCommentId, isThreadId, type ThreadId } from "../../shared/ids.ts"
import { checkComment } from "../../shared/model/comment-text.ts"
import { bodyFrom, parseTarget } from "../../shared/model/read-discussion.ts"
import { keysOf, type Shelf } from "./shelf.ts"
import type { Reply } from "./talk-requests.ts"

/** A comment that was sent here, and the thread it opens where it does. */
export type Letter =
  | { kind: "thread"; thread: NewThread; writtenAt: number }
  | { kind: "comment"; thread: ThreadId; comment: NewComment; writtenAt: number }

export interface Unsent {
  letter: Letter
  /** "sent" until the document shows it. */
  state: "waiting" | "sending" | "sent" | "refused"
  /** Why the server does not take it, for people. */
  why?: string
}

export interface Outbox {
  /** In order of writing; the same list until something in it changes. */
  unsent(): readonly Unsent[]
  add(letter: Letter): void
  /** Tries again what was refused. */
  retry(comment: CommentId): void
  discard(comment: CommentId): void
  /** The server may be there (again): sends what waits, in order. */
  flush(): void
  /** Forgets what others can see by now. */
  drop(isShown: (comment: CommentId) => boolean): void
  /** May be called twice. */
  close(): void
}

interface OutboxSettings {
  shelf: Shelf
  /** What the letters are kept under: the room's id. */
  room: string
  send: (letter: Letter) => Promise<Reply<unknown>>
  onChange: () => void
}

/** Pauses between attempts while the server is not reached or asks for patience. */
const TRY_AGAIN_MS = { first: 2_000, longest: 60_000 }

export const commentIn = (letter: Letter): NewComment =>
  letter.kind === "thread" ? letter.thread.comment : letter.comment
export const threadIn = (letter: Letter): ThreadId =>
  letter.kind === "thread" ? letter.thread.id : letter.thread

export function openOutbox({ shelf, room, send, onChange }: OutboxSettings): Outbox {
  const prefix = `ninefold.unsent.${room}.`
  let list: readonly Unsent[] = readLetters(shelf, prefix).map(letter => ({ letter, state: "waiting" }))
  let isSending = false
  let isClosed = false
  let failures = 0
  let again: ReturnType<typeof setTimeout> | undefined

  const become = (next: readonly Unsent[]) => {
    list = next
    if (!isClosed) onChange()
  }
  const change = (id: CommentId, to: Omit<Unsent, "letter">) =>
    become(list.map(entry => (commentIn(entry.letter).id === id ? { letter: entry.letter, ...to } : entry)))
  const forget = (id: CommentId) => become(list.filter(({ letter }) => commentIn(letter).id !== id))

  const later = () => {
    const pauseMs = Math.min(TRY_AGAIN_MS.longest, TRY_AGAIN_MS.first * 2 ** failures)
    failures++
    clearTimeout(again)
    again = setTimeout(() => void sendAll(), pauseMs)
  }
  const sendAll = async () => {
    if (isSending || isClosed) return
    isSending = true
    for (let next = nextIn(list); next && !isClosed; next = nextIn(list)) {
      const { id } = commentIn(next)
      change(id, { state: "sending" })
      const reply = await send(next)
      if (reply.ok) {
        failures = 0
        shelf.removeItem(prefix + id)
        change(id, { state: "sent" })
      } else if (!reply.reached || mayPass(reply.problem.status)) {
        change(id, { state: "waiting" })
        // In order: an answer must not come before what it answers.
        later()
        break
      } else change(id, { state: "refused", why: reply.problem.detail ?? reply.problem.title })
    }
    isSending = false
  }

  return {
    unsent: () => list,
    add(letter) {
      keep(shelf, prefix + commentIn(letter).id, letter)
      become([...list, { letter, state: "waiting" }])
      void sendAll()
    },
    retry(comment) {
      change(comment, { state: "waiting" })
      void sendAll()
    },
    discard(comment) {
      shelf.removeItem(prefix + comment)
      forget(comment)
    },
    flush() {
      failures = 0
      clearTimeout(again)
      void sendAll()
    },
    drop(isShown) {
      const shown = list.filter(({ letter }) => isShown(commentIn(letter).id))
      for (const { letter } of shown) shelf.removeItem(prefix + commentIn(letter).id)
      if (shown.length > 0) become(list.filter(entry => !shown.includes(entry)))
    },
    close() {
      isClosed = true
      clearTimeout(again)
    },
  }
}

const nextIn = (list: readonly Unsent[]): Letter | undefined =>
  list.find(({ state }) => state === "waiting")?.letter

/** Answers that say "not now": too much at once, or a server that cannot at the moment. */
const mayPass = (status: number): boolean => status === 429 || status >= 500

function keep(shelf: Shelf, key: string, letter: Letter): void {
  try {
    shelf.setItem(key, JSON.stringify(letter))
  } catch {
    // A full or forbidden storage: the comment then lasts as long as the page, which still sends it.
  }
}

const readLetters = (shelf: Shelf, prefix: string): Letter[] =>
  keysOf(shelf, prefix)
    .flatMap(key => readLetter(shelf.getItem(key)) ?? [])
    .sort((a, b) => a.writtenAt - b.writtenAt)

function readLetter(kept: string | null): Letter | undefined {
  try {
    const { kind, thread, comment, writtenAt } = JSON.parse(kept ?? "") as Record<string, unknown>
    if (typeof writtenAt !== "number") return undefined
    if (kind === "thread") {
      const opened = readThread(thread)
      return opened && { kind, thread: opened, writtenAt }
    }
    const added = readComment(comment)
    return isThreadId(thread) && added ? { kind: "comment", thread, comment: added, writtenAt } : undefined
  } catch {
    // What is kept may be anything.
    return undefined
  }
}

function readThread(value: unknown): NewThread | undefined {
  const { id, target, comment } = (value ?? {}) as Record<string, unknown>
  const about = parseTarget(target)
  const opening = readComment(comment)
  return isThreadId(id) && about && opening ? { id, target: about, comment: opening } : undefined
}

function readComment(value: unknown): NewComment | undefined {
  const { id, body } = (value ?? {}) as Record<string, unknown>
  const text = bodyFrom(body)
  return isCommentId(id) && text && checkComment(text).ok ? { id, body: text } : undefined
}
