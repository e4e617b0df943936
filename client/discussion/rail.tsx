// The rail: the threads a filter lets through, newest first, and the field for a new one. Beside the page where there is
// room, and a sheet over it where there is none. Thousands of threads are drawn as far as somebody scrolls.
import CheckCheck from "lucide-react/icons/check-check"
import MessageSquarePlus from "lucide-react/icons/message-square-plus"
import X from "lucide-react/icons/x"
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from "react"
import type { Target, Thread } from "../../shared/model/discussion.ts"
import {
  cardOfTarget,
  countFilters,
  filterThreads,
  isUnread,
  type Reader,
  type ThreadFilter,
  threadFilters,
} from "../../shared/model/discussion-views.ts"
import type { Desk, DeskState } from "../hooks/desk.ts"
import { useDesk, useDeskState, useDiscussion, useTalk } from "../hooks/use-discussion.ts"
import { commentIn } from "../sync/outbox.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { useMedia } from "../ui/use-media.ts"
import type { Finder } from "./found.ts"
import { jumpTo } from "./jump.ts"
import { NewThread } from "./new-thread.tsx"
import styles from "./rail.module.css"
import threadStyles from "./thread.module.css"
import { ThreadView } from "./thread-view.tsx"
import { UnsentComment } from "./unsent-comments.tsx"
import { useGrowing } from "./use-growing.ts"
import { useOrphaned } from "./use-orphaned.ts"
import { useRights } from "./use-rights.ts"
import { useWhere } from "./use-where.ts"

const filterNames: Record<ThreadFilter, string> = {
  open: "Open",
  mine: "Mine",
  unread: "Unread",
  resolved: "Resolved",
  orphaned: "Orphaned",
}

export function Rail({ finder }: { finder: Finder }) {
  const desk = useDesk()
  const state = useDeskState()
  const isBeside = useMedia("(width >= 1100px)")
  const jump = useCallback(
    (thread: Thread) => {
      if (!matchMedia("(width >= 1100px)").matches) desk.close()
      // The sheet gives the page back first.
      requestAnimationFrame(() => jumpTo(thread, finder, document))
    },
    [desk, finder],
  )
  const inside = <Threads finder={finder} isBeside={isBeside} onJump={jump} />
  if (!isBeside)
    return (
      <Dialog title="Comments" shape="sheet" onClose={desk.close}>
        <div className={styles.inside}>{inside}</div>
      </Dialog>
    )
  return (
    <Beside desk={desk} state={state}>
      {inside}
    </Beside>
  )
}

/** Takes the focus when it is called for, and gives it back when it goes. */
function Beside({ desk, state, children }: { desk: Desk; state: DeskState; children: ReactNode }) {
  const rail = useRef<HTMLElement>(null)
  const cameFrom = useRef<Element>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it is called
  useEffect(() => {
    // A field for writing takes it by itself.
    if (state.writing) return
    const current = state.current && `[data-thread="${CSS.escape(state.current)}"] button`
    const place = (current && rail.current?.querySelector<HTMLElement>(current)) || rail.current
    place?.focus({ preventScroll: true })
  }, [state.called])
  // A field that has gone took the focus with it.
  useEffect(() => {
    if (!state.writing && document.activeElement === document.body) focusAgain(cameFrom.current)
  }, [state.writing])
  const close = () => {
    desk.close()
    focusAgain(cameFrom.current)
  }
  return (
    <aside
      ref={rail}
      className={styles.rail}
      aria-labelledby="comments-title"
      data-region="comments"
      data-screen-only
      tabIndex={-1}
      onFocus={({ relatedTarget, currentTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) cameFrom.current = relatedTarget
      }}
      onKeyDown={event => {
        if (event.key !== "Escape" || event.defaultPrevented) return
        event.preventDefault()
        close()
      }}
    >
      <header className={styles.header}>
        <h2 id="comments-title">Comments</h2>
        <IconButton label="Close the comments" icon={X} keys="Esc" onPress={close} />
      </header>
      {children}
    </aside>
  )
}

function focusAgain(element: Element | null): void {
  if (element instanceof HTMLElement && element.isConnected) element.focus({ preventScroll: true })
}

interface ThreadsProps {
  finder: Finder
  isBeside: boolean
  onJump: (thread: Thread) => void
}

