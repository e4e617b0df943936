// What changed between two states of a canvas, in the canvas's own words: cards that came, went, moved, were reworded;
// paragraphs, cells, tags, the lines of the title block. Nothing is compared by the indices that order cards, only by
// the order itself, so that a state read from a file compares with a live one. Rules DF1–DF8.
import type { CardId } from "../ids.ts"
import type { Template } from "./blocks.ts"
import type { Canvas, Card, Tag } from "./canvas.ts"
import { type CardDiff, type CardPlace, diffCards, type From, shelfOfPlace, shelvesOf } from "./diff-cards.ts"
import { applyTextDiff, diffText, type TextDiff } from "./diff-text.ts"
import { firstOrders } from "./order.ts"
import type { Meta } from "./read.ts"

export interface LineDiff extends From<string> {
  field: keyof Meta
}

export type TagDiff =
  | { kind: "added"; tag: Tag }
  | { kind: "removed"; tag: Tag }
  | ({ kind: "changed" } & From<Tag>)

/** All of it empty where two canvases are the same. */
export interface CanvasDiff {
  lines: LineDiff[]
  template?: From<Template>
  tags: TagDiff[]
  lead: TextDiff
  cards: CardDiff[]
  commentary: TextDiff
}

/** The lines of the title block, in the order they stand in. */
export const lineFields = ["category", "title", "designedFor", "designedBy"] as const

export function diffCanvas(before: Canvas, after: Canvas): CanvasDiff {
  const isSameTemplate = JSON.stringify(before.template) === JSON.stringify(after.template)
  return {
    lines: lineFields.flatMap(field =>
      before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }],
    ),
    ...(isSameTemplate ? {} : { template: { before: before.template, after: after.template } }),
    tags: diffTags(before.tags, after.tags),
    lead: diffText(before.lead, after.lead),
    cards: diffCards(before, after),
    commentary: diffText(before.commentary, after.commentary),
  }
}

export const isEmptyDiff = ({ lines, template, tags, lead, cards, commentary }: CanvasDiff): boolean =>
  !template && [lines, tags, lead, cards, commentary].every(changes => changes.length === 0)

function diffTags(before: readonly Tag[], after: readonly Tag[]): TagDiff[] {
  const old = new Map(before.map(tag => [tag.id, tag]))
  const kept = new Set(after.map(tag => tag.id))
  const changes = after.flatMap((tag): TagDiff[] => {
    const was = old.get(tag.id)
    if (!was) return [{ kind: "added", tag }]
    const isSame = was.name === tag.name && was.hue === tag.hue
    return isSame ? [] : [{ kind: "changed", before: was, after: tag }]
  })
  const removed = before.filter(tag => !kept.has(tag.id)).map((tag): TagDiff => ({ kind: "removed", tag }))
  return [...changes, ...removed]
}

/**
 * The canvas after the changes. Of another canvas than the one that was compared, what the changes do not name stays.
 *
 * @returns cards with the least indices for their order, tags by their ids.
 */
export function applyDiff(canvas: Canvas, diff: CanvasDiff): Canvas {
  const lines = Object.fromEntries(diff.lines.map(({ field, after }) => [field, after]))
  const template = diff.template?.after ?? canvas.template
  return {
    ...canvas,
    ...lines,
    template,
    tags: applyTags(canvas.tags, diff.tags),
    lead: applyTextDiff(canvas.lead, diff.lead),
    cards: applyCards(canvas, template, diff.cards),
    commentary: applyTextDiff(canvas.commentary, diff.commentary),
  }
}

function applyTags(tags: readonly Tag[], changes: readonly TagDiff[]): Tag[] {
  const byId = new Map(tags.map(tag => [tag.id, tag]))
  for (const change of changes) {
    if (change.kind === "removed") byId.delete(change.tag.id)
    else {
      const tag = change.kind === "added" ? change.tag : change.after
      byId.set(tag.id, tag)
    }
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function applyCards(canvas: Canvas, template: Template, changes: readonly CardDiff[]): Card[] {
  const shelves = shelvesOf(canvas)
  const placed: { card: Card; place: CardPlace }[] = []
  const taken = new Set<CardId>()
  const changed = new Map<CardId, Card>()
  const cards = new Map([...shelves.values()].flat().map(card => [card.id, card]))
  for (const change of changes) {
    if (change.kind === "added") placed.push({ card: change.card, place: change.after })
    else if (change.kind === "removed") taken.add(change.card.id)
    else {
      const was = cards.get(change.id)
      if (!was) continue
      const card = patched(was, change)
      changed.set(card.id, card)
      if (change.hasMoved) {
        taken.add(card.id)
        placed.push({ card, place: change.place.after })
      }
    }
  }
  const after = shelvesOf({ cards: [], template })
  for (const [name, shelf] of shelves) {
    const kept = shelf.filter(({ id }) => !taken.has(id)).map(card => changed.get(card.id) ?? card)
    after.get(name)?.push(...kept)
  }
  // From the front on, so that each finds before it all that it had before it.
  for (const { card, place } of placed.sort((a, b) => a.place.position - b.place.position))
    after.get(shelfOfPlace(place))?.splice(place.position, 0, cardAt(card, place))
  return withFreshOrders([...after.values()], template)
}

function patched(card: Card, { text, tag, origin }: Extract<CardDiff, { kind: "changed" }>): Card {
  const { tag: oldTag, ...rest } = card
  const newTag = tag ? tag.after : oldTag
  return {
    ...rest,
    ...origin?.after,
    text: text ? applyTextDiff(card.text, text) : card.text,
    ...(newTag === undefined ? {} : { tag: newTag }),
  }
}

function cardAt({ gone: _, ...card }: Card, { block, gone }: CardPlace): Card {
  return { ...card, block, ...(gone === undefined ? {} : { gone }) }
}

/** Gives a block's cards indices in order, those in the archive behind those on the board. */
function withFreshOrders(shelves: readonly Card[][], { blocks }: Template): Card[] {
  const cards = shelves.flat()
  const orders = new Map<CardId, string>()
  for (const { id: block } of blocks) {
    const own = cards.filter(card => card.block === block)
    const fresh = firstOrders(own.length)
    own.forEach(({ id }, index) => {
      orders.set(id, fresh[index] ?? "")
    })
  }
  return cards.map(card => ({ ...card, order: orders.get(card.id) ?? card.order }))
}
