// The discussion over HTTP: every word of it is written by these requests, and told through its document. Who speaks is
// the caller's grant. Rules DI3–DI8, DI10, DI11.
import type { Context } from "hono"
import { discussionPaths, type ReadMarks } from "../../shared/discussion-api.ts"
import { type CommentId, isCommentId, isThreadId, type RoomId, type ThreadId } from "../../shared/ids.ts"
import { isReactionEmoji, type ReactionEmoji } from "../../shared/model/discussion.ts"
import type { RoomAccess } from "../access/grants.ts"
import type { Answer, Discussions, Refusal, Speaker } from "../discussion/discussions.ts"
import type { ReadMark } from "../storage/discussion-store.ts"
import { type Api, noSuchRoom, type RoomCall, type RoomOperation } from "./api.ts"
import type { Caller } from "./caller.ts"
import {
  anchorChangeShape,
  commentChangeShape,
  marksOf,
  newCommentShape,
  newThreadShape,
  readMarksShape,
} from "./discussion-shapes.ts"
import { type ProblemKind, problemResponse } from "./problems.ts"

export interface ThreadRoutesOptions {
  discussions: Discussions
}

const ROOM = ":room" as RoomId
const THREAD = ":thread" as ThreadId
const COMMENT = ":comment" as CommentId

export function threadRoutes(api: Api, { discussions }: ThreadRoutesOptions): void {
  /** An operation for those who see the discussion. */
  function inDiscussion<Body = undefined>(
    operation: RoomOperation<Body>,
    answer: (call: RoomCall<Body>) => Promise<Response>,
  ): void {
    api.inRoom(operation, call => (call.access.seesComments ? answer(call) : problemResponse("forbidden")))
  }

  inDiscussion(
    {
      method: "get",
      path: discussionPaths.threads(ROOM),
      summary: "Everything said in the room; sockets are told it by the document `discussion`",
      answer: "200 Thread[]",
      needs: "view",
    },
    async ({ context, room }) => {
      const talk = await discussions.talk(room)
      return talk ? context.json(talk.threads) : noSuchRoom()
    },
  )

  inDiscussion(
    {
      method: "post",
      path: discussionPaths.threads(ROOM),
      summary: "Open a thread with its first comment",
      answer: "201 Thread",
      needs: "comment",
      body: newThreadShape,
    },
    async ({ context, room, access, body }) =>
      answerWith(context, await discussions.openThread(room, speakerOf(access), body)),
  )

  inDiscussion(
    {
      method: "post",
      path: discussionPaths.comments(ROOM, THREAD),
      summary: "Answer in a thread",
      answer: "201 Comment",
      needs: "comment",
      body: newCommentShape,
    },
    async ({ context, room, access, body }) => {
      const thread = context.req.param("thread")
      if (!isThreadId(thread)) return noSuch("thread")
      return answerWith(context, await discussions.addComment(room, speakerOf(access), thread, body))
    },
  )

  inDiscussion(
    {
      method: "patch",
      path: discussionPaths.comment(ROOM, COMMENT),
      summary: "Change one's own comment",
      answer: "200 Comment",
      needs: "comment",
      body: commentChangeShape,
    },
    async ({ context, room, access, body }) => {
      const comment = context.req.param("comment")
      if (!isCommentId(comment)) return noSuch("comment")
      return answerWith(
        context,
        await discussions.editComment(room, speakerOf(access), comment, body.body),
        200,
      )
    },
  )

  inDiscussion(
    {
      method: "delete",
      path: discussionPaths.comment(ROOM, COMMENT),
      summary: "Delete one's own comment, or any as a facilitator",
      answer: "204",
      needs: "comment",
    },
    async ({ context, room, access }) => {
      const comment = context.req.param("comment")
      if (!isCommentId(comment)) return noSuch("comment")
      const answer = await discussions.deleteComment(room, speakerOf(access), comment)
      return answer.kind === "done" ? context.body(null, 204) : refusalResponse(answer)
    },
  )

  const endings = [
    { action: "resolve", isResolved: true, summary: "Close a thread as done" },
    { action: "reopen", isResolved: false, summary: "Open a thread again" },
  ] as const
  for (const { action, isResolved, summary } of endings)
    inDiscussion(
      {
        method: "post",
        path: discussionPaths[action](ROOM, THREAD),
        summary,
        answer: "200 Thread",
        needs: "comment",
      },
      async ({ context, room, access }) => {
        const thread = context.req.param("thread")
        if (!isThreadId(thread)) return noSuch("thread")
        const answer = await discussions.resolveThread(room, speakerOf(access), thread, isResolved)
        return answerWith(context, answer, 200)
      },
    )

  const reactions = [
    { method: "put", isGiven: true, summary: "React to a comment" },
    { method: "delete", isGiven: false, summary: "Take a reaction back" },
  ] as const
  for (const { method, isGiven, summary } of reactions)
    inDiscussion(
      {
        method,
        path: `${discussionPaths.comment(ROOM, COMMENT)}/reactions/:emoji`,
        summary,
        answer: "200 Comment",
        needs: "comment",
      },
      async ({ context, room, access }) => {
        const comment = context.req.param("comment")
        const emoji = emojiIn(context)
        if (!isCommentId(comment)) return noSuch("comment")
        if (!emoji) return problemResponse("malformed", "There is no such reaction.")
        const answer = await discussions.react(room, speakerOf(access), comment, { emoji, isGiven })
        return answerWith(context, answer, 200)
      },
    )

  inDiscussion(
    {
      method: "patch",
      path: discussionPaths.anchor(ROOM, THREAD),
      summary: "Give a thread about words its new place",
      answer: "200 Thread",
      needs: "comment",
      body: anchorChangeShape,
    },
    async ({ context, room, access, body }) => {
      const thread = context.req.param("thread")
      if (!isThreadId(thread)) return noSuch("thread")
      const answer = await discussions.setAnchor(room, speakerOf(access), thread, body.anchor)
      return answerWith(context, answer, 200)
    },
  )

  inDiscussion(
    {
      method: "get",
      path: discussionPaths.reads(ROOM),
      summary: "Up to when the caller has read each thread",
      answer: "200 ReadMarks",
      needs: "view",
    },
    async ({ context, room, access }) => context.json(readsOf(await discussions.reads(room, access.person))),
  )

  inDiscussion(
    {
      method: "put",
      path: discussionPaths.reads(ROOM),
      summary: "Move the caller's marks forward; those not named stay",
      answer: "200 ReadMarks",
      needs: "view",
      body: readMarksShape,
    },
    async ({ context, room, access, body }) => {
      const marks = await discussions.markRead(room, access.person, marksOf(body.reads))
      return context.json(readsOf(marks))
    },
  )
}

