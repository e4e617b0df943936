import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { exampleCanvas } from "../../seeds/seeds.ts"
import type { BlockId, CardId, TagId } from "../../shared/ids.ts"
import type { Canvas, RichNode, RichText } from "../../shared/model/canvas.ts"
import { parseCanvasFile, toCanvasFile } from "../../shared/model/canvas-file.ts"
import { applyDiff, type CanvasDiff, diffCanvas, isEmptyDiff } from "../../shared/model/diff.ts"
import { shelvesOf } from "../../shared/model/diff-cards.ts"
import { cardIdOf, kindsOf } from "../../shared/model/diff-kinds.ts"
import {
  diffText,
  normalText,
  type TextChange,
  type TextDiff,
  textAfter,
  textBefore,
} from "../../shared/model/diff-text.ts"
import type { Content } from "../../shared/model/document.ts"
import {
  addCards,
  archiveCards,
  emptyArchive,
  moveCards,
  restoreCards,
  setMeta,
  setTag,
  tagCards,
} from "../../shared/model/edits.ts"
import { readCanvas } from "../../shared/model/read.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { canvasEdits, editCanvas } from "../fuzz/canvas-edits.ts"
import { canvases, richTexts } from "./arbitrary-canvas.ts"
import { contentWith, lineOf, typeInto } from "./peers.ts"

const nothing: CanvasDiff = { lines: [], tags: [], lead: [], cards: [], commentary: [] }

function read(content: Content): Canvas {
  const canvas = readCanvas(content)
  if (!canvas) throw new Error("the document has no template")
  return canvas
}

/** A canvas without the indices that put its cards in order, which say nothing beside the order itself. */
const seen = (canvas: Canvas) => ({
  ...canvas,
  tags: canvas.tags.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  lead: normalText(canvas.lead),
  commentary: normalText(canvas.commentary),
  cards: [...shelvesOf(canvas).values()]
    .flat()
    .map(({ order: _, ...card }) => ({ ...card, text: normalText(card.text) })),
})

/** The example's canvas before and after something is done to it. */
function changed(change: (content: Content) => void): { before: Canvas; after: Canvas; diff: CanvasDiff } {
  const content = contentWith(exampleCanvas())
  const before = read(content)
  change(content)
  const after = read(content)
  return { before, after, diff: diffCanvas(before, after) }
}

const named = (diff: CanvasDiff) =>
  Object.fromEntries(diff.cards.map(change => [cardIdOf(change), kindsOf(change)]))
const card = (name: string) => name as CardId
const partners = "key-partners" as BlockId
const channels = "channels" as BlockId

describe("two states of one room", () => {
  test("[DF1] a canvas compared with itself has changed in nothing", () => {
    fc.assert(
      fc.property(canvases, canvas => {
        expect(diffCanvas(canvas, structuredClone(canvas))).toEqual(nothing)
      }),
    )
    expect(isEmptyDiff(nothing)).toBe(true)
  })

  test("[DF1] a canvas compared with its own file has changed in nothing, though the indices of its cards are others", () => {
    const { after } = changed(content => {
      const line = lineOf(content, partners)
      for (const id of line.slice(0, 3)) moveCards(content, [id], { block: partners, position: 9 })
    })
    const file = parseCanvasFile(toCanvasFile(after), { newCardId: () => card("new") })

    expect(file.ok && diffCanvas(after, file.canvas)).toEqual(nothing)
  })

  test("[DF2] the changes of a random history of edits, applied to its start, give its end", () => {
    fc.assert(
      fc.property(canvasEdits, canvasEdits, (first, second) => {
        const content = contentWith(exampleCanvas())
        editCanvas(content, first)
        const before = read(content)
        editCanvas(content, second)
        const after = read(content)

        const there = diffCanvas(before, after)
        const back = diffCanvas(after, before)

        expect(seen(applyDiff(before, there))).toEqual(seen(after))
        expect(seen(applyDiff(after, back))).toEqual(seen(before))
        expect(diffCanvas(applyDiff(before, there), after)).toEqual(nothing)
      }),
      { numRuns: 200 },
    )
  })

  test("[DF2] the changes between any two canvases, applied to the one, give the other", () => {
    fc.assert(
      fc.property(canvases, canvases, (before, after) => {
        expect(seen(applyDiff(before, diffCanvas(before, after)))).toEqual(seen(after))
      }),
      { numRuns: 200 },
    )
  })
})

