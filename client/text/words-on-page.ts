// The letters of a part of the page, and ranges over stretches of them. Looks at the page and not at a document: it is
// the same for static text and for a live editor. What stands in a text without belonging to it says `data-unsearched`.

/** A stretch of text that may be spread over several nodes by its marks and paragraphs. */
export interface PageWords {
  words: string
  nodes: readonly { node: Text; start: number }[]
}

/** @param lineBreak what a line break within a paragraph counts as. */
export function wordsOnPage(element: Element, lineBreak: "" | "\n"): PageWords {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, node =>
    node instanceof Element && node.hasAttribute("data-unsearched")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  )
  const nodes: { node: Text; start: number }[] = []
  let words = ""
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      nodes.push({ node, start: words.length })
      words += node.data
    } else if (node.nodeName === "BR") words += lineBreak
  }
  return { words, nodes }
}

/** The range over the letters from `start` to the one before `end`. */
export function rangeOver({ nodes }: PageWords, start: number, end: number): Range {
  const range = document.createRange()
  const first = nodes[lastUpTo(nodes, start)]
  const last = nodes[lastUpTo(nodes, end - 1)]
  if (first) range.setStart(first.node, Math.min(start - first.start, first.node.length))
  if (last) range.setEnd(last.node, Math.min(end - last.start, last.node.length))
  return range
}

/** The index of the last node that starts at or before a letter. Empty nodes never hold one. */
function lastUpTo(nodes: PageWords["nodes"], at: number): number {
  let [low, high] = [0, nodes.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((nodes[middle]?.start ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}
