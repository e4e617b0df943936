// The discussion document's layout: the only file that knows its keys. Everybody reads it (read-discussion.ts); the
// server alone writes it (server/discussion), so who said what cannot be forged.
//
//   threads    thread id → { target, by, at, resolved? }
//   comments   comment id → { thread, by, at, body, edited?, deleted? }
//   reactions  comment id → { emoji: [person, …] }, apart, so that a thumb does not send the comment's text again
//   people     person id → { name, color, isImported? }: those who wrote, reacted or were mentioned
//
// Each entry is plain data and changed by setting it anew: there is one writer, so nothing is there to be merged.
import type * as Y from "yjs"
import type { BlockId, CardId, CommentId, PersonId, ThreadId } from "../ids.ts"
import type { Anchor } from "./anchor.ts"
import type { RichText } from "./canvas.ts"

/** What a thread is about. */
export type Target =
  | { kind: "canvas" }
  | { kind: "block"; block: BlockId }
  | { kind: "card"; card: CardId }
  | { kind: "text"; anchor: Anchor }

export interface Thread {
  id: ThreadId
  target: Target
  by: PersonId
  /** ms since 1970, by the server's clock, as all times here */
  at: number
  resolved?: { by: PersonId; at: number }
  /** In order of writing; never empty, and never all deleted. */
  comments: readonly Comment[]
}

export interface Comment {
  id: CommentId
  thread: ThreadId
  by: PersonId
  at: number
  /** Checked by comment-text.ts; empty where the comment was deleted. */
  body: RichText
  /** When it was last edited. */
  edited?: number
  /** True where it was deleted but others answered: its place in the thread stays. */
  isDeleted: boolean
  /** In the order of `reactionEmoji`; only those that somebody gave. */
  reactions: readonly Reaction[]
}

export interface Reaction {
  emoji: ReactionEmoji
  people: readonly PersonId[]
}

/** Somebody as the discussion remembers them, also when they have left. */
export interface Writer {
  name: string
  color: string
  /**
   * They came with a file, which says of them what it likes: a name under an id of their own, which is nobody's here.
   * Said beside the name wherever that is read.
   */
  isImported?: true
}

/** A few that say what a team needs to say; a list of thousands would be a way to write without being read. */
export const reactionEmoji = ["👍", "👎", "❤️", "🎉", "😄", "🤔", "👀", "✅"] as const
export type ReactionEmoji = (typeof reactionEmoji)[number]
export const isReactionEmoji = (value: unknown): value is ReactionEmoji =>
  reactionEmoji.some(emoji => emoji === value)

/** The entries as they are stored; their ids are the keys. */
export interface StoredThread {
  target: Target
  by: PersonId
  at: number
  resolved?: { by: PersonId; at: number }
}
export interface StoredComment {
  thread: ThreadId
  by: PersonId
  at: number
  body: RichText
  edited?: number
  deleted?: true
}
export type StoredReactions = Partial<Record<ReactionEmoji, PersonId[]>>

export interface Discussion {
  doc: Y.Doc
  threads: Y.Map<unknown>
  comments: Y.Map<unknown>
  reactions: Y.Map<unknown>
  people: Y.Map<unknown>
}

/** The handles of a discussion document. */
export function discussionOf(doc: Y.Doc): Discussion {
  return {
    doc,
    threads: doc.getMap("threads"),
    comments: doc.getMap("comments"),
    reactions: doc.getMap("reactions"),
    people: doc.getMap("people"),
  }
}
