// What the board of a state shows, alone or compared with an earlier one: cards in their blocks, and among them those
// that went, at the place where they stood.
import type { BlockId, CardId } from "../../shared/ids.ts"
import type { Canvas, Card } from "../../shared/model/canvas.ts"
import type { CardDiff } from "../../shared/model/diff-cards.ts"
import { type CardChangeKind, cardIdOf, kindsOf } from "../../shared/model/diff-kinds.ts"
import { byOrder } from "../../shared/model/order.ts"
import { boardOf } from "../../shared/model/read.ts"

export interface PastCard {
  card: Card
  /** Absent where nothing about it changed, or nothing is compared. */
  change?: CardDiff
  kinds: readonly CardChangeKind[]
  /** True where it is drawn only to say that it went. */
  isGone: boolean
}

export const boardOfCanvas = ({ cards, template }: Canvas): Map<BlockId, Card[]> =>
  boardOf([...cards].sort(byOrder), template)

export function pastBoard(
  canvas: Canvas,
  compared?: { before: Canvas; changes: readonly CardDiff[] },
): Map<BlockId, PastCard[]> {
  const changes = new Map(compared?.changes.map(change => [cardIdOf(change), change]))
  const board = new Map<BlockId, PastCard[]>()
  for (const [block, cards] of boardOfCanvas(canvas))
    board.set(
      block,
      cards.map(card => shown(card, changes.get(card.id), false)),
    )
  const gone = goneCards(compared?.changes ?? [], compared?.before.cards ?? [])
  // From the front on, so that each finds before it what it had before it.
  for (const { card, change, block, position } of gone.sort((a, b) => a.position - b.position)) {
    const cards = board.get(block) ?? board.values().next().value
    cards?.splice(Math.min(position, cards.length), 0, shown(card, change, true))
  }
  return board
}

function shown(card: Card, change: CardDiff | undefined, isGone: boolean): PastCard {
  const kinds = change ? kindsOf(change) : []
  return { card, kinds, isGone, ...(change && kinds.length > 0 ? { change } : {}) }
}

function goneCards(changes: readonly CardDiff[], before: readonly Card[]) {
  const old = new Map<CardId, Card>(before.map(card => [card.id, card]))
  return changes.flatMap(change => {
    const [kind] = kindsOf(change)
    if (kind !== "archived" && kind !== "removed") return []
    const card = old.get(cardIdOf(change))
    const place =
      change.kind === "changed" ? change.place.before : change.kind === "removed" ? change.before : undefined
    return card && place ? [{ card, change, block: place.block, position: place.position }] : []
  })
}
