// The cards of two canvases compared by their ids. A card that was archived is still a card: it has a place in its
// block's archive, and comes and goes by moving between the two. Where cards of a block changed their order, the
// fewest that must have moved are said to have moved.
import type { BlockId, CardId, TagId } from "../ids.ts"
import type { Canvas, Card } from "./canvas.ts"
import { longestAscending } from "./diff-steps.ts"
import { diffText, type TextDiff } from "./diff-text.ts"
import { byOrder } from "./order.ts"

/** Where a card is: in a block, so many before it; in the block's archive where it is gone. */
export interface CardPlace {
  block: BlockId
  position: number
  /** When it was archived, ms since 1970; absent on the board. */
  gone?: number
}

export interface From<Value> {
  before: Value
  after: Value
}

export type CardDiff =
  /** Was not there at all; the text is in the card. */
  | { kind: "added"; card: Card; after: CardPlace }
  /** Is not there any more, not even in the archive. */
  | { kind: "removed"; card: Card; before: CardPlace }
  /** What is absent did not change. */
  | {
      kind: "changed"
      id: CardId
      /** Where it is now and was before, changed or not. */
      place: From<CardPlace>
      hasMoved: boolean
      text?: TextDiff
      tag?: From<TagId | undefined>
      /** Who made it and when: other values come only from files and programs. */
      origin?: From<{ by: string; born: number }>
    }
export type ChangedCard = Extract<CardDiff, { kind: "changed" }>

interface Placed {
  card: Card
  place: CardPlace
}

/** @returns the cards that differ, in the order of `after`, those that are not there any more last. */
export function diffCards(before: Canvas, after: Canvas): CardDiff[] {
  const [old, fresh] = [placesOf(before), placesOf(after)]
  const moved = movedBetween(old, fresh)
  const changes = [...fresh.values()].flatMap(({ card, place }): CardDiff[] => {
    const was = old.get(card.id)
    if (!was) return [{ kind: "added", card, after: place }]
    return changeOf(was, { card, place }, moved.has(card.id)) ?? []
  })
  const removed = [...old.values()].flatMap(({ card, place }): CardDiff[] =>
    fresh.has(card.id) ? [] : [{ kind: "removed", card, before: place }],
  )
  return [...changes, ...removed]
}

function changeOf(was: Placed, is: Placed, hasMoved: boolean): [ChangedCard] | undefined {
  const text = diffText(was.card.text, is.card.text)
  const isRetagged = was.card.tag !== is.card.tag
  const [before, after] = [was.card, is.card].map(({ by, born }) => ({ by, born }))
  const isOther = before?.by !== after?.by || before?.born !== after?.born
  if (!hasMoved && text.length === 0 && !isRetagged && !isOther) return undefined
  return [
    {
      kind: "changed",
      id: is.card.id,
      place: { before: was.place, after: is.place },
      hasMoved,
      ...(text.length > 0 ? { text } : {}),
      ...(isRetagged ? { tag: { before: was.card.tag, after: is.card.tag } } : {}),
      ...(isOther && before && after ? { origin: { before, after } } : {}),
    },
  ]
}

/** A canvas's shelves, each with its cards in order: of every block the board, then of every block the archive. */
export function shelvesOf({ cards, template }: Pick<Canvas, "cards" | "template">): Map<string, Card[]> {
  const blocks = template.blocks.map(({ id }) => id)
  const shelves = new Map<string, Card[]>()
  for (const isGone of [false, true]) for (const block of blocks) shelves.set(shelfOf(block, isGone), [])
  const known = new Set(blocks)
  for (const card of [...cards].sort(byOrder)) {
    // As on the board: cards of a block the template lacks stand in its first.
    const block = known.has(card.block) ? card.block : blocks[0]
    if (block) shelves.get(shelfOf(block, card.gone !== undefined))?.push({ ...card, block })
  }
  return shelves
}

const shelfOf = (block: BlockId, isGone: boolean): string => `${block} ${isGone ? "archive" : "board"}`
export const shelfOfPlace = ({ block, gone }: CardPlace): string => shelfOf(block, gone !== undefined)

function placesOf(canvas: Canvas): Map<CardId, Placed> {
  const places = [...shelvesOf(canvas).values()].flatMap(shelf =>
    shelf.map((card, position): [CardId, Placed] => {
      const { id, block, gone } = card
      return [id, { card, place: { block, position, ...(gone === undefined ? {} : { gone }) } }]
    }),
  )
  return new Map(places)
}

/** The cards of both that are on another shelf, went to the archive at another time, or were put elsewhere on theirs. */
function movedBetween(old: Map<CardId, Placed>, fresh: Map<CardId, Placed>): Set<CardId> {
  const moved = new Set<CardId>()
  const stayed = new Map<string, { id: CardId; was: number }[]>()
  for (const [id, { place }] of fresh) {
    const was = old.get(id)?.place
    if (!was) continue
    const shelf = shelfOfPlace(place)
    if (shelfOfPlace(was) !== shelf) moved.add(id)
    else {
      if (was.gone !== place.gone) moved.add(id)
      const shelved = stayed.get(shelf) ?? []
      shelved.push({ id, was: was.position })
      stayed.set(shelf, shelved)
    }
  }
  for (const cards of stayed.values()) {
    const still = longestAscending(cards.map(({ was }) => was))
    cards.forEach(({ id }, index) => {
      if (!still.has(index)) moved.add(id)
    })
  }
  return moved
}
