// The only writer of content documents outside the editors. Every edit is one transaction with the origin `EDIT`, by
// which the undo manager knows a person's own changes; adding cards takes one more before it. Ids, names and times are
// arguments.
import * as Y from "yjs"
import type { BlockId, CardId, TagId } from "../ids.ts"
import type { Canvas, Card, Hue, RichText } from "./canvas.ts"
import { type Content, cardKeys, cardOf, metaKeys, textOf } from "./document.ts"
import { place } from "./order.ts"
import { type CardHead, type Meta, readHead, readHeads } from "./read.ts"
import { appendText, readText } from "./rich-text.ts"

/** The origin of every transaction made here that a person takes back as a step. */
export const EDIT = "edit"
/** The origin under which cards come into the document, archived; the edit then only takes them to the board. */
const ARRIVAL = "arrival"

export interface NewCard {
  id: CardId
  text: RichText
  by: string
  /** ms since 1970 */
  born: number
  tag?: TagId
}

/** Where a card goes: position 0 is the front of the block; beyond its length is the end. */
export interface Spot {
  block: BlockId
  position: number
}

const edit = (content: Content, change: () => void): void => content.doc.transact(change, EDIT)

/** The cards of a block that are on the board, in order, without those that are being placed. */
function siblings(content: Content, block: BlockId, without: ReadonlySet<CardId>): CardHead[] {
  return readHeads(content).filter(
    head => head.block === block && head.gone === undefined && !without.has(head.id),
  )
}

/** Puts cards side by side at a spot, in the order given. Indices of equal neighbours are made fresh first. */
function placeAll(
  content: Content,
  ids: readonly CardId[],
  spot: Spot,
  put: (id: CardId, at: string) => void,
) {
  const without = new Set(ids)
  ids.forEach((id, i) => {
    const line = siblings(content, spot.block, without)
    const { order, moved } = place(line, Math.min(spot.position, line.length - i) + i)
    for (const twin of moved) cardOf(content, twin.id)?.set(cardKeys.at, [spot.block, twin.order])
    put(id, order)
    without.delete(id)
  })
}

/**
 * Adds cards side by side, in the order given.
 *
 * They arrive archived and are restored by the edit, so that taking it back archives them again: were they removed,
 * what others have written on them meanwhile would be lost.
 */
export function addCards(content: Content, cards: readonly NewCard[], spot: Spot): void {
  const byId = new Map(cards.map(card => [card.id, card]))
  const ids = [...byId.keys()]
  content.doc.transact(() => {
    placeAll(content, ids, spot, (id, order) => {
      const card = byId.get(id)
      if (card) insertCard(content, { ...card, block: spot.block, order })
    })
    // Only now: archived cards do not count as neighbours.
    for (const card of byId.values()) cardOf(content, card.id)?.set(cardKeys.gone, card.born)
  }, ARRIVAL)
  restoreCards(content, ids)
}

/** Puts a card under its id, in place of what may be there. Call it inside a transaction. */
export function insertCard(content: Content, card: Card): void {
  const map = new Y.Map<unknown>()
  const text = new Y.XmlFragment()
  map.set(cardKeys.at, [card.block, card.order])
  map.set(cardKeys.text, text)
  map.set(cardKeys.by, card.by)
  map.set(cardKeys.born, card.born)
  if (card.tag !== undefined) map.set(cardKeys.tag, card.tag)
  if (card.gone !== undefined) map.set(cardKeys.gone, card.gone)
  content.cards.set(card.id, map)
  appendText(text, card.text)
}

/** Moves cards side by side to a spot, in the order given. Position counts without the cards that move. */
export function moveCards(content: Content, ids: readonly CardId[], spot: Spot): void {
  edit(content, () => {
    const known = ids.filter(id => cardOf(content, id))
    placeAll(content, known, spot, (id, order) => cardOf(content, id)?.set(cardKeys.at, [spot.block, order]))
  })
}

/** Takes cards off the board; they stay in the archive. */
export function archiveCards(content: Content, ids: readonly CardId[], now: number): void {
  edit(content, () => {
    for (const id of ids) cardOf(content, id)?.set(cardKeys.gone, now)
  })
}

export function restoreCards(content: Content, ids: readonly CardId[]): void {
  edit(content, () => {
    for (const id of ids) cardOf(content, id)?.delete(cardKeys.gone)
  })
}

/**
 * Removes the archived cards for good. Done on the server only: what somebody is writing on one of them is lost.
 *
 * @returns how many.
 */
export function emptyArchive(content: Content): number {
  const gone = readHeads(content).filter(head => head.gone !== undefined)
  edit(content, () => {
    for (const { id } of gone) content.cards.delete(id)
  })
  return gone.length
}

/** Puts a copy of a card right behind it. The copy is its maker's, from now. */
export function duplicateCard(content: Content, id: CardId, copy: Omit<NewCard, "text" | "tag">): void {
  const card = cardOf(content, id)
  const text = card && textOf(card)
  const head = readHead(id, card)
  if (!text || !head) return
  const position = siblings(content, head.block, new Set()).findIndex(other => other.id === id) + 1
  const copied: NewCard = { ...copy, text: readText(text) }
  if (head.tag !== undefined) copied.tag = head.tag
  addCards(content, [copied], { block: head.block, position })
}

/** Gives cards a tag, or takes it away. */
export function tagCards(content: Content, ids: readonly CardId[], tag: TagId | undefined): void {
  edit(content, () => {
    for (const id of ids) {
      if (tag === undefined) cardOf(content, id)?.delete(cardKeys.tag)
      else cardOf(content, id)?.set(cardKeys.tag, tag)
    }
  })
}

/** Makes a tag, or renames or recolours it. */
export function setTag(content: Content, id: TagId, tag: { name: string; hue: Hue }): void {
  edit(content, () => content.tags.set(id, { name: tag.name, hue: tag.hue }))
}

/** Removes a tag; cards that had it read as untagged. */
export function removeTag(content: Content, id: TagId): void {
  edit(content, () => content.tags.delete(id))
}

export function setMeta(content: Content, meta: Partial<Meta>): void {
  edit(content, () => {
    for (const [key, value] of Object.entries(meta)) content.meta.set(key, value)
  })
}

/** Puts text at the end of the commentary. */
export function addToCommentary(content: Content, text: RichText): void {
  edit(content, () => appendText(content.commentary, text))
}

/** Fills an empty document with a canvas. Done on the server only: two clients that both seed double everything. */
export function fillCanvas(content: Content, canvas: Canvas): void {
  edit(content, () => {
    const { title, category, designedFor, designedBy, template } = canvas
    for (const [key, value] of Object.entries({ title, category, designedFor, designedBy, template }))
      content.meta.set(metaKeys[key as keyof typeof metaKeys], value)
    for (const { id, name, hue } of canvas.tags) content.tags.set(id, { name, hue })
    for (const card of canvas.cards) insertCard(content, card)
    appendText(content.lead, canvas.lead)
    appendText(content.commentary, canvas.commentary)
  })
}
