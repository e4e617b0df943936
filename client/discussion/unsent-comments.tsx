// What was sent here and is not with the server yet, or is not taken: said in words, and never lost.
import type { ThreadId } from "../../shared/ids.ts"
import { useDiscussion, useTalk } from "../hooks/use-discussion.ts"
import { unsentIn } from "../sync/discussion.ts"
import { commentIn, type Unsent } from "../sync/outbox.ts"
import { Button } from "../ui/button.tsx"
import { CommentText } from "./comment-text.tsx"
import styles from "./thread.module.css"

export function UnsentComments({ thread }: { thread: ThreadId }) {
  const unsent = useTalk(({ unsent }) => unsent())
  return unsentIn(unsent, thread).map(entry => (
    <UnsentComment key={commentIn(entry.letter).id} entry={entry} />
  ))
}

export function UnsentComment({ entry }: { entry: Unsent }) {
  const { me, nameOf, retry, discard } = useDiscussion()
  const isThere = useTalk(({ isThere }) => isThere())
  const { id, body } = commentIn(entry.letter)
  return (
    <div className={styles.comment} data-unsent={entry.state}>
      <p className={styles.byline}>
        <span className={styles.name}>You</span>
        <span className={styles.when} role="status">
          {stateInWords(entry, isThere)}
        </span>
      </p>
      <CommentText body={body} me={me} nameOf={nameOf} />
      {entry.state === "refused" && (
        <div className={styles.foot}>
          <Button onPress={() => retry(id)}>Try again</Button>
          <Button kind="danger" onPress={() => discard(id)}>
            Discard
          </Button>
        </div>
      )}
    </div>
  )
}

function stateInWords({ state, why }: Unsent, isThere: boolean): string {
  if (state === "refused") return `Not sent: ${why ?? "the server does not take it"}`
  if (state === "sent") return "Sent"
  return isThere ? "Sending…" : "Will be sent when you are back"
}
