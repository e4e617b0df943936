// A canvas file as a preview shows it.
import { expect, test } from "vitest"
import { outlineOf } from "../../../client/files/outline.ts"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import { toCanvasFile } from "../../../shared/model/canvas-file.ts"

test("[IN7] the outline of a file counts its cards, sections and rows, and knows their words", () => {
  const { title, blocks, cards, sections, tableRows } = outlineOf(toCanvasFile(exampleCanvas()))

  expect(title).toBe(exampleCanvas().title)
  expect(cards).toBe(30)
  expect(blocks.map(block => block.cards.length)).toEqual([4, 4, 4, 3, 3, 3, 3, 3, 3])
  expect(blocks[0]?.title).toBe("Key Partners")
  expect(blocks[0]?.cards[0]).toMatch(/^Tsinghua University KEG: /)
  expect(sections.filter(section => /^[IVX]+\./.test(section))).toHaveLength(6)
  expect(tableRows).toBe(9)
})

test("[IN7] archived cards are not shown among those a block gets", () => {
  const canvas = exampleCanvas()
  const archived = {
    ...canvas,
    cards: canvas.cards.map((card, i) => (i === 0 ? { ...card, gone: 1 } : card)),
  }

  expect(outlineOf(toCanvasFile(archived)).cards).toBe(29)
})
