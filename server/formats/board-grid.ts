// The blocks of a board at one size of type: how high each wants to be, how high the rows of the template's grid are
// then, and the parts of what is drawn. Rows are shared by all blocks of a row, as on screen, and as high as what is in
// them asks.
import type { BlockId } from "../../shared/ids.ts"
import type { Block, Template } from "../../shared/model/blocks.ts"
import type { Card, Hue } from "../../shared/model/canvas.ts"
import type { Fonts } from "./fonts.ts"
import { groundOf, markOf, strongOf } from "./palette.ts"
import {
  type Box,
  type MeasuredText,
  measureText,
  type Part,
  place,
  type SetText,
  type SheetStyle,
  setText,
} from "./sheet.ts"

/** A card whose words are measured, with what its tag looks like. */
export interface BoardCard {
  card: Card
  text: MeasuredText
  tag: { hue: Hue; letter: string; name: string } | undefined
}
export type BoardCards = ReadonlyMap<BlockId, readonly BoardCard[]>

export const LEADING = 1.26
const HEADING_EM = 1.22
const CARD_GAP_EM = 0.5
/** A block at least this wide sets its cards side by side, in columns of at least that. */
const WIDE_EM = 31
const LEAST_COLUMN_EM = 14
const COLUMN_GAP_EM = 1.3
/** The mark of a tag in the first line, and the air before it. */
const MARK_EM = 1.02
const MARK_GAP_EM = 0.45

/** A card that is set, from the upper left corner of its block's words. */
export interface SetCard extends BoardCard {
  x: number
  width: number
  set: SetText
}
/** Cards side by side. */
interface CardRow {
  cards: SetCard[]
  height: number
}
export interface SetBlock {
  block: Block
  width: number
  size: number
  heading: SetText
  rows: CardRow[]
  /** All of it, with the padding. */
  height: number
  /** The heading alone, with the padding. */
  least: number
}

export function setHeading(block: Block, width: number, size: number, fonts: Fonts, behind = ""): SetText {
  const pieces = [
    { words: `${block.step}`, look: { family: "serif", italic: true, ink: strongOf(block.tone) } as const },
    { words: "  ", look: { family: "serif", ink: "ink" } as const },
    { words: block.title, look: { family: "serif", bold: true, ink: "ink" } as const },
    ...(behind === ""
      ? []
      : [{ words: behind, look: { family: "serif", italic: true, ink: "inkFaint" } as const }]),
  ]
  const text = measureText([{ pieces, indentEm: 0, sign: "" }], fonts)
  return setText(text, { width, size: size * HEADING_EM, leading: 1.14 }, fonts)
}

export function setCard(
  card: BoardCard,
  { width, size, style }: { width: number; size: number; style: SheetStyle },
  fonts: Fonts,
): SetText {
  const mark = card.tag ? (MARK_EM + MARK_GAP_EM) * size : 0
  const cut = style.marks === "beside" ? { width: width - mark } : { width, firstCut: mark }
  return setText(card.text, { size, leading: LEADING, ...cut }, fonts)
}

export const cardGap = (size: number): number => CARD_GAP_EM * size
export const headingGap = (size: number): number => 0.42 * size

export function setBlock(
  block: Block,
  cards: readonly BoardCard[],
  { width, size, style }: { width: number; size: number; style: SheetStyle },
  fonts: Fonts,
): SetBlock {
  const inner = width - 2 * style.padding.across
  const heading = setHeading(block, inner, size, fonts)
  const most =
    inner < WIDE_EM * size
      ? 1
      : Math.floor((inner / size + COLUMN_GAP_EM) / (LEAST_COLUMN_EM + COLUMN_GAP_EM))
  const columns = Math.max(1, Math.min(most, cards.length))
  const columnWidth = (inner - (columns - 1) * COLUMN_GAP_EM * size) / columns
  const rows: CardRow[] = []
  for (let from = 0; from < cards.length; from += columns) {
    const row = cards.slice(from, from + columns).map((card, i) => ({
      ...card,
      x: i * (columnWidth + COLUMN_GAP_EM * size),
      width: columnWidth,
      set: setCard(card, { width: columnWidth, size, style }, fonts),
    }))
    rows.push({ cards: row, height: Math.max(...row.map(({ set }) => set.height)) })
  }
  const least = heading.height + 2 * style.padding.down
  const rowsHeight = rows.reduce((sum, { height }) => sum + height + cardGap(size), 0)
  const height = least + (rows.length === 0 ? 0 : headingGap(size) + rowsHeight - cardGap(size))
  return { block, width, size, heading, rows, height, least }
}

