// The cards as a table, out and in.
import fc from "fast-check"
import { expect, test } from "vitest"
import { exampleCanvas, templates } from "../../../seeds/seeds.ts"
import { columns, writeCsv } from "../../../server/formats/csv.ts"
import { cellWords, safeCell } from "../../../server/formats/csv-cells.ts"
import { readCsv } from "../../../server/formats/csv-in.ts"
import type { ExportSource } from "../../../server/formats/format.ts"
import type { BlockId, CardId } from "../../../shared/ids.ts"
import type { Canvas, Card } from "../../../shared/model/canvas.ts"
import { paragraph, plainText } from "../../../shared/model/rich-text.ts"
import { canvases } from "../../shared/arbitrary-canvas.ts"

const sourceOf = (canvas: Canvas): ExportSource => ({ canvas, names: new Map(), withNames: true, at: 0 })

function read(text: string, template = exampleCanvas().template) {
  let made = 0
  return readCsv(text, { template, newCardId: () => `made-${++made}` as CardId })
}

function canvasIn(text: string, template?: Canvas["template"]): Canvas {
  const result = read(text, template)
  if (!result.ok) throw new Error(result.fault)
  return result.canvas
}

const card = (words: string, more: Partial<Card> = {}): Card => ({
  id: "a" as CardId,
  block: "channels" as BlockId,
  order: "a0",
  text: words.split("\n").map(paragraph),
  by: "",
  born: 0,
  ...more,
})

test("[EX8] a row for each card, readable by every spreadsheet: marked as UTF-8, every cell in quotes", () => {
  const text = writeCsv(
    sourceOf({
      ...exampleCanvas(),
      cards: [card('渠道: 写着 "直销", 好\n二', { by: "王", born: 1_790_000_000_000 })],
    }),
  )

  expect(text).toBe(
    `\ufeff${columns.map(name => `"${name}"`).join(",")}\r\n` +
      '"Channels","1","渠道","写着 ""直销"", 好\n二","","王","2026-09-21T14:13:20.000Z"\r\n',
  )
})

test("[EX8] what a spreadsheet would compute is text, wherever a cell may begin", () => {
  const formulas = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "＝1",
    "a;=cmd|' /C calc'!A0",
    "a\n=1",
    "'=1",
    "a\r-1",
  ]

  for (const formula of formulas) {
    const cell = safeCell(formula)
    expect(cell.split(/[;\t\r\n|]/).filter(part => /^\s*[=+\-@＝＋－＠]/.test(part))).toEqual([])
    expect(cellWords(cell)).toBe(formula)
  }
  expect(["a = b", "2-1", "it's", "'quoted'", "mail@example.org"].map(safeCell)).toEqual([
    "a = b",
    "2-1",
    "it's",
    "'quoted'",
    "mail@example.org",
  ])
})

test("[EX8] any words come out of their cell as they went in", () => {
  const signs = fc.constantFrom("=", "+", "-", "@", "'", ";", "\t", "\n", "|", " ", "a", "＝")
  fc.assert(
    fc.property(
      fc.array(signs).map(list => list.join("")),
      words => {
        expect(cellWords(safeCell(words))).toBe(words)
      },
    ),
  )
})

test("[EX8] importing our own table gives the same cards: words, blocks, order, tags, authors, times", () => {
  fc.assert(
    fc.property(canvases, canvas => {
      const onBoard = canvas.cards.filter(({ gone }) => gone === undefined)
      const tagName = (from: Canvas, { tag }: Card) =>
        from.tags.find(({ id }) => id === tag)?.name.trim() ?? ""
      const clean = (words: string) => words.replace(/\r\n?/g, "\n")

      const back = canvasIn(writeCsv(sourceOf(canvas)), canvas.template)

      expect(
        back.cards.map(each => [each.block, plainText(each.text), tagName(back, each), each.by, each.born]),
      ).toEqual(
        onBoard.map(each => [
          each.block,
          clean(plainText(each.text)),
          tagName(canvas, each),
          clean(each.by).trim(),
          each.born,
        ]),
      )
    }),
    { numRuns: 200 },
  )
})

test("[EX8] the example comes back, titles and details in their columns", () => {
  const example = exampleCanvas()

  const back = canvasIn(writeCsv(sourceOf(example)))

  expect(back.cards.map(({ text, block }) => [block, text])).toEqual(
    example.cards.map(({ text, block }) => [block, text]),
  )
})

test("[EX8] tables of others are read by the names of their columns, in any order and with any separator", () => {
  const result = read(
    "Description;Section;Name;Owner\nbuys;Key partners;Wile E.;x\n;customers;Coyotes;y\nhm;Moat;Cliff;z\n",
  )

  expect(result.ok && result.canvas.cards.map(({ block, text }) => [block, plainText(text)])).toEqual([
    ["key-partners", "Wile E.: buys"],
    ["customer-segments", "Coyotes"],
  ])
  expect(result.ok && plainText(result.canvas.commentary)).toBe("Not placed\nMoat – Cliff: hm")
  expect(result.ok && result.remarks).toEqual([
    "1 row names no block of the Business Model Canvas and stands in the commentary under “Not placed”.",
    "The column “Owner” is left out.",
  ])
})

test("[EX8] half a table, one without names and one that is too long are refused with a sentence", () => {
  const [template] = templates()
  const faults = [
    read('Block,Title\nChannels,"half a ce'),
    read("1,2,3\n4,5,6"),
    read(""),
    read(`Block,Title\n${"Channels,x\n".repeat(5_001)}`, template),
  ].map(result => (result.ok ? "" : result.fault))

  expect(faults).toEqual([
    "The table ends in the middle of a cell: a closing quotation mark is missing.",
    expect.stringContaining("The first row has to name the columns"),
    expect.stringContaining("The first row has to name the columns"),
    "A table may have up to 5000 rows.",
  ])
})
