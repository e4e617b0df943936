// The size of type at which a board that somebody prints from a page has room on one sheet. A page cannot measure itself
// without a script, so this is reckoned from how many letters there are, a little too small rather than too large: what
// has no room after all goes on to a second sheet.
import type { Paper } from "../../shared/formats-api.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import { filledBlocks } from "./board-cards.ts"
import { rowHeights } from "./board-grid.ts"

/** Width and height between margins of 8 mm, lying. */
const sheets: Record<Paper, [number, number]> = { a4: [281, 194], letter: [263, 200], a3: [404, 281] }
const MM_PER_PT = 25.4 / 72
const LARGEST_PT = 10
const SMALLEST_PT = 6
const STEP_PT = 0.25
/** Of an em; a line is never filled to its end. */
const LATIN_WIDTH = 0.47
const LINE = 1.24
const PADDING_MM = 4.4
/** What stands above the board may take this much of the sheet. */
const LEAD_PT = 7.5
const FOOT_MM = 7

export function paperType(canvas: Canvas, paper: Paper): number {
  const [width, height] = sheets[paper]
  const room = height - headHeight(canvas, width) - FOOT_MM
  for (let size = LARGEST_PT; size > SMALLEST_PT; size -= STEP_PT)
    if (boardHeight(canvas, width, size) <= room) return size
  return SMALLEST_PT
}

function headHeight({ title, lead, category }: Canvas, width: number): number {
  const left = (category === "" ? 0 : 4) + linesOf(title, width * 0.42, 18) * 18 * 1.12 * MM_PER_PT + 5
  const right = linesOf(plainText(lead), width * 0.52, LEAD_PT) * LEAD_PT * 1.4 * MM_PER_PT
  return Math.max(left, right) + 4
}

function boardHeight(canvas: Canvas, width: number, size: number): number {
  const em = size * MM_PER_PT
  const filled = filledBlocks(canvas)
  const { template } = canvas
  const heights = new Map(
    filled.map(({ block, cards }) => {
      const inner = ((block.columns[1] - block.columns[0]) / template.columns) * width - PADDING_MM
      const columns = Math.max(1, Math.floor(inner / 44))
      const column = inner / columns
      const lines = cards.map(({ text }) => linesOf(plainText(text), column, size))
      let rows = 0
      for (let from = 0; from < lines.length; from += columns)
        rows += Math.max(...lines.slice(from, from + columns)) * LINE * em + 0.42 * em
      return [block.id, PADDING_MM + 2.1 * em + rows]
    }),
  )
  return rowHeights(template, ({ id }) => heights.get(id) ?? 0, 0).reduce((sum, row) => sum + row, 0)
}

/** How many lines words take in a column, in millimetres, at a size in points. */
function linesOf(words: string, width: number, size: number): number {
  const perLine = width / (size * MM_PER_PT)
  return words.split("\n").reduce((sum, line) => {
    const wide = line.match(/[\p{scx=Han}\p{scx=Kana}\p{scx=Hang}]/gu)?.length ?? 0
    return sum + Math.max(1, Math.ceil((wide + (line.length - wide) * LATIN_WIDTH) / perLine))
  }, 0)
}
