// The discussion on a room's page: marks on the words, the offer to comment on what is selected, and the rail while it
// is open. Fetched when the room is there, with all the rest of the discussion in one file.
import { useLayoutEffect, useState } from "react"
import { mayEdit } from "../../shared/roles.ts"
import { useDevice } from "../hooks/device-context.tsx"
import { useRoom } from "../hooks/room-context.tsx"
import { useDesk, useDeskState, useDiscussion } from "../hooks/use-discussion.ts"
import { type Finder, openFinder } from "./found.ts"
import { keepMarks } from "./marks.ts"
import "./marks.css"
import { Rail } from "./rail.tsx"
import { renewAnchors } from "./renew.ts"
import { SelectionOffer } from "./selection-offer.tsx"

export { startDiscussion } from "./start.ts"
export { targetHere } from "./target-here.ts"

export default function Discussion() {
  const finder = useFinder()
  const { isOpen } = useDeskState()
  if (!finder) return null
  return (
    <>
      <SelectionOffer finder={finder} />
      {isOpen && <Rail finder={finder} />}
    </>
  )
}

/** Follows where the threads' words are, marks them, and renews the anchors this person's edits have worn. */
function useFinder(): Finder | undefined {
  const room = useRoom()
  const discussion = useDiscussion()
  const desk = useDesk()
  const { nowMs } = useDevice()
  const [finder, setFinder] = useState<Finder>()
  // Before anything else: a comment may have been begun while this was fetched, and its field is wanted now.
  useLayoutEffect(() => {
    const { content, access } = room
    const opened = openFinder(content, discussion)
    const stopMarks = keepMarks({ finder: opened, discussion, desk, page: document })
    const stopRenewing = renewAnchors({ content, discussion, mayEdit: () => mayEdit(access().role), nowMs })
    setFinder(opened)
    return () => {
      stopRenewing()
      stopMarks()
      opened.close()
      setFinder(undefined)
    }
  }, [room, discussion, desk, nowMs])
  return finder
}
