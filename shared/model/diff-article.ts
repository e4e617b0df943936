// An article's changes as a list: each with the heading it stands under, as a reader would say where it is.
import type { RichNode } from "./canvas.ts"
import { type TextDiff, textAfter } from "./diff-text.ts"
import { plainText } from "./rich-text.ts"

export interface ArticleChange {
  kind: "added" | "removed" | "changed"
  /** The words of the heading it stands under; "" before the first. */
  under: string
  /** What the block is, after the change where it is still there. */
  type: string
  /** The block's words, after the change where it is still there. */
  words: string
  /** What changed inside; absent where the block came or went. */
  inside?: TextDiff
  /** Counts the article's changes from 0, as they stand on the page. */
  place: number
}

/** Changes of an article's blocks, in the order in which they stand. Give it the diff of the whole article. */
export function articleChanges(diff: TextDiff): ArticleChange[] {
  const changes: ArticleChange[] = []
  let under = ""
  const say = (change: Omit<ArticleChange, "under" | "place">) =>
    changes.push({ ...change, under, place: changes.length })
  for (const change of diff) {
    switch (change.kind) {
      case "same":
        under = headingIn(change.nodes) ?? under
        break
      case "added":
      case "removed":
        for (const node of change.nodes) {
          // What goes stood under the heading that is there now; a heading that goes leads nothing any more.
          if (change.kind === "added") under = headingIn([node]) ?? under
          say({ kind: change.kind, type: node.type, words: plainText([node]) })
        }
        break
      case "changed":
        under = headingIn(textAfter([change]) ?? []) ?? under
        say({
          kind: "changed",
          type: change.after.type,
          words: plainText(textAfter([change]) ?? []),
          inside: change.content,
        })
        break
      default:
        // Marks change inside of paragraphs; on this level there are none.
        break
    }
  }
  return changes
}

/** The lines in which words changed, and what came or went between them, however deep in lists and tables. */
export function changedLines(diff: TextDiff): TextDiff[] {
  if (isLine(diff)) return [diff]
  return diff.flatMap(change => {
    if (change.kind === "changed") return changedLines(change.content)
    return change.kind === "same" ? [] : [[change]]
  })
}

const isLine = (diff: TextDiff): boolean =>
  diff.every(change => {
    if (change.kind === "changed") return false
    return (
      change.kind === "restyled" || change.nodes.every(({ type }) => type === "text" || type === "hardBreak")
    )
  })

/** How many cells of a table have other words in them. */
export const changedCells = (diff: TextDiff): number =>
  diff.reduce((sum, change) => {
    if (change.kind !== "changed") return sum
    return sum + (/^table(Cell|Header)$/.test(change.after.type) ? 1 : changedCells(change.content))
  }, 0)

function headingIn(nodes: readonly RichNode[]): string | undefined {
  const heading = nodes.findLast(node => node.type === "heading")
  return heading && plainText([heading]).trim()
}

/** The words of inline nodes that stand side by side. */
export const plainOf = (nodes: readonly RichNode[]): string => nodes.map(node => plainText([node])).join("")
