// A canvas file as a preview shows it: which cards each block gets and what the commentary has, in words.

import type { RichText } from "../../shared/model/canvas.ts"
import type { CanvasFile } from "../../shared/model/canvas-file.ts"
import { type PackedText, unpackText } from "../../shared/model/packed-text.ts"
import { plainText } from "../../shared/model/rich-text.ts"

export interface Outline {
  title: string
  /** The template's blocks in its order, each with its cards' words. */
  blocks: { title: string; cards: string[] }[]
  cards: number
  /** The commentary's top headings. */
  sections: string[]
  /** Rows of all tables, without their headers. */
  tableRows: number
  /** Of the commentary, where it has no heading. */
  paragraphs: number
}

export function outlineOf({ title, template, blocks, commentary }: CanvasFile): Outline {
  const listed = template.blocks.map(block => ({
    title: block.title,
    cards: (blocks[block.id] ?? []).filter(card => card.gone === undefined).map(card => wordsIn(card.text)),
  }))
  const text = textIn(commentary)
  return {
    title,
    blocks: listed,
    cards: listed.reduce((sum, block) => sum + block.cards.length, 0),
    sections: sectionsIn(text),
    tableRows: rowsIn(text),
    paragraphs: text.filter(node => plainText([node]).trim() !== "").length,
  }
}

const wordsIn = (text: PackedText): string => plainText(textIn(text))

function textIn(packed: PackedText): RichText {
  const unpacked = unpackText(packed)
  return unpacked.ok ? unpacked.text : []
}

function sectionsIn(text: RichText): string[] {
  const headings = text.filter(node => node.type === "heading")
  const top = Math.min(...headings.map(levelOf))
  return headings.filter(heading => levelOf(heading) === top).map(heading => plainText([heading]))
}

const levelOf = (heading: RichText[number]): number => Number(heading.attrs?.level ?? 1)

const rowsIn = (text: RichText): number =>
  text
    .flatMap(node => (node.type === "table" ? (node.content ?? []) : []))
    .filter(row => row.content?.some(cell => cell.type === "tableCell")).length
