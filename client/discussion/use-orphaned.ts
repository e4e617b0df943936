// Which threads have lost what they are about. Asked only of a document that has arrived: an older copy on this device
// may not have the words yet.
import { useCallback, useSyncExternalStore } from "react"
import type { Thread } from "../../shared/model/discussion.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useTalk } from "../hooks/use-discussion.ts"
import { useHeads } from "../hooks/use-document.ts"
import { useSaved } from "../hooks/use-room-state.ts"
import type { Saved } from "../sync/open-room.ts"
import type { Finder } from "./found.ts"
import { isCardGone } from "./where.ts"

const unsettled: ReadonlySet<Saved["state"]> = new Set(["loading", "offline", "away", "ended", "outdated"])

export function useOrphaned(finder: Finder): (thread: Thread) => boolean {
  const { content } = useRoom()
  const isSettled = !unsettled.has(useSaved().state)
  const hasArrived = useTalk(({ hasArrived }) => hasArrived())
  const found = useSyncExternalStore(finder.subscribe, finder.found)
  const heads = useHeads()
  // biome-ignore lint/correctness/useExhaustiveDependencies: other cards are other answers
  return useCallback(
    ({ id, target }) => {
      if (!isSettled || !hasArrived) return false
      return isCardGone(target, content) || (target.kind === "text" && !found.has(id))
    },
    [isSettled, hasArrived, found, heads, content],
  )
}
