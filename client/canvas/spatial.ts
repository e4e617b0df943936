// Which thing lies in a direction: arrows on the board follow the eye, not the document.
import type { Direction } from "./spots.ts"

export interface Box<Name> {
  name: Name
  left: number
  top: number
  width: number
  height: number
}

/** What lies aside counts for more than what lies far: an arrow goes straight before it goes near. */
const ASIDE = 2.5
/** Of two that lie straight ahead, the one whose middle is nearer to the line. */
const CENTRE = 0.1
/** Neighbours may overlap by a border or a rounded pixel. */
const OVERLAP_PX = 4

/** @returns the nearest of `boxes` in that direction, or undefined where there is none. */
export function nearest<Name>(
  boxes: readonly Box<Name>[],
  from: Box<Name>,
  direction: Direction,
): Name | undefined {
  let best: { name: Name; cost: number } | undefined
  for (const box of boxes) {
    const cost = box.name === from.name ? undefined : costOf(from, box, direction)
    if (cost !== undefined && (best === undefined || cost < best.cost)) best = { name: box.name, cost }
  }
  return best?.name
}

function costOf(from: Box<unknown>, to: Box<unknown>, direction: Direction): number | undefined {
  const isVertical = direction === "up" || direction === "down"
  const [start, behind] = direction === "down" || direction === "right" ? [from, to] : [to, from]
  // Only what starts where the other ends is ahead; what merely reaches further is beside it.
  const ahead = isVertical
    ? behind.top - (start.top + start.height)
    : behind.left - (start.left + start.width)
  if (ahead < -OVERLAP_PX) return undefined
  const aside = isVertical
    ? gap(from.left, from.width, to.left, to.width)
    : gap(from.top, from.height, to.top, to.height)
  return Math.max(0, ahead) + aside * ASIDE + offAxis(from, to, isVertical) * CENTRE
}

/** How far the middles of two boxes are apart, across the direction. */
const offAxis = (from: Box<unknown>, to: Box<unknown>, isVertical: boolean) =>
  Math.abs(
    isVertical
      ? to.left + to.width / 2 - (from.left + from.width / 2)
      : to.top + to.height / 2 - (from.top + from.height / 2),
  )

/** How far two stretches of a line are apart; 0 where they overlap. */
const gap = (a: number, aLength: number, b: number, bLength: number) =>
  Math.max(0, b - (a + aLength), a - (b + bLength))
