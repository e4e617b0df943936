// An article with the blocks of a canvas in it → a canvas. What stands under a heading that names a block becomes its
// cards, an item or a paragraph each; all the rest is the commentary, in its order. Tables in which the canvas was drawn,
// a block in each cell, are read as if they were headings with their items.
import type { BlockId, CardId } from "../../shared/ids.ts"
import { type BlockNames, blockNames, templateFor } from "../../shared/model/block-names.ts"
import type { Template } from "../../shared/model/blocks.ts"
import type { Canvas, Card, RichNode, RichText } from "../../shared/model/canvas.ts"
import { firstOrders } from "../../shared/model/order.ts"
import { paragraph, plainText } from "../../shared/model/rich-text.ts"

/** @param templates of which the one that the text has the most headings of is taken, else the first. */
export function placeText(
  text: RichText,
  templates: readonly [Template, ...Template[]],
  newCardId: () => CardId,
): Canvas {
  const template = templateFor(text.flatMap(headingsIn), templates)
  const names = blockNames(template)
  const { title, lead, rest } = headOf(
    text.flatMap(node => withoutBoard(node, names)),
    names,
  )
  const filled = new Map<BlockId, RichText[]>(template.blocks.map(({ id }) => [id, []]))
  const commentary: RichText = []
  for (const part of partsOf(rest, names)) {
    const cards = part.block && filled.get(part.block)
    if (cards) cards.push(...cardsIn(part.nodes))
    else commentary.push(...part.nodes)
  }
  return {
    title,
    category: "",
    designedFor: "",
    designedBy: "",
    template,
    tags: [],
    lead,
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

/** Marks the end of what a drawn board holds: what follows it belongs to no block. */
const END: RichNode = { type: "end" }

/** The cells of a table that is a canvas as headings with their items; any other node as it is. */
function withoutBoard(node: RichNode, names: BlockNames): RichText {
  if (node.type !== "table") return [node]
  const cells = cellsIn(node).filter(cell => plainText(cell).trim() !== "")
  const blocks = new Set(cells.map(([first]) => first && blockNamedBy(first, names)).filter(Boolean))
  if (blocks.size < 2) return [node]
  return [...cells.flatMap(cell => (isBlocks(cell, names) ? cell : [END, ...cell])), END]
}

const isBlocks = ([first]: RichText, names: BlockNames): boolean =>
  first !== undefined && blockNamedBy(first, names) !== undefined

/** Headings by any name, paragraphs by a block's full title only: "Partners" may be a sentence of its own. */
function blockNamedBy(node: RichNode, names: BlockNames): BlockId | undefined {
  if (node.type === "heading") return names.named(plainText([node]))
  return node.type === "paragraph" ? names.titled(plainText([node])) : undefined
}

/** As long as a canvas file's may be. */
const MAX_TITLE_LENGTH = 500

/** The title and the paragraphs under it, where a text begins with them. */
function headOf(text: RichText, names: BlockNames): { title: string; lead: RichText; rest: RichText } {
  const begin = text.findIndex(node => plainText([node]).trim() !== "")
  const first = text[begin]
  const title = first?.type === "heading" ? plainText([first]).trim() : ""
  if (title === "" || title.length > MAX_TITLE_LENGTH || names.named(title))
    return { title: "", lead: [], rest: text }
  const below = text.slice(begin + 1)
  const end = below.findIndex(node => node.type !== "paragraph" || blockNamedBy(node, names) !== undefined)
  const lead = end < 0 ? [] : below.slice(0, end)
  return {
    title,
    lead: lead.filter(hasWords),
    rest: end < 0 ? below : below.slice(end),
  }
}

const hasWords = (node: RichNode): boolean => plainText([node]).trim() !== ""

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
  return cards.filter(card => card.some(hasWords))
}

function cardsOf(block: BlockId, texts: readonly RichText[], newCardId: () => CardId): Card[] {
  const orders = firstOrders(texts.length)
  return texts.map((text, i) => ({ id: newCardId(), block, order: orders[i] ?? "", text, by: "", born: 0 }))
}
