// The commentary cut into slides: one for each section, its words below one another, going on where a slide is full.
// Owns what stands on which slide and where; pptx.ts draws it.
import type { RichNode, RichText } from "../../shared/model/canvas.ts"
import type { Fonts } from "./fonts.ts"
import type { ExportSource } from "./format.ts"
import { type Box, measureText, type SheetStyle, setText } from "./sheet.ts"
import { tableGrid } from "./table-grid.ts"
import { threadWords } from "./thread-words.ts"
import type { Look } from "./typeset.ts"
import { type Paragraph, paragraphsOf, written } from "./words.ts"

/** A paragraph with the size it is set in. */
export interface SlideParagraph extends Paragraph {
  size: number
}
export type SlideItem =
  | { kind: "title"; box: Box; size: number; paragraphs: Paragraph[] }
  | { kind: "words"; box: Box; paragraphs: SlideParagraph[] }
  | { kind: "table"; box: Box; size: number; rows: TableCells[] }
export type TableCells = { paragraphs: Paragraph[]; columns: number; rows: number }[]

interface Section {
  title: string
  text: RichText
}

const TITLE_SIZE = 24
/** Of the words, tried in turn until a section fits on one slide; one that never does goes on at the second. */
const SIZES = [14, 13, 12, 11] as const
const CONTINUED_SIZE = SIZES[1]
/** Of other programs' fonts, which are set wider apart than ours. */
const LEADING = 1.36
/** The gap behind a paragraph, as it is set there. */
export const GAP_EM = 0.5
const HEADING_SCALE = 1.12
/** Words are read in lines of this length, however wide a slide is. */
const MEASURE_EM = 52
const read: Look = { family: "sans", ink: "ink" }

export function articleSlides(
  source: ExportSource,
  hasLead: boolean,
  style: SheetStyle,
  fonts: Fonts,
): SlideItem[][] {
  return sectionsOf(source, hasLead).flatMap(section => {
    const tries = SIZES.map(size => sectionSlides(section, size, style, fonts))
    return tries.find(slides => slides.length === 1) ?? tries[SIZES.indexOf(CONTINUED_SIZE)] ?? []
  })
}

/** A section begins with a heading of the first two levels. */
function sectionsOf(source: ExportSource, hasLead: boolean): Section[] {
  const { canvas } = source
  const sections: Section[] = []
  if (!hasLead && canvas.lead.length > 0) sections.push({ title: canvas.title, text: canvas.lead })
  for (const node of written(canvas.commentary)) {
    const isTop = node.type === "heading" && Number(node.attrs?.level ?? 2) <= 2
    if (isTop) sections.push({ title: (node.content ?? []).map(({ text = "" }) => text).join(""), text: [] })
    else {
      if (sections.length === 0) sections.push({ title: canvas.title, text: [] })
      sections.at(-1)?.text.push(node)
    }
  }
  const comments = threadWords(source).flatMap(
    ({ about, quote, isResolved, comments }): RichText => [
      heading(`${about}${isResolved ? " (resolved)" : ""}`),
      ...(quote === "" ? [] : [{ type: "blockquote", content: [words(quote)] }]),
      ...comments.flatMap(({ who, when, body }) => [words(`${who}, ${when}`, "bold"), ...body]),
    ],
  )
  return comments.length === 0 ? sections : [...sections, { title: "Comments", text: comments }]
}

const heading = (text: string): RichNode => ({
  type: "heading",
  attrs: { level: 3 },
  content: [{ type: "text", text }],
})
const words = (text: string, mark?: string): RichNode => ({
  type: "paragraph",
  content: [{ type: "text", text, ...(mark === undefined ? {} : { marks: [{ type: mark }] }) }],
})

