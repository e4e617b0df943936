// Where blocks stand: the template's own grid on a wide page and on paper, three columns on a narrow one, a list in
// the order of work on a phone. Computed from the template, so that a new template needs no code.
import type { Block, Template } from "../../shared/model/blocks.ts"

/** Grid lines, end exclusive: what `grid-column` and `grid-row` take. */
export interface Area {
  columns: [number, number]
  rows: [number, number]
}

/** The narrow grid is cut into twelfths, so that 2, 3 and 4 blocks share a row evenly. */
export const NARROW_COLUMNS = 12
/** Blocks at least this wide, as a share of the template, stand in a row of their own below the columns. */
const WIDE_SHARE = 0.4

const leastCommonMultiple = (a: number, b: number): number => (a * b) / greatestCommonDivisor(a, b)
const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b)

const width = ({ columns }: Block) => columns[1] - columns[0]
const middle = ({ columns }: Block) => (columns[0] + columns[1]) / 2 - 1

/**
 * Where each block stands on a page with room for three columns, in the order of `template.blocks`: what is left,
 * in the middle and right on the wide page becomes a stack, wide blocks share the row below. A template of wide
 * blocks only keeps its own grid.
 */
export function narrowAreas(template: Template): Area[] {
  const isWide = (block: Block) => width(block) / template.columns >= WIDE_SHARE
  if (template.blocks.every(isWide)) return template.blocks.map(block => ownArea(block, template))
  const stackOf = (block: Block) => {
    const share = middle(block) / template.columns
    return share < 0.4 ? 0 : share > 0.6 ? 2 : 1
  }
  const tall = template.blocks
    .filter(block => !isWide(block))
    .sort((a, b) => a.columns[0] - b.columns[0] || a.rows[0] - b.rows[0])
  const stacks = [0, 1, 2]
    .map(n => tall.filter(block => stackOf(block) === n))
    .filter(stack => stack.length > 0)
  const wide = template.blocks.filter(isWide)
  const rows = stacks.map(stack => stack.length).reduce(leastCommonMultiple, 1)

  return template.blocks.map(block => {
    if (isWide(block)) return { columns: share(wide.indexOf(block), wide.length), rows: [rows + 1, rows + 2] }
    const stack = stacks.findIndex(blocks => blocks.includes(block))
    const blocks = stacks[stack] ?? []
    const height = rows / blocks.length
    const first = blocks.indexOf(block) * height + 1
    return { columns: share(stack, stacks.length), rows: [first, first + height] }
  })
}

/** The nth of `count` equal parts of a row; what does not divide evenly goes to the last. */
function share(n: number, count: number): [number, number] {
  const each = Math.floor(NARROW_COLUMNS / count)
  return [n * each + 1, n === count - 1 ? NARROW_COLUMNS + 1 : (n + 1) * each + 1]
}

/** The template's own columns, stretched to twelfths. */
function ownArea({ columns, rows }: Block, template: Template): Area {
  const line = (column: number) => Math.round(((column - 1) * NARROW_COLUMNS) / template.columns) + 1
  return { columns: [line(columns[0]), line(columns[1])], rows }
}

/** The blocks in the recommended order of work. */
export const inStepOrder = (blocks: readonly Block[]): Block[] => [...blocks].sort((a, b) => a.step - b.step)
