// Keeps the focus on the board when the card that has it is drawn anew elsewhere, or goes: whoever works by keys must
// not be thrown back to the top of the page because somebody else moved, archived or undid something.
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react"
import { type CardId, isCardId } from "../../shared/ids.ts"
import { cardElement } from "./page-boxes.ts"
import type { Lines } from "./spots.ts"

export function useFocusThatStays(root: RefObject<HTMLElement | null>, lines: Lines): void {
  const held = useRef<CardId>(undefined)
  const before = useRef(lines)

  useEffect(() => {
    const element = root.current
    if (!element) return
    const arrived = ({ target }: FocusEvent) => {
      const card = target instanceof HTMLElement ? target.dataset.card : undefined
      held.current = isCardId(card) ? card : undefined
    }
    const left = ({ target }: FocusEvent) => {
      // Being taken off the page looks like being left, but for the element, which is then on no page.
      queueMicrotask(() => {
        if (!(target instanceof HTMLElement) || !target.isConnected || document.activeElement === target)
          return
        if (held.current === target.dataset.card) held.current = undefined
      })
    }
    element.addEventListener("focusin", arrived)
    element.addEventListener("focusout", left)
    return () => {
      element.removeEventListener("focusin", arrived)
      element.removeEventListener("focusout", left)
    }
  }, [root])

  useLayoutEffect(() => {
    const card = held.current && heirOf(held.current, before.current, lines)
    before.current = lines
    if (card && document.activeElement === document.body)
      cardElement(root.current, card)?.focus({ preventScroll: true })
  }, [root, lines])
}

/** The card itself while it is on the board, else the one that has come into its place, else the one before. */
export function heirOf(card: CardId, before: Lines, now: Lines): CardId | undefined {
  if ([...now.values()].some(cards => cards.includes(card))) return card
  for (const [block, cards] of before) {
    const index = cards.indexOf(card)
    const left = now.get(block) ?? []
    if (index >= 0) return left[index] ?? left.at(-1)
  }
  return undefined
}
