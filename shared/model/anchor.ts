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
import { isRecord } from "../record.ts"
import { type Content, cardOf, textOf } from "./document.ts"
import { type Letters, offsetOf, pointAt, type Stretch, startsBlockAt, wordsIn } from "./letters.ts"
import { likeness } from "./likeness.ts"

/** How many letters of an anchor's context stand beside a place. */
interface Context {
  before: number
  after: number
}

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
  /** Where the same words stood elsewhere too: how many letters of the context stood around any of those, on each side. */
  rival?: Context
}

/** U+2029, which nobody types: line breaks of the text itself stay what they are. */
export const PARAGRAPH_END = "\u2029"
export const MAX_QUOTE_LENGTH = 2_000
export const CONTEXT_LENGTH = 32
const MAX_POSITION_LENGTH = 200

/** Letters of context that must stand on either side where a place is known by its context. */
const ENOUGH_CONTEXT = 6
/** Letters of which at least so many say something. */
const ENOUGH_QUOTE = 8
/** A third of the words is the least that stands for them. */
const LEAST_PART = 3
/** How alike words must be to count as the same words edited. */
const ENOUGH_LIKENESS = 0.5
/** Longer than twice the words and this: then the ends may have been torn apart. */
const MUCH_LONGER = 20

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

/** The quote's letters, as they follow each other in a fragment. */
const searched = ({ quote }: Pick<Anchor, "quote">): string => quote.replaceAll(PARAGRAPH_END, "")

/** @returns the anchor a peer or the store has given, or undefined where it is none. */
export function parseAnchor(value: unknown): Anchor | undefined {
  if (!isRecord(value)) return undefined
  const { place, start, end, quote, before, after, rival } = value
  if (!isAnchorPlace(place) || !isPosition(start) || !isPosition(end)) return undefined
  if (!isWords(quote, MAX_QUOTE_LENGTH * 2) || searched({ quote }) === "") return undefined
  if (!isWords(before, CONTEXT_LENGTH) || !isWords(after, CONTEXT_LENGTH)) return undefined
  const anchor: Anchor = { place, start, end, quote, before, after }
  if (rival === undefined) return anchor
  if (!isRecord(rival) || !isLength(rival.before) || !isLength(rival.after)) return undefined
  return { ...anchor, rival: { before: rival.before, after: rival.after } }
}

export const isAnchorPlace = (value: unknown): value is AnchorPlace =>
  value === "lead" ||
  value === "commentary" ||
  (typeof value === "string" && value.startsWith("card:") && isCardId(value.slice("card:".length)))
const isPosition = (value: unknown): value is string =>
  typeof value === "string" && value.length <= MAX_POSITION_LENGTH && /^[A-Za-z0-9+/]*={0,2}$/.test(value)
const isWords = (value: unknown, maxLength: number): value is string =>
  typeof value === "string" && value.length <= maxLength
const isLength = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= CONTEXT_LENGTH

/**
 * Ties an anchor to a stretch of a fragment's letters; to the first MAX_QUOTE_LENGTH of a longer one.
 *
 * @returns undefined where the stretch holds no letter.
 */
export function makeAnchor(place: AnchorPlace, letters: Letters, stretch: Stretch): Anchor | undefined {
  const from = stretch.from
  const to = Math.min(stretch.to, from + MAX_QUOTE_LENGTH, letters.words.length)
  const positions = positionsOf(letters, { from, to })
  if (!positions) return undefined
  const quote = wordsIn(letters, { from, to }, PARAGRAPH_END)
  const anchor: Anchor = { place, ...positions, quote, ...wordsAround(letters, { from, to }) }
  const rivals = occurrences(letters.words, searched(anchor))
    .filter(at => at !== from)
    .map(at => contextAt(anchor, letters.words, at))
  if (rivals.length === 0) return anchor
  const before = Math.max(...rivals.map(each => each.before))
  const after = Math.max(...rivals.map(each => each.after))
  return { ...anchor, rival: { before, after } }
}

/** Where a stretch begins and ends, in a form that follows edits; undefined where it holds no letter. */
export function positionsOf(
  letters: Letters,
  { from, to }: Stretch,
): Pick<Anchor, "start" | "end"> | undefined {
  const first = from < to ? pointAt(letters, from) : undefined
  const last = from < to ? pointAt(letters, to - 1) : undefined
  if (!first || !last) return undefined
  return {
    start: encode(Y.createRelativePositionFromTypeIndex(first.text, first.index, 0)),
    end: encode(Y.createRelativePositionFromTypeIndex(last.text, last.index + 1, -1)),
  }
}

/** The letters on either side of a stretch. */
export const wordsAround = ({ words }: Letters, { from, to }: Stretch): Pick<Anchor, "before" | "after"> => ({
  before: words.slice(Math.max(0, from - CONTEXT_LENGTH), from),
  after: words.slice(to, to + CONTEXT_LENGTH),
})

