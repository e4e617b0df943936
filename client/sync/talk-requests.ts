// What the discussion asks of the server, as functions: client/discussion/requests.ts makes them over HTTP, a test as it
// likes. Ids are the caller's, so that each request may come again and does nothing twice.
import type { PersonName, Problem } from "../../shared/api.ts"
import type { NewComment, NewThread, ReadMarks } from "../../shared/discussion-api.ts"
import type { CommentId, ThreadId } from "../../shared/ids.ts"
import type { Anchor } from "../../shared/model/anchor.ts"
import type { RichText } from "../../shared/model/canvas.ts"
import type { ReactionEmoji } from "../../shared/model/discussion.ts"

/** As client/api.ts answers. */
export type Reply<T> =
  | { ok: true; value: T }
  | { ok: false; reached: true; problem: Problem }
  | { ok: false; reached: false }

export interface TalkRequests {
  openThread(thread: NewThread): Promise<Reply<unknown>>
  addComment(thread: ThreadId, comment: NewComment): Promise<Reply<unknown>>
  editComment(comment: CommentId, body: RichText): Promise<Reply<unknown>>
  deleteComment(comment: CommentId): Promise<Reply<unknown>>
  resolve(thread: ThreadId): Promise<Reply<unknown>>
  reopen(thread: ThreadId): Promise<Reply<unknown>>
  react(comment: CommentId, emoji: ReactionEmoji, isGiven: boolean): Promise<Reply<unknown>>
  moveAnchor(thread: ThreadId, anchor: Anchor): Promise<Reply<unknown>>
  reads(): Promise<Reply<ReadMarks>>
  markRead(marks: ReadMarks): Promise<Reply<ReadMarks>>
  people(): Promise<Reply<PersonName[]>>
}
