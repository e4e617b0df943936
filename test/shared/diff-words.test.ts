import { expect, test } from "vitest"
import { exampleCanvas } from "../../seeds/seeds.ts"
import type { BlockId, CardId, TagId } from "../../shared/ids.ts"
import type { Canvas, RichNode } from "../../shared/model/canvas.ts"
import { diffCanvas } from "../../shared/model/diff.ts"
import { diffInWords } from "../../shared/model/diff-words.ts"
import type { Content } from "../../shared/model/document.ts"
import { addCards, archiveCards, moveCards, setMeta, setTag, tagCards } from "../../shared/model/edits.ts"
import { readCanvas } from "../../shared/model/read.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { contentWith, lineOf, typeInto } from "./peers.ts"

const partners = "key-partners" as BlockId
const channels = "channels" as BlockId

function read(content: Content): Canvas {
  const canvas = readCanvas(content)
  if (!canvas) throw new Error("the document has no template")
  return canvas
}

const inWords = (before: Canvas, after: Canvas) => diffInWords(diffCanvas(before, after), { before, after })

function told(change: (content: Content) => void): string {
  const content = contentWith(exampleCanvas())
  const before = read(content)
  change(content)
  return inWords(before, read(content))
}

/** The example with another commentary, before and after. */
function toldOfArticle(before: RichNode[], after: RichNode[]): string {
  const canvas = exampleCanvas()
  return inWords({ ...canvas, commentary: before }, { ...canvas, commentary: after })
}

const heading = (words: string): RichNode => ({ ...paragraph(words), type: "heading", attrs: { level: 2 } })

test("[DF8] cards that went the same way are told in one line, with their names", () => {
  const words = told(content => {
    const [first, second] = lineOf(content, channels)
    if (!first || !second) throw new Error("the example has two channels")
    moveCards(content, [first, second], { block: partners, position: 0 })
  })

  expect(words).toMatch(/^- 2 cards moved from Channels to Key Partners: [^;]+; [^;]+\n$/)
})

test("[DF8] every kind of change has its sentence", () => {
  const words = told(content => {
    const [archived, worded, tagged, moved] = lineOf(content, partners)
    if (!archived || !worded || !tagged || !moved) throw new Error("the example has four partners")
    setMeta(content, { title: "Z.ai (智谱)" })
    setTag(content, "risk" as TagId, { name: "Risk", hue: "clay" })
    archiveCards(content, [archived], 5)
    typeInto(content, worded, " And *more*.")
    tagCards(content, [tagged], "risk" as TagId)
    moveCards(content, [moved], { block: partners, position: 0 })
    addCards(content, [{ id: "new" as CardId, text: [paragraph("New: card")], by: "", born: 0 }], {
      block: channels,
      position: 0,
    })
  })

  // The example's own words are left out: they are not what is told here.
  expect(words.split("\n").map(line => line.replace(/(: ).*?( \*\*.*|$)/, "$1$2"))).toEqual([
    "- Title:  **Z.ai (智谱)**",
    "- Tag “Risk” added",
    "- 1 card added to Channels: ",
    "- 1 card archived from Key Partners: ",
    "- 1 card put elsewhere within Key Partners: ",
    "- 1 card in Key Partners now tagged “Risk”: ",
    "- Key Partners:  **And \\*more\\*.**",
    "",
  ])
})

test("[DF8] what changed in the commentary is told with its heading and the words around it", () => {
  const before = [
    heading("Risks"),
    paragraph(
      "The company sells cheap access to its models, which anybody else in the world could learn to copy within a few months of work.",
    ),
    paragraph("一家来自清华大学的公司。"),
  ]
  const after = [
    heading("Risks"),
    paragraph(
      "The company sells free access to its models, which anybody else in the world could learn to copy within a few weeks of work.",
    ),
    paragraph("一家来自北京大学的公司。"),
    paragraph("New."),
  ]

  expect(toldOfArticle(before, after)).toBe(
    [
      "- Commentary, under “Risks”: paragraph changed: The company sells ~~cheap~~ **free** access to its models, which … learn to copy within a few ~~months~~ **weeks** of work.",
      "- Commentary, under “Risks”: paragraph changed: 一家来自~~清华大学~~ **北京大学**的公司。",
      "- Commentary, under “Risks”: paragraph added: “New.”",
      "",
    ].join("\n"),
  )
})

test("[DF8] a table's changes are counted in cells", () => {
  const table = (...rows: string[][]): RichNode => ({
    type: "table",
    content: rows.map(row => ({
      type: "tableRow",
      content: row.map(cell => ({ type: "tableCell", content: [paragraph(cell)] })),
    })),
  })

  expect(
    toldOfArticle(
      [table(["Users", "2.7M"], ["Revenue", "100M"])],
      [table(["Users", "20M"], ["Revenue", "90M"])],
    ),
  ).toBe("- Commentary: 2 cells of a table changed: ~~2.7M~~ **20M** / ~~100M~~ **90M**\n")
})

test("[DF8] nothing is said to have changed where nothing did, or only the archive", () => {
  const canvas = exampleCanvas()
  const content = contentWith(canvas)
  archiveCards(content, lineOf(content, partners).slice(0, 1), 5)
  const before = read(content)
  archiveCards(content, lineOf(contentWith(canvas), partners).slice(0, 1), 6)

  expect(inWords(canvas, canvas)).toBe("Nothing changed.\n")
  expect(inWords(before, read(content))).toBe("Nothing that can be seen changed.\n")
})
