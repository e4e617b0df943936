// Adds what a canvas has behind what a document has: cards at the ends of their blocks, commentary at the end, the title
// only where there is none. Ids that are taken get new ones, so that nothing that is there changes. Rule VE9.
import type { BlockId, CardId, TagId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { type Content, metaKeys } from "../../shared/model/document.ts"
import { insertCard, setMeta } from "../../shared/model/edits.ts"
import { ordersBehind } from "../../shared/model/order.ts"
import { readHeads, readMeta, readTags, readTemplate } from "../../shared/model/read.ts"
import { appendText } from "../../shared/model/rich-text.ts"

/** Call it inside a transaction. @param newId makes ids for cards and tags. */
export function addCanvas(content: Content, canvas: Canvas, newId: () => string): void {
  addMeta(content, canvas)
  const tags = addTags(content, canvas, newId)
  addCards(content, canvas, tags, newId)
  appendText(content.lead.length === 0 ? content.lead : content.commentary, canvas.lead)
  appendText(content.commentary, canvas.commentary)
}

function addMeta(content: Content, canvas: Canvas): void {
  const meta = readMeta(content)
  if (!readTemplate(content)) content.meta.set(metaKeys.template, canvas.template)
  for (const key of ["title", "category", "designedFor", "designedBy"] as const)
    if (meta[key] === "" && canvas[key] !== "") setMeta(content, { [key]: canvas[key] })
}

/** @returns what each tag of the canvas is called here: one that looks the same is the same. */
function addTags(content: Content, canvas: Canvas, newId: () => string): Map<TagId, TagId> {
  const known = readTags(content)
  const names = new Map<TagId, TagId>()
  for (const { id, name, hue } of canvas.tags) {
    const twin = known.find(each => each.name === name && each.hue === hue)
    const isTaken = known.some(each => each.id === id)
    const here = twin?.id ?? (isTaken ? (newId() as TagId) : id)
    if (!twin) content.tags.set(here, { name, hue })
    names.set(id, here)
  }
  return names
}

function addCards(
  content: Content,
  canvas: Canvas,
  tags: ReadonlyMap<TagId, TagId>,
  newId: () => string,
): void {
  const template = readTemplate(content) ?? canvas.template
  const heads = readHeads(content)
  for (const { id: block } of template.blocks) {
    const cards = canvas.cards.filter(card => homeIn(template, canvas.template, card.block) === block)
    const last = heads.filter(head => head.block === block).at(-1)?.order
    const orders = ordersBehind(last, cards.length)
    cards.forEach((card, index) => {
      const { tag, ...rest } = card
      const here = tag && tags.get(tag)
      const id = content.cards.has(card.id) ? (newId() as CardId) : card.id
      insertCard(content, { ...rest, id, block, order: orders[index] ?? "", ...(here && { tag: here }) })
    })
  }
}

/** The block of this id, else the one of this title, else the first, where the board shows what has no other home. */
function homeIn({ blocks }: Template, from: Template, id: BlockId): BlockId | undefined {
  const title = from.blocks.find(block => block.id === id)?.title
  const home = blocks.find(block => block.id === id) ?? blocks.find(block => block.title === title)
  return (home ?? blocks[0])?.id
}