const speakerOf = ({ person, role, name, color }: RoomAccess): Speaker => ({
  person,
  role,
  name: name || "Guest",
  color,
})

const readsOf = (marks: readonly ReadMark[]): ReadMarks => ({
  reads: Object.fromEntries(marks.map(({ thread, readAt }) => [thread, readAt])),
})

function emojiIn(context: Context<Caller>): ReactionEmoji | undefined {
  const emoji = context.req.param("emoji")
  return isReactionEmoji(emoji) ? emoji : undefined
}

const noSuch = (what: "thread" | "comment"): Response =>
  problemResponse("notFound", `There is no such ${what}.`)

function answerWith<Value extends object | true>(
  context: Context<Caller>,
  answer: Answer<Value>,
  status: 200 | 201 = answer.kind === "done" && answer.isNew ? 201 : 200,
): Response {
  return answer.kind === "done" ? context.json(answer.value, status) : refusalResponse(answer)
}

const refusals: Record<Refusal["kind"], ProblemKind> = {
  absent: "notFound",
  noRoom: "notFound",
  notYours: "forbidden",
  taken: "idTaken",
  full: "discussionFull",
  tooFast: "tooMany",
  badMention: "malformed",
}

const refusalResponse = ({ kind, detail }: Refusal): Response => problemResponse(refusals[kind], detail)
