// A server of one discussion in memory: sockets that read its document, requests that write it, and the moment at which
// neither is there. What real servers refuse is tested with them.
import * as Y from "yjs"
import type { Reply, TalkRequests } from "../../../client/sync/talk-requests.ts"
import type { CommentId, PersonId, ThreadId } from "../../../shared/ids.ts"
import {
  type Discussion,
  discussionOf,
  type StoredComment,
  type StoredReactions,
  type StoredThread,
  type Target,
} from "../../../shared/model/discussion.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"
import { decodeMessage, encodeHave, encodeMissing, encodeUpdate } from "../../../shared/protocol/messages.ts"

export const ANA = "anaanaanaana" as PersonId
export const BEN = "benbenbenben" as PersonId

export const threadId = (name: string) => name.padEnd(16, "-") as ThreadId
export const commentId = (name: string) => name.padEnd(16, "_") as CommentId

export interface PaperServer {
  discussion: Discussion
  /** Every request that arrived, in order. */
  asked: string[]
  WebSocket: typeof WebSocket
  requestsOf(person: PersonId): TalkRequests
  /** Somebody opens a thread with a word; its comment is named like it. */
  opens(name: string, by: PersonId, target: Target, words?: string): void
  says(name: string, thread: string, by: PersonId, words: string): void
  goAway(): void
  comeBack(): void
}

export function paperServer(): PaperServer {
  const discussion = discussionOf(new Y.Doc())
  const { doc, threads, comments, reactions, people } = discussion
  const sockets = new Set<PaperSocket>()
  const asked: string[] = []
  const reads = new Map<PersonId, Record<ThreadId, number>>()
  let isAway = false
  let clock = 1_000

  people.set(ANA, { name: "Ana", color: "#2f68b0" })
  people.set(BEN, { name: "Ben", color: "#b4432e" })
  doc.on("update", (update: Uint8Array) => {
    for (const socket of sockets) socket.hear(encodeUpdate(update))
  })

  class PaperSocket {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSING = 2
    static readonly CLOSED = 3
    binaryType = "arraybuffer"
    readyState = 0
    onopen: (() => void) | null = null
    onclose: ((event: { code: number }) => void) | null = null
    onmessage: ((event: { data: Uint8Array }) => void) | null = null
    onerror: ((event: object) => void) | null = null

    constructor() {
      queueMicrotask(() => {
        if (isAway) return this.#end()
        this.readyState = 1
        sockets.add(this)
        this.onopen?.()
      })
    }

    send(frame: Uint8Array): void {
      const decoded = decodeMessage(new Uint8Array(frame))
      if (!decoded.ok || decoded.message.kind !== "have") return
      const missing = Y.encodeStateAsUpdate(doc, decoded.message.stateVector)
      queueMicrotask(() => {
        this.hear(encodeMissing(missing))
        this.hear(encodeHave(Y.encodeStateVector(doc)))
      })
    }

    hear(frame: Uint8Array): void {
      if (this.readyState === 1) this.onmessage?.({ data: frame })
    }

    close(): void {
      queueMicrotask(() => this.#end())
    }

    #end(): void {
      if (this.readyState === 3) return
      this.readyState = 3
      sockets.delete(this)
      this.onclose?.({ code: 1006 })
    }
  }

  const now = () => clock++
  const setThread = (id: ThreadId, change: Partial<StoredThread>) =>
    threads.set(id, { ...(threads.get(id) as StoredThread), ...change })
  const setComment = (id: CommentId, change: Partial<StoredComment>) =>
    comments.set(id, { ...(comments.get(id) as StoredComment), ...change })
  const done = async (request: string, work: () => unknown): Promise<Reply<unknown>> => {
    if (isAway) return { ok: false, reached: false }
    asked.push(request)
    doc.transact(work)
    return { ok: true, value: {} }
  }

  return {
    discussion,
    asked,
    WebSocket: PaperSocket as unknown as typeof WebSocket,
    requestsOf: person => ({
      openThread: ({ id, target, comment }) =>
        done(`open ${id}`, () => {
          threads.set(id, { target, by: person, at: clock })
          comments.set(comment.id, { thread: id, by: person, at: now(), body: comment.body })
        }),
      addComment: (thread, { id, body }) =>
        done(`add ${id}`, () => comments.set(id, { thread, by: person, at: now(), body })),
      editComment: (id, body) => done(`edit ${id}`, () => setComment(id, { body, edited: now() })),
      deleteComment: id => done(`delete ${id}`, () => setComment(id, { body: [], deleted: true })),
      resolve: id => done(`resolve ${id}`, () => setThread(id, { resolved: { by: person, at: now() } })),
      reopen: id =>
        done(`reopen ${id}`, () => {
          const { resolved, ...open } = threads.get(id) as StoredThread
          threads.set(id, open)
        }),
      react: (id, emoji, isGiven) =>
        done(`react ${id}`, () => {
          const given = (reactions.get(id) ?? {}) as StoredReactions
          const others = (given[emoji] ?? []).filter(other => other !== person)
          reactions.set(id, { ...given, [emoji]: isGiven ? [...others, person] : others })
        }),
      moveAnchor: (id, anchor) =>
        done(`anchor ${id}`, () => setThread(id, { target: { kind: "text", anchor } })),
      reads: async () =>
        isAway ? { ok: false, reached: false } : { ok: true, value: { reads: reads.get(person) ?? {} } },
      async markRead(marks) {
        if (isAway) return { ok: false, reached: false }
        asked.push(`read ${Object.keys(marks.reads).length}`)
        reads.set(person, { ...reads.get(person), ...(marks.reads as Record<ThreadId, number>) })
        return { ok: true, value: { reads: reads.get(person) ?? {} } }
      },
      people: async () =>
        isAway
          ? { ok: false, reached: false }
          : {
              ok: true,
              value: [
                { person: ANA, name: "Ana", color: "#2f68b0" },
                { person: BEN, name: "Ben", color: "#b4432e" },
              ],
            },
    }),
    opens(name, by, target, words = `words of ${name}`) {
      doc.transact(() => {
        threads.set(threadId(name), { target, by, at: clock })
        comments.set(commentId(name), { thread: threadId(name), by, at: now(), body: [paragraph(words)] })
      })
    },
    says(name, thread, by, words) {
      comments.set(commentId(name), { thread: threadId(thread), by, at: now(), body: [paragraph(words)] })
    },
    goAway() {
      isAway = true
      for (const socket of [...sockets]) socket.close()
    },
    comeBack() {
      isAway = false
    },
  }
}
