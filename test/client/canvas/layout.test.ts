// Where blocks stand on a narrow page, for every template there is.
import { expect, test } from "vitest"
import { type Area, inStepOrder, NARROW_COLUMNS, narrowAreas } from "../../../client/canvas/layout.ts"
import businessModelCanvas from "../../../seeds/templates/business-model-canvas.json" with { type: "json" }
import leanCanvas from "../../../seeds/templates/lean-canvas.json" with { type: "json" }
import swot from "../../../seeds/templates/swot.json" with { type: "json" }
import { parseTemplate } from "../../../shared/model/blocks.ts"

function read(value: unknown) {
  const parsed = parseTemplate(value)
  if (!parsed.ok) throw new Error(parsed.fault)
  return parsed.template
}

/** The cells an area covers, such as "3,1". */
const cells = ({ columns, rows }: Area) =>
  Array.from({ length: columns[1] - columns[0] }, (_, x) =>
    Array.from({ length: rows[1] - rows[0] }, (_, y) => `${columns[0] + x},${rows[0] + y}`),
  ).flat()

test.each([
  ["Business Model Canvas", businessModelCanvas],
  ["Lean Canvas", leanCanvas],
  ["SWOT", swot],
])("[BD1] the blocks of %s cover the narrow page without overlap", (_name, file) => {
  const areas = narrowAreas(read(file))

  const covered = areas.flatMap(cells)
  const rows = Math.max(...areas.map(area => area.rows[1])) - 1
  expect(new Set(covered).size).toBe(covered.length)
  expect(covered.length).toBe(rows * NARROW_COLUMNS)
})

test("[BD1] the nine blocks stand in three columns over the money row", () => {
  const template = read(businessModelCanvas)

  const areas = narrowAreas(template)

  expect(Object.fromEntries(template.blocks.map((block, i) => [block.id, areas[i]]))).toEqual({
    "key-partners": { columns: [1, 5], rows: [1, 2] },
    "key-activities": { columns: [1, 5], rows: [2, 3] },
    "key-resources": { columns: [1, 5], rows: [3, 4] },
    "value-propositions": { columns: [5, 9], rows: [1, 4] },
    "customer-relationships": { columns: [9, 13], rows: [1, 2] },
    channels: { columns: [9, 13], rows: [2, 3] },
    "customer-segments": { columns: [9, 13], rows: [3, 4] },
    "cost-structure": { columns: [1, 7], rows: [4, 5] },
    "revenue-streams": { columns: [7, 13], rows: [4, 5] },
  })
})

test("[BD1] on a phone the blocks stand in the order of work", () => {
  const blocks = inStepOrder(read(businessModelCanvas).blocks)

  expect(blocks.map(block => block.step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(blocks[0]?.id).toBe("customer-segments")
})
