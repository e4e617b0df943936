// The words of a room as they stand on the page, and the ranges in which words were found. Looks at the page and not at
// the documents: what is found is what is seen, in its order, also while an editor is live. Texts say that they are
// searched by `data-text`; what stands in them without being text says `data-unsearched`.
import { matchesIn } from "./matches.ts"

const LINES = "p, h1, h2, h3, h4, pre"

/** A line of text that may be spread over several nodes by its marks. */
interface Line {
  words: string
  nodes: { node: Text; start: number }[]
}

/** @returns the ranges of the page's texts that hold the words, from top to bottom. */
export function findOnPage(page: ParentNode, wanted: string): Range[] {
  if (wanted.trim() === "") return []
  return [...page.querySelectorAll("[data-text]")].flatMap(text =>
    [...text.querySelectorAll(LINES)].flatMap(element => {
      const line = readLine(element)
      return matchesIn(line.words, wanted).map(({ start, end }) => rangeOf(line, start, end))
    }),
  )
}

function readLine(element: Element): Line {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, node =>
    node instanceof Element && node.hasAttribute("data-unsearched")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  )
  const line: Line = { words: "", nodes: [] }
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      line.nodes.push({ node, start: line.words.length })
      line.words += node.data
    } else if (node.nodeName === "BR") line.words += "\n"
  }
  return line
}

function rangeOf({ nodes }: Line, start: number, end: number): Range {
  const range = document.createRange()
  const first = nodes.findLast(part => part.start <= start)
  const last = nodes.findLast(part => part.start < end)
  if (first) range.setStart(first.node, Math.min(start - first.start, first.node.length))
  if (last) range.setEnd(last.node, Math.min(end - last.start, last.node.length))
  return range
}