/** How high each row of the grid has to be for blocks of these heights. */
export function rowHeights(
  template: Template,
  heightOf: (block: Block) => number,
  leastRow: number,
): number[] {
  const heights = Array.from({ length: template.rows }, () => leastRow)
  const span = ({ rows }: Block) => rows[1] - rows[0]
  for (const block of [...template.blocks].sort((a, b) => span(a) - span(b))) {
    const first = block.rows[0] - 1
    const own = heights.slice(first, block.rows[1] - 1)
    const total = own.reduce((sum, height) => sum + height, 0)
    const lacking = heightOf(block) - total
    if (lacking <= 0) continue
    // What a block needs beyond its rows goes to them by what they have already.
    for (const [i, height] of own.entries())
      heights[first + i] = height + lacking * (total > 0 ? height / total : 1 / own.length)
  }
  return heights
}

/** Rows that fill exactly `available`: stretched in proportion, or the highest ones cut down to one level. */
export function fitRows(heights: readonly number[], available: number): number[] {
  const total = heights.reduce((sum, height) => sum + height, 0)
  if (total <= available) return heights.map(height => height * (available / total))
  const sorted = [...heights].sort((a, b) => a - b)
  let left = available
  let level = 0
  for (const [i, height] of sorted.entries()) {
    level = left / (sorted.length - i)
    if (height > level) break
    left -= height
  }
  return heights.map(height => Math.min(height, level))
}

/** Where a block stands: `rows` are the heights of the grid's rows, `grid` its upper left corner and width. */
export function areaOf(
  block: Block,
  template: Template,
  rows: readonly number[],
  grid: Omit<Box, "height">,
): Box {
  const column = grid.width / template.columns
  const above = (row: number) => rows.slice(0, row - 1).reduce((sum, height) => sum + height, 0)
  const [top, bottom] = block.rows
  return {
    x: grid.x + (block.columns[0] - 1) * column,
    y: grid.y + above(top),
    width: (block.columns[1] - block.columns[0]) * column,
    height: above(bottom) - above(top),
  }
}

/** The block's ground, heading and as many of its cards as have room; `rest` are the others. */
export function drawBlock(
  { block, heading, rows, size }: SetBlock,
  area: Box,
  style: SheetStyle,
  noticeHeight: number,
): { parts: Part[]; rest: BoardCard[]; end: { x: number; y: number } } {
  const x = area.x + style.padding.across
  const width = area.width - 2 * style.padding.across
  const bottom = area.y + area.height - style.padding.down
  const parts: Part[] = [{ kind: "fill", box: area, ink: groundOf(block.tone) }]
  let y = area.y + style.padding.down
  parts.push(place(heading, "heading", { x, y, width }))
  y += heading.height + headingGap(size)
  // Rounding must not send a card to another page.
  const hasAll =
    y + rows.reduce((sum, { height }) => sum + height + cardGap(size), 0) - cardGap(size) <= bottom + 0.01
  let done = 0
  for (const { cards, height } of rows) {
    if (!hasAll && y + height > bottom - noticeHeight) break
    for (const card of cards) parts.push(...drawCard(card, { x: x + card.x, y, width: card.width, size }))
    y += height + cardGap(size)
    done++
  }
  const rest = rows.slice(done).flatMap(({ cards }) => cards)
  return { parts, rest, end: { x, y } }
}

interface CardPlace {
  x: number
  y: number
  width: number
  size: number
}

/** A card's words, the line of its tag's colour in the margin, its mark. */
export function drawCard(
  { tag, set }: BoardCard & { set: SetText },
  { x, y, width, size }: CardPlace,
): Part[] {
  const parts: Part[] = []
  if (tag) {
    const bar = { x: x - 0.45 * size, y: y + 0.2 * size, width: 0.15 * size, height: set.height - 0.3 * size }
    parts.push({ kind: "fill", box: bar, ink: markOf(tag.hue) })
  }
  parts.push(place(set, "card", { x, y, width: set.width }))
  if (tag) {
    const mark = MARK_EM * size
    const box = { x: x + width - mark, y: y + (LEADING * size - mark) / 2, width: mark, height: mark }
    parts.push({ kind: "mark", box, ...tag })
  }
  return parts
}
