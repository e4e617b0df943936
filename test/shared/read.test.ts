// Documents as peers may have left them.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { exampleCanvas } from "../../seeds/seeds.ts"
import { isBlockId, isCardId } from "../../shared/ids.ts"
import { contentOf } from "../../shared/model/document.ts"
import { isOrder } from "../../shared/model/order.ts"
import { boardOf, readCanvas, readHeads, readMeta, readTags, readTemplate } from "../../shared/model/read.ts"
import { checkText } from "../../shared/model/schema.ts"
import { contentWith } from "./peers.ts"

test("[CV5] an empty document reads as no canvas and stays empty", () => {
  const content = contentOf(new Y.Doc())

  expect(readCanvas(content)).toBeUndefined()
  expect(readTemplate(content)).toBeUndefined()
  expect(readHeads(content)).toEqual([])
  expect(readMeta(content)).toEqual({ title: "", category: "", designedFor: "", designedBy: "" })
  expect(Y.encodeStateAsUpdate(content.doc)).toEqual(Y.encodeStateAsUpdate(new Y.Doc()))
})

/** A card map as it should be, with one key changed. */
function cardWith(key: string, value: unknown): Y.Map<unknown> {
  const card = new Y.Map<unknown>()
  const fields = { at: ["channels", "a0"], text: new Y.XmlFragment(), by: "Ana", born: 1, [key]: value }
  for (const [name, field] of Object.entries(fields)) if (field !== undefined) card.set(name, field)
  return card
}

test.each<[string, unknown]>([
  ["no map", 7],
  ["an array", new Y.Array()],
  ["a plain object", { at: ["channels", "a0"] }],
  ["without a place", cardWith("at", undefined)],
  ["in a place that is a string", cardWith("at", "channels")],
  ["in a block that is no id", cardWith("at", ["No Block", "a0"])],
  ["in an order that is none", cardWith("at", ["channels", "!"])],
  ["without text", cardWith("text", undefined)],
  ["with a string for a text", cardWith("text", "words")],
  ["with an element for a text", cardWith("text", new Y.XmlElement("paragraph"))],
])("[CV5] an entry that is %s is no card, and the others are read", (_, entry) => {
  const content = contentWith(exampleCanvas())

  content.cards.set("odd", entry)

  expect(readHeads(content)).toHaveLength(30)
  expect(readCanvas(content)).toEqual(exampleCanvasAsRead())
})

const exampleCanvasAsRead = () => readCanvas(contentWith(exampleCanvas()))

test("[CV5] of a card whose small print is malformed the rest is read", () => {
  const content = contentWith({ ...exampleCanvas(), cards: [] })

  content.cards.set("a", cardWith("by", 7))
  content.cards.set("b", cardWith("born", "now"))
  content.cards.set("c", cardWith("tag", "no tag!"))
  content.cards.set("d", cardWith("gone", "yes"))
  content.cards.set("e", cardWith("by", "x".repeat(500)))

  const head = { block: "channels", order: "a0", by: "Ana", born: 1 }
  expect(readHeads(content)).toEqual([
    { id: "a", ...head, by: "" },
    { id: "b", ...head, born: 0 },
    { id: "c", ...head },
    { id: "d", ...head },
    { id: "e", ...head, by: "x".repeat(80) },
  ])
})

test("[CV5] a card of a block the template lacks stands in the first block", () => {
  const content = contentWith({ ...exampleCanvas(), cards: [] })
  content.cards.set("stray", cardWith("at", ["elsewhere", "a0"]))

  const template = readTemplate(content)
  const board = template && boardOf(readHeads(content), template)

  expect([...(board ?? [])].flatMap(([block, heads]) => heads.map(head => [block, head.id]))).toEqual([
    ["key-partners", "stray"],
  ])
})

