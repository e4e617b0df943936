// Where cards and blocks are on the page: the one place that finds them there. They carry their ids as `data-card`
// and `data-block`.
import { type BlockId, type CardId, isBlockId, isCardId } from "../../shared/ids.ts"
import { type Box, nearest } from "./spatial.ts"
import type { Direction } from "./spots.ts"

export const cardElement = (root: ParentNode | null, card: CardId): HTMLElement | null =>
  root?.querySelector<HTMLElement>(`[data-card="${card}"]`) ?? null

export const blockElement = (root: ParentNode | null, block: BlockId): HTMLElement | null =>
  root?.querySelector<HTMLElement>(`[data-block="${block}"]`) ?? null

function boxes<Name extends string>(
  root: ParentNode,
  attribute: "card" | "block",
  isName: (value: unknown) => value is Name,
): Box<Name>[] {
  return [...root.querySelectorAll<HTMLElement>(`[data-${attribute}]`)].flatMap(element => {
    const name = element.dataset[attribute]
    if (!isName(name)) return []
    const { left, top, width, height } = element.getBoundingClientRect()
    return [{ name, left, top, width, height }]
  })
}

function beside<Name extends string>(all: readonly Box<Name>[], name: Name, direction: Direction) {
  const from = all.find(box => box.name === name)
  return from && nearest(all, from, direction)
}

export const cardBeside = (
  root: ParentNode | null,
  card: CardId,
  direction: Direction,
): CardId | undefined => (root ? beside(boxes(root, "card", isCardId), card, direction) : undefined)

export const blockBeside = (
  root: ParentNode | null,
  block: BlockId,
  direction: Direction,
): BlockId | undefined => (root ? beside(boxes(root, "block", isBlockId), block, direction) : undefined)