/** Where an anchor's words stand now, or undefined where they are gone or it cannot be told which they are. */
export function resolveAnchor(anchor: Anchor, letters: Letters): Stretch | undefined {
  const kept = keptStretch(anchor, letters)
  const quote = searched(anchor)
  if (kept) {
    if (letters.words.slice(kept.from, kept.to) === quote) return kept
    const whole = overlapping(anchor, letters.words, quote, kept)
    if (whole !== undefined) return { from: whole, to: whole + quote.length }
    if (isSameEdited(anchor, letters.words, quote, kept)) return kept
  }
  const at = bestOccurrence(anchor, letters, quote)
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
  const fresh = withOldQuote(anchor, renewed)
  return isAsGood(anchor, fresh, contextOf(anchor, letters.words, found))
    ? { kind: "same" }
    : { kind: "changed", anchor: fresh }
}

/** Most of the words have been cut away: they may be about to come back, and only the old quote knows them. */
function withOldQuote({ quote, rival }: Anchor, renewed: Anchor): Anchor {
  if (searched(renewed).length * 2 >= searched({ quote }).length) return renewed
  const { rival: _none, ...placed } = renewed
  return { ...placed, quote, ...(rival && { rival }) }
}

function isAsGood(anchor: Anchor, fresh: Anchor, context: Context): boolean {
  const isThere = fresh.start === anchor.start && fresh.end === anchor.end && fresh.quote === anchor.quote
  // Around it may be typed for hours: the context is renewed before it is worn out, not with every letter.
  const isWorn = sizeOf(context) * 2 < anchor.before.length + anchor.after.length
  return isThere && !isWorn && !hasNewRival(anchor, fresh)
}

const hasNewRival = ({ rival: known }: Anchor, { rival }: Anchor): boolean =>
  rival !== undefined && (!known || rival.before > known.before || rival.after > known.after)

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
  return best(near, at => sizeOf(contextAt(anchor, words, at)))?.at
}

/** True where the words between the positions are the quote as somebody has edited it, and not others. */
function isSameEdited(anchor: Anchor, words: string, quote: string, kept: Stretch): boolean {
  const edited = words.slice(kept.from, kept.to)
  // A remnant is not what was talked about, and would be taken for it.
  if (edited.length * LEAST_PART < quote.length || likeness(edited, quote) < ENOUGH_LIKENESS) return false
  const context = contextOf(anchor, words, kept)
  if (edited.length > quote.length * 2 + MUCH_LONGER) return isAround(anchor, context)
  // A few letters are like many things: what stands beside them must have stood there before.
  if (edited.length >= ENOUGH_QUOTE || edited.length * 2 >= quote.length) return true
  return sizeOf(context) >= Math.min(ENOUGH_CONTEXT * 2, anchor.before.length + anchor.after.length)
}

/** The place of the exact words that is clearly theirs, or undefined. */
function bestOccurrence(anchor: Anchor, letters: Letters, quote: string): number | undefined {
  const places = occurrences(letters.words, quote)
  const chosen = best(places, at => sizeOf(contextAt(anchor, letters.words, at)))
  if (!chosen || chosen.isTied) return undefined
  const { at } = chosen
  const context = contextAt(anchor, letters.words, at)
  // Where the words stood twice and one is gone, the other may have come beside its neighbours: one side then proves
  // nothing, and each must fit better than it did for any other.
  if (anchor.rival)
    return context.before > anchor.rival.before && context.after > anchor.rival.after ? at : undefined
  const isAlone = places.length === 1 && isTelling(quote) && isWholeWords(letters, at, at + quote.length)
  return isAlone || isAround(anchor, context) ? at : undefined
}

/** True for words that nobody writes again by chance: one word is no proof, some words in a row are. */
const isTelling = (quote: string): boolean =>
  quote.length >= ENOUGH_QUOTE && (/\S\s+\S/.test(quote) || UNSPACED.test(quote))

/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

const isWholeWords = (letters: Letters, from: number, to: number): boolean =>
  isBetweenWords(letters, from) && isBetweenWords(letters, to)

function isBetweenWords(letters: Letters, offset: number): boolean {
  const beside = letters.words.slice(Math.max(0, offset - 1), offset + 1)
  return !/^[\p{L}\p{N}]{2}$/u.test(beside) || UNSPACED.test(beside) || startsBlockAt(letters, offset)
}

function occurrences(words: string, quote: string): number[] {
  const places: number[] = []
  for (let at = words.indexOf(quote); at >= 0; at = words.indexOf(quote, at + 1)) places.push(at)
  return places
}

/** The place that fits best; of several alike the first, which is then said. */
function best(places: readonly number[], fitOf: (at: number) => number) {
  let chosen: { at: number; measure: number; isTied: boolean } | undefined
  for (const at of places) {
    const measure = fitOf(at)
    if (!chosen || measure > chosen.measure) chosen = { at, measure, isTied: false }
    else if (measure === chosen.measure) chosen.isTied = true
  }
  return chosen
}

const contextOf = (anchor: Anchor, words: string, { from, to }: Stretch): Context => ({
  before: endIn(anchor.before, words, from),
  after: startIn(anchor.after, words, to),
})

const contextAt = (anchor: Anchor, words: string, at: number): Context =>
  contextOf(anchor, words, { from: at, to: at + searched(anchor).length })

const sizeOf = ({ before, after }: Context): number => before + after

/** True where enough of an anchor's context stands on either side. */
const isAround = (anchor: Anchor, { before, after }: Context): boolean =>
  before >= Math.min(ENOUGH_CONTEXT, anchor.before.length) &&
  after >= Math.min(ENOUGH_CONTEXT, anchor.after.length)

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
