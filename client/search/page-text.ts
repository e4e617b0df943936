// The words of a room as they stand on the page, and the ranges in which words were found. Looks at the page and not at
// the documents: what is found is what is seen, in its order, also while an editor is live. Texts say that they are
// searched by `data-text`.
import { rangeOver, wordsOnPage } from "../text/words-on-page.ts"
import { matchesIn } from "./matches.ts"

const LINES = "p, h1, h2, h3, h4, pre"

/** @returns the ranges of the page's texts that hold the words, from top to bottom. */
export function findOnPage(page: ParentNode, wanted: string): Range[] {
  if (wanted.trim() === "") return []
  return [...page.querySelectorAll("[data-text]")].flatMap(text =>
    [...text.querySelectorAll(LINES)].flatMap(element => {
      const line = wordsOnPage(element, "\n")
      return matchesIn(line.words, wanted).map(({ start, end }) => rangeOver(line, start, end))
    }),
  )
}
