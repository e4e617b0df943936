// What was said about a canvas as its file holds it, behind the canvas: threads with their comments, and the names of
// those in them. Owns the layout, and the checks on what comes in: every id is a new one, nothing was said later than now,
// and what cannot be read is counted and never half taken. Rules IN9–IN11.
import { are, countOf } from "../counted.ts"
import { COMMENT_ID_LENGTH, type CommentId, THREAD_ID_LENGTH, type ThreadId } from "../ids.ts"
import {
  MAX_COMMENTS_PER_THREAD,
  MAX_IMPORTED_COMMENTS,
  MAX_IMPORTED_TALK_LENGTH,
  MAX_REACTIONS_PER_COMMENT,
  MAX_THREADS,
} from "../protocol/limits.ts"
import { isRecord } from "../record.ts"
import type { Anchor } from "./anchor.ts"
import type { RichMark, RichNode, RichText } from "./canvas.ts"
import { mention } from "./comment-text.ts"
import { type Comment, type Reaction, reactionEmoji, type Target, type Thread } from "./discussion.ts"
import { type Hearsay, hearsayOf } from "./hearsay.ts"
import { bodyFrom, parseTarget, type Talk } from "./read-discussion.ts"
import { parseStanding, type Standing, type Standings } from "./standing.ts"

/** Behind a canvas file's own members. */
export interface TalkInFile {
  threads: ThreadInFile[]
  /** Person id → name, of those in the threads; empty where names were not to stand in the file. */
  people: Record<string, string>
}

export interface ThreadInFile extends Omit<Thread, "target"> {
  target: Exclude<Target, { kind: "text" }> | { kind: "text"; anchor: Anchor; standing?: Standing }
}

/** A discussion as the file holds it. */
export function toTalkInFile(
  threads: readonly Thread[],
  standings: Standings,
  names: ReadonlyMap<string, string>,
): TalkInFile {
  return {
    threads: threads.map(thread => {
      const standing = standings.get(thread.id)
      return standing && thread.target.kind === "text"
        ? { ...thread, target: { ...thread.target, standing } }
        : thread
    }),
    people: Object.fromEntries(names),
  }
}

/** A discussion that came in with a file, not yet tied to the texts it is about. */
export interface FoundTalk {
  talk: Talk
  standings: Standings
  /** What could not be taken as it was, a line each. */
  remarks: string[]
}

export interface TalkContext {
  /** An id of so many characters that nobody has. */
  newId: (length: number) => string
  /** ms since 1970; nothing was said later. */
  now: number
}

/** @returns the discussion in a parsed file, with nothing in it where there is none. Never throws. */
export function parseTalk(file: Record<string, unknown>, context: TalkContext): FoundTalk {
  const given = Array.isArray(file.threads) ? file.threads : []
  const reading: Reading = {
    ...context,
    hearsay: hearsayOf(file.people, context.newId),
    left: { comments: MAX_IMPORTED_COMMENTS, length: MAX_IMPORTED_TALK_LENGTH },
    faults: { unreadable: 0, tooMany: 0, misplaced: 0 },
    standings: new Map(),
  }
  const ids = newIds<ThreadId>(Math.min(given.length, MAX_THREADS), THREAD_ID_LENGTH, context)
  const threads = given.flatMap((thread, i) => threadFrom(thread, ids[i], reading) ?? [])
  return {
    talk: { threads, people: reading.hearsay.people },
    standings: reading.standings,
    remarks: remarksOn(reading.faults),
  }
}

/** How many comments a discussion has to show; those that were deleted and keep a place are none. */
export const countComments = ({ threads }: Pick<Talk, "threads">): number =>
  threads.reduce((sum, { comments }) => sum + comments.filter(({ isDeleted }) => !isDeleted).length, 0)

interface Reading extends TalkContext {
  hearsay: Hearsay
  /** How much there is still room for. */
  left: { comments: number; length: number }
  faults: Faults
  standings: Map<ThreadId, Standing>
}

/** How many comments could not be read or have no room, and how many threads are about what could not be read. */
type Faults = Record<"unreadable" | "tooMany" | "misplaced", number>

/** In ascending order: things of one time stand in the order of their ids, which shall be the file's. */
const newIds = <Id extends string>(count: number, length: number, { newId }: TalkContext): Id[] =>
  Array.from({ length: count }, () => newId(length) as Id).sort()

/** @param id absent where there is no room for one more. */
function threadFrom(value: unknown, id: ThreadId | undefined, reading: Reading): Thread | undefined {
  const given = isRecord(value) && Array.isArray(value.comments) ? value.comments : []
  if (!id) reading.faults.tooMany += given.length
  else if (!isRecord(value) || given.length === 0) reading.faults.unreadable++
  else {
    const comments = commentsFrom(given, id, reading)
    const [first] = comments
    if (!first || comments.every(({ isDeleted }) => isDeleted)) return undefined
    const { by, at } = signatureIn(value, reading) ?? first
    const resolved = isRecord(value.resolved) ? signatureIn(value.resolved, reading) : undefined
    const target = targetFrom(value.target, id, reading)
    return { id, target, by, at, ...(resolved && { resolved }), comments }
  }
  return undefined
}

