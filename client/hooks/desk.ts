// What of the discussion lies open on this page: whether the rail is there, what it shows, and what is being written.
// One person's and one page's; nobody else sees it and nothing of it is kept. Cards, texts and the bar ask for things
// here without knowing the rail, which is fetched when it is first opened.
import type { ThreadId } from "../../shared/ids.ts"
import type { Target } from "../../shared/model/discussion.ts"
import type { ThreadFilter } from "../../shared/model/discussion-views.ts"

export interface DeskState {
  isOpen: boolean
  filter: ThreadFilter
  /** Only the threads about this. */
  about?: Target
  /** The thread that is unfolded. */
  current?: ThreadId
  /** What a new thread is being written about. */
  writing?: Target
  /** The thread whose words are gone and are being chosen anew. */
  attaching?: ThreadId
  /** Counts requests for the focus: the rail takes it whenever this is another number. */
  called: number
}

export interface Desk {
  /** The same object until something in it changes. */
  state(): DeskState
  subscribe(listener: () => void): () => void
  open(): void
  close(): void
  /** Shows the threads a filter lets through. */
  sift(filter: ThreadFilter): void
  /** Unfolds a thread; without one, folds the one that is. */
  show(thread: ThreadId | undefined): void
  /** Shows the threads about one thing; without it, about all. */
  showAbout(target: Target | undefined): void
  /** Begins a new thread. */
  write(target: Target): void
  /** Lets the person choose other words for a thread. */
  attach(thread: ThreadId): void
  /** What was being written or chosen is done with. */
  settle(): void
}

export function openDesk(): Desk {
  let state: DeskState = { isOpen: false, filter: "open", called: 0 }
  const listeners = new Set<() => void>()
  const become = (next: DeskState) => {
    state = next
    for (const listener of [...listeners]) listener()
  }
  /** Open, with the focus in it. */
  const called = (): DeskState => ({ ...state, isOpen: true, called: state.called + 1 })
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    open: () => become(called()),
    close() {
      const { current, writing, attaching, ...rest } = state
      become({ ...rest, isOpen: false })
    },
    sift(filter) {
      const { current, about, ...rest } = state
      become({ ...rest, filter })
    },
    show(thread) {
      const { current, ...rest } = thread === undefined ? state : called()
      become(thread === undefined ? rest : { ...rest, current: thread })
    },
    showAbout(target) {
      const { about, current, writing, ...rest } = target ? called() : state
      become(target ? { ...rest, about: target, filter: "open" } : rest)
    },
    write(target) {
      const { current, attaching, about, ...rest } = called()
      // What else is said about it is worth knowing before one writes.
      become({ ...rest, filter: "open", writing: target, ...(target.kind !== "text" && { about: target }) })
    },
    attach(thread) {
      become({ ...state, attaching: thread })
    },
    settle() {
      const { writing, attaching, ...rest } = state
      become(rest)
    },
  }
}
