// DOCX and PPTX, as LibreOffice opens them.

import { unzipSync } from "fflate"
import { expect, test } from "vitest"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import { docx } from "../../../server/formats/docx.ts"
import type { Exporter } from "../../../server/formats/format.ts"
import { pptx } from "../../../server/formats/pptx.ts"
import { readAny } from "../../../server/formats/read-any.ts"
import type { Canvas } from "../../../shared/model/canvas.ts"
import { toCanvasFile } from "../../../shared/model/canvas-file.ts"
import { plainText } from "../../../shared/model/rich-text.ts"
import { convert, pdfPages, pdfSizes } from "../../harness/office.ts"
import { bare, blockTexts, canvasOf, options, sourceOf, texts } from "./sample-canvas.ts"

const PATIENCE_MS = 180_000
const written = async (exporter: Exporter, canvas: Canvas) => exporter.write(sourceOf(canvas), options)
const textIn = async (file: Uint8Array, part: string) => new TextDecoder().decode(unzipSync(file)[part])

/** The document's words as LibreOffice writes them into a plain file, without the signs of lists. */
async function docxText(canvas: Canvas): Promise<string> {
  const text = await convert(await written(docx, canvas), ".docx", "txt:Text")
  return bare(
    text
      .toString("utf8")
      .replace(/^\ufeff/, "")
      .replaceAll("•", ""),
  )
}

test(
  "[EV12] a document opened in LibreOffice has the canvas's text in the order it is read",
  async () => {
    const canvas = exampleCanvas()

    const text = await docxText(canvas)

    const blocks = canvas.template.blocks.flatMap(({ id, title }) => [
      title,
      ...canvas.cards.flatMap(({ block, text, tag: of }) => {
        const tag = canvas.tags.find(tag => tag.id === of)
        return block === id ? [plainText(text), ...(tag ? [`·${tag.name}`] : [])] : []
      }),
    ])
    const head = [
      canvas.category,
      canvas.title,
      `Designed for ${canvas.designedFor}`,
      `Designed by ${canvas.designedBy}`,
    ]
    const all = [
      ...head,
      plainText(canvas.lead),
      canvas.template.name,
      ...blocks,
      "Commentary",
      plainText(canvas.commentary),
    ]
    expect(text).toBe(bare(all.join("")))
  },
  PATIENCE_MS,
)

test(
  "[EV12] a document of 300 cards of all kinds, and one of Arabic, has every card in the order of the blocks",
  async () => {
    const arabic = Array.from({ length: 9 }, (_, i) => `الشركاء الرئيسيون: من يساعدنا وماذا يقدم no${i}`)

    for (const cards of [texts("mixed", 300), arabic, []]) {
      const canvas = canvasOf(cards)
      const expected = [...blockTexts(canvas)].map(([title, text]) => bare(title) + text).join("")
      expect(await docxText(canvas)).toBe(`${bare(canvas.title + canvas.template.name)}${expected}`)
    }
  },
  PATIENCE_MS,
)

test("[EV12] a document has real headings, lists, a table, and says which words run from the right", async () => {
  const file = await written(docx, exampleCanvas())
  const arabic = await written(docx, canvasOf(["مرحبا: نص"]))

  const xml = await textIn(file, "word/document.xml")
  expect(xml.match(/<w:pStyle w:val="Heading2"\/>/g)?.length).toBe(9 + 7)
  expect(xml.match(/<w:numPr>/g)?.length).toBe(30)
  expect(xml).toContain("<w:tbl>")
  expect(await textIn(file, "word/styles.xml")).toContain('w:eastAsia="Microsoft YaHei"')
  expect(await textIn(arabic, "word/document.xml")).toContain("<w:bidi/>")
})

test(
  "[EV13] slides opened in LibreOffice have the board's words in order, and every section of the commentary",
  async () => {
    const canvas = exampleCanvas()

    const opened = await convert(await written(pptx, canvas), ".pptx", "pdf")

    const [board = "", ...article] = (await pdfPages(opened)).map(bare)
    const blocks = [...blockTexts(canvas)].map(([title, cards]) => {
      const step = canvas.template.blocks.find(block => block.title === title)?.step
      return `${step}${bare(title)}${cards}`
    })
    expect(board).toContain(blocks.join(""))
    const rest = article.join("")
    for (const node of canvas.commentary)
      if (node.type === "heading") expect(rest).toContain(bare(plainText([node])))
    expect((await pdfSizes(opened)).every(([width, height]) => width === 960 && height === 540)).toBe(true)
  },
  PATIENCE_MS,
)

test(
  "[EV13] slides of 300 cards lose none: what has no room goes on on further slides",
  async () => {
    const canvas = canvasOf(texts("mixed", 300))

    const opened = await convert(await written(pptx, canvas), ".pptx", "pdf")

    const all = (await pdfPages(opened)).map(bare).join("")
    const missing = canvas.cards.filter((_, i) => !all.includes(`no${i}.`))
    expect(missing).toEqual([])
  },
  PATIENCE_MS,
)

test("[EV13] each card is a text box of its own", async () => {
  const canvas = exampleCanvas()

  const xml = await textIn(await written(pptx, canvas), "ppt/slides/slide1.xml")

  const boxes = [...xml.matchAll(/<p:sp>[\s\S]*?<\/p:sp>/g)].map(([box]) =>
    bare(
      [...box.matchAll(/<a:t>([^<]*)<\/a:t>/g)]
        .map(([, text]) => text)
        .join("")
        .replaceAll("&amp;", "&"),
    ),
  )
  const cards = canvas.cards.map(card => bare(plainText(card.text)))
  expect(boxes.filter(box => cards.includes(box))).toEqual(cards)
})

test("[EV12] what no document may hold is left out of it, whoever wrote it into the canvas", async () => {
  const nasty = "a\u0001b\ud800c\uffffd\u001be"
  const canvas = canvasOf([`${nasty}: ${nasty}`], { title: nasty, category: nasty, designedFor: nasty })

  for (const [exporter, part] of [
    [docx, "word/document.xml"],
    [docx, "docProps/core.xml"],
    [pptx, "ppt/slides/slide1.xml"],
  ] as const) {
    const xml = await textIn(await written(exporter, canvas), part)
    expect(xml).not.toMatch(/(?![\n\r\t])\p{Cc}|\ufffd|\uffff/u)
  }
  expect(await textIn(await written(docx, canvas), "word/document.xml")).toContain("abcde")
})

test("[EV12] a document of ours is read again as the canvas it was made of, but for its tags", async () => {
  const canvas = exampleCanvas()
  let made = 0

  const context = { newId: () => `new-${made++}`, now: 0 }
  const read = await readAny(await written(docx, canvas), "canvas.docx", context)

  const file = read.ok ? read.preview.file : undefined
  const { title, category, designedFor, designedBy, lead, commentary } = toCanvasFile(canvas)
  expect(file).toMatchObject({ title, category, designedFor, designedBy, lead })
  expect(Object.values(file?.blocks ?? {}).map(cards => cards.map(({ text }) => text))).toEqual(
    Object.values(toCanvasFile(canvas).blocks).map(cards => cards.map(({ text }) => text)),
  )
  expect(file?.commentary.slice(0, 8)).toEqual(commentary.slice(0, 8))
})
