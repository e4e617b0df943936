// Chance canvases and rich texts for property tests: everything the schema allows, in the one form each has when it
// is read from a document (runs of equal marks joined, no empty attributes).
import fc from "fast-check"
import { templates } from "../../seeds/seeds.ts"
import type { CardId, TagId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import {
  type Canvas,
  type Card,
  hues,
  type RichMark,
  type RichNode,
  type RichText,
} from "../../shared/model/canvas.ts"
import { firstOrders } from "../../shared/model/order.ts"
import { markNames } from "../../shared/model/schema.ts"

const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 })
const line = fc.string({ unit: "grapheme", maxLength: 40 })

const marks: fc.Arbitrary<RichMark[]> = fc
  .subarray([...markNames])
  .map(names =>
    names.map(type => (type === "link" ? { type, attrs: { href: "https://example.org/a?b=c" } } : { type })),
  )

const run: fc.Arbitrary<RichNode> = fc
  .tuple(words, marks)
  .map(([text, found]) => ({ type: "text", text, ...(found.length > 0 ? { marks: found } : {}) }))

/** Two neighbours with the same marks would be read as one run. */
const runs = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: run },
      { weight: 1, arbitrary: fc.constant<RichNode>({ type: "hardBreak" }) },
    ),
    { maxLength: 5 },
  )
  .map(nodes =>
    nodes.filter(
      (node, i) =>
        i === 0 ||
        JSON.stringify(node.marks) !== JSON.stringify(nodes[i - 1]?.marks) ||
        node.type !== nodes[i - 1]?.type,
    ),
  )

const node = (type: string, content: RichNode[], attrs?: Record<string, unknown>): RichNode => ({
  type,
  ...(attrs ? { attrs } : {}),
  ...(content.length > 0 ? { content } : {}),
})

export const paragraphs: fc.Arbitrary<RichNode> = runs.map(content => node("paragraph", content))

const leaf: fc.Arbitrary<RichNode> = fc.oneof(
  paragraphs,
  fc
    .tuple(runs, fc.integer({ min: 1, max: 4 }))
    .map(([content, level]) => node("heading", content, { level })),
  fc
    .tuple(line, fc.constantFrom("ts", "c++"))
    .map(([text, language]) => node("codeBlock", text === "" ? [] : [{ type: "text", text }], { language })),
  fc.constant(node("horizontalRule", [])),
)

const { blocks } = fc.letrec<{ blocks: RichNode[]; block: RichNode }>(tie => ({
  block: fc.oneof(
    { maxDepth: 3, depthSize: "small", withCrossShrink: true },
    leaf,
    tie("blocks").map(content => node("blockquote", [node("paragraph", []), ...content])),
    fc.array(fc.tuple(paragraphs, tie("blocks")), { minLength: 1, maxLength: 3 }).map(items =>
      node(
        "bulletList",
        items.map(([first, more]) => node("listItem", [first, ...more])),
      ),
    ),
    fc
      .tuple(fc.array(paragraphs, { minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 9 }))
      .map(([items, start]) =>
        node(
          "orderedList",
          items.map(item => node("listItem", [item])),
          { start },
        ),
      ),
    fc.array(fc.array(paragraphs, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }).map(rows =>
      node(
        "table",
        rows.map((cells, i) =>
          node(
            "tableRow",
            cells.map(cell =>
              node(i === 0 ? "tableHeader" : "tableCell", [cell], { colspan: 1, rowspan: 1 }),
            ),
          ),
        ),
      ),
    ),
  ),
  blocks: fc.array(tie("block"), { maxLength: 3 }),
}))

export const richTexts: fc.Arbitrary<RichText> = blocks

const ids = fc.stringMatching(/^[A-Za-z0-9_-]{1,16}$/)
const times = fc.integer({ min: 0, max: 2_000_000_000_000 })

/** A canvas as reading gives it: cards by block and in order with the least indices, archived ones last. */
export const canvases: fc.Arbitrary<Canvas> = fc
  .record({
    title: line,
    category: line,
    designedFor: line,
    designedBy: line,
    template: fc.constantFrom(...templates()),
    tags: fc.uniqueArray(
      fc.record({ id: ids.map(id => id as TagId), name: words, hue: fc.constantFrom(...hues) }),
      {
        selector: tag => tag.id,
        maxLength: 4,
      },
    ),
    lead: richTexts,
    commentary: richTexts,
  })
  .chain(head =>
    fc
      .uniqueArray(
        cardIn(
          head.template,
          head.tags.map(tag => tag.id),
        ),
        { selector: card => card.id, maxLength: 12 },
      )
      .map(cards => ({
        ...head,
        tags: head.tags.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        cards: inOrder(cards, head.template),
      })),
  )

function cardIn(template: Template, tags: readonly TagId[]): fc.Arbitrary<Card> {
  const card = fc.record({
    id: ids.map(id => id as CardId),
    block: fc.constantFrom(...template.blocks.map(block => block.id)),
    text: richTexts,
    by: line,
    born: times,
    gone: fc.option(times, { nil: undefined, freq: 4 }),
    tag: fc.constantFrom(undefined, ...tags),
  })
  return card.map(({ gone, tag, ...rest }) => ({
    ...rest,
    order: "",
    ...(gone === undefined ? {} : { gone }),
    ...(tag === undefined ? {} : { tag }),
  }))
}

function inOrder(cards: readonly Card[], template: Template): Card[] {
  const ordered = template.blocks.flatMap(({ id }) => {
    const own = cards.filter(card => card.block === id)
    const orders = firstOrders(own.length)
    return own.map((card, i) => ({ ...card, order: orders[i] ?? "" }))
  })
  return [
    ...ordered.filter(card => card.gone === undefined),
    ...ordered.filter(card => card.gone !== undefined),
  ]
}
