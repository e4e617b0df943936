// Brings a place of the room into view and shows for a moment which one it is. Elements say which place they are by
// `data-place="card:<id>"`, `"lead"` or `"commentary"`.
import type { Place } from "../../shared/presence.ts"
import { placeKey } from "./people-view.ts"

const FLASH_MS = 1200

/** Scrolls to the place, once the document's change has been drawn. Does nothing where the place is not on the page. */
export function reveal(place: Place | undefined): void {
  if (!place) return
  requestAnimationFrame(() => {
    const element = document.querySelector(`[data-place="${CSS.escape(placeKey(place))}"]`)
    if (element) flash(element)
  })
}

/** Scrolls to an element and shows for a moment which one it is. */
export function flash(element: Element): void {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches
  // A long text is not scrolled to its middle when part of it is seen already.
  if (!isInView(element)) element.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" })
  element.animate(
    { outline: ["2px solid var(--focus)", "2px solid transparent"], outlineOffset: ["3px", "3px"] },
    { duration: FLASH_MS, easing: isCalm ? "steps(1, end)" : "ease-in" },
  )
}

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return (
    top < innerHeight && bottom > 0 && (bottom - top > innerHeight || (top >= 0 && bottom <= innerHeight))
  )
}
