// The sheets behind the board, for cards that had no room on it: columns of cards under the headings of their blocks.
// A card stays whole where a column can hold it; a longer one goes on in the next, line by line.
import type { BlockId } from "../../shared/ids.ts"
import type { Block } from "../../shared/model/blocks.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { type BoardCard, cardGap, drawCard, headingGap, setCard, setHeading } from "./board-grid.ts"
import type { Fonts } from "./fonts.ts"
import { strongOf } from "./palette.ts"
import {
  measureText,
  type Part,
  place,
  plain,
  type SetText,
  type Sheet,
  type SheetStyle,
  setText,
} from "./sheet.ts"

/** A block's cards that are yet to be placed. */
export interface Continued {
  block: Block
  cards: readonly BoardCard[]
}

interface ContinuedSetting {
  canvas: Canvas
  style: SheetStyle
  /** Nothing of the blocks stands on the sheet before. */
  isAll: boolean
}

const COLUMN_EM = 29
const COLUMN_GAP_EM = 2.2
/** Of cards, for the lines of their tags. */
const INDENT_EM = 0.6

/** @returns the sheets, and on which page a block goes on, the board's being the first. */
export function continuedSheets(
  rest: readonly Continued[],
  { canvas, style, isAll }: ContinuedSetting,
  fonts: Fonts,
): { sheets: Sheet[]; pageOf(block: BlockId): number } {
  const pages = new Map<BlockId, number>()
  const { width, height = 0, margin, continuedSize: size } = style
  const inner = width - 2 * margin
  const count = Math.max(2, Math.floor(inner / (COLUMN_EM * size)))
  const gap = COLUMN_GAP_EM * size
  const columnWidth = (inner - (count - 1) * gap) / count
  const sheets: Sheet[] = []
  const bottom = height - margin - style.foot - size
  let column = count
  let top = 0
  let y = 0

  const nextColumn = () => {
    column++
    if (column >= count) {
      const started = startSheet(canvas, style, fonts)
      top = started.top
      for (let i = 1; i < count; i++) {
        const x = margin + i * (columnWidth + gap) - gap / 2
        started.parts.push({
          kind: "fill",
          box: { x, y: top, width: style.hairline, height: bottom - top },
          ink: "line",
        })
      }
      sheets.push({ width, height, parts: started.parts })
      column = 0
    }
    y = top
  }
  const x = () => margin + column * (columnWidth + gap)
  const draw = (...parts: Part[]) => sheets.at(-1)?.parts.push(...parts)

  for (const { block, cards } of rest) {
    const first = setHeading(block, columnWidth, size, fonts, isAll ? "" : ", continued")
    const again = setHeading(block, columnWidth, size, fonts, ", continued")
    const headingHeight = again.height + headingGap(size) + size * 0.6
    const begin = (heading: SetText) => {
      const rule = { x: x(), y, width: columnWidth, height: size * 0.14 }
      draw({ kind: "fill", box: rule, ink: strongOf(block.tone) })
      draw(place(heading, "heading", { x: x(), y: y + size * 0.45, width: columnWidth }))
      y += headingHeight
    }
    /** Whoever turns the page is told where they are; the next column of a page says it beside it. */
    const goOn = () => {
      nextColumn()
      if (column === 0) begin(again)
    }
    const sets = cards.map(card => ({
      ...card,
      set: setCard(card, { width: columnWidth - INDENT_EM * size, size, style }, fonts),
    }))
    const least = headingHeight + Math.min(sets[0]?.set.height ?? 0, (bottom - top) / 2)
    if (sheets.length === 0 || y + least > bottom) nextColumn()
    else if (y > top) y += size * 1.1
    pages.set(block.id, sheets.length + 1)
    begin(first)
    for (const card of sets) {
      const isWhole = card.set.height <= bottom - top - headingHeight
      if (isWhole && y + card.set.height > bottom) goOn()
      for (const set of cutTo(card.set, () => bottom - y)) {
        if (y + set.height > bottom + 0.01) goOn()
        const at = { x: x() + INDENT_EM * size, y, width: columnWidth - INDENT_EM * size, size }
        draw(...drawCard({ ...card, set }, at))
        y += set.height + cardGap(size)
      }
    }
  }
  return { sheets, pageOf: block => pages.get(block) ?? 1 }
}

/** A card's words in pieces that each have room; what is left is asked for again when the piece before is drawn. */
function* cutTo(set: SetText, room: () => number): Generator<SetText> {
  let lines = set.lines
  let height = set.height
  while (height > room() && lines.length > 1) {
    const first = lines[0]?.baseline ?? 0
    const fitting = lines.filter(({ baseline }) => baseline - first + set.lineHeight <= room())
    const taken = fitting.length === 0 ? lines.slice(0, 1) : fitting
    const next = lines[taken.length]
    if (!next) break
    const taller = next.baseline - first
    yield { ...set, lines: taken, height: taller }
    lines = lines.slice(taken.length).map(line => ({ ...line, baseline: line.baseline - taller }))
    height -= taller
  }
  yield { ...set, lines, height }
}

/** A sheet with the canvas's name over a line. */
function startSheet(canvas: Canvas, style: SheetStyle, fonts: Fonts): { parts: Part[]; top: number } {
  const { margin, continuedSize: size } = style
  const width = style.width - 2 * margin
  const name = canvas.title === "" ? canvas.template.name : canvas.title
  const text = measureText([plain(name, { family: "serif", bold: true, ink: "ink" })], fonts)
  const set = setText(text, { width, size: size * 1.5, leading: 1.2 }, fonts)
  const y = margin + set.height + size * 0.5
  const line: Part = { kind: "fill", box: { x: margin, y, width, height: style.frame }, ink: "frame" }
  return { parts: [place(set, "title", { x: margin, y: margin, width }), line], top: y + size * 1.4 }
}
