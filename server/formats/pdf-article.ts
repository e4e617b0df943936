// Rich text → what pdfmake sets by itself: the commentary, and what else is read rather than looked at. The type is the
// page's on screen: one serif, headings over hairlines, run-in heads in the sans, tables with rules and nothing upright.
import type { Content, ContentTable } from "pdfmake/interfaces.js"
import type { RichNode, RichText } from "../../shared/model/canvas.ts"
import { isLeadIn } from "../../shared/model/title.ts"
import { hasWords } from "./article-head.ts"
import type { Fonts } from "./fonts.ts"
import type { Palette } from "./palette.ts"
import { inlineOf } from "./pdf-sheet.ts"
import { measureText, setText } from "./sheet.ts"
import { type GridCell, tableGrid } from "./table-grid.ts"
import type { Look } from "./typeset.ts"
import { paragraphsOf, pieceOf } from "./words.ts"

export interface ArticleSetting {
  fonts: Fonts
  palette: Palette
  /** Points, as all lengths here. */
  width: number
  /** What a page can hold. A table that fits is kept on one. */
  height: number
  /** Air below a paragraph. */
  below: number
}

export const READ_SIZE = 10.5
const TABLE_SIZE = 9
/** Of the last two, the smaller. */
const headings = [
  { size: 17, above: 22, below: 7, isRuled: true },
  { size: 15.5, above: 20, below: 6, isRuled: true },
  { size: 12.5, above: 14, below: 4, isRuled: false },
  { size: 10.5, above: 11, below: 2, isRuled: false },
] as const

const TIGHT = 3

const read: Look = { family: "serif", ink: "ink" }
const LIST_SIGN = "•"

/** Marks what a heading leads to: the rule that keeps headings with it looks for this style. */
export const WORDS_STYLE = "words"

export function pdfArticle(text: RichText, setting: ArticleSetting): Content[] {
  return text.map((node, i) => {
    const before = text[i - 1]
    return block(node, read, setting, before === undefined || before.type === "heading")
  })
}

/** @param isTight it follows a heading or nothing, and needs no air above. */
function block(node: RichNode, look: Look, setting: ArticleSetting, isTight = false): Content {
  const content = node.content ?? []
  switch (node.type) {
    case "heading":
      return heading(node, setting, isTight)
    case "bulletList":
      return list(
        content.map(() => LIST_SIGN),
        content,
        look,
        setting,
      )
    case "orderedList": {
      const start = typeof node.attrs?.start === "number" ? node.attrs.start : 1
      return list(
        content.map((_, i) => `${start + i}.`),
        content,
        look,
        setting,
      )
    }
    case "blockquote":
      return quote(content, look, setting)
    case "codeBlock":
      return code(node, setting)
    case "horizontalRule": {
      const x = (setting.width - 54) / 2
      const line = { type: "line" as const, x1: x, y1: 0, x2: x + 54, y2: 0, lineWidth: 0.6 }
      return { canvas: [{ ...line, lineColor: setting.palette.inkFaint }], margin: [0, 12, 0, 16] }
    }
    case "table":
      return table(node, setting)
    case "paragraph":
      return paragraph(content, look, setting)
    default:
      return paragraph(node.type === "text" ? [node] : content, look, setting)
  }
}

function paragraph(content: readonly RichNode[], look: Look, setting: ArticleSetting): Content {
  const [first] = content
  const leads = first && isLeadIn(first.text ?? "", first.marks?.some(({ type }) => type === "bold") ?? false)
  const inlines = content.flatMap((node, i) =>
    inlinesOf(node, leads && i === 0 ? { ...look, family: "sans" } : look, setting),
  )
  return { text: inlines, style: WORDS_STYLE, margin: [0, 0, 0, setting.below] }
}

function inlinesOf(node: RichNode, look: Look, { fonts, palette }: ArticleSetting) {
  if (node.type === "hardBreak") return [{ text: "\n" }]
  const piece = pieceOf(node, look)
  return fonts.cut(piece.words, piece.look).map(run => inlineOf({ ...run, look: piece.look }, palette))
}

function heading(node: RichNode, setting: ArticleSetting, isTight: boolean): Content {
  const level = typeof node.attrs?.level === "number" ? node.attrs.level : 2
  const style = headings[Math.min(Math.max(level, 1), headings.length) - 1] ?? headings[1]
  const family = level >= 4 ? "sans" : "serif"
  const text: Content = {
    text: (node.content ?? []).flatMap(child =>
      inlinesOf(child, { family, bold: true, ink: "ink" }, setting),
    ),
    fontSize: style.size,
    lineHeight: 1.0,
    // pdfmake cannot list a heading that has no line.
    outline: hasWords(node),
    margin: [0, 0, 0, style.below],
  }
  if (!style.isRuled || isTight)
    return { ...text, headlineLevel: level, margin: [0, isTight ? TIGHT : style.above, 0, style.below] }
  const rule = { type: "line" as const, x1: 0, y1: 0, x2: setting.width, y2: 0, lineWidth: 0.5 }
  return {
    stack: [{ canvas: [{ ...rule, lineColor: setting.palette.inkFaint }], margin: [0, 0, 0, 8] }, text],
    unbreakable: true,
    // Of the whole: pdfmake loses what it is told to break inside of something unbreakable.
    headlineLevel: level,
    margin: [0, style.above, 0, 0],
  }
}