describe("cards", () => {
  test("[DF3] each way in which a card can change is named, and several at once", () => {
    const [moved, archived, worded, coloured] = lineOf(contentWith(exampleCanvas()), partners)
    if (!moved || !archived || !worded || !coloured) throw new Error("the example has four partners")
    const { diff } = changed(content => {
      moveCards(content, [moved], { block: channels, position: 1 })
      archiveCards(content, [archived], 5)
      typeInto(content, worded, " And more.")
      setTag(content, "new" as TagId, { name: "New", hue: "teal" })
      tagCards(content, [coloured, moved], "new" as TagId)
      addCards(content, [{ id: card("fresh"), text: [paragraph("Fresh")], by: "Ana", born: 3 }], {
        block: channels,
        position: 0,
      })
    })

    expect(named(diff)).toEqual({
      [moved]: ["moved", "recoloured"],
      [archived]: ["archived"],
      [worded]: ["reworded"],
      [coloured]: ["recoloured"],
      fresh: ["added"],
    })
    expect(diff.tags).toEqual([{ kind: "added", tag: { id: "new", name: "New", hue: "teal" } }])
  })

  test("[DF3] a card that came back is restored, one that is gone for good is removed, and the archive is silent", () => {
    const content = contentWith(exampleCanvas())
    const [back, gone, silent] = lineOf(content, partners)
    if (!back || !gone || !silent) throw new Error("the example has three partners")
    archiveCards(content, [back, silent], 5)
    const before = read(content)
    restoreCards(content, [back])
    emptyArchive(content)
    archiveCards(content, [gone], 6)
    emptyArchive(content)

    expect(named(diffCanvas(before, read(content)))).toEqual({
      [back]: ["restored"],
      [gone]: ["removed"],
      [silent]: [],
    })
  })

  test("[DF3] a title, the words behind it and their look are told apart", () => {
    const text = (title: string, detail: string, isBold = false): RichText => [
      {
        type: "paragraph",
        content: [
          { type: "text", text: `${title}: ` },
          { type: "text", text: detail, ...(isBold ? { marks: [{ type: "bold" }] } : {}) },
        ],
      },
    ]
    const base = exampleCanvas()
    const kinds = (before: RichText, after: RichText) => {
      const [first, ...others] = base.cards
      if (!first) throw new Error("the example has cards")
      const with_ = (words: RichText): Canvas => ({ ...base, cards: [{ ...first, text: words }, ...others] })
      return diffCanvas(with_(before), with_(after)).cards.flatMap(kindsOf)
    }

    expect(kinds(text("清华大学", "合作研究"), text("北京大学", "合作研究"))).toEqual(["retitled"])
    expect(kinds(text("清华大学", "合作研究"), text("清华大学", "合作教学"))).toEqual(["reworded"])
    expect(kinds(text("One", "two"), text("Two", "one"))).toEqual(["retitled", "reworded"])
    expect(kinds(text("One", "two"), text("One", "two", true))).toEqual(["reformatted"])
  })

  test("[DF4] of cards that changed their order, the fewest that must have moved are named", () => {
    const { diff, before } = changed(content => {
      const line = lineOf(content, partners)
      const [first] = line
      if (first) moveCards(content, [first], { block: partners, position: line.length - 1 })
    })
    const first = before.cards.find(each => each.block === partners)

    expect(named(diff)).toEqual({ [first?.id ?? ""]: ["reordered"] })
  })
})

