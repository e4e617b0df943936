// A table's cells where they stand, with the places that are covered by a cell from above or from the left. Tables come
// from peers and from concurrent edits, so rows may be of any length and spans may lead out of the table: what results
// is always a full rectangle, and no cell is left out.
import type { RichNode } from "../../shared/model/canvas.ts"

export interface GridCell {
  node: RichNode
  columns: number
  rows: number
}
/** Rows of equal length; undefined is covered by a span, null is a place without a cell. */
export type TableGrid = (GridCell | undefined | null)[][]

const MAX_SPAN = 100

export function tableGrid(table: RichNode): TableGrid {
  const rows = (table.content ?? []).filter(({ type }) => type === "tableRow")
  const grid: TableGrid = rows.map(() => [])
  for (const [r, row] of rows.entries()) {
    let column = 0
    for (const node of row.content ?? []) {
      while (grid[r]?.[column] !== undefined || column in (grid[r] ?? [])) column++
      const columns = spanOf(node.attrs?.colspan)
      const height = Math.min(spanOf(node.attrs?.rowspan), rows.length - r)
      for (let y = r; y < r + height; y++)
        for (let x = column; x < column + columns; x++) {
          const place = grid[y]
          if (place && !(x in place)) place[x] = undefined
        }
      const own = grid[r]
      if (own) own[column] = { node, columns, rows: height }
      column += columns
    }
  }
  const width = Math.max(0, ...grid.map(row => row.length))
  return grid.map(row => Array.from({ length: width }, (_, x) => (x in row ? row[x] : null)))
}

const spanOf = (value: unknown): number =>
  Number.isInteger(value) ? Math.min(Math.max(value as number, 1), MAX_SPAN) : 1