function commentsFrom(given: readonly unknown[], thread: ThreadId, reading: Reading): Comment[] {
  const { left, faults } = reading
  const taken = given.slice(0, Math.min(MAX_COMMENTS_PER_THREAD, left.comments))
  faults.tooMany += given.length - taken.length
  const ids = newIds<CommentId>(taken.length, COMMENT_ID_LENGTH, reading)
  return taken.flatMap((value, i) => {
    const comment = commentFrom(value, { id: ids[i] as CommentId, thread }, reading)
    const length = comment && JSON.stringify(comment.body).length
    if (length === undefined) faults.unreadable++
    else if (length > left.length) faults.tooMany++
    else {
      left.comments--
      left.length -= length
      return [comment as Comment]
    }
    return []
  })
}

function commentFrom(
  value: unknown,
  ids: Pick<Comment, "id" | "thread">,
  reading: Reading,
): Comment | undefined {
  if (!isRecord(value)) return undefined
  const isDeleted = value.isDeleted === true
  const body = isDeleted ? [] : bodyIn(value.body, reading.hearsay)
  const signature = body && signatureIn(value, reading)
  if (!signature) return undefined
  const edited = timeFrom(value.edited, reading)
  return {
    ...ids,
    ...signature,
    body,
    ...(edited !== undefined && { edited }),
    isDeleted,
    reactions: isDeleted ? [] : reactionsFrom(value.reactions, reading.hearsay),
  }
}

/** Who did something, and when. */
function signatureIn({ by, at }: Record<string, unknown>, reading: Reading) {
  const time = timeFrom(at, reading)
  return time === undefined ? undefined : { by: reading.hearsay.personOf(by), at: time }
}

const timeFrom = (value: unknown, { now }: TalkContext): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? Math.min(Math.max(0, value), now) : undefined

/** What cannot be read is about everything: what was said is worth more than its place. */
function targetFrom(value: unknown, id: ThreadId, { faults, standings }: Reading): Target {
  const target = parseTarget(withoutPositions(value))
  if (!target) faults.misplaced++
  const standing = target?.kind === "text" && isRecord(value) ? parseStanding(value.standing) : undefined
  if (standing) standings.set(id, standing)
  return target ?? { kind: "canvas" }
}

/** Those of another document, which lead nowhere in any other. */
const withoutPositions = (value: unknown): unknown =>
  isRecord(value) && isRecord(value.anchor)
    ? { ...value, anchor: { ...value.anchor, start: "", end: "" } }
    : value

/** Made anew of its known parts, so that nothing else comes in with it. */
function bodyIn(value: unknown, hearsay: Hearsay): RichText | undefined {
  const paragraphs = Array.isArray(value) ? value.map(node => paragraphFrom(node, hearsay)) : []
  return bodyFrom(paragraphs)
}

function paragraphFrom(value: unknown, hearsay: Hearsay): RichNode | undefined {
  if (!isRecord(value) || value.type !== "paragraph") return undefined
  if (value.content === undefined) return { type: "paragraph" }
  if (!Array.isArray(value.content)) return undefined
  const content = value.content.map(node => inlineFrom(node, hearsay))
  return { type: "paragraph", content: content as RichNode[] }
}

/** What it is not is left to the check of comments. */
function inlineFrom(value: unknown, hearsay: Hearsay): unknown {
  if (!isRecord(value)) return undefined
  const { type, text, attrs, marks } = value
  if (type === "hardBreak") return { type }
  if (type === "mention") return isRecord(attrs) ? mention(hearsay.personOf(attrs.person)) : undefined
  if (type !== "text" || typeof text !== "string") return undefined
  return { type, text, ...(Array.isArray(marks) && marks.length > 0 && { marks: marks.map(markFrom) }) }
}

function markFrom(value: unknown): RichMark | undefined {
  if (!isRecord(value) || typeof value.type !== "string") return undefined
  return { type: value.type, ...(isRecord(value.attrs) && { attrs: { ...value.attrs } }) }
}

function reactionsFrom(value: unknown, hearsay: Hearsay): Reaction[] {
  const given = Array.isArray(value) ? value.filter(isRecord) : []
  let room = MAX_REACTIONS_PER_COMMENT
  return reactionEmoji.flatMap(emoji => {
    const people = given.find(reaction => reaction.emoji === emoji)?.people
    const known = Array.isArray(people) ? people.slice(0, room).map(hearsay.personOf) : []
    room -= known.length
    return known.length > 0 ? [{ emoji, people: [...new Set(known)] }] : []
  })
}

function remarksOn({ unreadable, tooMany, misplaced }: Faults): string[] {
  const lines: [number, string][] = [
    [unreadable, `${countOf(unreadable, "comment")} could not be read and ${are(unreadable)} left out.`],
    [tooMany, `${countOf(tooMany, "comment")} ${are(tooMany)} left out: a room takes no more.`],
    [
      misplaced,
      `${countOf(misplaced, "thread")} ${are(misplaced)} put on the whole canvas: the place could not be read.`,
    ],
  ]
  return lines.flatMap(([count, words]) => (count > 0 ? [words] : []))
}
