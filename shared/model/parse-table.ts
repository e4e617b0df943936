// Lines → the rows of a table. Owns the finding of cells: divided by tabs or pipes, or, where copying has lost the
// divider, glued together (`MetricValue`, `IPO DateJanuary 8`).
import type { RichNode } from "./canvas.ts"
import { isDivided, type Line } from "./parse-lines.ts"
import { paragraph } from "./rich-text.ts"

export interface FoundTable {
  /** The first is the header; all are of one length. */
  rows: string[][]
  /** How many lines it took. */
  length: number
}

const MAX_GLUED_ROW_LENGTH = 120

/** @returns the table that begins at line `at`, if one does. */
export function tableAt(lines: readonly Line[], at: number): FoundTable | undefined {
  return dividedTableAt(lines, at) ?? gluedTableAt(lines, at)
}

function dividedTableAt(lines: readonly Line[], at: number): FoundTable | undefined {
  const header = lines[at]
  if (!header || !isDivided(header)) return undefined
  const rows = takeRows(lines, at, line => (line.cells.length > 1 ? line.cells : undefined))
  if (rows.length < 2) return undefined
  const width = Math.max(...rows.map(row => row.length))
  return { rows: rows.map(row => [...row, ...Array(width - row.length).fill("")]), length: rows.length }
}

/**
 * A header of two capitalised words glued together, and under it, at even distance, at least two lines that split as
 * well, one of them before a figure. Names such as "DeepMind" in a row look the same but have no figure.
 */
function gluedTableAt(lines: readonly Line[], at: number): FoundTable | undefined {
  const header = lines[at]
  const next = lines[at + 1]
  if (!header || !next || /[\d.:,]/.test(header.text) || header.text.length > 60) return undefined
  const head = splitGlued(header.text)
  if (header.bullet || !head || !/^\p{Lu}/u.test(head[0] ?? "")) return undefined
  const rows = takeRows(lines, at + 1, line =>
    line.gap === next.gap && !line.bullet && line.text.length <= MAX_GLUED_ROW_LENGTH
      ? splitGlued(line.text)
      : undefined,
  )
  const hasFigure = rows.some(([, value = ""]) => !/^\p{L}/u.test(value))
  return rows.length >= 2 && hasFigure ? { rows: [head, ...rows], length: rows.length + 1 } : undefined
}

function takeRows(
  lines: readonly Line[],
  at: number,
  cellsOf: (line: Line) => string[] | undefined,
): string[][] {
  const rows: string[][] = []
  for (let line = lines[at]; line; line = lines[at + rows.length]) {
    const cells = cellsOf(line)
    if (!cells) break
    rows.push(cells)
  }
  return rows
}

/**
 * Splits `IPO Proceeds~4.3B HKD` where a word, a percent sign or a closing bracket runs into a capital, a figure or a
 * sign. A figure decides over a capital, as names like "OpenAI" have one inside; but "ModelQwen2.5" is glued before
 * its capital, because the figure belongs to the same word.
 */
export function splitGlued(text: string): [string, string] | undefined {
  const seams = [...text.matchAll(/(?<=\p{Ll}{2}|[)%])(?=[\p{Lu}\p{N}~≈<>+−±$€£¥])/gu)].map(
    seam => seam.index,
  )
  const figure = seams.find(seam => !/^\p{Lu}/u.test(text.slice(seam)))
  const first = seams[0]
  if (first === undefined) return undefined
  const isOwnWord = figure !== undefined && /\s/.test(text.slice(first, figure))
  const seam = isOwnWord ? figure : first
  return [text.slice(0, seam), text.slice(seam)]
}

/** A table node whose first row is the header. */
export function tableNode([header = [], ...rows]: readonly string[][]): RichNode {
  return {
    type: "table",
    content: [rowNode("tableHeader", header), ...rows.map(row => rowNode("tableCell", row))],
  }
}

const rowNode = (type: "tableHeader" | "tableCell", cells: readonly string[]): RichNode => ({
  type: "tableRow",
  content: cells.map(cell => ({ type, content: [paragraph(cell)] })),
})
