// Rich text → paragraphs and tables of a document. Lists are numbered by the word processor: each ordered list is a
// numbering of its own, so that none goes on where another ended.
import {
  BorderStyle,
  ExternalHyperlink,
  HeadingLevel,
  type ILevelsOptions,
  type IParagraphOptions,
  LevelFormat,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx"
import type { RichNode, RichText } from "../../shared/model/canvas.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import { isLeadIn } from "../../shared/model/title.ts"
import { MONO, SANS } from "./docx-styles.ts"
import type { Palette } from "./palette.ts"
import { type GridCell, tableGrid } from "./table-grid.ts"
import { pieceOf } from "./words.ts"

const headings = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
] as const
/** Word knows nine levels of a list. */
const MAX_LEVEL = 8

/** What stands one below the other. */
export type Flow = Paragraph | Table

interface Place {
  style?: string
  list?: { reference: string; level: number }
  /** Levels of lists around it. */
  level?: number
  isBold?: boolean
}

const startsRightToLeft = (words: string) =>
  /^[^\p{L}]*[\p{scx=Arab}\p{scx=Hebr}\p{scx=Syrc}\p{scx=Thaa}]/u.test(words)

export class DocxText {
  readonly #palette: Palette
  readonly #orderedStarts: number[] = []

  constructor(palette: Palette) {
    this.#palette = palette
  }

