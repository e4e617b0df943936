// Lets the eye follow cards that change places: each slides from where it was to where it is. The technique is
// "FLIP" (P. Lewis, 2015): measure, let the page change, put the card back with a transform, let it go.
//
// A class, because only a class is asked for the page as it was right before React changes it.
import { Component, type ReactNode } from "react"

const MOVE_MS = 200
/** Less than this is no move but a neighbour that grew by a line's fraction. */
const LEAST_PX = 2

interface MovedCardsProps {
  /** Cards may have moved when this is another object. */
  of: unknown
  root: () => HTMLElement | null
  children: ReactNode
}

type Places = Map<string, { left: number; top: number }>

export class MovedCards extends Component<MovedCardsProps> {
  override getSnapshotBeforeUpdate(before: MovedCardsProps): Places | null {
    const root = this.props.root()
    return before.of === this.props.of || !root || isCalm() ? null : placesIn(root)
  }

  override componentDidUpdate(_props: MovedCardsProps, _state: unknown, before: Places | null): void {
    const root = this.props.root()
    if (before && root) slide(root, before)
  }

  override render(): ReactNode {
    return this.props.children
  }
}

const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches
const cardsIn = (root: HTMLElement) => [...root.querySelectorAll<HTMLElement>("[data-card]")]

/** Measured from the board's corner, so that scrolling is no move. */
function placesIn(root: HTMLElement): Places {
  const corner = root.getBoundingClientRect()
  return new Map(
    cardsIn(root).map(element => {
      const { left, top } = element.getBoundingClientRect()
      return [element.dataset.card ?? "", { left: left - corner.left, top: top - corner.top }]
    }),
  )
}

function slide(root: HTMLElement, before: Places): void {
  const now = placesIn(root)
  for (const element of cardsIn(root)) {
    const id = element.dataset.card ?? ""
    const from = before.get(id)
    const to = now.get(id)
    if (!from || !to) continue
    const [x, y] = [from.left - to.left, from.top - to.top]
    if (Math.hypot(x, y) < LEAST_PX) continue
    element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
      duration: MOVE_MS,
      easing: "cubic-bezier(0.2, 0, 0, 1)",
    })
  }
}
