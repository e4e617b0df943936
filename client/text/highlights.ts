// Marks ranges of the page without changing it, so that it works over a live editor too. Each kind of mark has a name,
// by which style sheets colour it. Where the browser cannot do that, nothing is marked, and what is shown is flashed.

const canMark = (): boolean => typeof Highlight === "function" && "highlights" in CSS

/** @param priority which of two kinds is seen where both mark the same words. */
export function mark(name: string, ranges: readonly Range[], priority = 0): void {
  if (!canMark()) return
  const highlight = new Highlight(...ranges)
  highlight.priority = priority
  CSS.highlights.set(name, highlight)
}

export function unmark(...names: string[]): void {
  if (!canMark()) return
  for (const name of names) CSS.highlights.delete(name)
}

const PULSE = "ninefold-pulse"
const PULSE_MS = 700

/** Shows for a moment which words are meant. Where the browser marks nothing, `showRange` flashes their line. */
export function pulse(range: Range): void {
  mark(PULSE, [range], 4)
  setTimeout(unmark, PULSE_MS, PULSE)
}

/** Brings a range into view. */
export function showRange(range: Range): void {
  const element = range.startContainer.parentElement
  if (!element) return
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches
  element.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" })
  if (!canMark())
    element.animate({ backgroundColor: ["var(--match-current)", "transparent"] }, { duration: 1500 })
}
