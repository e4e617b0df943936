// Where a card's title ends, and what leads into a paragraph of an article. The static render and the live editor both
// ask here, so that a text looks the same before, while and after it is edited.
import type { RichNode } from "./canvas.ts"
import { splitTitle } from "./rich-text.ts"

/** @returns how many characters of `line` are its title, the colon included; 0 where it has none. */
export function titleLength(line: string): number {
  const { title } = splitTitle(line)
  return title.trim() === "" || title.length >= line.length ? 0 : title.length + 1
}

/** The words of a paragraph up to its first hard break: the line a title is looked for in. */
export function firstLine(inline: readonly RichNode[]): string {
  const end = inline.findIndex(node => node.type !== "text")
  return inline
    .slice(0, end === -1 ? inline.length : end)
    .map(node => node.text ?? "")
    .join("")
}

/** True for words in bold that open a paragraph and end as a run-in heading does. */
export const isLeadIn = (words: string, isBold: boolean): boolean => isBold && /[:.：。]\s*$/.test(words)
