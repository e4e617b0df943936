// What a comment would be about now: the words that are selected, the card or block one is at, or else the canvas.
import { isBlockId, isCardId } from "../../shared/ids.ts"
import { fragmentAt, makeAnchor } from "../../shared/model/anchor.ts"
import type { Target } from "../../shared/model/discussion.ts"
import type { Content } from "../../shared/model/document.ts"
import { lettersOf } from "../../shared/model/letters.ts"
import { selectedStretch } from "./page-places.ts"

export function targetHere(content: Content, page: Document): Target {
  const lettersAt = (place: Parameters<typeof fragmentAt>[1]) => {
    const fragment = fragmentAt(content, place)
    return fragment && lettersOf(fragment)
  }
  const selected = selectedStretch(page.getSelection(), lettersAt)
  const letters = selected && lettersAt(selected.place)
  const anchor = selected && letters && makeAnchor(selected.place, letters, selected.stretch)
  if (anchor) return { kind: "text", anchor }
  const card = page.activeElement?.closest<HTMLElement>("[data-card]")?.dataset.card
  if (isCardId(card)) return { kind: "card", card }
  const block = page.activeElement?.closest<HTMLElement>("[data-block]")?.dataset.block
  return isBlockId(block) ? { kind: "block", block } : { kind: "canvas" }
}
