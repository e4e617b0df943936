// Rich text → paragraphs of pieces: what a card or a lead is where it is set by the line. Lists keep their signs and
// their indent, a table is a line for each row; nothing of the words is left out.
import type { RichMark, RichNode, RichText } from "../../shared/model/canvas.ts"
import { safeHref } from "../../shared/model/href.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import { firstLine, titleLength } from "../../shared/model/title.ts"
import { hasWords } from "./article-head.ts"
import type { Look, Piece } from "./typeset.ts"

export interface Paragraph {
  pieces: Piece[]
  indentEm: number
  /** Stands before the words, in the indent: "•", "3." or nothing. */
  sign: string
}

const INDENT_EM = 0.9

/** A card's paragraphs: the title of its first line in ink and bold, the rest softer. */
export function cardParagraphs(text: RichText): Paragraph[] {
  const soft: Look = { family: "sans", ink: "inkSoft" }
  const paragraphs = paragraphsOf(text, soft)
  const [first] = paragraphs
  const top = text[0]
  if (first && top?.type === "paragraph")
    first.pieces = withTitle(first.pieces, titleLength(firstLine(top.content ?? [])))
  return paragraphs
}

function withTitle(pieces: readonly Piece[], length: number): Piece[] {
  let left = length
  return pieces.flatMap(({ words, look }) => {
    const title = words.slice(0, left)
    left -= title.length
    const bold: Look = { ...look, bold: true, ink: look.href ? look.ink : "ink" }
    const rest = words.slice(title.length)
    return [
      ...(title === "" ? [] : [{ words: title, look: bold }]),
      ...(rest === "" ? [] : [{ words: rest, look }]),
    ]
  })
}

/** Nothing where nobody has written anything: an editor leaves an empty paragraph behind. */
export const written = (text: RichText): RichText => (text.some(hasWords) ? text : [])

export const paragraphsOf = (text: RichText, look: Look): Paragraph[] =>
  text.flatMap(node => blockParagraphs(node, look, 0))

function blockParagraphs(node: RichNode, look: Look, indentEm: number): Paragraph[] {
  const content = node.content ?? []
  switch (node.type) {
    case "paragraph":
      return inlineParagraphs(content, look, indentEm)
    case "heading":
      return inlineParagraphs(content, { ...look, bold: true, ink: "ink" }, indentEm)
    case "bulletList":
      return content.flatMap(item => itemParagraphs(item, "•", look, indentEm))
    case "orderedList": {
      const start = typeof node.attrs?.start === "number" ? node.attrs.start : 1
      return content.flatMap((item, i) => itemParagraphs(item, `${start + i}.`, look, indentEm))
    }
    case "blockquote":
      return content.flatMap(child => blockParagraphs(child, { ...look, italic: true }, indentEm + INDENT_EM))
    case "table":
      return content.map(row => rowParagraph(row, look, indentEm))
    case "horizontalRule":
      return []
    default:
      return plainText(node.type === "text" ? [node] : content)
        .split("\n")
        .map(words => ({ pieces: [{ words, look }], indentEm, sign: "" }))
  }
}

function itemParagraphs(item: RichNode, sign: string, look: Look, indentEm: number): Paragraph[] {
  const inside = indentEm + INDENT_EM + (sign.length > 2 ? INDENT_EM / 2 : 0)
  const paragraphs = (item.content ?? []).flatMap(child => blockParagraphs(child, look, inside))
  const [first, ...rest] = paragraphs
  return first ? [{ ...first, sign: first.sign === "" ? sign : first.sign }, ...rest] : []
}

function rowParagraph(row: RichNode, look: Look, indentEm: number): Paragraph {
  const cells = (row.content ?? []).map(cell => {
    const own = cell.type === "tableHeader" ? { ...look, bold: true } : look
    return (cell.content ?? [])
      .flatMap(child => blockParagraphs(child, own, 0))
      .flatMap(({ pieces }) => pieces)
  })
  const pieces = cells.flatMap((cell, i) => (i === 0 ? cell : [{ words: "   ", look }, ...cell]))
  return { pieces, indentEm, sign: "" }
}

/** A paragraph for each line: hard breaks end one. */
function inlineParagraphs(content: readonly RichNode[], look: Look, indentEm: number): Paragraph[] {
  const lines: Piece[][] = [[]]
  for (const node of content)
    if (node.type === "hardBreak") lines.push([])
    else lines.at(-1)?.push(pieceOf(node, look))
  return lines.map(pieces => ({ pieces, indentEm, sign: "" }))
}

/** A run of words with its marks. */
export function pieceOf(node: RichNode, look: Look): Piece {
  const words = plainText([node]).replace(/\p{Cc}/gu, sign => (/\s/.test(sign) ? " " : ""))
  return { words, look: (node.marks ?? []).reduce(marked, look) }
}

function marked(look: Look, mark: RichMark): Look {
  switch (mark.type) {
    case "bold":
      return { ...look, bold: true }
    case "italic":
      return { ...look, italic: true }
    case "underline":
      return { ...look, underlined: true }
    case "strike":
      return { ...look, struck: true }
    case "link": {
      const href = safeHref(mark.attrs?.href)
      return href === undefined ? look : { ...look, href, ink: "accent" }
    }
    default:
      return look
  }
}
