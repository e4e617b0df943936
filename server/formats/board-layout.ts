import type { Canvas, Card } from "../../shared/model/canvas.ts"
import { tagLetters } from "../../shared/model/tag-letters.ts"
import { filledBlocks } from "./board-cards.ts"
import {
  areaOf,
  type BoardCard,
  type BoardCards,
  drawBlock,
  fitRows,
  rowHeights,
  type SetBlock,
  setBlock,
} from "./board-grid.ts"
import { layoutHead, layoutLegend, lowered } from "./board-head.ts"
import { type Continued, continuedSheets } from "./continued.ts"
import type { Fonts } from "./fonts.ts"
import {
  type Box,
  measureText,
  type Part,
  place,
  plain,
  type Sheet,
  type SheetStyle,
  setText,
} from "./sheet.ts"
import { cardParagraphs } from "./words.ts"

export interface Board {
  sheets: Sheet[]
  /** False where the lead is too long for the head and has yet to be shown. */
  hasLead: boolean
}

/** @param foot words behind the legend; "" where the foot of the page is drawn by somebody else. */
export function layoutBoard(canvas: Canvas, style: SheetStyle, fonts: Fonts, foot = ""): Board {
  const { margin } = style
  const width = style.width - 2 * margin
  const head = layoutHead(canvas, style, fonts)
  const legend = layoutLegend(canvas, style, fonts)
  const headGap = head.height === 0 ? 0 : style.smallSize
  const legendGap = style.smallSize * 0.8
  const top = margin + head.height + headGap
  const cards = boardCards(canvas, fonts)
  const footer = footOf(foot, legend, style, fonts)
  const below = footer.height === 0 ? 0 : legendGap + footer.height
  const room = style.height === undefined ? undefined : style.height - margin - style.foot - below - top

  const { blocks, heights, isWhole } = fitBlocks(canvas, cards, { style, width, room }, fonts)
  const grid = { x: margin, y: top, width }
  const noticeHeight = isWhole ? 0 : (blocks[0]?.size ?? 0) * 1.3
  const drawn = heights
    ? blocks.map(block => {
        const area = areaOf(block.block, canvas.template, heights, grid)
        return { block, area, ...drawBlock(block, area, style, noticeHeight) }
      })
    : []
  const rest: Continued[] = heights
    ? drawn.map(({ block, rest }) => ({ block: block.block, cards: rest }))
    : canvas.template.blocks.map(block => ({ block, cards: cards.get(block.id) ?? [] }))
  const continued = continuedSheets(
    rest.filter(({ cards }) => !heights || cards.length > 0),
    { canvas, style, isAll: !heights },
    fonts,
  )
  const gridHeight = heights?.reduce((sum, height) => sum + height, 0) ?? 0
  const parts: Part[] = [
    ...head.parts,
    ...drawn.flatMap(({ block, area, parts, rest, end }) => {
      if (rest.length === 0) return parts
      const width = area.width - 2 * style.padding.across
      const words = `${rest.length} more on page ${continued.pageOf(block.block.id)}`
      return [...parts, noticeOf(words, { at: end, width, size: block.size }, fonts)]
    }),
    ...(heights ? linesOf(blocks, canvas, heights, grid, style) : []),
    ...footer.parts.map(part => lowered(part, margin, top + gridHeight + legendGap)),
  ]
  const height = style.height ?? top + gridHeight + below + margin
  return { sheets: [{ width: style.width, height, parts }, ...continued.sheets], hasLead: head.hasLead }
}

/** The cards on the board, block by block, with their words measured. */
function boardCards(canvas: Canvas, fonts: Fonts): BoardCards {
  const letters = tagLetters(canvas.tags)
  const tags = new Map(
    canvas.tags.map(({ id, name, hue }) => [id, { name, hue, letter: letters.get(id) ?? "" }]),
  )
  const measured = (card: Card): BoardCard => ({
    card,
    text: measureText(cardParagraphs(card.text), fonts),
    tag: card.tag === undefined ? undefined : tags.get(card.tag),
  })
  return new Map(filledBlocks(canvas).map(({ block, cards }) => [block.id, cards.map(measured)]))
}

interface Fit {
  blocks: SetBlock[]
  /** Heights of the grid's rows; absent where not even the headings have room. */
  heights: number[] | undefined
  isWhole: boolean
}

