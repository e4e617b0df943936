// A small button at what is selected in a text, or at marked words that were pressed: "Comment", "Attach here", "Show
// the comment". Works over static and live text alike, so that those who only read can comment, too.
import MessageSquare from "lucide-react/icons/message-square"
import { useEffect, useState } from "react"
import type { ThreadId } from "../../shared/ids.ts"
import { type Anchor, makeAnchor } from "../../shared/model/anchor.ts"
import { useDesk, useDeskState, useDiscussion } from "../hooks/use-discussion.ts"
import { Button } from "../ui/button.tsx"
import { useMedia } from "../ui/use-media.ts"
import type { Finder } from "./found.ts"
import { letterAt, selectedStretch } from "./page-places.ts"
import styles from "./rail.module.css"
import { useActs } from "./use-acts.ts"
import { useRights } from "./use-rights.ts"

type Offer =
  | { kind: "selected"; anchor: Anchor; box: DOMRect }
  | { kind: "marked"; thread: ThreadId; box: DOMRect }

/** A selection that grows is looked at when it rests. */
const REST_MS = 120
const GAP_PX = 8
const HEIGHT_PX = 44

export function SelectionOffer({ finder }: { finder: Finder }) {
  const desk = useDesk()
  const { attaching } = useDeskState()
  const { mayWrite } = useRights()
  const acts = useActs()
  const isThumb = useMedia("(pointer: coarse)")
  const [offer, setOffer] = useOffer(finder)
  if (!offer || (offer.kind === "selected" && !mayWrite)) return null

  const act = () => {
    if (offer.kind === "marked") desk.show(offer.thread)
    else if (attaching) void acts.attach(attaching, offer.anchor).then(isDone => isDone && desk.settle())
    else desk.write({ kind: "text", anchor: offer.anchor })
    setOffer(undefined)
  }
  const words = offer.kind === "marked" ? "Show the comment" : attaching ? "Attach here" : "Comment"
  return (
    <div
      className={styles.offer}
      style={placeBeside(offer.box, isThumb)}
      data-screen-only
      // The selection stays, and so does the focus in a live text.
      onPointerDown={event => event.preventDefault()}
    >
      <Button kind="plain" icon={MessageSquare} onPress={act}>
        {words}
      </Button>
    </div>
  )
}

/** Above the words, and below them on a phone, whose own menu is above. */
function placeBeside(box: DOMRect, isBelow: boolean) {
  const above = box.top - GAP_PX - HEIGHT_PX
  const below = Math.min(box.bottom + GAP_PX, innerHeight - HEIGHT_PX - GAP_PX)
  return {
    top: isBelow || above < 2 * HEIGHT_PX ? below : above,
    left: Math.max(GAP_PX, Math.min(box.left, innerWidth - 200)),
  }
}

function useOffer(finder: Finder): [Offer | undefined, (offer: Offer | undefined) => void] {
  const desk = useDesk()
  const { talk } = useDiscussion()
  const [offer, setOffer] = useState<Offer>()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      const selected = selectedStretch(getSelection(), finder.letters)
      const letters = selected && finder.letters(selected.place)
      const anchor = selected && letters && makeAnchor(selected.place, letters, selected.stretch)
      setOffer(selected && anchor ? { kind: "selected", anchor, box: selected.box } : undefined)
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(look, REST_MS)
    }
    // What is selected has moved: the offer comes again where it stands when the page rests.
    const goAway = () => {
      setOffer(undefined)
      later()
    }
    const pressed = (event: MouseEvent) => {
      if (!getSelection()?.isCollapsed) return
      const thread = threadAt(event.clientX, event.clientY)
      if (!thread) return
      clearTimeout(timer)
      // Beside an open rail it is shown at once; pressing a text one reads or writes opens nothing by itself.
      if (desk.state().isOpen) desk.show(thread)
      else setOffer({ kind: "marked", thread, box: new DOMRect(event.clientX, event.clientY, 0, 0) })
    }
    const threadAt = (x: number, y: number): ThreadId | undefined => {
      const at = letterAt(document, x, y)
      if (!at) return undefined
      const found = finder.found()
      const under = talk().threads.filter(({ id, target, resolved }) => {
        const stretch = found.get(id)
        const isHere = target.kind === "text" && target.anchor.place === at.place && !resolved
        return isHere && stretch && stretch.from <= at.offset && at.offset <= stretch.to
      })
      // Of several the narrowest, which is else not to be reached.
      const width = (id: ThreadId) => (found.get(id)?.to ?? 0) - (found.get(id)?.from ?? 0)
      return under.sort((a, b) => width(a.id) - width(b.id))[0]?.id
    }
    document.addEventListener("selectionchange", later)
    document.addEventListener("click", pressed)
    addEventListener("scroll", goAway, { passive: true })
    // Somebody may have selected words before this was fetched.
    later()
    return () => {
      clearTimeout(timer)
      document.removeEventListener("selectionchange", later)
      document.removeEventListener("click", pressed)
      removeEventListener("scroll", goAway)
    }
  }, [finder, desk, talk])
  return [offer, setOffer]
}