function Threads({ finder, isBeside, onJump }: ThreadsProps) {
  const desk = useDesk()
  const state = useDeskState()
  const discussion = useDiscussion()
  const { threads } = useTalk(({ talk }) => talk())
  const reads = useTalk(({ reads }) => reads())
  const { me } = discussion
  const isOrphaned = useOrphaned(finder)
  const { mayWrite } = useRights()
  const reader = useMemo<Reader>(() => ({ me, reads, isOrphaned }), [me, reads, isOrphaned])
  const about = useMemo(() => threads.filter(thread => isAbout(thread, state)), [threads, state])
  const counts = useMemo(() => countFilters(about, reader), [about, reader])
  const shown = useMemo(() => {
    const listed = filterThreads(about, state.filter, reader)
    // The one that is unfolded stays, also when it is resolved or read under one's eyes.
    const current = threads.find(({ id }) => id === state.current)
    const all = current && !listed.includes(current) ? [current, ...listed] : listed
    return all.toSorted((a, b) => b.at - a.at)
  }, [threads, about, state.filter, state.current, reader])
  const currentIndex = shown.findIndex(({ id }) => id === state.current)
  const [drawn, more] = useGrowing(
    `${state.filter} ${JSON.stringify(state.about)}`,
    shown.length,
    currentIndex,
  )
  const unread = useMemo(() => about.filter(thread => isUnread(thread, me, reads)), [about, me, reads])
  const quiet = useCallback(() => undefined, [])

  return (
    <>
      <Filters counts={counts} state={state} desk={desk} />
      {state.about && (
        <p className={styles.about}>
          <Where target={state.about} />
          <Button onPress={() => desk.showAbout(undefined)}>Show all</Button>
        </p>
      )}
      {state.writing ? (
        <NewThread key={JSON.stringify(state.writing)} target={state.writing} />
      ) : (
        mayWrite && <Begin />
      )}
      {unread.length > 0 && (
        <p className={styles.about}>
          <span>
            {unread.length === 1 ? "1 thread is new to you" : `${unread.length} threads are new to you`}
          </span>
          <Button icon={CheckCheck} onPress={() => discussion.markRead(unread)}>
            Mark all read
          </Button>
        </p>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: without it Safari no longer calls an unmarked list a list. */}
      <ul role="list" className={styles.threads}>
        <UnsentThreads />
        {shown.slice(0, drawn).map(thread => (
          <ThreadView
            key={thread.id}
            thread={thread}
            isCurrent={thread.id === state.current}
            isUnread={isUnread(thread, me, reads)}
            isOrphaned={isOrphaned(thread)}
            onJump={onJump}
            onUnfold={isBeside ? onJump : quiet}
          />
        ))}
        {drawn < shown.length && <li ref={more} className={styles.moreMark} aria-hidden="true" />}
      </ul>
      {shown.length === 0 && <Empty filter={state.filter} mayWrite={mayWrite} />}
    </>
  )
}

/** Whether a thread is about what the desk is narrowed to: a card with its words, a block, the canvas. */
function isAbout({ target }: Thread, { about }: DeskState): boolean {
  switch (about?.kind) {
    case undefined:
    case "text":
      return true
    case "card":
      return cardOfTarget(target) === about.card
    case "block":
      return target.kind === "block" && target.block === about.block
    case "canvas":
      return target.kind === "canvas"
  }
}

interface FiltersProps {
  counts: Record<ThreadFilter, number>
  state: DeskState
  desk: Desk
}

function Filters({ counts, state, desk }: FiltersProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields; these are buttons.
    <div className={styles.filters} role="group" aria-label="Which threads">
      {threadFilters.map(filter => (
        <button
          key={filter}
          type="button"
          className={styles.filter}
          aria-pressed={filter === state.filter}
          onClick={() => desk.sift(filter)}
        >
          {filterNames[filter]}
          {counts[filter] > 0 && <span className={styles.count}> {counts[filter]}</span>}
        </button>
      ))}
    </div>
  )
}

const Where = ({ target }: { target: Target }) => <span>{useWhere(target)}</span>

/** The ways to begin: on the whole canvas, or where one was interrupted. */
function Begin() {
  const desk = useDesk()
  const { drafts } = useDiscussion()
  const draft = drafts.readNew()
  return (
    <div className={styles.begin}>
      <Button kind="plain" icon={MessageSquarePlus} onPress={() => desk.write({ kind: "canvas" })}>
        Comment on the canvas
      </Button>
      {draft && (
        <Button onPress={() => desk.write(draft.target)}>
          Go on with your draft: <Where target={draft.target} />
        </Button>
      )}
    </div>
  )
}

/** Threads opened here that the server does not have yet. */
function UnsentThreads() {
  const unsent = useTalk(({ unsent }) => unsent())
  return unsent.flatMap(entry => {
    if (entry.letter.kind !== "thread") return []
    const { id, target } = entry.letter.thread
    return [
      <li key={commentIn(entry.letter).id} className={threadStyles.thread} data-thread={id}>
        <p className={threadStyles.where}>
          <Where target={target} />
        </p>
        <UnsentComment entry={entry} />
      </li>,
    ]
  })
}

const emptyWords: Record<ThreadFilter, string> = {
  open: "Nobody has said anything here. Select words or open a card, and comment on it (C): what is said stays with what it is about.",
  mine: "No open thread has a word of yours or names you.",
  unread: "You have read everything.",
  resolved: "Nothing was resolved yet.",
  orphaned: "Every thread still has its words.",
}

function Empty({ filter, mayWrite }: { filter: ThreadFilter; mayWrite: boolean }) {
  const hasArrived = useTalk(({ hasArrived }) => hasArrived())
  const isUnsent = useTalk(({ unsent }) => unsent().length > 0)
  if (isUnsent) return null
  const words = filter === "open" && !mayWrite ? "Nobody has said anything here." : emptyWords[filter]
  return (
    <p className={styles.empty} role="status">
      {hasArrived ? words : "The discussion comes from the server, which does not answer at the moment."}
    </p>
  )
}