describe("texts", () => {
  const words = (node: RichNode): string => node.text ?? "¶"
  const runs = (diff: TextDiff): string =>
    diff
      .map((change: TextChange) => {
        switch (change.kind) {
          case "same":
            return change.nodes.map(words).join("")
          case "added":
            return `{+${change.nodes.map(words).join("")}+}`
          case "removed":
            return `[-${change.nodes.map(words).join("")}-]`
          case "restyled":
            return `<${change.after.map(words).join("")}>`
          default:
            return runs(change.content)
        }
      })
      .join("")
  const line = (before: string, after: string) => runs(diffText([paragraph(before)], [paragraph(after)]))

  test("[DF5] a text's changes are a full account of both sides", () => {
    fc.assert(
      fc.property(richTexts, richTexts, (before, after) => {
        const diff = diffText(before, after)

        expect(textBefore(diff) ?? normalText(before)).toEqual(normalText(before))
        expect(textAfter(diff) ?? normalText(after)).toEqual(normalText(after))
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ["The model is open", "The model is free and open", "The model is {+free and +}open"],
    ["one big house here", "one small tent here", "one [-big house-]{+small tent+} here"],
    ["Users: 2.7M today", "Users: 3.1M today", "Users: [-2.7M-]{+3.1M+} today"],
    [
      "智谱与清华大学合作研究大模型",
      "智谱与北京大学合作研究大模型",
      "智谱与[-清华大学-]{+北京大学+}合作研究大模型",
    ],
    ["我们的产品很受欢迎", "我们的服务很受欢迎", "我们的[-产品-]{+服务+}很受欢迎"],
    ["Rules of export", "New rules of export", "[-Rules-]{+New rules+} of export"],
    ["Naïve café plan", "Naïve cafés plan", "Naïve [-café-]{+cafés+} plan"],
    ["A family 👩‍👩‍👧 here", "A family 👩‍👩‍👦 here", "A family [-👩‍👩‍👧-]{+👩‍👩‍👦+} here"],
  ])("[DF6] words are compared as people read them: %s → %s", (before, after, expected) => {
    expect(line(before, after)).toBe(expected)
  })

  test("[DF6] a word that only looks different is restyled, not replaced", () => {
    const before = [paragraph("all of it is bold")]
    const after: RichText = [
      {
        type: "paragraph",
        content: [
          { type: "text", text: "all of it is " },
          { type: "text", text: "bo", marks: [{ type: "bold" }] },
          { type: "text", text: "ld" },
        ],
      },
    ]

    expect(runs(diffText(before, after))).toBe("all of it is <bo>ld")
  })

  test("[DF7] a paragraph that was edited is one that changed, also beside others that came and went", () => {
    const before = [
      "The company sells access to its models.",
      "Its costs are those of computing.",
      "Old news.",
    ]
    const after = [
      "An opening that is new.",
      "The company sells cheap access to all its models.",
      "Its costs are those of computing.",
    ]

    expect(diffText(before.map(paragraph), after.map(paragraph)).map(({ kind }) => kind)).toEqual([
      "added",
      "changed",
      "same",
      "removed",
    ])
  })

  test("[DF7] a paragraph made a heading, a list made numbered and a list's item are changes of what is there", () => {
    const list = (type: string, ...items: string[]): RichNode => ({
      type,
      content: items.map(item => ({ type: "listItem", content: [paragraph(item)] })),
    })
    const before = [paragraph("The risks we see"), list("bulletList", "Price of chips", "Rules of export")]
    const after = [
      { ...paragraph("The risks we see"), type: "heading", attrs: { level: 2 } },
      list("orderedList", "Price of chips", "New rules of export"),
    ]
    const diff = diffText(before, after)

    expect(diff.map(({ kind }) => kind)).toEqual(["changed", "changed"])
    expect(runs(diff)).toBe("The risks we see¶[-Rules-]{+New rules+} of export")
  })

  test("[DF7] a table's cell is compared with the cell that stood in its place, whatever is in it", () => {
    const table = (...rows: string[][]): RichText => [
      {
        type: "table",
        content: rows.map(row => ({
          type: "tableRow",
          content: row.map(cell => ({ type: "tableCell", content: [paragraph(cell)] })),
        })),
      },
    ]
    const before = table(["Users", "2.7M"], ["Revenue", "100M"])
    const diff = diffText(before, table(["Users", "20M"], ["Revenue", "100M"]))

    const [changed] = diff
    const row = changed?.kind === "changed" ? changed.content[0] : undefined
    const kinds = row?.kind === "changed" ? row.content.map(({ kind }) => kind) : []
    expect(kinds).toEqual(["same", "changed"])
  })

  test("[DF7] the lines of the title block are named with what they said", () => {
    const { diff, before } = changed(content => setMeta(content, { title: "Z.ai 智谱" }))

    expect(diff).toEqual({
      ...nothing,
      lines: [{ field: "title", before: before.title, after: "Z.ai 智谱" }],
    })
  })
})
