// What a drawn board is made of, once it is known where everything stands: boxes, words by the line, marks of tags.
// PDF, SVG and PPTX draw the same sheets. Lengths are points on paper and on slides, CSS pixels on screen.
import type { Hue } from "../../shared/model/canvas.ts"
import type { Fonts } from "./fonts.ts"
import type { Ink } from "./palette.ts"
import { type Line, type Measured, measure, setLines } from "./typeset.ts"
import type { Paragraph } from "./words.ts"

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface PlacedLine {
  x: number
  baseline: number
  line: Line
}

export type Part =
  | { kind: "fill"; box: Box; ink: Ink }
  | { kind: "frame"; box: Box; thickness: number }
  /** Words by the line and the box they stand in; the paragraphs they were, for who breaks lines by itself. */
  | { kind: "words"; role: Role; box: Box; size: number; lines: PlacedLine[]; paragraphs: Paragraph[] }
  | { kind: "mark"; box: Box; hue: Hue; letter: string; name: string }
export type Role =
  | "category"
  | "title"
  | "people"
  | "lead"
  | "heading"
  | "card"
  | "notice"
  | "legend"
  | "foot"

export interface Sheet {
  width: number
  height: number
  /** In reading order, and drawn in it. */
  parts: Part[]
}

/** Sizes of one kind of sheet. */
export interface SheetStyle {
  width: number
  /** Absent where the sheet grows with what is on it. */
  height?: number
  margin: number
  /** Kept free above the lower margin for what each page says at its foot. */
  foot: number
  /** Sizes that are tried in turn, the largest first. */
  titleSizes: readonly number[]
  cardSizes: readonly number[]
  /** Of the cards on the pages that follow. */
  continuedSize: number
  smallSize: number
  leadSize: number
  padding: { across: number; down: number }
  hairline: number
  frame: number
  leastRow: number
  /** A tag's mark stands in the corner of a card's words, which flow around it, or beside all of them. */
  marks: "in-corner" | "beside"
}

/** Paragraphs whose words are measured, ready to be set at any size and width. */
export interface MeasuredText {
  paragraphs: Paragraph[]
  measured: { words: Measured; sign: Measured }[]
}

export function measureText(paragraphs: Paragraph[], fonts: Fonts): MeasuredText {
  const measured = paragraphs.map(({ pieces, sign }) => {
    const look = pieces[0]?.look ?? { family: "sans", ink: "ink" }
    return { words: measure(pieces, fonts), sign: measure(sign === "" ? [] : [{ words: sign, look }], fonts) }
  })
  return { paragraphs, measured }
}

export interface Setting {
  width: number
  size: number
  /** Distance of baselines, in em. */
  leading: number
  /** What is taken from the first line at its right. */
  firstCut?: number
}

/** Words by the line, from the upper left corner of their box. */
export interface SetText {
  paragraphs: Paragraph[]
  lines: PlacedLine[]
  size: number
  width: number
  height: number
  lineHeight: number
}

const PARAGRAPH_GAP_EM = 0.25
const SIGN_EM = 0.85
/** Of the house's sans; other fonts stand on the same baselines. */
const ASCENT_EM = 1.024
const DESCENT_EM = 0.4

export function setText(text: MeasuredText, setting: Setting, fonts: Fonts): SetText {
  const { width, size, leading, firstCut = 0 } = setting
  const lineHeight = size * leading
  const rise = (lineHeight - size * (ASCENT_EM + DESCENT_EM)) / 2 + size * ASCENT_EM
  const lines: PlacedLine[] = []
  let top = 0
  for (const [i, { words, sign }] of text.measured.entries()) {
    const indent = (text.paragraphs[i]?.indentEm ?? 0) * size
    if (i > 0) top += PARAGRAPH_GAP_EM * size
    const isFirst = i === 0
    const room = (line: number) => (width - indent - (isFirst && line === 0 ? firstCut : 0)) / size
    const [marker] = sign.atoms.length > 0 ? setLines(sign, room, fonts) : []
    if (marker) lines.push({ x: indent - SIGN_EM * size, baseline: top + rise, line: marker })
    for (const line of setLines(words, room, fonts)) {
      if (line.runs.length > 0) lines.push({ x: indent, baseline: top + rise, line })
      top += lineHeight
    }
  }
  return { paragraphs: text.paragraphs, lines, size, width, height: top, lineHeight }
}

/** Set words where they stand on the sheet. */
export function place(text: SetText, role: Role, at: { x: number; y: number; width: number }): Part {
  const lines = text.lines.map(({ x, baseline, line }) => ({ x: at.x + x, baseline: at.y + baseline, line }))
  const box = { x: at.x, y: at.y, width: at.width, height: text.height }
  return { kind: "words", role, box, size: text.size, lines, paragraphs: text.paragraphs }
}

/** One line or paragraph of plain words. */
export const plain = (words: string, look: Paragraph["pieces"][number]["look"]): Paragraph => ({
  pieces: words === "" ? [] : [{ words, look }],
  indentEm: 0,
  sign: "",
})