function sectionSlides(
  { title, text }: Section,
  size: number,
  style: SheetStyle,
  fonts: Fonts,
): SlideItem[][] {
  const { width, height = 0, margin, foot } = style
  const inner = width - 2 * margin
  const lineWidth = Math.min(inner, MEASURE_EM * size)
  const bottom = height - margin - foot - 10
  const slides: SlideItem[][] = []
  let top = 0
  let y = 0

  const measured: Measure = (paragraphs, size, width) =>
    setText(measureText(paragraphs, fonts), { width, size, leading: LEADING }, fonts)
  const start = () => {
    const head = slideTitle(title, slides.length > 0)
    const { height } = measured(head, TITLE_SIZE, inner)
    slides.push([
      {
        kind: "title",
        box: { x: margin, y: margin, width: inner, height },
        size: TITLE_SIZE,
        paragraphs: head,
      },
    ])
    top = margin + height + 8
    y = top
  }
  const addWords = (paragraph: SlideParagraph, height: number) => {
    const last = slides.at(-1)?.at(-1)
    if (last?.kind === "words") {
      last.paragraphs.push(paragraph)
      last.box.height = y + height - last.box.y
    } else
      slides
        .at(-1)
        ?.push({ kind: "words", box: { x: margin, y, width: lineWidth, height }, paragraphs: [paragraph] })
    y += height + paragraph.size * GAP_EM
  }
  const addTable = (rows: Row[], height: number) => {
    const box = { x: margin, y: y + 2, width: inner, height }
    slides.at(-1)?.push({ kind: "table", box, size: size * 0.9, rows: rows.map(({ cells }) => cells) })
    y += height + size * 1.4
  }

  start()
  for (const [i, node] of text.entries()) {
    if (node.type === "table") {
      for (const rows of tableParts(node, size * 0.9, inner, bottom - top, measured)) {
        const height = rows.reduce((sum, row) => sum + row.height, 0)
        if (y + height > bottom && y > top) start()
        addTable(rows, height)
      }
      continue
    }
    const isHeading = node.type === "heading"
    const own = isHeading ? size * HEADING_SCALE : size
    const look: Look = isHeading ? { family: "serif", bold: true, ink: "ink" } : read
    for (const paragraph of cutLong(paragraphsOf([node], look), own, lineWidth, bottom - top, measured)) {
      const { height } = measured([paragraph], own, lineWidth)
      // A heading takes what it leads to along.
      const led = isHeading ? ledHeight(text, i + 1, size, lineWidth, measured) : -own * GAP_EM
      if (y + height + own * GAP_EM + Math.min(led, (bottom - top) / 2) > bottom && y > top) start()
      addWords({ ...paragraph, size: own }, height)
    }
  }
  return slides
}

function slideTitle(title: string, isContinued: boolean): Paragraph[] {
  const pieces: Paragraph["pieces"] = [{ words: title, look: { family: "serif", bold: true, ink: "ink" } }]
  if (isContinued)
    pieces.push({ words: " (continued)", look: { family: "serif", italic: true, ink: "inkFaint" } })
  return [{ pieces, indentEm: 0, sign: "" }]
}

/** How high the first words behind a heading are, with other headings in between. */
function ledHeight(text: RichText, from: number, size: number, width: number, measured: Measure): number {
  const node = text[from]
  if (!node) return 0
  const isHeading = node.type === "heading"
  const own = isHeading ? size * HEADING_SCALE : size
  const height = measured(paragraphsOf([node], read), own, width).height + own * GAP_EM
  return isHeading ? height + ledHeight(text, from + 1, size, width, measured) : height
}

type Measure = (
  paragraphs: Paragraph[],
  size: number,
  width: number,
) => { height: number; lines: { line: { runs: Paragraph["pieces"] } }[]; lineHeight: number }

/** A paragraph that no slide can hold becomes several. */
function cutLong(
  paragraphs: Paragraph[],
  size: number,
  width: number,
  room: number,
  measured: Measure,
): Paragraph[] {
  return paragraphs.flatMap(paragraph => {
    const set = measured([paragraph], size, width)
    if (set.height <= room) return [paragraph]
    const most = Math.max(1, Math.floor(room / set.lineHeight) - 1)
    return Array.from({ length: Math.ceil(set.lines.length / most) }, (_, part) => ({
      ...paragraph,
      pieces: set.lines
        .slice(part * most, (part + 1) * most)
        .flatMap(({ line }) => [
          ...line.runs.map(({ words, look }) => ({ words, look })),
          { words: " ", look: read },
        ]),
    }))
  })
}

interface Row {
  cells: TableCells
  height: number
}

/** A table's rows in parts that each fit on a slide. */
function tableParts(node: RichNode, size: number, width: number, room: number, measured: Measure): Row[][] {
  const grid = tableGrid(node)
  const columns = grid[0]?.length ?? 1
  const parts: Row[][] = []
  let left = 0
  for (const row of grid) {
    const cells = row.flatMap((cell, column) => {
      if (cell === undefined) return []
      const isBold = column === 0 || cell?.node.type === "tableHeader"
      const paragraphs = paragraphsOf(cell?.node.content ?? [], { ...read, bold: isBold })
      return [{ paragraphs, columns: cell?.columns ?? 1, rows: cell?.rows ?? 1 }]
    })
    const heights = cells.map(
      cell => measured(cell.paragraphs, size, (width * cell.columns) / columns - 10).height,
    )
    const height = Math.max(size * LEADING, ...heights) + 8
    if (parts.length === 0 || height > left) {
      parts.push([])
      left = room
    }
    parts.at(-1)?.push({ cells, height })
    left -= height
  }
  return parts
}
