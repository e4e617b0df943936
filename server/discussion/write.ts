// What can be done to a discussion, on its document alone: whether it is there, whether it is theirs, whether there is
// room for it, then the change. The only writer of the document. Rules DI3–DI8, DI10.
import type { CommentId, PersonId, ThreadId } from "../../shared/ids.ts"
import type { Anchor } from "../../shared/model/anchor.ts"
import type { RichText } from "../../shared/model/canvas.ts"
import type {
  Comment,
  Discussion,
  ReactionEmoji,
  StoredComment,
  StoredReactions,
  StoredThread,
  Target,
  Thread,
  Writer,
} from "../../shared/model/discussion.ts"
import type { Talk } from "../../shared/model/read-discussion.ts"
import {
  MAX_COMMENTS_PER_THREAD,
  MAX_REACTIONS_PER_COMMENT,
  MAX_THREADS,
} from "../../shared/protocol/limits.ts"

/** Who does it, as the server knows them from their grant, and when. */
export interface Doer {
  person: PersonId
  looks: Writer
  mayEdit: boolean
  mayFacilitate: boolean
  /** ms since 1970 */
  now: number
}

export type Refusal = { kind: "absent" | "notYours" | "taken" | "full"; detail: string }
export type Outcome =
  | { kind: "changed" }
  /** It is so already: asked again, or done by somebody else. */
  | { kind: "unchanged" }
  | Refusal

/** A discussion and what it says now. */
export interface Page {
  discussion: Discussion
  talk: Talk
}

export const findThread = ({ threads }: Talk, id: ThreadId): Thread | undefined =>
  threads.find(thread => thread.id === id)

export function findComment({ threads }: Talk, id: CommentId): Comment | undefined {
  for (const { comments } of threads) {
    const comment = comments.find(each => each.id === id)
    if (comment) return comment
  }
  return undefined
}

export interface Opening {
  id: ThreadId
  target: Target
  comment: { id: CommentId; body: RichText }
}

export function openThread(page: Page, doer: Doer, { id, target, comment }: Opening): Outcome {
  const said = findComment(page.talk, comment.id)
  if (said) return said.by === doer.person && said.thread === id ? UNCHANGED : TAKEN
  if (hasKey(page, id, comment.id)) return TAKEN
  if (page.talk.threads.length >= MAX_THREADS)
    return { kind: "full", detail: `A room may have up to ${MAX_THREADS} threads.` }
  setThread(page, id, { target, by: doer.person, at: doer.now })
  setComment(page, comment.id, { thread: id, by: doer.person, at: doer.now, body: comment.body })
  remember(page, doer.person, doer.looks)
  return CHANGED
}

export function addComment(
  page: Page,
  doer: Doer,
  thread: ThreadId,
  { id, body }: { id: CommentId; body: RichText },
): Outcome {
  const said = findComment(page.talk, id)
  if (said) return said.by === doer.person && said.thread === thread ? UNCHANGED : TAKEN
  const there = findThread(page.talk, thread)
  if (!there) return NO_THREAD
  if (hasKey(page, undefined, id)) return TAKEN
  if (there.comments.length >= MAX_COMMENTS_PER_THREAD)
    return { kind: "full", detail: `A thread may have up to ${MAX_COMMENTS_PER_THREAD} comments.` }
  // After the last one, whatever has been done to the clock: the order of writing is the order that is shown.
  const at = Math.max(doer.now, ...there.comments.slice(-1).map(last => last.at + 1))
  setComment(page, id, { thread, by: doer.person, at, body })
  remember(page, doer.person, doer.looks)
  return CHANGED
}

export function editComment(page: Page, doer: Doer, id: CommentId, body: RichText): Outcome {
  const comment = findComment(page.talk, id)
  if (!comment || comment.isDeleted) return NO_COMMENT
  if (comment.by !== doer.person) return { kind: "notYours", detail: "Comments are edited by their author." }
  if (JSON.stringify(comment.body) === JSON.stringify(body)) return UNCHANGED
  const { thread, by, at } = comment
  setComment(page, id, { thread, by, at, body, edited: doer.now })
  return CHANGED
}

/**
 * Takes a comment's words and reactions away; with the last of its comments a thread goes. The entry stays, so that the
 * request that wrote it does not bring it back when it comes again.
 */