test("[CV5] tags and lines that are malformed read as absent", () => {
  const content = contentWith({ ...exampleCanvas(), tags: [] })

  content.tags.set("fine", { name: "Fine", hue: "moss" })
  content.tags.set("pink", { name: "Pink", hue: "pink" })
  content.tags.set("no id!", { name: "A", hue: "moss" })
  content.tags.set("null", null)
  content.tags.set("map", new Y.Map())
  content.meta.set("title", 7)
  content.meta.set("category", "x".repeat(900))

  expect(readTags(content)).toEqual([{ id: "fine", name: "Fine", hue: "moss" }])
  expect(readMeta(content)).toMatchObject({ title: "", category: "x".repeat(500) })
})

// Whatever a program that speaks Yjs can put into a document.
const plain = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    "",
    "a0",
    [],
    ["channels", "a1"],
    ["channels", 1],
    {},
    { name: "A", hue: "moss" },
  ),
  fc.string({ maxLength: 4 }),
  fc.double(),
)
const keys = fc.oneof(
  fc.constantFrom("at", "text", "tag", "by", "born", "gone", "title", "template", "aminer", "__proto__"),
  fc.string({ maxLength: 4 }),
)
const { shared } = fc.letrec<{ shared: () => unknown }>(tie => ({
  shared: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    plain.map(value => () => value),
    fc.array(fc.tuple(keys, tie("shared")), { maxLength: 5 }).map(entries => () => {
      const map = new Y.Map<unknown>()
      for (const [key, make] of entries) map.set(key, make())
      return map
    }),
    fc.array(plain, { maxLength: 3 }).map(items => () => Y.Array.from(items as string[])),
    fc.array(tie("shared"), { maxLength: 3 }).map(children => () => {
      const fragment = new Y.XmlFragment()
      const kept = children.map(make => make()).filter(child => child instanceof Y.AbstractType)
      fragment.insert(0, kept as Y.XmlElement[])
      return fragment
    }),
    fc
      .tuple(fc.constantFrom("paragraph", "table", "video", "", "__proto__"), fc.array(fc.tuple(keys, plain)))
      .map(([name, attrs]) => () => {
        const element = new Y.XmlElement(name)
        for (const [key, value] of attrs) element.setAttribute(key, value as string)
        return element
      }),
    fc.tuple(fc.string(), fc.dictionary(keys, plain, { maxKeys: 2 })).map(([words, marks]) => () => {
      const text = new Y.XmlText()
      text.insert(0, words, marks)
      text.insertEmbed(0, { image: "x" })
      return text
    }),
  ),
}))

/** A few cards are enough here, and quick to write many times. */
const small = { ...exampleCanvas(), cards: exampleCanvas().cards.slice(0, 2), commentary: [] }

describe("whatever peers write", () => {
  test("[CV5] reading never throws, writes nothing, and what it shows is well-formed", () => {
    const writes = fc.array(fc.tuple(fc.constantFrom("meta", "tags", "cards"), keys, shared), {
      maxLength: 5,
    })
    fc.assert(
      fc.property(writes, fc.array(shared, { maxLength: 4 }), (entries, nodes) => {
        const content = contentWith(small)
        for (const [root, key, make] of entries) content[root as "meta"].set(key, make())
        const kept = nodes.map(make => make()).filter(node => node instanceof Y.AbstractType)
        content.commentary.insert(0, kept as Y.XmlElement[])
        const before = Y.encodeStateAsUpdate(content.doc)

        const canvas = readCanvas(content)

        const { cards = [], commentary = [] } = canvas ?? {}
        expect(
          cards.filter(({ id, block, order }) => !isCardId(id) || !isBlockId(block) || !isOrder(order)),
        ).toEqual([])
        expect(new Set(cards.map(card => card.id)).size).toBe(cards.length)
        expect(
          cards
            .map(card => [typeof card.by, typeof card.born])
            .filter(types => types.join() !== "string,number"),
        ).toEqual([])
        // It says of each whether an editor may mount, whatever is in it.
        for (const text of [commentary, ...cards.map(card => card.text)])
          expect(checkText(text)).toHaveProperty("ok")
        expect(Y.encodeStateAsUpdate(content.doc)).toEqual(before)
      }),
      { numRuns: 100 },
    )
  })
})
