// Between a text's letters and the page: which range shows a stretch, which stretch is selected, what lies under a
// point. The letters of document and page are the same ones (shared/model/letters.ts); where they are not, as while a
// word is being composed, there is no range rather than a wrong one. Rules DI23, DI24.
import { type AnchorPlace, isAnchorPlace } from "../../shared/model/anchor.ts"
import type { Letters, Stretch } from "../../shared/model/letters.ts"
import { type PageWords, rangeOver, wordsOnPage } from "../text/words-on-page.ts"

/** What shows a text's letters and nothing else: the live editor where there is one. */
const lettersIn = (holder: Element): Element => holder.querySelector(".ProseMirror") ?? holder

/** The page's words of a text, once for each place it is shown at: a card is, on a phone, on its sheet too. */
export const pageWords = (page: ParentNode, place: AnchorPlace, letters: Letters): PageWords[] =>
  [...page.querySelectorAll(`[data-text="${CSS.escape(place)}"]`)]
    // While an editor is fetched, the still text stands inside the one that is about to live.
    .filter(holder => !holder.querySelector("[data-text]"))
    .map(holder => wordsOnPage(lettersIn(holder), ""))
    .filter(shown => shown.words === letters.words)

export const rangeOfStretch = (words: PageWords, { from, to }: Stretch): Range => rangeOver(words, from, to)

export interface Selected {
  place: AnchorPlace
  stretch: Stretch
  /** Where it is seen, in the window. */
  box: DOMRect
}

/**
 * What is selected in one of the page's texts, without blanks at its ends.
 *
 * @returns undefined where nothing is, or where it goes across texts.
 */
export function selectedStretch(
  selection: Selection | null,
  lettersAt: (place: AnchorPlace) => Letters | undefined,
): Selected | undefined {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  const holder = elementOf(range.startContainer)?.closest<HTMLElement>("[data-text]")
  const place = placeOf(holder)
  const letters = place && lettersAt(place)
  if (!holder || !place || !letters) return undefined
  // A triple click selects up to the beginning of what follows: that much beyond is no other text.
  const other = elementOf(range.endContainer)?.closest("[data-text]")
  if (other && other !== holder && range.endOffset > 0) return undefined
  const words = wordsOnPage(lettersIn(holder), "")
  if (words.words !== letters.words) return undefined
  const stretch = trimmed(letters.words, stretchUnder(range, words))
  return (
    stretch && { place, stretch, box: rangeOver(words, stretch.from, stretch.to).getBoundingClientRect() }
  )
}

const placeOf = (holder: HTMLElement | null | undefined): AnchorPlace | undefined => {
  const place = holder?.dataset.text
  return isAnchorPlace(place) ? place : undefined
}

const elementOf = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement)

/** The letters of a text that lie in a range. */
function stretchUnder(range: Range, { nodes, words }: PageWords): Stretch {
  const inside = nodes.flatMap(({ node, start }) => {
    const from =
      node === range.startContainer ? range.startOffset : range.comparePoint(node, 0) < 0 ? node.length : 0
    const to =
      node === range.endContainer
        ? range.endOffset
        : range.comparePoint(node, node.length) > 0
          ? 0
          : node.length
    return from < to ? [{ from: start + from, to: start + to }] : []
  })
  return { from: inside[0]?.from ?? words.length, to: inside.at(-1)?.to ?? words.length }
}

function trimmed(words: string, { from, to }: Stretch): Stretch | undefined {
  const chosen = words.slice(from, to)
  const start = from + chosen.length - chosen.trimStart().length
  const end = to - (chosen.length - chosen.trimEnd().length)
  return start < end ? { from: start, to: end } : undefined
}

/** The letter under a point of the window, and the text it is in. */
export function letterAt(
  page: Document,
  x: number,
  y: number,
): { place: AnchorPlace; offset: number } | undefined {
  const at = caretAt(page, x, y)
  const holder = at && elementOf(at.node)?.closest<HTMLElement>("[data-text]")
  const place = placeOf(holder)
  if (!at || !holder || !place) return undefined
  const part = wordsOnPage(lettersIn(holder), "").nodes.find(({ node }) => node === at.node)
  return part && { place, offset: part.start + at.offset }
}

function caretAt(page: Document, x: number, y: number): { node: Node; offset: number } | undefined {
  const position = page.caretPositionFromPoint?.(x, y)
  if (position) return { node: position.offsetNode, offset: position.offset }
  // Safari's older name for it.
  const range = page.caretRangeFromPoint?.(x, y)
  return range ? { node: range.startContainer, offset: range.startOffset } : undefined
}
