// The shape that goes with a tag's colour, for eyes that cannot tell the colours apart: the corners of client/canvas/
// tags.module.css as a path.
import type { Hue } from "../../shared/model/canvas.ts"
import type { Box } from "./sheet.ts"

/** Radii as shares of the box: upper left, upper right, lower right, lower left. */
const corners: Record<Hue, [number, number, number, number]> = {
  clay: [0.5, 0.5, 0.5, 0.5],
  amber: [0, 0, 0, 0],
  moss: [0.5, 0, 0.5, 0],
  teal: [0.35, 0.35, 0.35, 0.35],
  blue: [0.5, 0.5, 0, 0],
  plum: [0, 0.5, 0.5, 0.5],
}

/** From a corner to the handles of the curve that rounds it, as a share of its radius. */
const HANDLE = 1 - 0.5523

export function markPath(hue: Hue, { x, y, width, height }: Box): string {
  const [a, b, c, d] = corners[hue].map(share => share * width) as [number, number, number, number]
  const [right, bottom] = [x + width, y + height]
  const to = (...numbers: number[]) => numbers.map(number => Math.round(number * 100) / 100).join(" ")
  return [
    `M${to(x + a, y)} L${to(right - b, y)}`,
    `C${to(right - b * HANDLE, y, right, y + b * HANDLE, right, y + b)} L${to(right, bottom - c)}`,
    `C${to(right, bottom - c * HANDLE, right - c * HANDLE, bottom, right - c, bottom)} L${to(x + d, bottom)}`,
    `C${to(x + d * HANDLE, bottom, x, bottom - d * HANDLE, x, bottom - d)} L${to(x, y + a)}`,
    `C${to(x, y + a * HANDLE, x + a * HANDLE, y, x + a, y)} Z`,
  ].join(" ")
}
