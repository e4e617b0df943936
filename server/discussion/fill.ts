// A discussion that came from elsewhere → the document of a new room. The other writer beside write.ts: nobody does this
// in the room, so nobody's rights are asked, no webhook is told, and it is there before anybody can look. Rule IN9.
import * as Y from "yjs"
import { discussionOf, type StoredComment, type StoredThread } from "../../shared/model/discussion.ts"
import type { Talk } from "../../shared/model/read-discussion.ts"

/** @returns the document as one update. */
export function filledDiscussion({ threads, people }: Talk): Uint8Array {
  const doc = new Y.Doc()
  const discussion = discussionOf(doc)
  doc.transact(() => {
    for (const [person, writer] of people) discussion.people.set(person, writer)
    for (const { id, comments, ...thread } of threads) {
      discussion.threads.set(id, thread satisfies StoredThread)
      for (const { id, isDeleted, reactions, ...comment } of comments) {
        const stored: StoredComment = { ...comment, ...(isDeleted && { deleted: true }) }
        discussion.comments.set(id, stored)
        if (reactions.length > 0)
          discussion.reactions.set(
            id,
            Object.fromEntries(reactions.map(each => [each.emoji, [...each.people]])),
          )
      }
    }
  })
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}
