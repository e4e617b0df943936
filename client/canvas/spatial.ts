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
  const [ahead, aside] = isVertical
    ? [alongY(from, to), gap(from.left, from.width, to.left, to.width)]
    : [alongX(from, to), gap(from.top, from.height, to.top, to.height)]
  const sign = direction === "down" || direction === "right" ? 1 : -1
  // Centres, not edges, say what is ahead: edges of neighbours may touch or overlap by a pixel.
  if (ahead * sign <= 1) return undefined
  return ahead * sign + aside * ASIDE + offAxis(from, to, isVertical) * 0.1
}

const alongY = (from: Box<unknown>, to: Box<unknown>) => to.top + to.height / 2 - (from.top + from.height / 2)
const alongX = (from: Box<unknown>, to: Box<unknown>) => to.left + to.width / 2 - (from.left + from.width / 2)
const offAxis = (from: Box<unknown>, to: Box<unknown>, isVertical: boolean) =>
  Math.abs(isVertical ? alongX(from, to) : alongY(from, to))

/** How far two stretches of a line are apart; 0 where they overlap. */
const gap = (a: number, aLength: number, b: number, bLength: number) =>
  Math.max(0, b - (a + aLength), a - (b + bLength))
