// The board's life: its view, the tools made from it, and the focus, which stays with a card wherever it goes.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from "react"
import type { Template } from "../../shared/model/blocks.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useBoard } from "../hooks/use-document.ts"
import { useFeedback } from "../ui/feedback.tsx"
import { boardActions } from "./board-actions.ts"
import type { BoardTools, Opened } from "./board-tools.ts"
import { type BoardView, changeView, firstView, type ViewChange } from "./board-view.ts"
import { newCardId } from "./new-ids.ts"
import { blockBeside, blockElement, cardBeside, cardElement } from "./page-boxes.ts"
import type { Lines } from "./spots.ts"
import { useFocusThatStays } from "./use-focus-that-stays.ts"

export interface BoardParts {
  view: BoardView
  tools: BoardTools
}

export function useBoardParts(
  template: Template,
  root: RefObject<HTMLElement | null>,
  open: (what: Opened | undefined) => void,
): BoardParts {
  const room = useRoom()
  const board = useBoard()
  const feedback = useFeedback()
  const [view, dispatch] = useReducer(changeView, firstView)
  const lines = useMemo<Lines>(
    () => new Map([...board].map(([block, heads]) => [block, heads.map(head => head.id)])),
    [board],
  )
  const latest = useLatest({ view, lines, template })

  const change = useCallback(
    (next: ViewChange) => {
      // Kept at once and not with the next render: two keys can arrive between two renders.
      latest.current.view = changeView(latest.current.view, next)
      dispatch(next)
    },
    [latest],
  )
  const tools = useMemo<BoardTools>(() => {
    const blockTitle: BoardTools["blockTitle"] = id =>
      latest.current.template.blocks.find(block => block.id === id)?.title ?? id
    return {
      actions: boardActions({ room, feedback, blockTitle, newId: newCardId, nowMs: Date.now }),
      view: () => latest.current.view,
      change,
      lines: () => latest.current.lines,
      order: () => [...latest.current.lines.values()].flat(),
      blockOf: card => [...latest.current.lines].find(([, cards]) => cards.includes(card))?.[0],
      blockTitle,
      mayEdit: room.mayEdit,
      open,
      focusCard(card) {
        if (card === undefined) return
        // React draws what a key has changed in a microtask of its own, which is queued before this one.
        queueMicrotask(() => cardElement(root.current, card)?.focus())
      },
      focusBlock(block) {
        const [first] = latest.current.lines.get(block) ?? []
        const element = blockElement(root.current, block)
        if (first) cardElement(element, first)?.focus()
        else element?.querySelector<HTMLElement>("button")?.focus()
      },
      cardBeside: (card, direction) => cardBeside(root.current, card, direction),
      blockBeside: (block, direction) => blockBeside(root.current, block, direction),
      announce: feedback.announce,
    }
  }, [room, feedback, latest, change, open, root])

  useEffect(() => {
    const onBoard = new Set([...lines.values()].flat())
    change({ type: "left", isGone: card => !onBoard.has(card) })
  }, [lines, change])
  useFocusThatStays(root, lines)
  return { view, tools }
}

function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