function fitBlocks(
  { template }: Canvas,
  cards: BoardCards,
  { style, width, room }: { style: SheetStyle; width: number; room: number | undefined },
  fonts: Fonts,
): Fit {
  const column = width / template.columns
  const setAt = (size: number) =>
    template.blocks.map(block =>
      setBlock(
        block,
        cards.get(block.id) ?? [],
        { width: (block.columns[1] - block.columns[0]) * column, size, style },
        fonts,
      ),
    )
  const heightsOf = (blocks: readonly SetBlock[], key: "height" | "least", leastRow: number) =>
    rowHeights(template, block => blocks[template.blocks.indexOf(block)]?.[key] ?? 0, leastRow)
  const sum = (heights: readonly number[]) => heights.reduce((total, height) => total + height, 0)

  const wholeAt = (size: number): Fit | undefined => {
    const blocks = setAt(size)
    if (room === undefined)
      return { blocks, heights: heightsOf(blocks, "height", style.leastRow), isWhole: true }
    const heights = heightsOf(blocks, "height", 0)
    return sum(heights) > room ? undefined : { blocks, heights: fitRows(heights, room), isWhole: true }
  }
  const smallest = style.cardSizes.at(-1) ?? 0
  // Most boards fit at the first size, and what does not fit at the last fits at none between.
  const [largest = smallest, ...others] = style.cardSizes
  const first = wholeAt(largest)
  if (first) return first
  for (const size of wholeAt(smallest) ? others : []) {
    const whole = wholeAt(size)
    if (whole) return whole
  }
  const blocks = setAt(smallest)
  const least = heightsOf(blocks, "least", 0)
  const heights = room === undefined ? least : fitRows(heightsOf(blocks, "height", 0), room)
  const hasHeadings = least.every((height, row) => height <= (heights[row] ?? 0))
  return { blocks, heights: hasHeadings ? heights : undefined, isWhole: false }
}

/** Hairlines around each block, and the frame over them. */
function linesOf(
  blocks: readonly SetBlock[],
  { template }: Canvas,
  heights: readonly number[],
  grid: Omit<Box, "height">,
  { hairline, frame }: SheetStyle,
): Part[] {
  const height = heights.reduce((sum, row) => sum + row, 0)
  const lines = blocks.flatMap(({ block }): Part[] => {
    const area = areaOf(block, template, heights, grid)
    const right = { x: area.x + area.width - hairline / 2, y: area.y, width: hairline, height: area.height }
    const under = { x: area.x, y: area.y + area.height - hairline / 2, width: area.width, height: hairline }
    return [
      ...(block.columns[1] <= template.columns ? [{ kind: "fill", box: right, ink: "line" } as const] : []),
      ...(block.rows[1] <= template.rows ? [{ kind: "fill", box: under, ink: "line" } as const] : []),
    ]
  })
  return [...lines, { kind: "frame", box: { ...grid, height }, thickness: frame }]
}

function noticeOf(
  words: string,
  { at, width, size }: { at: { x: number; y: number }; width: number; size: number },
  fonts: Fonts,
): Part {
  const text = measureText([plain(words, { family: "serif", italic: true, ink: "inkFaint" })], fonts)
  return place(setText(text, { width, size, leading: 1.2 }, fonts), "notice", { ...at, width })
}

/** The legend, and the words of the foot behind it or, where they have no room there, under it. */
function footOf(
  foot: string,
  legend: { parts: Part[]; height: number; right: number },
  style: SheetStyle,
  fonts: Fonts,
): { parts: Part[]; height: number } {
  if (foot === "") return legend
  const width = style.width - 2 * style.margin
  const text = measureText([plain(foot, { family: "sans", ink: "inkFaint" })], fonts)
  const set = setText(text, { width, size: style.smallSize * 0.92, leading: 1.42 }, fonts)
  const own = Math.max(...set.lines.map(({ line }) => line.width), 0) * set.size
  const isBehind = set.lines.length === 1 && legend.right + own <= width
  const x = isBehind ? width - own : 0
  const y =
    isBehind || legend.height === 0 ? Math.max(0, legend.height - set.height) : legend.height + set.size * 0.6
  return {
    parts: [...legend.parts, place(set, "foot", { x, y, width: width - x })],
    height: Math.max(legend.height, y + set.height),
  }
}
