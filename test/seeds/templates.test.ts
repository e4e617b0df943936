import { describe, expect, test } from "vitest"
import { templates } from "../../seeds/seeds.ts"
import { parseTemplate } from "../../shared/model/blocks.ts"

describe.each(templates().map(template => ({ name: template.name, template })))("$name", ({ template }) => {
  test("[IM6] every cell of the grid belongs to exactly one block", () => {
    const owners = new Map<string, string[]>()
    for (const { id, columns, rows } of template.blocks)
      for (let row = rows[0]; row < rows[1]; row++)
        for (let column = columns[0]; column < columns[1]; column++)
          owners.set(`${column}/${row}`, [...(owners.get(`${column}/${row}`) ?? []), id])

    expect([...owners.values()].filter(ids => ids.length > 1)).toEqual([])
    expect(owners.size).toBe(template.columns * template.rows)
  })

  test("[IM6] the order of work counts from one without a gap", () => {
    const steps = template.blocks.map(block => block.step).sort((a, b) => a - b)

    expect(steps).toEqual(template.blocks.map((_, i) => i + 1))
  })

  test("[IM6] every block asks a question, and no heading names two blocks", () => {
    const headings = template.blocks.flatMap(block =>
      [block.title, ...block.aliases].map(name => name.toLowerCase()),
    )

    expect(template.blocks.filter(block => !block.question.endsWith("?"))).toEqual([])
    expect(headings.filter((heading, i) => headings.indexOf(heading) !== i)).toEqual([])
  })

  test("[IM6] the file reads the same through its parser", () => {
    expect(parseTemplate(structuredClone(template))).toEqual({ ok: true, template })
  })
})

test("[IM6] the business model canvas has nine blocks and says whose work it is", () => {
  const [template] = templates()

  expect(template?.attribution).toBe("Business Model Canvas, Strategyzer.com, CC BY-SA 3.0")
  expect(template?.blocks.map(block => block.id)).toEqual([
    "key-partners",
    "key-activities",
    "key-resources",
    "value-propositions",
    "customer-relationships",
    "channels",
    "customer-segments",
    "cost-structure",
    "revenue-streams",
  ])
})

const [whole] = templates()

test.each<[string, (template: Record<string, unknown>) => unknown]>([
  ["no object", () => []],
  ["an id with spaces", template => ({ ...template, id: "two words" })],
  ["no name", template => ({ ...template, name: "" })],
  ["a grid without rows", template => ({ ...template, rows: 0 })],
  ["no blocks", template => ({ ...template, blocks: [] })],
  ["too many blocks", template => ({ ...template, blocks: Array(25).fill(whole?.blocks[0]) })],
  ["a block twice", template => ({ ...template, blocks: [whole?.blocks[0], whole?.blocks[0]] })],
  [
    "a block outside the grid",
    template => ({ ...template, blocks: [{ ...whole?.blocks[0], columns: [9, 13] }] }),
  ],
  [
    "a block without width",
    template => ({ ...template, blocks: [{ ...whole?.blocks[0], columns: [3, 3] }] }),
  ],
  ["a block without a title", template => ({ ...template, blocks: [{ ...whole?.blocks[0], title: 7 }] })],
])("[IM6] a template with %s is refused with a sentence", (_, change) => {
  expect(parseTemplate(change({ ...whole }))).toEqual({ ok: false, fault: expect.stringMatching(/\w \w/) })
})
