// What blocks and cards need of the board they are on. One object for the board's life, read through functions, so
// that handing it down renders nothing again.
import { createContext, useContext } from "react"
import { assert } from "../../shared/assert.ts"
import type { BlockId, CardId } from "../../shared/ids.ts"
import type { BoardActions } from "./board-actions.ts"
import type { BoardView, ViewChange } from "./board-view.ts"
import type { Direction, Lines } from "./spots.ts"

/** What can be open over the board, one at a time. */
export type Opened =
  | { kind: "card-menu"; card: CardId; anchor: DOMRect }
  | { kind: "tag-menu"; card: CardId; anchor: DOMRect }
  | { kind: "move-menu"; card: CardId; anchor: DOMRect }
  | { kind: "sheet"; card: CardId }
  | { kind: "archive" }
  | { kind: "legend" }

/** Something the page lets people do with a card, which the board itself knows nothing of. */
export interface CardDeed {
  label: string
  run(card: CardId): void
}

export interface BoardTools {
  actions: BoardActions
  view: () => BoardView
  change: (change: ViewChange) => void
  /** The cards on the board as the page shows them. */
  lines: () => Lines
  order: () => CardId[]
  blockOf: (card: CardId) => BlockId | undefined
  blockTitle: (block: BlockId) => string
  mayEdit: () => boolean
  open: (what: Opened | undefined) => void
  /** Puts the focus on a card, once the change that is under way has been drawn. */
  focusCard: (card: CardId | undefined) => void
  focusBlock: (block: BlockId) => void
  /** The card or block that lies in a direction on the page. */
  cardBeside: (card: CardId, direction: Direction) => CardId | undefined
  blockBeside: (block: BlockId, direction: Direction) => BlockId | undefined
  announce: (words: string) => void
}

export const BoardToolsContext = createContext<BoardTools | undefined>(undefined)

export function useBoardTools(): BoardTools {
  const tools = useContext(BoardToolsContext)
  assert(tools, "blocks and cards stand inside a Board")
  return tools
}
