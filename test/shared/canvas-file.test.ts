import fc from "fast-check"
import { expect, test } from "vitest"
import { exampleCanvas } from "../../seeds/seeds.ts"
import type { BlockId, CardId } from "../../shared/ids.ts"
import type { Canvas, Card } from "../../shared/model/canvas.ts"
import { emptyCanvas } from "../../shared/model/canvas.ts"
import { type CanvasFile, parseCanvasFile, toCanvasFile } from "../../shared/model/canvas-file.ts"
import { packText, unpackText } from "../../shared/model/packed-text.ts"
import { canvases, richTexts } from "./arbitrary-canvas.ts"

function parse(file: unknown) {
  let made = 0
  return parseCanvasFile(file, { newCardId: () => `made-${++made}` as CardId })
}

function canvasIn(file: unknown): Canvas {
  const parsed = parse(file)
  if (!parsed.ok) throw new Error(parsed.fault)
  return parsed.canvas
}

/** As a file arrives: through text. */
const throughText = (file: CanvasFile): unknown => JSON.parse(JSON.stringify(file, null, 2))

const example = toCanvasFile(exampleCanvas())

test("[IM4] any canvas that is written and read again is the same", () => {
  fc.assert(
    fc.property(canvases, canvas => {
      expect(canvasIn(throughText(toCanvasFile(canvas)))).toEqual(canvas)
    }),
  )
})

test("[IM4] any rich text that is packed and unpacked is the same", () => {
  fc.assert(
    fc.property(richTexts, text => {
      expect(unpackText(JSON.parse(JSON.stringify(packText(text))))).toEqual({ ok: true, text })
    }),
  )
})

