// The discussion document → plain threads. Only the server writes it, but a client may be given one by an older or newer
// server: what is malformed reads as absent, and nothing here throws or writes. Rule DI1.

import { isBlockId, isCardId, isCommentId, isPersonId, isThreadId, type PersonId } from "../ids.ts"
import { cleanName, personColours } from "../presence.ts"
import { isRecord } from "../record.ts"
import { parseAnchor } from "./anchor.ts"
import type { RichText } from "./canvas.ts"
import { checkComment } from "./comment-text.ts"
import {
  type Comment,
  type Discussion,
  type Reaction,
  reactionEmoji,
  type Target,
  type Thread,
  type Writer,
} from "./discussion.ts"

/** Everything said in a room. */
export interface Talk {
  /** In order of opening. */
  threads: readonly Thread[]
  people: ReadonlyMap<PersonId, Writer>
}

export const noTalk: Talk = { threads: [], people: new Map() }

/**
 * @returns a function that reads the document as it is now. It remembers what it has read: after a change only the
 *   comments and threads concerned are other objects than before, so that views can compare by identity.
 */
export function discussionReader({ threads, comments, reactions, people }: Discussion): () => Talk {
  const rememberThread = remembering<Thread | undefined>()
  const rememberComment = remembering<Comment | undefined>()
  const rememberWriter = remembering<Writer | undefined>()

  function readComments(): Map<string, Comment[]> {
    const lists = new Map<string, Comment[]>()
    for (const [id, value] of comments.entries()) {
      const given = reactions.get(id)
      const comment = rememberComment(id, [value, given], () => commentFrom(id, value, given))
      if (!comment) continue
      const list = lists.get(comment.thread)
      if (list) list.push(comment)
      else lists.set(comment.thread, [comment])
    }
    return lists
  }

  function readThreads(): Thread[] {
    const lists = readComments()
    const read: Thread[] = []
    for (const [id, value] of threads.entries()) {
      const said = withoutEnd((lists.get(id) ?? []).sort(byTime))
      const thread = rememberThread(id, [value, ...said], () => threadFrom(id, value, said))
      if (thread) read.push(thread)
    }
    return read.sort(byTime)
  }

  function readPeople(): Map<PersonId, Writer> {
    const read = new Map<PersonId, Writer>()
    for (const [id, value] of people.entries()) {
      const writer = rememberWriter(id, [value], () => writerFrom(value))
      if (writer && isPersonId(id)) read.set(id, writer)
    }
    return read
  }

  return () => ({ threads: readThreads(), people: readPeople() })
}

/** Keeps what was made of an entry, and gives it again as long as the parts it was made of are the same. */
function remembering<Made>(): (id: string, parts: readonly unknown[], make: () => Made) => Made {
  const memory = new Map<string, { parts: readonly unknown[]; made: Made }>()
  return (id, parts, make) => {
    const known = memory.get(id)
    if (known && known.parts.length === parts.length && known.parts.every((part, i) => part === parts[i]))
      return known.made
    const made = make()
    memory.set(id, { parts, made })
    return made
  }
}

/** Deleted comments keep their place only where somebody has answered. */
const withoutEnd = (comments: readonly Comment[]): readonly Comment[] =>
  comments.slice(0, comments.findLastIndex(comment => !comment.isDeleted) + 1)

const byTime = (a: { at: number; id: string }, b: { at: number; id: string }): number =>
  a.at - b.at || (a.id < b.id ? -1 : 1)

function threadFrom(id: string, value: unknown, comments: readonly Comment[]): Thread | undefined {
  if (!isThreadId(id) || !isRecord(value)) return undefined
  const target = parseTarget(value.target)
  const signature = signatureIn(value)
  if (!target || !signature || comments.length === 0) return undefined
  const resolved = isRecord(value.resolved) ? signatureIn(value.resolved) : undefined
  return { id, target, ...signature, ...(resolved && { resolved }), comments }
}

function commentFrom(id: string, value: unknown, given: unknown): Comment | undefined {
  if (!isCommentId(id) || !isRecord(value) || !isThreadId(value.thread)) return undefined
  const signature = signatureIn(value)
  if (!signature) return undefined
  const isDeleted = value.deleted === true
  const body = isDeleted ? [] : bodyFrom(value.body)
  if (!body) return undefined
  const comment: Comment = {
    id,
    thread: value.thread,
    ...signature,
    body,
    isDeleted,
    reactions: isDeleted ? [] : reactionsFrom(given),
  }
  if (isTime(value.edited)) comment.edited = value.edited
  return comment
}

/** Who did something, and when. */
function signatureIn({ by, at }: Record<string, unknown>): { by: PersonId; at: number } | undefined {
  return isPersonId(by) && isTime(at) ? { by, at } : undefined
}

/** @returns the target a request or the document names, or undefined where it is none. */
export function parseTarget(value: unknown): Target | undefined {
  if (!isRecord(value)) return undefined
  switch (value.kind) {
    case "canvas":
      return { kind: "canvas" }
    case "block":
      return isBlockId(value.block) ? { kind: "block", block: value.block } : undefined
    case "card":
      return isCardId(value.card) ? { kind: "card", card: value.card } : undefined
    case "text": {
      const anchor = parseAnchor(value.anchor)
      return anchor && { kind: "text", anchor }
    }
    default:
      return undefined
  }
}

/** @returns the body of a comment, or undefined where it is none: it is shown as nothing rather than as something else. */
export function bodyFrom(value: unknown): RichText | undefined {
  const isNodes = Array.isArray(value) && value.every(node => isRecord(node) && hasNodes(node.content))
  return isNodes && checkComment(value as RichText).ok ? (value as RichText) : undefined
}

const hasNodes = (content: unknown): boolean =>
  content === undefined ||
  (Array.isArray(content) &&
    content.every(
      node =>
        isRecord(node) &&
        (node.text === undefined || typeof node.text === "string") &&
        (node.marks === undefined || isMarks(node.marks)),
    ))

const isMarks = (marks: unknown): boolean => Array.isArray(marks) && marks.every(isRecord)

function reactionsFrom(given: unknown): Reaction[] {
  if (!isRecord(given)) return []
  return reactionEmoji.flatMap(emoji => {
    const people: unknown = given[emoji]
    const known = Array.isArray(people) ? people.filter(isPersonId) : []
    return known.length > 0 ? [{ emoji, people: known }] : []
  })
}

function writerFrom(value: unknown): Writer | undefined {
  if (!isRecord(value)) return undefined
  const { name, color, isImported } = value
  return {
    name: cleanName(name) || "Guest",
    color: typeof color === "string" && /^#[0-9a-f]{6}$/i.test(color) ? color : personColours[0],
    ...(isImported === true && { isImported }),
  }
}

const isTime = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value)
