// The part of the HTTP interface by which the discussion is written; everybody reads it from its document. Who writes is
// the caller's grant, never a field of a request. Ids are the caller's: a request that comes again does nothing twice.
import type { CommentId, PersonId, RoomId, ThreadId } from "./ids.ts"
import type { Anchor } from "./model/anchor.ts"
import type { RichText } from "./model/canvas.ts"
import type { ReactionEmoji, Target } from "./model/discussion.ts"

export interface NewThread {
  id: ThreadId
  target: Target
  comment: NewComment
}

export interface NewComment {
  id: CommentId
  body: RichText
}

export interface CommentChange {
  body: RichText
}

/** A text thread's new place: renewed by the client that edited around it, or chosen by a person where it was lost. */
export interface AnchorChange {
  anchor: Anchor
}

/** Up to which comment's time a person has read each thread; what is not named stays as it is. */
export interface ReadMarks {
  reads: Partial<Record<ThreadId, number>>
}

/** Where a room's discussion is sent to, for facilitators. */
export interface Webhook {
  url: string
  /** What signatures are made with (HMAC-SHA256 of `<timestamp>.<body>`). */
  secret: string
}

export interface NewWebhook {
  url: string
}

/** One thing that happened, as a webhook is told: the body of the request, with the event's id in `X-Ninefold-Id`. */
export interface DiscussionEvent {
  kind: "thread-opened" | "comment-added" | "thread-resolved" | "thread-reopened"
  room: RoomId
  thread: ThreadId
  comment?: CommentId
  /** ms since 1970 */
  at: number
  by: { person: PersonId; name: string }
  /** The comment in plain words. */
  text?: string
  /** The words it is about, where it is about words. */
  quote?: string
  mentions?: { person: PersonId; name: string }[]
}

/** One line of the log of a webhook, newest first. */
export interface Delivery {
  id: string
  kind: DiscussionEvent["kind"]
  /** ms since 1970 */
  createdAt: number
  attempts: number
  state: "waiting" | "delivered" | "failed"
  /** When it is tried again. */
  nextAt?: number
  /** The last answer's status. */
  status?: number
  /** What went wrong last, in a few words. */
  fault?: string
}

const base = (room: RoomId) => `/api/rooms/${room}`

export const discussionPaths = {
  /** GET → Thread[]; POST NewThread → Thread (201; 200 where it was there already) */
  threads: (room: RoomId): string => `${base(room)}/threads`,
  /** POST NewComment → Comment (201; 200 where it was there already) */
  comments: (room: RoomId, thread: ThreadId): string => `${base(room)}/threads/${thread}/comments`,
  /** PATCH CommentChange → Comment; DELETE → 204 */
  comment: (room: RoomId, comment: CommentId): string => `${base(room)}/comments/${comment}`,
  /** POST → Thread */
  resolve: (room: RoomId, thread: ThreadId): string => `${base(room)}/threads/${thread}/resolve`,
  /** POST → Thread */
  reopen: (room: RoomId, thread: ThreadId): string => `${base(room)}/threads/${thread}/reopen`,
  /** PATCH AnchorChange → Thread */
  anchor: (room: RoomId, thread: ThreadId): string => `${base(room)}/threads/${thread}/anchor`,
  /** PUT, DELETE → Comment */
  reaction: (room: RoomId, comment: CommentId, emoji: ReactionEmoji): string =>
    `${base(room)}/comments/${comment}/reactions/${encodeURIComponent(emoji)}`,
  /** GET → ReadMarks; PUT ReadMarks → ReadMarks: marks only move forward */
  reads: (room: RoomId): string => `${base(room)}/reads`,
  /** GET → Webhook, or 404; PUT NewWebhook → Webhook with a new secret; DELETE → 204 */
  webhook: (room: RoomId): string => `${base(room)}/webhook`,
  /** GET → Delivery[] */
  deliveries: (room: RoomId): string => `${base(room)}/webhook/deliveries`,
} as const