test("[IM4] a plain paragraph is one string in the file", () => {
  expect(
    packText([
      { type: "paragraph", content: [{ type: "text", text: "Labs: science" }] },
      { type: "paragraph" },
      { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Risks" }] },
      {
        type: "paragraph",
        content: [
          { type: "text", text: "a", marks: [{ type: "bold" }] },
          { type: "text", text: "b" },
        ],
      },
    ]),
  ).toEqual([
    "Labs: science",
    "",
    { type: "heading", attrs: { level: 2 }, content: ["Risks"] },
    { type: "paragraph", content: [{ type: "text", text: "a", marks: [{ type: "bold" }] }, "b"] },
  ])
})

test("[IM4] text in ProseMirror's own form is read too", () => {
  const text = [{ type: "paragraph", content: [{ type: "text", text: "Labs" }] }]

  expect(unpackText(text)).toEqual({ ok: true, text })
})

test("[IM4] cards stand in order under their block, and those of no block under the first", () => {
  const card = (id: string, block: string, order: string): Card => ({
    ...(exampleCanvas().cards[0] as Card),
    id: id as CardId,
    block: block as BlockId,
    order,
  })
  const file = toCanvasFile({
    ...exampleCanvas(),
    cards: [card("b", "channels", "a1"), card("c", "nowhere", "a0"), card("a", "channels", "a0")],
  })

  expect(file.blocks.channels?.map(({ id }) => id)).toEqual(["a", "b"])
  expect(file.blocks["key-partners"]?.map(({ id }) => id)).toEqual(["c"])
})

test("[IM4] ids are kept where they can be, and made where they are missing, malformed or twice there", () => {
  const file = { ...example, blocks: { channels: [{ id: "mine" }, { id: "mine" }, { id: "no id!" }, {}] } }

  expect(canvasIn(file).cards.map(({ id }) => id)).toEqual(["mine", "made-1", "made-2", "made-3"])
})

test("[IM4] what a file leaves out is empty", () => {
  const { format, version, template } = example

  expect(canvasIn({ format, version, template })).toEqual(emptyCanvas(template))
})

const link = (href: unknown) => ({
  commentary: [
    { type: "paragraph", content: [{ type: "text", text: "a", marks: [{ type: "link", attrs: { href } }] }] },
  ],
})
const deep = (depth: number): unknown =>
  depth === 0 ? "deep" : { type: "blockquote", content: [deep(depth - 1)] }

test.each<[string, unknown, string]>([
  ["no object", [], "This is not a canvas file of Ninefold."],
  ["another format", { ...example, format: "other" }, "This is not a canvas file of Ninefold."],
  ["no version", { ...example, version: "1" }, "The canvas file does not say which version it is."],
  [
    "a newer version",
    { ...example, version: 2 },
    "The canvas file is of version 2; version 1 is the newest known here.",
  ],
  [
    "no template",
    { ...example, template: undefined },
    "The canvas file is malformed: template: a template is an object.",
  ],
])("[IM4] a file with %s is refused with a sentence", (_, file, fault) => {
  expect(parse(file)).toEqual({ ok: false, fault })
})

test.each<[string, Record<string, unknown>, string]>([
  ["a title of numbers", { title: 7 }, "title: not a text of at most 500 characters"],
  ["a title without end", { title: "x".repeat(501) }, "title: not a text of at most 500 characters"],
  ["tags that are no list", { tags: {} }, "tags: not a list of at most 200"],
  ["an unknown hue", { tags: [{ id: "a", name: "A", hue: "pink" }] }, "tag 1: not an id, a name"],
  ["a tag twice", { tags: [example.tags[0], example.tags[0]] }, "tags: two have one id"],
  ["an unknown block", { blocks: { nowhere: [] } }, 'blocks: the template has no "nowhere"'],
  ["blocks that are a list", { blocks: [] }, "blocks: not an object of lists"],
  ["cards that are no list", { blocks: { channels: 1 } }, '"Channels": not a list'],
  ["a card that is a string", { blocks: { channels: ["a"] } }, 'card 1 of "Channels": not an object'],
  [
    "a card with an unknown tag",
    { blocks: { channels: [{}, { tag: "x" }] } },
    'card 2 of "Channels": no tag has the id "x"',
  ],
  [
    "a card of no time",
    { blocks: { channels: [{ born: "now" }] } },
    'card 1 of "Channels", born: not a time',
  ],
  ["text that is a string", { lead: "words" }, "lead: text is a list"],
  ["a node that is a number", { lead: [1] }, "lead: a node has a type"],
  ["an empty run", { lead: [{ type: "paragraph", content: [""] }] }, "lead: a run of text cannot be empty"],
  ["an unknown node", { commentary: [{ type: "video" }] }, 'commentary: unknown node "video"'],
  [
    "a node named like a method",
    { commentary: [{ type: "constructor" }] },
    'commentary: unknown node "constructor"',
  ],
  [
    "a node where it cannot be",
    { lead: [{ type: "listItem", content: ["a"] }] },
    'lead: "listItem" directly in "doc"',
  ],
  [
    "an unknown mark",
    { lead: [{ type: "paragraph", content: [{ type: "text", text: "a", marks: [{ type: "blink" }] }] }] },
    'lead: unknown mark "blink"',
  ],
  [
    "an unknown attribute",
    { lead: [{ type: "paragraph", attrs: { onclick: "x" } }] },
    'lead: unknown attribute "onclick" of "paragraph"',
  ],
  [
    "an attribute of every object",
    { lead: [{ type: "heading", attrs: { toString: "x" } }] },
    'lead: unknown attribute "toString"',
  ],
  [
    "a heading of level 9",
    { lead: [{ type: "heading", attrs: { level: 9 } }] },
    'lead: "level" of "heading" cannot be 9',
  ],
  ["a script as a link", link("javascript:alert(1)"), 'commentary: "href" of "link" cannot be'],
  ["a script that hides", link("java\tscript:alert(1)"), 'commentary: "href" of "link" cannot be'],
  ["a link to nowhere", link(undefined), "commentary: a link without an address"],
  ["nesting without end", { lead: [deep(40)] }, "lead: nested deeper than 32"],
  ["nesting beyond the stack", { lead: [deep(5000)] }, "lead: nested deeper than 32"],
])("[IM4] a file with %s is refused with a sentence that names the place", (_, change, fault) => {
  expect(parse({ ...example, ...change })).toEqual({
    ok: false,
    fault: expect.stringContaining(`The canvas file is malformed: ${fault}`),
  })
})

test("[IM4] whatever a file holds, reading it never throws", () => {
  const keys = Object.keys(example) as (keyof CanvasFile)[]
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
      const parsed = parse({ ...example, [key]: value })

      expect(parsed.ok || parsed.fault.endsWith(".")).toBe(true)
    }),
  )
})
