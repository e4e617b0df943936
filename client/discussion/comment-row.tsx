// One comment: who, when, what, and what its author and the others can do with it.
import Ellipsis from "lucide-react/icons/ellipsis"
import { memo, useState } from "react"
import type { Comment } from "../../shared/model/discussion.ts"
import { useDiscussion, useTalk } from "../hooks/use-discussion.ts"
import { useMe } from "../hooks/use-room-state.ts"
import { useServerNow } from "../hooks/use-server-now.ts"
import { emptyDraft } from "../sync/drafts.ts"
import { Face } from "../ui/face.tsx"
import { MenuButton } from "../ui/menu-button.tsx"
import { agoInWords } from "../ui/time-words.ts"
import { draftOf } from "./comment-signs.ts"
import { CommentText } from "./comment-text.tsx"
import { ReactButton, Reactions } from "./reactions.tsx"
import { Signature } from "./signature.tsx"
import styles from "./thread.module.css"
import { useActs } from "./use-acts.ts"
import { usePeopleHere } from "./use-people-here.ts"
import { useRights } from "./use-rights.ts"
import { Writer } from "./writer.tsx"

/** For somebody the document does not know (any more): no colour that a person could have chosen. */
const UNKNOWN = "#6b6b6b"

export const CommentRow = memo(function CommentRow({ comment }: { comment: Comment }) {
  const { id, by, body, isDeleted, edited } = comment
  const { me, nameOf, signatureOf, drafts, learnPeople } = useDiscussion()
  const writer = useTalk(({ talk }) => talk().people.get(by))
  const myself = useMe()
  const people = usePeopleHere()
  const { mayWrite, mayDelete } = useRights()
  const acts = useActs()
  const draft = drafts.read(`comment:${id}`)
  // An edit that was begun before a reload goes on where it was.
  const [isEditing, setEditing] = useState(draft.words !== "" && by === me)

  if (isDeleted)
    return (
      <div className={styles.comment}>
        <p className={styles.deleted}>This comment was deleted.</p>
      </div>
    )
  const done = () => {
    drafts.keep(`comment:${id}`, emptyDraft)
    setEditing(false)
  }
  return (
    <div className={styles.comment}>
      <header className={styles.byline}>
        <Face name={nameOf(by)} color={writer?.color ?? (by === me ? myself.color : UNKNOWN)} />
        <Signature by={by} />
        <When at={comment.at} edited={edited} />
        {mayWrite && !isEditing && (
          <span className={styles.acts}>
            <ReactButton
              comment={comment}
              me={me}
              onReact={(emoji, isGiven) => acts.react(id, emoji, isGiven)}
            />
            {(by === me || mayDelete) && (
              <MenuButton
                label="Comment menu"
                icon={Ellipsis}
                entries={[
                  ...(by === me
                    ? [{ kind: "item" as const, label: "Edit", run: () => setEditing(true) }]
                    : []),
                  { kind: "item", label: "Delete", isDanger: true, run: () => void acts.remove(id) },
                ]}
              />
            )}
          </span>
        )}
      </header>
      {isEditing ? (
        <Writer
          label="Edit your comment"
          placeholder=""
          action="Save"
          first={draft.words === "" ? draftOf(body, nameOf) : draft}
          people={people}
          takesFocus
          staysWritten
          onNaming={learnPeople}
          onDraft={next => drafts.keep(`comment:${id}`, next)}
          onSend={next => acts.edit(id, next).then(isDone => isDone && done())}
          onCancel={done}
        />
      ) : (
        <CommentText body={body} me={me} nameOf={nameOf} />
      )}
      <Reactions
        comment={comment}
        me={me}
        mayReact={mayWrite}
        nameOf={signatureOf}
        onReact={(emoji, isGiven) => acts.react(id, emoji, isGiven)}
      />
    </div>
  )
})

function When({ at, edited }: { at: number; edited: number | undefined }) {
  const serverNow = useServerNow()
  const full = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" })
  return (
    <span className={styles.when}>
      <time dateTime={new Date(at).toISOString()} data-tip={full.format(at)}>
        {agoInWords(at, serverNow())}
      </time>
      {edited !== undefined && <span data-tip={full.format(edited)}> · edited</span>}
    </span>
  )
}
