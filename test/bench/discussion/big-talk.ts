// A discussion as large as any should become: a thousand threads, five comments each.
import * as Y from "yjs"
import type { CommentId, PersonId, ThreadId } from "../../../shared/ids.ts"
import { type Discussion, discussionOf, type Target } from "../../../shared/model/discussion.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"

export const THREADS = 1_000
export const COMMENTS_EACH = 5

export const threadId = (index: number) => `thread-${index}`.padEnd(16, "_") as ThreadId
export const commentId = (index: number) => `comment-${index}`.padEnd(16, "_") as CommentId
export const person = (index: number) => `person-${index}`.padEnd(12, "_") as PersonId

/** @param targetOf what each thread is about. */
export function bigTalk(targetOf: (thread: number) => Target = () => ({ kind: "canvas" })): Discussion {
  const discussion = discussionOf(new Y.Doc())
  for (let thread = 0; thread < THREADS; thread++) {
    // One update each, as they are written in earnest.
    discussion.threads.set(threadId(thread), {
      target: targetOf(thread),
      by: person(thread % 30),
      at: thread,
    })
    for (let index = 0; index < COMMENTS_EACH; index++) {
      const number = thread * COMMENTS_EACH + index
      discussion.comments.set(commentId(number), {
        thread: threadId(thread),
        by: person(number % 30),
        at: number,
        body: [paragraph(`Comment ${number}: what about the partners that nobody has asked so far?`)],
      })
    }
  }
  for (let index = 0; index < 30; index++)
    discussion.people.set(person(index), { name: `Person ${index}`, color: "#2f68b0" })
  return discussion
}
