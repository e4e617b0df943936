// Which lines of a page belong to which block. Owns the recognition of the blocks' headings and of where a block's
// items end; what the lines in between mean is decided in parse.ts.
import type { BlockId } from "../ids.ts"
import { blockNames } from "./block-names.ts"
import type { Template } from "./blocks.ts"
import { goesOn, type Line, splitAtBullet } from "./parse-lines.ts"
import { startsSection } from "./parse-prose.ts"
import { splitTitle } from "./rich-text.ts"

/** A stretch of the page: the items under a block's heading, or, without a block, text that stands elsewhere. */
export interface Part {
  block: BlockId | undefined
  lines: Line[]
}

/** The page as stretches, in its order. A block may have several. */
export function partsOf(lines: readonly Line[], template: Template): Part[] {
  const openedBy = headingReader(template)
  const filled = new Set<BlockId>()
  const parts: Part[] = []
  lines.forEach((line, i) => {
    const next = lines[i + 1]
    const last = parts.at(-1)
    const opened = openedBy(line)
    // A block that has its items is a subject of the article from then on, unless more items follow at once.
    if (opened?.block && (!filled.has(opened.block) || (last?.block && next?.bullet))) parts.push(opened)
    else if (last?.block && isItemOf(last.lines, line, next)) addItem(last.lines, line)
    else if (last && !last.block) last.lines.push(line)
    else parts.push({ block: undefined, lines: [line] })
    const current = parts.at(-1)
    if (current?.block && current.lines.length > 0) filled.add(current.block)
  })
  return parts
}

/** Reads a block's heading: alone on its line, or with its items glued behind it. */
function headingReader(template: Template): (line: Line) => Part | undefined {
  const names = blockNames(template)
  return line => {
    if (line.bullet) return undefined
    const alone = names.named(line.text)
    if (alone) return { block: alone, lines: [] }
    const glued = splitAtBullet(line.text)
    const before = glued && names.named(glued.before)
    if (before) return { block: before, lines: glued.items }
    // `Channels: shops and fairs`. By its full title only: "Revenue: 5M" is a figure of the article.
    const { title, detail } = splitTitle(line.text)
    const named = detail === "" ? undefined : names.titled(title)
    return named && { block: named, lines: [{ ...line, text: detail }] }
  }
}

/** Whether a line is one more of a block's items, or goes on with the last; if not, the block has ended. */
function isItemOf(items: readonly Line[], line: Line, next: Line | undefined): boolean {
  if (line.bullet) return true
  if (startsSection(line, next)) return false
  const [first, second] = items
  if (first?.bullet) return goesOn(items.at(-1), line)
  // Items without bullets stand at even distance.
  return second === undefined || line.gap <= second.gap
}

function addItem(items: Line[], line: Line): void {
  const last = items.at(-1)
  const glued = line.bullet ? undefined : splitAtBullet(line.text)
  const text = glued ? glued.before.trim() : line.text
  if (last?.bullet && !line.bullet) items[items.length - 1] = { ...last, text: `${last.text} ${text}` }
  else items.push({ ...line, text })
  if (glued) items.push(...glued.items)
}
