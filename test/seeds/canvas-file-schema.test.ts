// The published schema of canvas files and the reader of them are two descriptions of one format: this holds them
// together. What a schema cannot say (ids that are unique, tags that are there) is the reader's alone.
import fc from "fast-check"
import { expect, test } from "vitest"
import { z } from "zod"
import schema from "../../seeds/canvas-file.schema.json" with { type: "json" }
import { templates } from "../../seeds/seeds.ts"
import zai from "../../seeds/zai.canvas.json" with { type: "json" }
import type { CardId } from "../../shared/ids.ts"
import { parseCanvasFile, toCanvasFile } from "../../shared/model/canvas-file.ts"
import { canvases } from "../shared/arbitrary-canvas.ts"

const published = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
const isValid = (file: unknown): boolean => published.safeParse(file).success

let made = 0
const parse = (file: unknown) => parseCanvasFile(file, { newCardId: () => `made-${++made}` as CardId })

/** Faults in how parts of a file relate, which no schema sees; the spans of a block are among them. */
const relations =
  /two have one id|two blocks have one id|no tag has the id|the template has no|nested deeper|block \d+ of .* is malformed|cannot be/

test("[EX3] the seeds and whatever is exported are valid", () => {
  expect(isValid(zai)).toBe(true)
  for (const template of templates()) expect(isValid({ ...zai, template, blocks: {} })).toBe(true)
  fc.assert(
    fc.property(canvases, canvas => {
      expect(published.safeParse(JSON.parse(JSON.stringify(toCanvasFile(canvas)))).error).toBeUndefined()
    }),
    { numRuns: 100 },
  )
})

type Change = (file: unknown) => void

/** Puts something else at a chance place of a file, or takes what is there away. */
const changes: fc.Arbitrary<Change> = fc
  .tuple(
    fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
    fc.option(
      fc.oneof(
        fc.constantFrom<unknown>(
          null,
          0,
          -1,
          1.5,
          "",
          "x",
          "text",
          "paragraph",
          "link",
          "https://e.org/",
          true,
          [],
          {},
          [""],
          "x".repeat(600),
        ),
        fc.constantFrom<unknown>(
          { type: "paragraph" },
          { type: "text", text: "a", marks: [{ type: "bold" }] },
          { type: "text", text: "a", marks: [{ type: "link" }] },
          { type: "script", content: ["x"] },
          { type: "heading", attrs: { level: 9 }, content: ["x"] },
          { type: "listItem", content: ["x"] },
          { type: "hardBreak" },
        ),
        fc.jsonValue(),
      ),
      { nil: undefined },
    ),
  )
  .map(([path, value]) => (file: unknown) => {
    let at = file
    for (const [step, index] of path.entries()) {
      if (typeof at !== "object" || at === null) return
      const keys = Object.keys(at)
      const key = keys[index % Math.max(1, keys.length)]
      if (key === undefined) return
      const holder = at as Record<string, unknown>
      const next = holder[key]
      if (step === path.length - 1 || typeof next !== "object" || next === null) {
        if (value !== undefined) holder[key] = structuredClone(value)
        else if (Array.isArray(at)) at.splice(Number(key), 1)
        else delete holder[key]
        return
      }
      at = next
    }
  })

test("[EX3] what the schema takes the reader takes, but for how parts relate; what the reader took is valid again", () => {
  const counts = { taken: 0, refused: 0 }
  fc.assert(
    fc.property(canvases, fc.array(changes, { minLength: 1, maxLength: 2 }), (canvas, some) => {
      const file: unknown = JSON.parse(JSON.stringify(toCanvasFile(canvas)))
      for (const change of some) change(file)

      const parsed = parse(file)

      if (parsed.ok) {
        expect(isValid(JSON.parse(JSON.stringify(toCanvasFile(parsed.canvas))))).toBe(true)
        counts.taken++
      } else {
        if (!relations.test(parsed.fault))
          expect([parsed.fault, isValid(file)]).toEqual([parsed.fault, false])
        counts.refused++
      }
    }),
    { numRuns: 300 },
  )
  // Neither half of it is empty.
  expect(Math.min(counts.taken, counts.refused)).toBeGreaterThan(25)
})

const run = (mark: object) => [{ type: "paragraph", content: [{ type: "text", text: "a", marks: [mark] }] }]
const list = (...content: object[]) => [{ type: "bulletList", content }]

test.each<[string, object]>([
  ["another format", { format: "canvas" }],
  ["a newer version", { version: 2 }],
  ["no template", { template: undefined }],
  ["a title that is no text", { title: 1 }],
  ["a title of a thousand letters", { title: "x".repeat(1_000) }],
  ["a tag without a hue", { tags: [{ id: "a", name: "A" }] }],
  ["cards that are no list", { blocks: { channels: {} } }],
  ["a card that is a text", { blocks: { channels: ["x"] } }],
  ["a birth in words", { blocks: { channels: [{ born: "today" }] } }],
  ["an unknown node", { lead: [{ type: "iframe" }] }],
  ["an unknown mark", { lead: run({ type: "blink" }) }],
  ["a link that runs a script", { lead: run({ type: "link", attrs: { href: "javascript:alert(1)" } }) }],
  ["a list item on its own", { commentary: [{ type: "listItem", content: ["x"] }] }],
  ["an empty list", { commentary: [{ type: "bulletList" }] }],
  [
    "an item that begins with a rule",
    { commentary: list({ type: "listItem", content: [{ type: "horizontalRule" }] }) },
  ],
  ["an unknown attribute", { commentary: [{ type: "paragraph", attrs: { onclick: "x" } }] }],
  ["marks in code", { commentary: [{ ...run({ type: "bold" })[0], type: "codeBlock" }] }],
])("[EX3] %s is refused by both", (_name, change) => {
  const file = { ...zai, ...change }

  expect([parse(file).ok, isValid(file)]).toEqual([false, false])
})
