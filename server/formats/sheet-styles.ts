// The kinds of sheets a board is drawn on, with their sizes: paper and slides in points, the screen in CSS pixels.
import type { Paper } from "../../shared/formats-api.ts"
import type { SheetStyle } from "./sheet.ts"

const MM = 72 / 25.4

/** Width and height, lying. */
const landscape: Record<Paper, [number, number]> = {
  a4: [841.89, 595.28],
  letter: [792, 612],
  a3: [1190.55, 841.89],
}

/** From the first to the last, a quarter of a point apart. */
const sizes = (from: number, to: number): number[] =>
  Array.from({ length: Math.round((from - to) * 4) + 1 }, (_, i) => from - i / 4)

/** The margin is the least that printers leave white. */
export function paperStyle(paper: Paper): SheetStyle {
  const [width, height] = landscape[paper]
  const isLarge = paper === "a3"
  return {
    width,
    height,
    margin: 8 * MM,
    foot: isLarge ? 18 : 15,
    titleSizes: isLarge ? [27, 22, 18, 14, 10] : [20, 18, 15, 12, 9],
    cardSizes: sizes(isLarge ? 12 : 9, 7),
    continuedSize: isLarge ? 9 : 8,
    smallSize: isLarge ? 9 : 7.5,
    leadSize: isLarge ? 10.5 : 8,
    padding: { across: 2.5 * MM, down: 1.9 * MM },
    hairline: 0.5,
    frame: 1.1,
    leastRow: 0,
    marks: "in-corner",
  }
}

/** The page of a laptop. */
export const screenStyle: SheetStyle = {
  width: 1440,
  margin: 32,
  foot: 0,
  titleSizes: [37],
  cardSizes: [13.5],
  continuedSize: 13.5,
  smallSize: 12.5,
  leadSize: 16.5,
  padding: { across: 14, down: 11 },
  hairline: 1,
  frame: 1.5,
  leastRow: 112,
  marks: "in-corner",
}

/** A wide slide. Words in a text box flow around nothing. */
export const slideStyle: SheetStyle = {
  width: 960,
  height: 540,
  margin: 26,
  foot: 18,
  titleSizes: [22, 18, 15, 12],
  cardSizes: sizes(10, 7),
  continuedSize: 9,
  smallSize: 8.5,
  leadSize: 9,
  padding: { across: 8, down: 6 },
  hairline: 0.5,
  frame: 1.1,
  leastRow: 0,
  marks: "beside",
}