/** A sign and the words beside it, a row each; pdfmake's own lists would set the signs in the words' font. */
function list(
  signs: readonly string[],
  items: readonly RichNode[],
  look: Look,
  setting: ArticleSetting,
): Content {
  const indent = Math.max(11, ...signs.map(sign => sign.length * 5.2 + 4))
  const inner = { ...setting, width: setting.width - indent, below: Math.min(setting.below, 3) }
  const rows = items.map((item, i): Content => {
    const sign = {
      text: signs[i] ?? "",
      width: indent,
      font: "Source Sans 3",
      color: setting.palette.inkFaint,
    }
    const blocks = item.type === "listItem" ? (item.content ?? []) : [item]
    return { columns: [sign, { stack: blocks.map(child => block(child, look, inner)), width: "*" }] }
  })
  return { stack: rows, margin: [0, 0, 0, 4] }
}

function quote(content: readonly RichNode[], look: Look, setting: ArticleSetting): Content {
  const inner = { ...setting, width: setting.width - 14 }
  const stack = content.map(child => block(child, { ...look, italic: true, ink: "inkSoft" }, inner))
  return {
    table: { widths: ["*"], body: [[{ stack }]] },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: line => (line === 0 ? 1.6 : 0),
      vLineColor: () => setting.palette.accent,
      paddingLeft: () => 12,
      paddingTop: () => 1,
      paddingBottom: () => 0,
    },
    margin: [0, 6, 0, 12],
  }
}

function code(node: RichNode, setting: ArticleSetting): Content {
  const words = (node.content ?? []).map(({ text = "" }) => text).join("")
  const look: Look = { family: "sans", ink: "ink" }
  const lines = words
    .split("\n")
    .flatMap((line, i) => [
      ...(i === 0 ? [] : [{ text: "\n" }]),
      ...setting.fonts
        .cut(line.replace(/\t/g, "    "), look)
        .map(run => inlineOf({ ...run, look }, setting.palette)),
    ])
  return {
    table: {
      widths: ["*"],
      body: [[{ text: lines, fontSize: TABLE_SIZE, lineHeight: 1.2, style: WORDS_STYLE }]],
    },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: () => 0,
      fillColor: () => setting.palette.toneNeutral,
      paddingLeft: () => 8,
      paddingRight: () => 8,
      paddingTop: () => 6,
      paddingBottom: () => 4,
    },
    margin: [0, 4, 0, 10],
  }
}

function table(node: RichNode, setting: ArticleSetting): Content {
  const grid = tableGrid(node)
  const columns = grid[0]?.length ?? 0
  if (columns === 0) return { text: "" }
  const width = setting.width / columns
  const isHeader = (cell: GridCell | undefined | null) => cell?.node.type === "tableHeader"
  const headerRows = grid.findIndex(row => !row.every(cell => cell === undefined || isHeader(cell)))
  const body = grid.map(row =>
    row.map((cell, column): Content => {
      if (!cell) return { text: "" }
      const inner = { ...setting, width: width * cell.columns - 10, below: 0 }
      return { ...cellOf(cell, column, inner), colSpan: cell.columns, rowSpan: cell.rows } as Content
    }),
  )
  const isKept = heightOf(grid, setting) < setting.height
  const set: ContentTable = {
    table: {
      widths: Array.from({ length: columns }, () => "*"),
      headerRows: isKept ? 0 : Math.min(Math.max(headerRows, 0), 3),
      dontBreakRows: isKept,
      body,
    },
    layout: {
      hLineWidth: line => (line === 0 || line === grid.length ? 1.3 : 0.5),
      hLineColor: line =>
        line === 0 || line === grid.length || line === headerRows
          ? setting.palette.ink
          : setting.palette.line,
      vLineWidth: () => 0,
      paddingLeft: () => 0,
      paddingRight: () => 10,
      paddingTop: () => 4.5,
      paddingBottom: () => 3.5,
    },
    fontSize: TABLE_SIZE,
    lineHeight: 1.18,
    margin: [0, 8, 0, 14],
  }
  return isKept ? { stack: [set], unbreakable: true } : set
}

function cellOf({ node }: GridCell, column: number, setting: ArticleSetting) {
  const isHead = node.type === "tableHeader"
  const look: Look = { family: "sans", ink: isHead ? "inkSoft" : "ink", bold: isHead || column === 0 }
  return { stack: (node.content ?? []).map(child => block(child, look, setting)) }
}

/** About how high a table will be, and never less. */
function heightOf(grid: ReturnType<typeof tableGrid>, { fonts, width }: ArticleSetting): number {
  const column = width / (grid[0]?.length ?? 1)
  const rows = grid.map(row => {
    const cells = row.map(cell => {
      if (!cell) return 0
      const text = measureText(
        paragraphsOf(cell.node.content ?? [], { family: "sans", bold: true, ink: "ink" }),
        fonts,
      )
      const set = setText(text, { width: column * cell.columns - 12, size: TABLE_SIZE, leading: 1.7 }, fonts)
      return set.height / cell.rows
    })
    return Math.max(TABLE_SIZE * 1.7, ...cells) + 8.5
  })
  return rows.reduce((sum, height) => sum + height, 24)
}
