// Where an anchor's words stand, said in letters: for a copy of the text, in which the positions of Yjs mean nothing.
// A file has it beside each anchor, so that a comment comes back to exactly the words it left, also where these stand
// twice or were edited since they were quoted. Who changed the file by hand is found out by what stands around them; then
// the words are looked for as anywhere, and are lost rather than taken for others. Rules AN3, IN11.
import type { ThreadId } from "../ids.ts"
import { isRecord } from "../record.ts"
import {
  type Anchor,
  type AnchorPlace,
  CONTEXT_LENGTH,
  fragmentAt,
  MAX_QUOTE_LENGTH,
  positionsOf,
  resolveAnchor,
  wordsAround,
} from "./anchor.ts"
import type { Thread } from "./discussion.ts"
import type { Content } from "./document.ts"
import { type Letters, lettersOf, type Stretch } from "./letters.ts"

export interface Standing {
  /** How many letters of the text stand before. */
  from: number
  /** What stands there; the anchor's quote may be older. */
  words: string
  /** Up to 32 letters on either side. */
  before: string
  after: string
}

/** Where the words of threads stand in the canvas they are about; none of those whose words are gone. */
export type Standings = ReadonlyMap<ThreadId, Standing>

/** Words beyond this are not written into a file: they are looked for by the quote. */
const MAX_WORDS_LENGTH = 2 * MAX_QUOTE_LENGTH

/** @returns undefined where the words are gone, or it cannot be told which they are. */
export function standingOf(anchor: Anchor, letters: Letters): Standing | undefined {
  const found = resolveAnchor(anchor, letters)
  if (!found || found.to - found.from > MAX_WORDS_LENGTH) return undefined
  const words = letters.words.slice(found.from, found.to)
  return { from: found.from, words, ...wordsAround(letters, found) }
}

/** @returns what a file says, or undefined where that is nothing of the kind. */
export function parseStanding(value: unknown): Standing | undefined {
  if (!isRecord(value)) return undefined
  const { from, words, before, after } = value
  const isWhole =
    Number.isSafeInteger(from) &&
    isWords(words, MAX_WORDS_LENGTH) &&
    isWords(before, CONTEXT_LENGTH) &&
    isWords(after, CONTEXT_LENGTH)
  return isWhole && words !== "" ? { from: from as number, words, before, after } : undefined
}

const isWords = (value: unknown, maxLength: number): value is string =>
  typeof value === "string" && value.length <= maxLength

/**
 * Ties an anchor of another document to its words in this one. Quote and context stay as they are.
 *
 * @returns one that leads nowhere, and so is lost, where the words cannot be told for sure.
 */
export function standAgain(anchor: Anchor, standing: Standing | undefined, letters: Letters): Anchor {
  const nowhere = { ...anchor, start: "", end: "" }
  const found = (standing && exactly(standing, letters)) ?? resolveAnchor(nowhere, letters)
  return { ...nowhere, ...(found && positionsOf(letters, found)) }
}

function exactly({ from, words, before, after }: Standing, letters: Letters): Stretch | undefined {
  const stretch = { from, to: from + words.length }
  const around = wordsAround(letters, stretch)
  const isThere =
    letters.words.slice(from, stretch.to) === words && around.before === before && around.after === after
  return isThere ? stretch : undefined
}

/** Of all threads about words of a document. */
export function standingsOf(threads: readonly Thread[], content: Content): Standings {
  const lettersAt = lettersIn(content)
  return new Map(
    threads.flatMap(({ id, target }) => {
      const letters = target.kind === "text" ? lettersAt(target.anchor.place) : undefined
      const standing = target.kind === "text" && letters && standingOf(target.anchor, letters)
      return standing ? [[id, standing] as const] : []
    }),
  )
}

/** Ties threads that were about words of another document to those of this one, which has the same canvas. */
export function threadsStandAgain(
  threads: readonly Thread[],
  standings: Standings,
  content: Content,
): Thread[] {
  const lettersAt = lettersIn(content)
  return threads.map(thread => {
    if (thread.target.kind !== "text") return thread
    const { anchor } = thread.target
    const letters = lettersAt(anchor.place)
    return letters
      ? { ...thread, target: { kind: "text", anchor: standAgain(anchor, standings.get(thread.id), letters) } }
      : thread
  })
}

/** Each text is read once, however many threads are about its words. */
function lettersIn(content: Content): (place: AnchorPlace) => Letters | undefined {
  const known = new Map<AnchorPlace, Letters | undefined>()
  return place => {
    if (!known.has(place)) {
      const fragment = fragmentAt(content, place)
      known.set(place, fragment && lettersOf(fragment))
    }
    return known.get(place)
  }
}
