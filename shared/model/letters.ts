// A fragment's words as one string, without its structure: the letters of all its texts in order, nothing in between.
// Splitting, joining, wrapping and lifting paragraphs leave this string as it is, which is why anchors are found in it.
// It is also what the page shows: the offsets count the same letters as the DOM's text nodes do, static or live.
import * as Y from "yjs"
import { MAX_DEPTH } from "./schema.ts"

/** A stretch of one text's letters that stand side by side in the text and in the string. */
interface Segment {
  text: Y.XmlText
  /** Where it begins in the text; embedded objects count there and have no letters. */
  index: number
  /** Where it begins in the string. */
  from: number
  length: number
  /** True where it is the first of its block: a paragraph ends before it. */
  startsBlock: boolean
}

export interface Letters {
  words: string
  segments: readonly Segment[]
  /** The segments of each text, in order. */
  byText: ReadonlyMap<Y.XmlText, readonly Segment[]>
}

/** A place in a text, as Yjs counts. */
export interface Point {
  text: Y.XmlText
  index: number
}

/** From a letter to the one before another, in a fragment's letters. */
export interface Stretch {
  from: number
  to: number
}

/** Reads a fragment once, for any number of anchors. Never throws on what peers have written. */
export function lettersOf(fragment: Y.XmlFragment): Letters {
  const segments: Segment[] = []
  let words = ""
  let startsBlock = false

  function readText(text: Y.XmlText): void {
    let index = 0
    for (const { insert } of text.toDelta() as { insert: unknown }[]) {
      const length = typeof insert === "string" ? insert.length : 1
      if (typeof insert === "string" && length > 0) {
        const last = segments.at(-1)
        // Runs of different marks are one segment: marks are not looked at here.
        if (last?.text === text && last.index + last.length === index) last.length += length
        else segments.push({ text, index, from: words.length, length, startsBlock })
        words += insert
        startsBlock = false
      }
      index += length
    }
  }

  function readChildren(parent: Y.XmlFragment, depth: number): void {
    for (const child of depth > MAX_DEPTH ? [] : parent.toArray()) {
      if (child instanceof Y.XmlText) readText(child)
      else if (child instanceof Y.XmlElement) {
        startsBlock = true
        readChildren(child, depth + 1)
      }
    }
  }

  readChildren(fragment, 0)
  return { words, segments, byText: groupByText(segments) }
}

function groupByText(segments: readonly Segment[]): Map<Y.XmlText, Segment[]> {
  const groups = new Map<Y.XmlText, Segment[]>()
  for (const segment of segments) {
    const group = groups.get(segment.text)
    if (group) group.push(segment)
    else groups.set(segment.text, [segment])
  }
  return groups
}

/** Where the letter at an offset stands, or undefined beyond the last. */
export function pointAt({ segments }: Letters, offset: number): Point | undefined {
  const segment = segments[segmentIndexAt(segments, offset)]
  if (!segment || offset >= segment.from + segment.length) return undefined
  return { text: segment.text, index: segment.index + offset - segment.from }
}

/** How many letters stand before a point, or undefined where its text is not in the fragment (any more). */
export function offsetOf({ byText }: Letters, { text, index }: Point): number | undefined {
  const segments = byText.get(text)
  const segment = segments?.findLast(each => each.index <= index) ?? segments?.[0]
  return segment && segment.from + Math.min(Math.max(0, index - segment.index), segment.length)
}

/** True where a paragraph, or another line of text, begins with the letter at an offset. */
export function startsBlockAt({ segments }: Letters, offset: number): boolean {
  const segment = segments[segmentIndexAt(segments, offset)]
  return segment?.from === offset && segment.startsBlock
}

/** The stretch's pieces in the texts that hold them. */
export function pointsIn(letters: Letters, { from, to }: Stretch): { point: Point; length: number }[] {
  return letters.segments.flatMap(({ text, index, from: start, length }) => {
    const first = Math.max(from, start)
    const end = Math.min(to, start + length)
    return first < end ? [{ point: { text, index: index + first - start }, length: end - first }] : []
  })
}

/** The stretch's words with `between` where a block or a line ends. */
export function wordsIn(letters: Letters, { from, to }: Stretch, between: string): string {
  const breaks = letters.segments.filter(each => each.startsBlock && each.from > from && each.from < to)
  let words = ""
  let done = from
  for (const { from: at } of breaks) {
    words += letters.words.slice(done, at) + between
    done = at
  }
  return words + letters.words.slice(done, to)
}

function segmentIndexAt(segments: readonly Segment[], offset: number): number {
  let [low, high] = [0, segments.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((segments[middle]?.from ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
