// Places between cards, as data: where cards are, where keys and pointers send them. A spot's position counts the
// cards of its block without those on their way, which is how shared/model/edits.ts counts.
import type { BlockId, CardId } from "../../shared/ids.ts"
import type { Spot } from "../../shared/model/edits.ts"

/** The board as ids: the blocks in reading order, each with its cards. */
export type Lines = ReadonlyMap<BlockId, readonly CardId[]>

export type Direction = "up" | "down" | "left" | "right"

const staying = (lines: Lines, block: BlockId, moving: readonly CardId[]): CardId[] =>
  (lines.get(block) ?? []).filter(card => !moving.includes(card))

/** Where the first of the moving cards is now, or undefined where none is on the board. */
export function spotOf(lines: Lines, moving: readonly CardId[]): Spot | undefined {
  for (const [block, cards] of lines) {
    const index = cards.findIndex(card => moving.includes(card))
    if (index >= 0) return { block, position: index }
  }
  return undefined
}

/** Before or behind a card; `moving` cards do not count. Undefined where the card is not on the board. */
export function spotBeside(
  lines: Lines,
  card: CardId,
  side: "before" | "behind",
  moving: readonly CardId[],
): Spot | undefined {
  for (const [block, cards] of lines) {
    const index = cards.indexOf(card)
    if (index < 0) continue
    const before = cards.slice(0, side === "before" ? index : index + 1)
    return { block, position: before.filter(other => !moving.includes(other)).length }
  }
  return undefined
}

export const endOf = (lines: Lines, block: BlockId, moving: readonly CardId[]): Spot => ({
  block,
  position: staying(lines, block, moving).length,
})

/**
 * One step from a spot: up and down within the block, and on into the block above or below; left and right into the
 * block beside it, at about the same height.
 *
 * @param beside the block that lies in a direction, as the page is laid out now.
 */
export function nextSpot(
  lines: Lines,
  spot: Spot,
  direction: Direction,
  moving: readonly CardId[],
  beside: (block: BlockId, direction: Direction) => BlockId | undefined,
): Spot {
  const length = staying(lines, spot.block, moving).length
  if (direction === "up" && spot.position > 0) return { ...spot, position: spot.position - 1 }
  if (direction === "down" && spot.position < length) return { ...spot, position: spot.position + 1 }
  const block = beside(spot.block, direction)
  if (block === undefined) return spot
  const end = endOf(lines, block, moving)
  if (direction === "down") return { block, position: 0 }
  if (direction === "up") return end
  return { block, position: Math.min(spot.position, end.position) }
}