  blocks(text: RichText, place: Place = {}): Flow[] {
    return text.flatMap(node => this.#block(node, place))
  }

  /** A paragraph as an item of a list of bullets. */
  listed(options: IParagraphOptions, content: readonly RichNode[]): Paragraph {
    return paragraph({ ...options, numbering: { reference: "bullets", level: 0 } }, content)
  }

  /** The numberings of all lists so far. */
  numbering(): { reference: string; levels: ILevelsOptions[] }[] {
    const levels = (start: number | undefined): ILevelsOptions[] =>
      Array.from({ length: MAX_LEVEL + 1 }, (_, level) => ({
        level,
        format: start === undefined ? LevelFormat.BULLET : LevelFormat.DECIMAL,
        text: start === undefined ? "•" : `%${level + 1}.`,
        start: start ?? 1,
        style: {
          paragraph: {
            indent: {
              left: 200 + level * 300 + (start === undefined ? 0 : 120),
              hanging: start === undefined ? 200 : 320,
            },
          },
          run: { font: SANS, color: this.#palette.inkFaint.slice(1) },
        },
      }))
    return [
      { reference: "bullets", levels: levels(undefined) },
      ...this.#orderedStarts.map((start, i) => ({ reference: `ordered-${i}`, levels: levels(start) })),
    ]
  }

  #block(node: RichNode, place: Place): Flow[] {
    const content = node.content ?? []
    switch (node.type) {
      case "heading": {
        const level = typeof node.attrs?.level === "number" ? node.attrs.level : 2
        const heading = headings[Math.min(Math.max(level, 1), headings.length) - 1] ?? headings[1]
        return [paragraph({ heading, children: runsOf(content, {}, this.#palette) }, content)]
      }
      case "bulletList":
        return this.#list(content, "bullets", place)
      case "orderedList": {
        const start = typeof node.attrs?.start === "number" ? Math.max(0, node.attrs.start) : 1
        const reference = `ordered-${this.#orderedStarts.push(start) - 1}`
        return this.#list(content, reference, place)
      }
      case "blockquote":
        return this.blocks(content, { ...place, style: "Quote" })
      case "codeBlock":
        return plainText(content)
          .split("\n")
          .map(line => new Paragraph({ style: "Code", children: [new TextRun(line)] }))
      case "horizontalRule":
        return [
          new Paragraph({
            border: {
              bottom: { style: BorderStyle.SINGLE, size: 4, color: this.#palette.inkFaint.slice(1) },
            },
          }),
        ]
      case "table":
        return this.#table(node)
      case "paragraph":
        return [this.#paragraph(content, place)]
      default:
        return [this.#paragraph(node.type === "text" ? [node] : content, place)]
    }
  }

  #paragraph(content: readonly RichNode[], { style, list, level, isBold }: Place): Paragraph {
    const children = runsOf(content, isBold ? { boldFor: Number.POSITIVE_INFINITY } : {}, this.#palette)
    return paragraph(
      {
        ...(style === undefined ? {} : { style }),
        ...(list ? { numbering: list } : level ? { indent: { left: 200 + level * 300 } } : {}),
        children,
      },
      content,
    )
  }

  #list(items: readonly RichNode[], reference: string, place: Place): Flow[] {
    const level = Math.min(place.level === undefined ? 0 : place.level + 1, MAX_LEVEL)
    const { list: _, ...rest } = place
    return items.flatMap(item => {
      const [first, ...more] = item.content ?? []
      if (!first) return []
      return [
        ...this.#block(first, { ...rest, level, list: { reference, level } }),
        ...more.flatMap(child => this.#block(child, { ...rest, level })),
      ]
    })
  }

  #table(node: RichNode): Flow[] {
    const grid = tableGrid(node)
    const columns = grid[0]?.length ?? 0
    if (columns === 0) return []
    const strong = { style: BorderStyle.SINGLE, size: 12, color: this.#palette.ink.slice(1) }
    const thin = { style: BorderStyle.SINGLE, size: 4, color: this.#palette.line.slice(1) }
    const none = { style: BorderStyle.NONE, size: 0, color: "auto" }
    const isHead = (cell: GridCell | undefined | null) => cell?.node.type === "tableHeader"
    const rows = grid.map(
      row =>
        new TableRow({
          cantSplit: true,
          tableHeader: row.every(cell => cell === undefined || isHead(cell)),
          children: row.flatMap((cell, column) =>
            cell === undefined ? [] : [this.#cell(cell, column, columns)],
          ),
        }),
    )
    return [
      new Table({
        rows,
        width: { size: 100, type: WidthType.PERCENTAGE },
        borders: {
          top: strong,
          bottom: strong,
          left: none,
          right: none,
          insideHorizontal: thin,
          insideVertical: none,
        },
      }),
      new Paragraph({ spacing: { after: 60 } }),
    ]
  }

  #cell(cell: GridCell | null, column: number, columns: number): TableCell {
    const isBold = column === 0 || cell?.node.type === "tableHeader"
    const children = cell ? this.blocks(cell.node.content ?? [], { style: "Cell", isBold }) : []
    return new TableCell({
      // A cell ends with a paragraph, or Word calls the file broken.
      children:
        children.at(-1) instanceof Paragraph ? children : [...children, new Paragraph({ style: "Cell" })],
      width: { size: (100 * (cell?.columns ?? 1)) / columns, type: WidthType.PERCENTAGE },
      margins: { top: 70, bottom: 70, left: 0, right: 160 },
      columnSpan: cell?.columns ?? 1,
      rowSpan: cell?.rows ?? 1,
    })
  }
}

function paragraph(options: IParagraphOptions, content: readonly RichNode[]): Paragraph {
  const words = content.map(({ text = "" }) => text).join("")
  return new Paragraph(startsRightToLeft(words) ? { ...options, bidirectional: true } : options)
}

/** Runs of words with their marks. The first `boldFor` characters are bold, whatever they are otherwise. */
export function runsOf(
  content: readonly RichNode[],
  { boldFor = 0 }: { boldFor?: number },
  palette: Palette,
): ParagraphChild[] {
  let left = boldFor
  return content.flatMap((node, i): ParagraphChild[] => {
    if (node.type === "hardBreak") return [new TextRun({ break: 1 })]
    const { words, look } = pieceOf(node, { family: "serif", ink: "ink" })
    const marks = new Set((node.marks ?? []).map(({ type }) => type))
    const isLead = i === 0 && isLeadIn(words, marks.has("bold"))
    const run = (text: string, isBold: boolean) =>
      new TextRun({
        text,
        // Only what is: a "no" would speak over the style, such as a heading's bold.
        ...(isBold ? { bold: true } : {}),
        ...(look.italic ? { italics: true } : {}),
        ...(look.struck ? { strike: true } : {}),
        ...(startsRightToLeft(text) ? { rightToLeft: true } : {}),
        ...(look.underlined ? { underline: {} } : {}),
        ...(marks.has("code") ? { font: MONO } : isLead ? { font: SANS } : {}),
        ...(isBold && boldFor > 0 ? { color: palette.ink.slice(1) } : {}),
        ...(look.href === undefined ? {} : { style: "Hyperlink" }),
      })
    const title = words.slice(0, left)
    const rest = words.slice(title.length)
    left -= title.length
    const runs = [
      ...(title === "" ? [] : [run(title, true)]),
      ...(rest === "" ? [] : [run(rest, look.bold ?? false)]),
    ]
    return look.href === undefined ? runs : [new ExternalHyperlink({ link: look.href, children: runs })]
  })
}
