// An article with the blocks of a canvas in it → a canvas. What stands under a heading that names a block becomes its
// cards, an item or a paragraph each; all the rest is the commentary, in its order. Tables in which the canvas was drawn,
// a block in each cell, are read as if they were headings with their items.
import type { BlockId, CardId } from "../../shared/ids.ts"
import { type BlockNames, blockNames, templateFor } from "../../shared/model/block-names.ts"
import type { Template } from "../../shared/model/blocks.ts"
import type { Canvas, Card, RichNode, RichText } from "../../shared/model/canvas.ts"
import { firstOrders } from "../../shared/model/order.ts"
import { paragraph, plainText } from "../../shared/model/rich-text.ts"
import { hasWords, headOf } from "./article-head.ts"

/** @param templates of which the one that the text has the most headings of is taken, else the first. */
export function placeText(
  text: RichText,
  templates: readonly [Template, ...Template[]],
  newCardId: () => CardId,
): Canvas {
  const template = templateFor(text.flatMap(headingsIn), templates)
  const names = blockNames(template)
  const plain = text.flatMap((node, i) =>
    isLabel(node, text.slice(i + 1).find(hasWords), template, names) ? [] : withoutBoard(node, names),
  )
  const { rest, ...head } = headOf(plain, node => node === END || blockNamedBy(node, names) !== undefined)
  const filled = new Map<BlockId, RichText[]>(template.blocks.map(({ id }) => [id, []]))
  const commentary: RichText = []
  for (const part of partsOf(rest, names)) {
    const cards = part.block && filled.get(part.block)
    if (cards) cards.push(...cardsIn(part.nodes))
    else commentary.push(...part.nodes)
  }
  return {
    ...head,
    template,
    tags: [],
    cards: [...filled].flatMap(([block, texts]) => cardsOf(block, texts, newCardId)),
    commentary,
  }
}

/** What may be a heading: headings, paragraphs of few words, and the first line of a cell. */
function headingsIn(node: RichNode): string[] {
  if (node.type === "table") return cellsIn(node).flatMap(cell => (cell[0] ? headingsIn(cell[0]) : []))
  return node.type === "heading" || node.type === "paragraph" ? [plainText([node])] : []
}

const cellsIn = (table: RichNode): RichText[] =>
  (table.content ?? []).flatMap(row => (row.content ?? []).map(cell => cell.content ?? []))

/** Our own documents name the board and the commentary where they begin: a room has both without that. */
function isLabel(node: RichNode, next: RichNode | undefined, template: Template, names: BlockNames): boolean {
  if (node.type !== "heading" || Number(node.attrs?.level) > 1 || !next) return false
  const words = plainText([node]).trim()
  return words === "Commentary" || (words === template.name && beginsBoard(next, names))
}

/** Marks the end of what a drawn board holds: what follows it belongs to no block. */
const END: RichNode = { type: "end" }

const beginsBoard = (node: RichNode, names: BlockNames): boolean =>
  isBoard(node, names) || blockNamedBy(node, names) !== undefined

const isBoard = (node: RichNode, names: BlockNames): boolean =>
  node.type === "table" &&
  new Set(cellsIn(node).flatMap(([first]) => (first && blockNamedBy(first, names)) ?? [])).size > 1

/** The cells of a table that is a canvas as headings with their items; any other node as it is. */
function withoutBoard(node: RichNode, names: BlockNames): RichText {
  if (!isBoard(node, names)) return [node]
  const cells = cellsIn(node).filter(cell => cell.some(hasWords))
  return [...cells.flatMap(cell => (isBlocks(cell, names) ? cell : [END, ...cell])), END]
}

const isBlocks = ([first]: RichText, names: BlockNames): boolean =>
  first !== undefined && blockNamedBy(first, names) !== undefined

/** Headings by any name, paragraphs by a block's full title only: "Partners" may be a sentence of its own. */
function blockNamedBy(node: RichNode, names: BlockNames): BlockId | undefined {
  if (node.type === "heading") return names.named(plainText([node]))
  return node.type === "paragraph" ? names.titled(plainText([node])) : undefined
}

interface Part {
  block: BlockId | undefined
  /** Of the heading that began it. */
  level: number
  nodes: RichText
}

function partsOf(text: RichText, names: BlockNames): Part[] {
  const parts: Part[] = [{ block: undefined, level: 0, nodes: [] }]
  const filled = new Set<BlockId>()
  text.forEach((node, i) => {
    const part = parts.at(-1)
    const block = blockNamedBy(node, names)
    // A block that has its cards is a subject of the article from then on, unless a list follows at once.
    if (block && (!filled.has(block) || isList(text[i + 1]))) {
      filled.add(block)
      parts.push({ block, level: levelOf(node), nodes: [] })
    } else if (node === END) parts.push({ block: undefined, level: 0, nodes: [] })
    else if (part?.block && node.type === "heading" && levelOf(node) <= part.level)
      parts.push({ block: undefined, level: 0, nodes: [node] })
    else part?.nodes.push(node)
  })
  return parts
}

const isList = (node: RichNode | undefined): node is RichNode =>
  node?.type === "bulletList" || node?.type === "orderedList"
/** A paragraph that serves as a heading is below every real one. */
const levelOf = (node: RichNode): number => (node.type === "heading" ? Number(node.attrs?.level ?? 1) : 9)

/** A card for each item and each paragraph; one for a heading within the block with all that stands under it. */
function cardsIn(nodes: RichText): RichText[] {
  const cards: RichText[] = []
  let isOpen = false
  for (const node of nodes) {
    if (node.type === "heading") {
      cards.push([paragraph(plainText([node]).trim())])
      isOpen = true
    } else if (isOpen) cards.at(-1)?.push(...(hasWords(node) ? [node] : []))
    else if (isList(node)) cards.push(...(node.content ?? []).map(item => item.content ?? []))
    else cards.push([node])
  }
  return cards.filter(card => card.some(hasWords)).map(withPlainTitle)
}

/** A card's title is bold by itself: marks that say no more than that are not kept. */
function withPlainTitle([first, ...more]: RichText): RichText {
  const [title, ...rest] = first?.content ?? []
  const isBold = title?.marks?.length === 1 && title.marks[0]?.type === "bold"
  if (!first || !isBold || !/[:：]\s*$/.test(title.text ?? "")) return first ? [first, ...more] : more
  const [next, ...others] = rest
  const isPlain = next?.type === "text" && !next.marks
  const words = `${title.text ?? ""}${isPlain ? (next.text ?? "") : ""}`
  const content = [{ type: "text", text: words }, ...(isPlain ? others : rest)]
  return [{ ...first, content }, ...more]
}

function cardsOf(block: BlockId, texts: readonly RichText[], newCardId: () => CardId): Card[] {
  const orders = firstOrders(texts.length)
  return texts.map((text, i) => ({ id: newCardId(), block, order: orders[i] ?? "", text, by: "", born: 0 }))
}
