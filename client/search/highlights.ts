// Marks ranges of the page without changing it, so that it works over a live editor too. Where the browser cannot do
// that, the current match is shown by a flash of the line it is in.

const ALL = "ninefold-match"
const CURRENT = "ninefold-current-match"

const canMark = (): boolean => typeof Highlight === "function" && "highlights" in CSS

export function mark(ranges: readonly Range[], current: Range | undefined): void {
  if (!canMark()) return
  const one = new Highlight(...(current ? [current] : []))
  one.priority = 1
  CSS.highlights.set(ALL, new Highlight(...ranges))
  CSS.highlights.set(CURRENT, one)
}

export function unmark(): void {
  if (!canMark()) return
  CSS.highlights.delete(ALL)
  CSS.highlights.delete(CURRENT)
}

/** Brings a match into view. */
export function showMatch(match: Range): void {
  const element = match.startContainer.parentElement
  if (!element) return
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches
  element.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" })
  if (!canMark())
    element.animate({ backgroundColor: ["var(--match-current)", "transparent"] }, { duration: 1500 })
}
