// Dragging with a pointer, over the browser's own drag and drop. Where cards would land is kept in the board's view
// ("moving"), the same as for keys; nothing is written before the drop.

import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine"
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from "@atlaskit/pragmatic-drag-and-drop/element/adapter"
import { setCustomNativeDragPreview } from "@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview"
import { autoScrollWindowForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element"
import {
  attachClosestEdge,
  type Edge,
  extractClosestEdge,
} from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge"
import { type BlockId, type CardId, isBlockId, isCardId } from "../../shared/ids.ts"
import type { Spot } from "../../shared/model/edits.ts"
import type { BoardTools } from "./board-tools.ts"
import { actedOn } from "./board-view.ts"
import { countOfCards } from "./card-words.ts"
import { endOf, spotBeside } from "./spots.ts"

/** Makes a card draggable, and a place beside which others can be dropped. Returns the way to undo it. */
export function dragCard(element: HTMLElement, card: CardId, tools: BoardTools): () => void {
  return combine(
    draggable({
      element,
      canDrag: () => tools.mayEdit() && tools.view().mode.kind !== "editing",
      getInitialData: () => ({ cards: cardsDragged(card, tools) }),
      onGenerateDragPreview: ({ nativeSetDragImage, source }) => {
        const { length } = cardsIn(source.data)
        // One card is its own preview; a group shows how many it is.
        if (length > 1)
          setCustomNativeDragPreview({
            nativeSetDragImage,
            render: ({ container }) => {
              const preview = document.createElement("div")
              preview.dataset.dragPreview = ""
              preview.textContent = countOfCards(length)
              container.append(preview)
            },
          })
      },
    }),
    dropTargetForElements({
      element,
      canDrop: ({ source }) => cardsIn(source.data).length > 0,
      getData: ({ input }) => attachClosestEdge({ card }, { element, input, allowedEdges: edgesAt(element) }),
    }),
  )
}

/** Makes a block a place to drop cards. Returns the way to undo it. */
export const dropIntoBlock = (element: HTMLElement, block: BlockId): (() => void) =>
  dropTargetForElements({
    element,
    canDrop: ({ source }) => cardsIn(source.data).length > 0,
    getData: ({ input }) => {
      const first = element.querySelector("[data-card]")
      return { block, isAbove: first !== null && input.clientY < first.getBoundingClientRect().top }
    },
    getDropEffect: ({ input }) => (input.altKey ? "copy" : "move"),
  })

/** Follows drags over the whole board. Returns the way to stop. */
export function watchDrags(tools: BoardTools, board: HTMLElement): () => void {
  const { change, actions } = tools
  return combine(
    autoScrollWindowForElements({ canScroll: ({ input }) => hasMoreTowards(board, input.clientY) }),
    monitorForElements({
      canMonitor: ({ source }) => cardsIn(source.data).length > 0,
      onDragStart: ({ source }) =>
        change({ type: "lift", by: "pointer", cards: cardsIn(source.data), spot: undefined }),
      onDrag: ({ source, location }) =>
        change({ type: "aim", spot: spotOver(location.current.dropTargets, cardsIn(source.data), tools) }),
      // Escape ends a drag too: then there is no target.
      onDrop: ({ source, location }) => {
        const cards = cardsIn(source.data)
        const { dropTargets, input } = location.current
        const spot = spotOver(dropTargets, input.altKey ? [] : cards, tools)
        change({ type: "settle" })
        if (!spot) return
        const [landed] = input.altKey ? actions.copy(cards, spot) : cards
        if (!input.altKey) actions.move(cards, spot)
        tools.focusCard(landed)
      },
    }),
  )
}

/** The window follows a drag only to a part of the board that is out of sight: past it there is nowhere to drop. */
function hasMoreTowards(board: HTMLElement, pointerY: number): boolean {
  const { top, bottom } = board.getBoundingClientRect()
  return pointerY > innerHeight / 2 ? bottom > innerHeight : top < 0
}

/** A chosen card takes the others chosen along; one that is not chosen goes alone. */
function cardsDragged(card: CardId, tools: BoardTools): CardId[] {
  return actedOn({ ...tools.view(), current: card }, tools.order())
}

const cardsIn = ({ cards }: Record<string | symbol, unknown>): CardId[] =>
  Array.isArray(cards) ? cards.filter(isCardId) : []

interface Target {
  data: Record<string | symbol, unknown>
}

function spotOver(
  targets: readonly Target[],
  moving: readonly CardId[],
  tools: BoardTools,
): Spot | undefined {
  const lines = tools.lines()
  const card = targets.find(({ data }) => isCardId(data.card))?.data
  if (card && isCardId(card.card)) {
    const edge = extractClosestEdge(card)
    return spotBeside(lines, card.card, edge === "top" || edge === "left" ? "before" : "behind", moving)
  }
  const block = targets.find(({ data }) => isBlockId(data.block))?.data
  if (!block || !isBlockId(block.block)) return undefined
  return block.isAbove ? { block: block.block, position: 0 } : endOf(lines, block.block, moving)
}

/** Cards stand under each other, but beside each other where the block is wide. */
function edgesAt(element: HTMLElement): Edge[] {
  const list = element.closest("ul")
  const columns = list ? getComputedStyle(list).gridTemplateColumns.split(" ").length : 1
  return columns > 1 ? ["left", "right"] : ["top", "bottom"]
}
