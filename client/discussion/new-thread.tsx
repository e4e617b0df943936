// Where a thread begins: what it is about, and the field for its first comment.
import { quoteWords } from "../../shared/model/anchor.ts"
import type { Target } from "../../shared/model/discussion.ts"
import { useDesk, useDiscussion } from "../hooks/use-discussion.ts"
import { emptyDraft } from "../sync/drafts.ts"
import styles from "./thread.module.css"
import { usePeopleHere } from "./use-people-here.ts"
import { useWhere } from "./use-where.ts"
import { Writer } from "./writer.tsx"

export function NewThread({ target }: { target: Target }) {
  const where = useWhere(target)
  const desk = useDesk()
  const { drafts, openThread, learnPeople } = useDiscussion()
  const people = usePeopleHere()
  const kept = drafts.readNew()
  // What was begun about something else is kept until this is written over it.
  const isSame = kept !== undefined && JSON.stringify(kept.target) === JSON.stringify(target)
  return (
    <section className={styles.newThread} aria-label="New comment">
      <p className={styles.where}>{where}</p>
      {target.kind === "text" && (
        <blockquote className={styles.quote} dir="auto">
          {quoteWords(target.anchor)}
        </blockquote>
      )}
      <Writer
        label={`Comment on ${where}`}
        placeholder="Comment, or @ somebody"
        action="Comment"
        first={isSame ? kept : emptyDraft}
        people={people}
        takesFocus
        onNaming={learnPeople}
        onDraft={draft => drafts.keepNew(draft.words === "" ? undefined : { ...draft, target })}
        onSend={body => {
          const thread = openThread(target, body)
          desk.settle()
          desk.show(thread)
        }}
        onCancel={desk.settle}
      />
    </section>
  )
}
