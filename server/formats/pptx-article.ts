// The commentary cut into slides: one for each section, its words below one another, going on where a slide is full.
// Owns what stands on which slide and where; pptx.ts draws it.
import type { RichNode, RichText } from "../../shared/model/canvas.ts"
import type { Fonts } from "./fonts.ts"
import type { ExportSource } from "./format.ts"
import { type Box, measureText, type SheetStyle, setText } from "./sheet.ts"
import { tableGrid } from "./table-grid.ts"
import { threadWords } from "./thread-words.ts"
import type { Look } from "./typeset.ts"
import { type Paragraph, paragraphsOf } from "./words.ts"

export type SlideItem =
  | { kind: "words"; box: Box; size: number; paragraphs: Paragraph[]; isHeading: boolean }
  | {
      kind: "table"
      box: Box
      size: number
      rows: { paragraphs: Paragraph[]; columns: number; rows: number }[][]
    }

interface Section {
  title: string
  text: RichText
}

const SIZES = { title: 24, heading: 15, words: 13, table: 11.5 }
/** Of the fonts of offices, which are set wider apart than ours. */
const LEADING = 1.34
const GAP_EM = 0.55
/** Words are read in lines of this length, however wide a slide is. */
const MEASURE = 680
const read: Look = { family: "sans", ink: "ink" }

export function articleSlides(
  source: ExportSource,
  hasLead: boolean,
  style: SheetStyle,
  fonts: Fonts,
): SlideItem[][] {
  return sectionsOf(source, hasLead).flatMap(section => sectionSlides(section, style, fonts))
}

/** A section begins with a heading of the first two levels. */
function sectionsOf(source: ExportSource, hasLead: boolean): Section[] {
  const { canvas } = source
  const sections: Section[] = []
  if (!hasLead && canvas.lead.length > 0) sections.push({ title: canvas.title, text: canvas.lead })
  for (const node of canvas.commentary) {
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

function sectionSlides({ title, text }: Section, style: SheetStyle, fonts: Fonts): SlideItem[][] {
  const { width, height = 0, margin, foot } = style
  const inner = width - 2 * margin
  const bottom = height - margin - foot - 10
  const slides: SlideItem[][] = []
  let y = 0

  const start = () => {
    const behind = slides.length === 0 ? "" : " (continued)"
    const pieces = [
      { words: title, look: { family: "serif", bold: true, ink: "ink" } as const },
      ...(behind === ""
        ? []
        : [{ words: behind, look: { family: "serif", italic: true, ink: "inkFaint" } as const }]),
    ]
    const paragraphs: Paragraph[] = [{ pieces, indentEm: 0, sign: "" }]
    const set = setText(
      measureText(paragraphs, fonts),
      { width: inner, size: SIZES.title, leading: 1.2 },
      fonts,
    )
    const box = { x: margin, y: margin, width: inner, height: set.height + 4 }
    slides.push([{ kind: "words", box, size: SIZES.title, paragraphs, isHeading: true }])
    y = margin + set.height + 18
  }
  const add = (item: SlideItem) => slides.at(-1)?.push(item)
  const measured = (paragraphs: Paragraph[], size: number, width: number) =>
    setText(measureText(paragraphs, fonts), { width, size, leading: LEADING }, fonts)

  start()
  const top = y
  for (const [i, node] of text.entries()) {
    if (node.type === "table") {
      for (const rows of tableParts(node, inner, bottom - top, measured)) {
        const height = rows.reduce((sum, row) => sum + row.height, 0)
        if (y + height > bottom && y > top) start()
        add({
          kind: "table",
          box: { x: margin, y, width: inner, height },
          size: SIZES.table,
          rows: rows.map(({ cells }) => cells),
        })
        y += height + SIZES.words
      }
      continue
    }
    const isHeading = node.type === "heading"
    const size = isHeading ? SIZES.heading : SIZES.words
    const look: Look = isHeading ? { family: "serif", bold: true, ink: "ink" } : read
    const lineWidth = Math.min(inner, MEASURE)
    for (const paragraph of cutLong(paragraphsOf([node], look), size, lineWidth, bottom - top, measured)) {
      const { height } = measured([paragraph], size, lineWidth)
      // A heading takes what it leads to along.
      const next = text[i + 1]
      const needed = isHeading && next ? height + SIZES.words * LEADING * 3 : height
      if (y + needed > bottom && y > top) start()
      else if (isHeading && y > top) y += size * 0.5
      const box = { x: margin, y, width: lineWidth, height: height + 2 }
      add({ kind: "words", box, size, paragraphs: [paragraph], isHeading: false })
      y += height + size * GAP_EM
    }
  }
  return slides
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
  cells: { paragraphs: Paragraph[]; columns: number; rows: number }[]
  height: number
}

/** A table's rows in parts that each fit on a slide. */
function tableParts(node: RichNode, width: number, room: number, measured: Measure): Row[][] {
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
      cell => measured(cell.paragraphs, SIZES.table, (width * cell.columns) / columns - 10).height,
    )
    const height = Math.max(SIZES.table * LEADING, ...heights) + 8
    if (parts.length === 0 || height > left) {
      parts.push([])
      left = room
    }
    parts.at(-1)?.push({ cells, height })
    left -= height
  }
  return parts
}