export function deleteComment(page: Page, doer: Doer, id: CommentId): Outcome {
  const comment = findComment(page.talk, id)
  if (!comment || comment.isDeleted) return NO_COMMENT
  if (comment.by !== doer.person && !doer.mayFacilitate)
    return { kind: "notYours", detail: "Comments are deleted by their author or a facilitator." }
  const { thread, by, at } = comment
  setComment(page, id, { thread, by, at, body: [], deleted: true })
  page.discussion.reactions.delete(id)
  const others = findThread(page.talk, thread)?.comments.filter(each => each.id !== id) ?? []
  if (others.every(each => each.isDeleted)) page.discussion.threads.delete(thread)
  return CHANGED
}

export function resolveThread(page: Page, doer: Doer, id: ThreadId, isResolved: boolean): Outcome {
  const thread = findThread(page.talk, id)
  if (!thread) return NO_THREAD
  if ((thread.resolved !== undefined) === isResolved) return UNCHANGED
  const { target, by, at } = thread
  const resolved = isResolved && { resolved: { by: doer.person, at: doer.now } }
  setThread(page, id, { target, by, at, ...resolved })
  if (isResolved) remember(page, doer.person, doer.looks)
  return CHANGED
}

export function react(
  page: Page,
  doer: Doer,
  id: CommentId,
  { emoji, isGiven }: { emoji: ReactionEmoji; isGiven: boolean },
): Outcome {
  const comment = findComment(page.talk, id)
  if (!comment || comment.isDeleted) return NO_COMMENT
  const given = comment.reactions.find(reaction => reaction.emoji === emoji)?.people ?? []
  if (given.includes(doer.person) === isGiven) return UNCHANGED
  const count = comment.reactions.reduce((sum, { people }) => sum + people.length, 0)
  if (isGiven && count >= MAX_REACTIONS_PER_COMMENT)
    return { kind: "full", detail: `A comment may have up to ${MAX_REACTIONS_PER_COMMENT} reactions.` }
  const people = isGiven ? [...given, doer.person] : given.filter(person => person !== doer.person)
  const reactions: StoredReactions = Object.fromEntries(
    comment.reactions.map(each => [each.emoji, [...each.people]]),
  )
  page.discussion.reactions.set(id, { ...reactions, [emoji]: people })
  if (isGiven) remember(page, doer.person, doer.looks)
  return CHANGED
}

/** Gives a thread about words its new place; a thread about a card or block becomes one about words. */
export function setAnchor(page: Page, doer: Doer, id: ThreadId, anchor: Anchor): Outcome {
  const thread = findThread(page.talk, id)
  if (!thread) return NO_THREAD
  if (!doer.mayEdit && thread.by !== doer.person)
    return { kind: "notYours", detail: "A thread is moved by who opened it, or by those who may edit." }
  if (thread.target.kind !== "text") return { kind: "absent", detail: "The thread is not about words." }
  if (JSON.stringify(thread.target.anchor) === JSON.stringify(anchor)) return UNCHANGED
  const { by, at, resolved } = thread
  setThread(page, id, { target: { kind: "text", anchor }, by, at, ...(resolved && { resolved }) })
  return CHANGED
}

/** Keeps how somebody looks, so that what they said has a name when they are gone. */
export function remember({ discussion, talk }: Page, person: PersonId, { name, color }: Writer): void {
  const known = talk.people.get(person)
  if (known?.name !== name || known.color !== color) discussion.people.set(person, { name, color })
}

const CHANGED: Outcome = { kind: "changed" }
const UNCHANGED: Outcome = { kind: "unchanged" }
const TAKEN: Outcome = { kind: "taken", detail: "The id is that of another thread or comment." }
const NO_THREAD: Outcome = { kind: "absent", detail: "There is no such thread." }
const NO_COMMENT: Outcome = { kind: "absent", detail: "There is no such comment." }

/** Asked of the document itself: what reads as malformed must not be overwritten either. */
const hasKey = ({ discussion }: Page, thread: ThreadId | undefined, comment: CommentId): boolean =>
  (thread !== undefined && discussion.threads.has(thread)) || discussion.comments.has(comment)

const setThread = ({ discussion }: Page, id: ThreadId, thread: StoredThread): void =>
  void discussion.threads.set(id, thread)
const setComment = ({ discussion }: Page, id: CommentId, comment: StoredComment): void =>
  void discussion.comments.set(id, comment)
