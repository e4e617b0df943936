// The discussion for components: each hook renders again only when what it returns has changed.
import { useCallback, useSyncExternalStore } from "react"
import { assert } from "../../shared/assert.ts"
import type { BlockId, CardId } from "../../shared/ids.ts"
import type { Counts } from "../../shared/model/discussion-views.ts"
import type { OpenDiscussion } from "../sync/discussion.ts"
import type { Desk, DeskState } from "./desk.ts"
import { useDiscussionParts } from "./discussion-context.tsx"

/** The discussion, for what is shown only while there is one. */
export function useDiscussion(): OpenDiscussion {
  const discussion = useDiscussionParts()?.discussion
  assert(discussion, "what shows threads stands where there are some")
  return discussion
}

export function useDesk(): Desk {
  const desk = useDiscussionParts()?.desk
  assert(desk, "what opens the discussion stands inside a DiscussionProvider")
  return desk
}

export function useDeskState(): DeskState {
  const desk = useDesk()
  return useSyncExternalStore(desk.subscribe, desk.state)
}

/** Something of the discussion as it is now; `read` gives the same object until it changes. */
export function useTalk<T>(read: (discussion: OpenDiscussion) => T): T {
  const discussion = useDiscussion()
  return useSyncExternalStore(discussion.subscribe, () => read(discussion))
}

const NEVER = () => () => undefined

export interface ThreadCount {
  open: number
  /** How many of them hold something new to this person. */
  unread: number
}

/** Nothing where no discussion is shown. */
function useCount(read: (counts: Counts) => number): ThreadCount {
  const discussion = useDiscussionParts()?.discussion
  const subscribe = discussion?.subscribe ?? NEVER
  const open = useSyncExternalStore(subscribe, () => (discussion ? read(discussion.marks().open) : 0))
  const unread = useSyncExternalStore(subscribe, () => (discussion ? read(discussion.marks().unread) : 0))
  return { open, unread }
}

/** The threads on a card and on its words. */
export const useCardCount = (card: CardId) =>
  useCount(useCallback(({ cards }) => cards.get(card) ?? 0, [card]))

/** The threads on a block itself. */
export const useBlockCount = (block: BlockId) =>
  useCount(useCallback(({ blocks }) => blocks.get(block) ?? 0, [block]))

/** How many threads hold something new to this person. */
export function useUnreadThreads(): number {
  const discussion = useDiscussionParts()?.discussion
  return useSyncExternalStore(discussion?.subscribe ?? NEVER, () => discussion?.marks().unreadThreads ?? 0)
}
