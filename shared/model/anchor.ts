// What ties a comment to words: where they stand (Yjs positions, which follow most edits), what they say, and what
// stood around them. Kept outside the content document, so that commenting needs no right to edit and leaves no trace in
// exports, versions or anybody's undo. Rules AN1–AN7.
//
// Positions alone go wrong: splitting a paragraph cuts them short, wrapping and pasting lose them, and an undo brings
// the words back under other ids. Words alone go wrong where they stand twice. So a place counts only if both agree, or
// if one speaks clearly; otherwise the anchor is lost, and says so rather than pointing at the wrong words.
import { fromBase64, toBase64 } from "lib0/buffer"
import * as Y from "yjs"
import { type CardId, isCardId } from "../ids.ts"
import { type Content, cardOf, textOf } from "./document.ts"
import { type Letters, offsetOf, pointAt, type Stretch, wordsIn } from "./letters.ts"
import { likeness } from "./likeness.ts"

/** Which fragment. */
export type AnchorPlace = "lead" | "commentary" | `card:${CardId}`

export interface Anchor {
  place: AnchorPlace
  /** Relative positions of the first letter and behind the last, encoded. What is typed at the edges stays outside. */
  start: string
  end: string
  /** The words, with PARAGRAPH_END where one ends. */
  quote: string
  /** Up to CONTEXT_LENGTH letters on either side. */
  before: string
  after: string
  /** Where the same words stood elsewhere too: how well the best of those places fitted the context. */
  rival?: number
}

/** U+2029, which nobody types: line breaks of the text itself stay what they are. */
export const PARAGRAPH_END = "\u2029"
export const MAX_QUOTE_LENGTH = 2_000
export const CONTEXT_LENGTH = 32
const MAX_POSITION_LENGTH = 200

/** Letters of context that must fit before words are taken for the lost ones. */
const ENOUGH_CONTEXT = 12
/** Words this long that stand once, and stood once, are taken for the lost ones wherever they turn up. */
const ENOUGH_QUOTE = 8
/** How alike words must be to count as the same words edited. */
const ENOUGH_LIKENESS = 0.5
/** Beyond this many times as long, and this much longer, the ends have been torn apart. */
const MAX_GROWTH = 4
const MAX_GROWTH_LENGTH = 200

export const cardPlace = (card: CardId): AnchorPlace => `card:${card}`

/** The card an anchor is in, if it is in one. */
export function cardIn(place: AnchorPlace): CardId | undefined {
  return place === "lead" || place === "commentary" ? undefined : (place.slice("card:".length) as CardId)
}

/** The fragment of a place, or undefined where the card is no longer there. */
export function fragmentAt(content: Content, place: AnchorPlace): Y.XmlFragment | undefined {
  const id = cardIn(place)
  if (id === undefined) return place === "lead" ? content.lead : content.commentary
  const card = cardOf(content, id)
  return card && textOf(card)
}

/** The quote as people read it: its paragraphs joined by a space. */
export const quoteWords = ({ quote }: Pick<Anchor, "quote">): string => quote.replaceAll(PARAGRAPH_END, " ")

const searched = ({ quote }: Pick<Anchor, "quote">): string => quote.replaceAll(PARAGRAPH_END, "")

/** @returns the anchor a peer or the store has given, or undefined where it is none. */
export function parseAnchor(value: unknown): Anchor | undefined {
  if (typeof value !== "object" || value === null) return undefined
  const { place, start, end, quote, before, after, rival } = value as Record<string, unknown>
  if (!isAnchorPlace(place) || !isPosition(start) || !isPosition(end)) return undefined
  if (!isWords(quote, MAX_QUOTE_LENGTH * 2) || searched({ quote }) === "") return undefined
  if (!isWords(before, CONTEXT_LENGTH) || !isWords(after, CONTEXT_LENGTH)) return undefined
  const anchor: Anchor = { place, start, end, quote, before, after }
  if (rival === undefined) return anchor
  return Number.isInteger(rival) && (rival as number) >= 0 ? { ...anchor, rival: rival as number } : undefined
}

