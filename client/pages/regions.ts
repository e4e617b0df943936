// The parts of a room's page that F6 goes through: the board, the commentary, the comments. They say which they are by
// `data-region`.
import type { Desk } from "../hooks/desk.ts"

/** Puts the focus into the region behind the one that has it. The comments are opened where they are there to open. */
export function goToNextRegion(page: Document, comments: Desk | undefined): void {
  const regions = [...page.querySelectorAll<HTMLElement>("[data-region]")]
  const at = regions.findIndex(region => region.contains(page.activeElement))
  const isLast = at === regions.length - 1 && at >= 0
  if (isLast && comments && !comments.state().isOpen) {
    comments.open()
    return
  }
  const next = regions[(at + 1) % regions.length]
  if (!next) return
  const inside = next.querySelector<HTMLElement>('[data-card][tabindex="0"], [contenteditable="true"]')
  if (!inside && !next.hasAttribute("tabindex")) next.tabIndex = -1
  ;(inside ?? next).focus()
}
