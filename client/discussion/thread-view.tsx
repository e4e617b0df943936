// One thread in the rail: folded to what it is about and how it began, unfolded to all that was said and a field for an
// answer. Unfolding it shows its place on the page, and counts as reading it.
import { type MouseEvent, memo, useEffect, useRef } from "react"
import { quoteWords } from "../../shared/model/anchor.ts"
import type { Comment, Thread } from "../../shared/model/discussion.ts"
import { useDesk, useDeskState, useDiscussion } from "../hooks/use-discussion.ts"
import { useServerNow } from "../hooks/use-server-now.ts"
import { Button } from "../ui/button.tsx"
import { agoInWords } from "../ui/time-words.ts"
import { CommentRow } from "./comment-row.tsx"
import { CommentText } from "./comment-text.tsx"
import { Signature } from "./signature.tsx"
import styles from "./thread.module.css"
import { UnsentComments } from "./unsent-comments.tsx"
import { useActs } from "./use-acts.ts"
import { usePeopleHere } from "./use-people-here.ts"
import { useRights } from "./use-rights.ts"
import { useWhere } from "./use-where.ts"
import { Writer } from "./writer.tsx"

export interface ThreadProps {
  thread: Thread
  isCurrent: boolean
  isUnread: boolean
  /** The words it is about are gone. */
  isOrphaned: boolean
  /** Brings what it is about into view. */
  onJump: (thread: Thread) => void
  /** Called when it is unfolded. */
  onUnfold: (thread: Thread) => void
}

export const ThreadView = memo(function ThreadView(props: ThreadProps) {
  const { thread, isCurrent, isUnread, isOrphaned, onJump, onUnfold } = props
  const desk = useDesk()
  const discussion = useDiscussion()
  const where = useWhere(thread.target)
  const item = useRef<HTMLLIElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it is unfolded; later nothing moves the page
  useEffect(() => {
    if (!isCurrent) return
    item.current?.scrollIntoView({ block: "nearest" })
    onUnfold(thread)
  }, [isCurrent])
  useEffect(() => {
    if (isCurrent && isUnread) discussion.markRead([thread])
  }, [isCurrent, isUnread, discussion, thread])

  const unfold = ({ target }: MouseEvent) => {
    const isControl = target instanceof Element && target.closest("button, a")
    // Words that are being selected are wanted for something else.
    if (!isCurrent && !isControl && getSelection()?.isCollapsed !== false) desk.show(thread.id)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a larger place to press; the button in it has the keys.
    <li
      ref={item}
      className={styles.thread}
      data-thread={thread.id}
      data-current={isCurrent || undefined}
      data-resolved={thread.resolved ? "" : undefined}
      onClick={unfold}
    >
      <button
        type="button"
        className={styles.where}
        aria-expanded={isCurrent}
        onClick={() => (isCurrent ? desk.show(undefined) : desk.show(thread.id))}
      >
        {isUnread && <span className={styles.dot} role="img" aria-label="New" />}
        <span>{where}</span>
      </button>
      {thread.target.kind === "text" && (
        <blockquote className={styles.quote} data-lost={isOrphaned || undefined} dir="auto">
          {quoteWords(thread.target.anchor)}
        </blockquote>
      )}
      {isCurrent ? (
        <Unfolded thread={thread} isOrphaned={isOrphaned} onJump={onJump} />
      ) : (
        <Folded thread={thread} />
      )}
    </li>
  )
})

function Folded({ thread }: { thread: Thread }) {
  const { me, nameOf } = useDiscussion()
  const { comments } = thread
  const first = comments.find(({ isDeleted }) => !isDeleted)
  const more = comments.length - 1
  return (
    <div className={styles.folded}>
      {first && (
        <>
          <p className={styles.byline}>
            <Signature by={first.by} />
            <Ago at={first.at} />
          </p>
          <CommentText body={first.body} me={me} nameOf={nameOf} />
        </>
      )}
      {more > 0 && <p className={styles.more}>{more === 1 ? "1 answer" : `${more} answers`}</p>}
      <Resolved thread={thread} />
    </div>
  )
}

function Resolved({ thread: { resolved } }: { thread: Thread }) {
  const { me, signatureOf } = useDiscussion()
  if (!resolved) return null
  return (
    <p className={styles.resolved}>
      Resolved by {resolved.by === me ? "you" : signatureOf(resolved.by)}, <Ago at={resolved.at} />
    </p>
  )
}

function Ago({ at }: { at: number }) {
  const serverNow = useServerNow()
  return (
    <time className={styles.when} dateTime={new Date(at).toISOString()}>
      {agoInWords(at, serverNow())}
    </time>
  )
}

function Unfolded({ thread, isOrphaned, onJump }: Pick<ThreadProps, "thread" | "isOrphaned" | "onJump">) {
  const discussion = useDiscussion()
  const { mayWrite, mayAttach } = useRights()
  const acts = useActs()
  const isOpen = thread.resolved === undefined
  return (
    <>
      {isOrphaned && <Lost thread={thread} mayAttach={mayAttach || thread.by === discussion.me} />}
      {thread.comments.map((comment: Comment) => (
        <CommentRow key={comment.id} comment={comment} />
      ))}
      <UnsentComments thread={thread.id} />
      <Resolved thread={thread} />
      {mayWrite && isOpen && <Answer thread={thread} />}
      <div className={styles.foot}>
        <Button onPress={() => onJump(thread)}>Show</Button>
        {mayWrite &&
          (isOpen ? (
            <Button onPress={() => void acts.resolve(thread.id)}>Resolve</Button>
          ) : (
            <Button onPress={() => void acts.reopen(thread.id)}>Reopen</Button>
          ))}
      </div>
    </>
  )
}

function Answer({ thread }: { thread: Thread }) {
  const { drafts, answer, learnPeople } = useDiscussion()
  const people = usePeopleHere()
  return (
    <div className={styles.answer}>
      <Writer
        label="Answer"
        placeholder="Answer, or @ somebody"
        action="Answer"
        first={drafts.read(`thread:${thread.id}`)}
        people={people}
        takesFocus={false}
        onNaming={learnPeople}
        onDraft={draft => drafts.keep(`thread:${thread.id}`, draft)}
        onSend={body => answer(thread.id, body)}
      />
    </div>
  )
}

function Lost({ thread, mayAttach }: { thread: Thread; mayAttach: boolean }) {
  const desk = useDesk()
  const isAttaching = useDeskState().attaching === thread.id
  if (thread.target.kind !== "text") return <p className={styles.lost}>The card was deleted for good.</p>
  return (
    <div className={styles.lost}>
      <p>
        {isAttaching
          ? "Select the words this is about, then press “Attach here”."
          : "These words are no longer there, or it cannot be told which they are."}
      </p>
      {mayAttach &&
        (isAttaching ? (
          <Button kind="plain" onPress={desk.settle}>
            Cancel
          </Button>
        ) : (
          <Button kind="plain" onPress={() => desk.attach(thread.id)}>
            Re-attach
          </Button>
        ))}
    </div>
  )
}