export const isAnchorPlace = (value: unknown): value is AnchorPlace =>
  value === "lead" ||
  value === "commentary" ||
  (typeof value === "string" && value.startsWith("card:") && isCardId(value.slice("card:".length)))
const isPosition = (value: unknown): value is string =>
  typeof value === "string" && value.length <= MAX_POSITION_LENGTH && /^[A-Za-z0-9+/]*={0,2}$/.test(value)
const isWords = (value: unknown, maxLength: number): value is string =>
  typeof value === "string" && value.length <= maxLength

/**
 * Ties an anchor to a stretch of a fragment's letters; to the first MAX_QUOTE_LENGTH of a longer one.
 *
 * @returns undefined where the stretch holds no letter.
 */
export function makeAnchor(place: AnchorPlace, letters: Letters, stretch: Stretch): Anchor | undefined {
  const from = stretch.from
  const to = Math.min(stretch.to, from + MAX_QUOTE_LENGTH, letters.words.length)
  const first = from < to ? pointAt(letters, from) : undefined
  const last = from < to ? pointAt(letters, to - 1) : undefined
  if (!first || !last) return undefined
  const anchor: Anchor = {
    place,
    start: encode(Y.createRelativePositionFromTypeIndex(first.text, first.index, 0)),
    end: encode(Y.createRelativePositionFromTypeIndex(last.text, last.index + 1, -1)),
    quote: wordsIn(letters, { from, to }, PARAGRAPH_END),
    before: letters.words.slice(Math.max(0, from - CONTEXT_LENGTH), from),
    after: letters.words.slice(to, to + CONTEXT_LENGTH),
  }
  const rivals = occurrences(letters.words, searched(anchor)).filter(at => at !== from)
  if (rivals.length > 0) anchor.rival = Math.max(...rivals.map(at => contextAt(anchor, letters.words, at)))
  return anchor
}

/** Where an anchor's words stand now, or undefined where they are gone or it cannot be told which they are. */
export function resolveAnchor(anchor: Anchor, letters: Letters): Stretch | undefined {
  const kept = keptStretch(anchor, letters)
  const quote = searched(anchor)
  if (kept) {
    const words = letters.words.slice(kept.from, kept.to)
    if (words === quote) return kept
    if (words.length <= quote.length * MAX_GROWTH + MAX_GROWTH_LENGTH) {
      const whole = overlapping(anchor, letters.words, quote, kept)
      if (whole !== undefined) return { from: whole, to: whole + quote.length }
      if (isSameEdited(anchor, letters.words, quote, kept)) return kept
    }
  }
  const at = bestOccurrence(anchor, letters.words, quote)
  return at === undefined ? undefined : { from: at, to: at + quote.length }
}

export type Refreshed =
  /** As good as new. */
  | { kind: "same" }
  /** To be published in place of the old one, by whoever made the edit. */
  | { kind: "changed"; anchor: Anchor }
  /** The words are gone: the old anchor stays, since they may come back. */
  | { kind: "lost" }

/**
 * Renews an anchor after an edit, so that the next edit, of anybody, starts from what stands there now. Called by the
 * client that made the edit and by no other: two that corrected each other would never come to rest.
 */
export function refreshAnchor(anchor: Anchor, letters: Letters): Refreshed {
  const found = resolveAnchor(anchor, letters)
  const renewed = found && makeAnchor(anchor.place, letters, found)
  if (!found || !renewed) return { kind: "lost" }
  const isSame =
    renewed.start === anchor.start &&
    renewed.end === anchor.end &&
    renewed.quote === anchor.quote &&
    (renewed.rival ?? -1) <= (anchor.rival ?? -1) &&
    // Around it may be typed for hours: the context is renewed before it is worn out, not with every letter.
    contextAt(anchor, letters.words, found.from) * 2 >= anchor.before.length + anchor.after.length
  return isSame ? { kind: "same" } : { kind: "changed", anchor: renewed }
}

