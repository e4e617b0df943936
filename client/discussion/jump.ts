// Brings what a thread is about into view and lets it pulse once.
import type { ThreadId } from "../../shared/ids.ts"
import type { AnchorPlace } from "../../shared/model/anchor.ts"
import type { Target, Thread } from "../../shared/model/discussion.ts"
import { cardOfTarget } from "../../shared/model/discussion-views.ts"
import { flash, reveal } from "../hooks/reveal.ts"
import { pulse, showRange } from "../text/highlights.ts"
import type { Finder } from "./found.ts"
import { pageWords, rangeOfStretch } from "./page-places.ts"

export function jumpTo({ id, target }: Pick<Thread, "id" | "target">, finder: Finder, page: Document): void {
  const card = cardOfTarget(target)
  const words = target.kind === "text" ? rangeAt(id, target.anchor.place, finder, page) : undefined
  if (words) {
    showRange(words)
    pulse(words)
  }
  // Without its words a thread stays where they were.
  else if (card) reveal({ kind: "card", card, editing: false })
  else flashFirst(page, placeOf(target))
}

function rangeAt(id: ThreadId, place: AnchorPlace, finder: Finder, page: Document): Range | undefined {
  const letters = finder.letters(place)
  const stretch = finder.found().get(id)
  const [words] = letters ? pageWords(page, place, letters) : []
  return words && stretch && rangeOfStretch(words, stretch)
}

/** A selector for what no card is. */
function placeOf(target: Target): string {
  if (target.kind === "block") return `[data-block="${CSS.escape(target.block)}"]`
  return target.kind === "text"
    ? `[data-place="${CSS.escape(target.anchor.place)}"]`
    : '[data-region="board"]'
}

function flashFirst(page: Document, selector: string): void {
  const element = page.querySelector(selector)
  if (element) flash(element)
}
