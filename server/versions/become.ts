// Makes a document hold what a canvas says, all of it or one block or one card of it, by changes to what is there: a card
// keeps its map and its text, so that whoever is editing it goes on. Cards that the canvas does not know are archived, never
// removed. Rules VE4, VE5.
import type { BlockId, CardId, TagId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import type { Canvas, Card } from "../../shared/model/canvas.ts"
import { type Content, cardKeys, cardOf, metaKeys, textOf } from "../../shared/model/document.ts"
import { insertCard } from "../../shared/model/edits.ts"
import { readHead, readHeads, readTags, readTemplate } from "../../shared/model/read.ts"
import type { RestoredPart } from "../../shared/versions-api.ts"
import { keyOf, rewriteText } from "./rewrite-text.ts"

/**
 * Call it inside a transaction.
 *
 * @param now when cards are archived that the canvas does not know, ms since 1970.
 * @returns false where the canvas has no such part.
 */
export function become(content: Content, canvas: Canvas, part: RestoredPart, now: number): boolean {
  switch (part.kind) {
    case "everything":
      becomeAll(content, canvas, now)
      return true
    case "block":
      return becomeBlock(content, canvas, part.block, now)
    case "card":
      return becomeCard(content, canvas, part.card)
  }
}

function becomeAll(content: Content, canvas: Canvas, now: number): void {
  const { title, category, designedFor, designedBy, template } = canvas
  for (const [key, value] of Object.entries({ title, category, designedFor, designedBy, template }))
    setWhereOther(content.meta, metaKeys[key as keyof typeof metaKeys], value)
  const tags = new Map<string, unknown>(canvas.tags.map(({ id, name, hue }) => [id, { name, hue }]))
  for (const id of [...content.tags.keys()]) if (!tags.has(id)) content.tags.delete(id)
  for (const [id, tag] of tags) setWhereOther(content.tags, id, tag)
  rewriteText(content.doc, content.lead, canvas.lead)
  rewriteText(content.doc, content.commentary, canvas.commentary)
  for (const card of canvas.cards) putCard(content, card)
  archiveOthers(content, new Set(canvas.cards.map(({ id }) => id)), now)
}

function becomeBlock(content: Content, canvas: Canvas, block: BlockId, now: number): boolean {
  if (!canvas.template.blocks.some(({ id }) => id === block)) return false
  const template = readTemplate(content) ?? canvas.template
  const here = readHeads(content).filter(
    head => head.gone === undefined && homeOf(head.block, template) === block,
  )
  const then = canvas.cards.filter(
    card => card.gone === undefined && homeOf(card.block, canvas.template) === block,
  )
  for (const card of then) {
    putTag(content, canvas, card.tag)
    putCard(content, card)
  }
  // What has come into the block since goes back to where it stood then; what is younger, to the archive.
  for (const { id } of here) {
    if (then.some(card => card.id === id)) continue
    const before = canvas.cards.find(card => card.id === id)
    const map = cardOf(content, id)
    if (before && before.gone === undefined) setWhereOther(map, cardKeys.at, [before.block, before.order])
    else map?.set(cardKeys.gone, before?.gone ?? now)
  }
  return true
}

function becomeCard(content: Content, canvas: Canvas, id: CardId): boolean {
  const card = canvas.cards.find(each => each.id === id)
  if (!card) return false
  putTag(content, canvas, card.tag)
  putCard(content, card)
  return true
}

/** Makes the card what it was, or makes it anew under its id where the archive has been emptied since. */
function putCard(content: Content, card: Card): void {
  const map = cardOf(content, card.id)
  const text = map && textOf(map)
  if (!map || !text || !readHead(card.id, map)) {
    insertCard(content, card)
    return
  }
  setWhereOther(map, cardKeys.at, [card.block, card.order])
  for (const key of ["tag", "gone", "by", "born"] as const) setWhereOther(map, cardKeys[key], card[key])
  rewriteText(content.doc, text, card.text)
}

/** A tag that has been removed since comes back with the card that had it. */
function putTag(content: Content, { tags }: Canvas, id: TagId | undefined): void {
  const tag = tags.find(each => each.id === id)
  if (tag && !readTags(content).some(each => each.id === id))
    content.tags.set(tag.id, { name: tag.name, hue: tag.hue })
}

function archiveOthers(content: Content, known: ReadonlySet<CardId>, now: number): void {
  for (const { id, gone } of readHeads(content))
    if (gone === undefined && !known.has(id)) cardOf(content, id)?.set(cardKeys.gone, now)
}

function setWhereOther(map: Content["meta"] | undefined, key: string, value: unknown): void {
  if (keyOf(map?.get(key)) === keyOf(value)) return
  if (value === undefined) map?.delete(key)
  else map?.set(key, value)
}

/** Where the board shows a card: blocks that the template lacks stand in its first. */
const homeOf = (block: BlockId, { blocks }: Template): BlockId | undefined =>
  blocks.some(({ id }) => id === block) ? block : blocks[0]?.id
