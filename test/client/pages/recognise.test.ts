// The preview of an import: what the server would make of it, before it is asked to.
import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { recognise } from "../../../client/pages/recognise.ts"
import { exampleCanvas, templates } from "../../../seeds/seeds.ts"
import { assert } from "../../../shared/assert.ts"
import { toCanvasFile } from "../../../shared/model/canvas-file.ts"

const template = templates().find(({ id }) => id === "business-model-canvas")
assert(template, "the business model canvas is a template")
const page = readFileSync(path.join(import.meta.dirname, "../../fixtures/breakdown-page.txt"), "utf8")

test("[IM1] the preview of the page counts its cards, sections and rows", () => {
  const recognition = recognise(page, template)

  assert(recognition.ok, "the page is recognised")
  const { blocks, sections, tableRows, source } = recognition.recognised
  expect(blocks.map(block => block.cards)).toEqual([4, 4, 4, 3, 3, 3, 3, 3, 3])
  expect(sections.filter(section => /^[IVX]+\./.test(section))).toHaveLength(6)
  expect(tableRows).toBe(9)
  expect(source).toEqual({ kind: "page", text: page })
})

test("[IM4] the preview of a canvas file counts the same, and the file goes to the server as it is", () => {
  const file = JSON.parse(JSON.stringify(toCanvasFile(exampleCanvas())))

  const recognition = recognise(`\n${JSON.stringify(file)}`, template)

  assert(recognition.ok, "the file is recognised")
  const { blocks, sections, tableRows, source, title } = recognition.recognised
  expect(title).toBe(exampleCanvas().title)
  expect(blocks.map(block => block.cards)).toEqual([4, 4, 4, 3, 3, 3, 3, 3, 3])
  expect(sections.filter(section => /^[IVX]+\./.test(section))).toHaveLength(6)
  expect(tableRows).toBe(9)
  expect(source).toEqual({ kind: "file", file })
})

test("[IM3] a page without headings, and a file that is cut or foreign, get a sentence", () => {
  const faults = ["Only words.", '{"format":"ninefold.canvas","ti', '{"format":"other"}'].map(text => {
    const recognition = recognise(text, template)
    return recognition.ok ? "" : recognition.fault
  })

  expect(faults[0]).toContain("Key Partners")
  expect(faults.slice(1)).toEqual([
    "This looks like a canvas file, but it is not whole.",
    "This is not a canvas file of Ninefold.",
  ])
})
