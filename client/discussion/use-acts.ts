// What is done to comments and threads at once, without waiting in the outbox: it is refused or not reached in words.
import { useMemo } from "react"
import type { CommentId, ThreadId } from "../../shared/ids.ts"
import type { Anchor } from "../../shared/model/anchor.ts"
import type { RichText } from "../../shared/model/canvas.ts"
import type { ReactionEmoji } from "../../shared/model/discussion.ts"
import { useDiscussion } from "../hooks/use-discussion.ts"
import type { Reply } from "../sync/talk-requests.ts"
import { useFeedback } from "../ui/feedback.tsx"

/** Each resolves to whether it was done; where it was not, the person has been told. */
export interface Acts {
  edit(comment: CommentId, body: RichText): Promise<boolean>
  remove(comment: CommentId): Promise<boolean>
  react(comment: CommentId, emoji: ReactionEmoji, isGiven: boolean): Promise<boolean>
  resolve(thread: ThreadId): Promise<boolean>
  reopen(thread: ThreadId): Promise<boolean>
  attach(thread: ThreadId, anchor: Anchor): Promise<boolean>
}

export function useActs(): Acts {
  const { requests } = useDiscussion()
  const feedback = useFeedback()
  return useMemo(() => {
    const tell = async (reply: Promise<Reply<unknown>>, words?: string): Promise<boolean> => {
      const answer = await reply
      if (answer.ok && words) feedback.announce(words)
      if (!answer.ok) feedback.toast({ message: faultInWords(answer) })
      return answer.ok
    }
    return {
      edit: (comment, body) => tell(requests.editComment(comment, body), "Comment changed."),
      remove: comment => tell(requests.deleteComment(comment), "Comment deleted."),
      react: (comment, emoji, isGiven) => tell(requests.react(comment, emoji, isGiven)),
      resolve: thread => tell(requests.resolve(thread), "Resolved."),
      reopen: thread => tell(requests.reopen(thread), "Open again."),
      attach: (thread, anchor) => tell(requests.moveAnchor(thread, anchor), "Attached."),
    }
  }, [requests, feedback])
}

const faultInWords = (answer: Reply<unknown> & { ok: false }): string =>
  answer.reached
    ? (answer.problem.detail ?? answer.problem.title)
    : "The server does not answer, so nothing was changed. Try again once you are connected."