/** What the positions say: a stretch with at least one letter, or undefined. */
function keptStretch(anchor: Anchor, letters: Letters): Stretch | undefined {
  const doc = letters.segments[0]?.text.doc
  if (!doc) return undefined
  const from = offsetAt(anchor.start, doc, letters)
  const to = offsetAt(anchor.end, doc, letters)
  return from !== undefined && to !== undefined && from < to ? { from, to } : undefined
}

function offsetAt(position: string, doc: Y.Doc, letters: Letters): number | undefined {
  try {
    const relative = Y.decodeRelativePosition(fromBase64(position))
    const absolute = Y.createAbsolutePositionFromRelativePosition(relative, doc)
    if (!(absolute?.type instanceof Y.XmlText)) return undefined
    return offsetOf(letters, { text: absolute.type, index: absolute.index })
  } catch {
    // Bytes a peer made up, or a struct that was collected: Yjs has no other way to say so.
    return undefined
  }
}

const encode = (position: Y.RelativePosition): string => toBase64(Y.encodeRelativePosition(position))

/** The exact words where they share letters with what the positions say, as after a split inside them. */
function overlapping(anchor: Anchor, words: string, quote: string, kept: Stretch): number | undefined {
  const from = Math.max(0, kept.from - quote.length + 1)
  const near = occurrences(words.slice(from, kept.to + quote.length - 1), quote).map(at => at + from)
  return best(near, at => contextAt(anchor, words, at))?.at
}

/** True where the words between the positions are the quote as somebody has edited it, and not others. */
function isSameEdited(anchor: Anchor, words: string, quote: string, { from, to }: Stretch): boolean {
  const edited = words.slice(from, to)
  if (likeness(edited, quote) < ENOUGH_LIKENESS) return false
  // A few letters are like many things: what stands beside them must have stood there before.
  if (edited.length >= ENOUGH_QUOTE || edited.length >= quote.length / 2) return true
  return endIn(anchor.before, words, from) + startIn(anchor.after, words, to) >= contextNeeded(anchor)
}

/** The place of the exact words that fits clearly best, or undefined. */
function bestOccurrence(anchor: Anchor, words: string, quote: string): number | undefined {
  const places = occurrences(words, quote)
  const chosen = best(places, at => contextAt(anchor, words, at))
  if (!chosen || chosen.isTied) return undefined
  // Words that stood twice: after one is gone, the other is as like it as ever, and still is another.
  if (anchor.rival !== undefined) return chosen.context > anchor.rival ? chosen.at : undefined
  const isClear =
    chosen.context >= contextNeeded(anchor) || (places.length === 1 && quote.length >= ENOUGH_QUOTE)
  return isClear ? chosen.at : undefined
}

const contextNeeded = ({ before, after }: Anchor): number =>
  Math.min(ENOUGH_CONTEXT, before.length + after.length)

function occurrences(words: string, quote: string): number[] {
  const places: number[] = []
  for (let at = words.indexOf(quote); at >= 0; at = words.indexOf(quote, at + 1)) places.push(at)
  return places
}

/** The place with the most context; of several alike the first, which is then said. */
function best(places: readonly number[], contextOf: (at: number) => number) {
  let chosen: { at: number; context: number; isTied: boolean } | undefined
  for (const at of places) {
    const context = contextOf(at)
    if (!chosen || context > chosen.context) chosen = { at, context, isTied: false }
    else if (context === chosen.context) chosen.isTied = true
  }
  return chosen
}

/** How many letters of the anchor's context stand around its words at a place. */
const contextAt = (anchor: Anchor, words: string, at: number): number =>
  endIn(anchor.before, words, at) + startIn(anchor.after, words, at + searched(anchor).length)

function endIn(before: string, words: string, at: number): number {
  let length = 0
  while (length < before.length && before[before.length - 1 - length] === words[at - 1 - length]) length++
  return length
}

function startIn(after: string, words: string, at: number): number {
  let length = 0
  while (length < after.length && after[length] === words[at + length]) length++
  return length
}
