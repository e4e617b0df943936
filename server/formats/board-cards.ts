// The cards that are on the board, block by block.
import type { Block } from "../../shared/model/blocks.ts"
import type { Canvas, Card } from "../../shared/model/canvas.ts"

export interface FilledBlock {
  block: Block
  cards: readonly Card[]
}

/** In the template's order; cards of a block it lacks stand in its first, where the board has them. */
export function filledBlocks({ template, cards }: Canvas): FilledBlock[] {
  const known = new Set(template.blocks.map(({ id }) => id))
  const onBoard = cards.filter(({ gone }) => gone === undefined)
  return template.blocks.map((block, i) => ({
    block,
    cards: onBoard.filter(card => card.block === block.id || (i === 0 && !known.has(card.block))),
  }))
}
