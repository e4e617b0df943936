// What a webhook is told about something that was said: enough to show it elsewhere, in plain words.
import type { DiscussionEvent } from "../../shared/discussion-api.ts"
import type { CommentId, PersonId, RoomId } from "../../shared/ids.ts"
import { quoteWords } from "../../shared/model/anchor.ts"
import { commentWords, mentionsIn } from "../../shared/model/comment-text.ts"
import type { Comment, Thread } from "../../shared/model/discussion.ts"
import type { Talk } from "../../shared/model/read-discussion.ts"
import { type Doer, findComment, findThread } from "./write.ts"

/** @returns undefined where what happened is gone again. */
export function eventOf(
  room: RoomId,
  talk: Talk,
  doer: Doer,
  about: Thread | Comment | true,
  { kind, comment: id }: { kind: DiscussionEvent["kind"]; comment?: CommentId },
): DiscussionEvent | undefined {
  if (about === true) return undefined
  const thread = findThread(talk, "thread" in about ? about.thread : about.id)
  if (!thread) return undefined
  const nameOf = (person: PersonId) => talk.people.get(person)?.name ?? "Guest"
  const event: DiscussionEvent = {
    kind,
    room,
    thread: thread.id,
    at: doer.now,
    by: { person: doer.person, name: doer.looks.name },
  }
  if (thread.target.kind === "text") event.quote = quoteWords(thread.target.anchor)
  const comment = id === undefined ? undefined : findComment(talk, id)
  if (!comment) return event
  const mentions = mentionsIn(comment.body).map(person => ({ person, name: nameOf(person) }))
  return {
    ...event,
    comment: comment.id,
    text: commentWords(comment.body, nameOf),
    ...(mentions.length > 0 && { mentions }),
  }
}
