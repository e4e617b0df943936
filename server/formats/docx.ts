// The canvas as a document that goes on living in a word processor: real headings, lists, tables and links, nothing
// placed by hand. The blocks stand in two columns in the order of the board, then the commentary, then the comments.
// Words from right to left say so, and are set by the word processor.
import {
  Document,
  Footer,
  HeadingLevel,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  TabStopType,
  TextRun,
} from "docx"
import type { Paper } from "../../shared/formats-api.ts"
import type { Canvas, Card, Tag } from "../../shared/model/canvas.ts"
import { firstLine, titleLength } from "../../shared/model/title.ts"
import { filledBlocks } from "./board-cards.ts"
import { cleanSource } from "./clean-source.ts"
import { documentStyles, SANS } from "./docx-styles.ts"
import { DocxText, type Flow, runsOf } from "./docx-text.ts"
import { attributionOf, titleOf, versionWords } from "./foot-words.ts"
import type { Exporter, ExportSource } from "./format.ts"
import { languageOf } from "./language.ts"
import { markInkOf, type Palette, paletteOf, strongOf } from "./palette.ts"
import { threadWords } from "./thread-words.ts"
import { written } from "./words.ts"

/** In twentieths of a point. */
const pages: Record<Paper, { width: number; height: number }> = {
  a4: { width: 11906, height: 16838 },
  letter: { width: 12240, height: 15840 },
  // Lying A3 is two A4: what is read has the size of one.
  a3: { width: 11906, height: 16838 },
}
const MARGIN = { top: 1100, bottom: 1100, left: 1250, right: 1250, footer: 560 }

export const docx: Exporter = {
  mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  extension: ".docx",
  write: (source, { paper }) => Packer.toBuffer(documentOf(cleanSource(source), paper)),
}

function documentOf(source: ExportSource, paper: Paper): Document {
  const { canvas } = source
  const palette = paletteOf("light", "#ffffff")
  const text = new DocxText(palette)
  const size = pages[paper]
  const footers = { default: footer(source, size.width, palette) }
  const section = (children: Flow[], more: ISectionOptions["properties"] = {}): ISectionOptions => ({
    properties: { page: { size, margin: MARGIN }, type: SectionType.CONTINUOUS, ...more },
    footers,
    children,
  })
  const article = text.blocks(written(canvas.commentary))
  const comments = commentsOf(source, text)
  const sections = [
    section([...titleBlock(canvas, text), heading1(canvas.template.name)]),
    section(boardOf(canvas, text, palette), { column: { count: 2, space: 480 } }),
    ...(article.length === 0 ? [] : [section([heading1("Commentary", true), ...article])]),
    ...(comments.length === 0 ? [] : [section(comments)]),
  ]
  return new Document({
    title: titleOf(source),
    creator: "Ninefold",
    lastModifiedBy: "Ninefold",
    styles: documentStyles(palette, languageOf(canvas)),
    numbering: { config: text.numbering() },
    sections,
  })
}

/**
 * A page is begun by the heading, not by its section: columns before a section that goes on the same page are made
 * equally long.
 */
const heading1 = (words: string, pageBreakBefore = false) =>
  new Paragraph({ heading: HeadingLevel.HEADING_1, text: words, pageBreakBefore })

function titleBlock(canvas: Canvas, text: DocxText): Flow[] {
  const people = [
    ...(canvas.designedFor === "" ? [] : [`Designed for ${canvas.designedFor}`]),
    ...(canvas.designedBy === "" ? [] : [`Designed by ${canvas.designedBy}`]),
  ]
  return [
    ...(canvas.category === "" ? [] : [new Paragraph({ style: "Category", text: canvas.category })]),
    new Paragraph({ heading: HeadingLevel.TITLE, text: titleOf({ canvas }) }),
    ...(people.length === 0 ? [] : [new Paragraph({ style: "People", text: people.join("   ") })]),
    ...text.blocks(written(canvas.lead), { style: "Lead" }),
  ]
}

/** The blocks as headings with their cards as lists. */
function boardOf(canvas: Canvas, text: DocxText, palette: Palette): Flow[] {
  return filledBlocks(canvas).flatMap(({ block, cards }) => {
    const color = palette[strongOf(block.tone)].slice(1)
    return [
      new Paragraph({
        heading: HeadingLevel.HEADING_2,
        border: { top: { style: "single", size: 10, color, space: 4 } },
        children: [new TextRun(block.title)],
      }),
      ...cards.flatMap(card => cardOf(card, canvas.tags, text, palette)),
    ]
  })
}

function cardOf(
  { text: words, tag: id }: Card,
  tags: readonly Tag[],
  text: DocxText,
  palette: Palette,
): Flow[] {
  const [first, ...rest] = words
  const tag = tags.find(each => each.id === id)
  const color = tag && palette[markInkOf(tag.hue)].slice(1)
  // In a style of its own, by which a reader can tell it from the card's words.
  const mark = tag && new TextRun({ text: ` · ${tag.name}`, style: "CardTag", ...(color && { color }) })
  if (first?.type !== "paragraph")
    return [
      ...text.blocks(words, { style: "Card" }),
      ...(mark ? [new Paragraph({ style: "Card", children: [mark] })] : []),
    ]
  const content = first.content ?? []
  const runs = runsOf(content, { boldFor: titleLength(firstLine(content)) }, palette)
  return [
    text.listed({ style: "Card", children: [...runs, ...(mark ? [mark] : [])] }, content),
    ...text.blocks(rest, { style: "CardMore" }),
  ]
}

function commentsOf(source: ExportSource, text: DocxText): Flow[] {
  const threads = threadWords(source)
  if (threads.length === 0) return []
  const drawn = threads.flatMap(thread => [
    new Paragraph({
      heading: HeadingLevel.HEADING_3,
      text: `${thread.about}${thread.isResolved ? " (resolved)" : ""}`,
    }),
    ...(thread.quote === "" ? [] : [new Paragraph({ style: "Quote", text: thread.quote })]),
    ...thread.comments.flatMap(({ who, when, body }) => [
      new Paragraph({
        style: "People",
        keepNext: true,
        children: [new TextRun({ text: who, bold: true }), new TextRun(`  ${when}`)],
      }),
      ...text.blocks(body),
    ]),
  ])
  return [heading1("Comments", true), ...drawn]
}

function footer(source: ExportSource, width: number, palette: Palette): Footer {
  const look = { size: 14, color: palette.inkFaint.slice(1), font: SANS }
  const right = width - MARGIN.left - MARGIN.right
  return new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: right }],
        children: [
          new TextRun({ ...look, text: attributionOf(source) }),
          new TextRun({
            ...look,
            children: [
              "\t",
              `${versionWords(source)}  ·  `,
              PageNumber.CURRENT,
              " of ",
              PageNumber.TOTAL_PAGES,
            ],
          }),
        ],
      }),
    ],
  })
}
