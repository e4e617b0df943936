// Files of every kind → what would be written of them.
import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import * as Y from "yjs"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import { docx } from "../../../server/formats/docx.ts"
import { type Read, readAny } from "../../../server/formats/read-any.ts"
import { assert } from "../../../shared/assert.ts"
import type { ImportPreview } from "../../../shared/formats-api.ts"
import type { CardId } from "../../../shared/ids.ts"
import { type CanvasFile, parseCanvasFile, toCanvasFile } from "../../../shared/model/canvas-file.ts"
import { contentOf } from "../../../shared/model/document.ts"
import { fillCanvas } from "../../../shared/model/edits.ts"
import { type PackedText, unpackText } from "../../../shared/model/packed-text.ts"
import { plainText } from "../../../shared/model/rich-text.ts"
import { zip } from "../../fixtures/imports/archive.ts"
import { badFiles } from "../../fixtures/imports/corpus.ts"
import { bullet, heading, line, report, table, title, word } from "../../fixtures/imports/word.ts"

let made = 0
const newCardId = () => `card-${made++}` as CardId
const read = (bytes: Uint8Array, name = ""): Promise<Read> =>
  readAny(bytes, name, { newId: newCardId, now: 1 })
const text = (words: string): Uint8Array => new TextEncoder().encode(words)

async function previewOf(bytes: Uint8Array, name = ""): Promise<ImportPreview> {
  const answer = await read(bytes, name)
  assert(answer.ok, answer.ok ? "" : answer.fault)
  return answer.preview
}

const example = JSON.parse(JSON.stringify(toCanvasFile(exampleCanvas()))) as CanvasFile
const page = readFileSync(path.join(import.meta.dirname, "../../fixtures/breakdown-page.txt"), "utf8")

/** How many cards each block got, empty ones left out. */
const countsIn = ({ blocks }: CanvasFile) =>
  Object.fromEntries(
    Object.entries(blocks).flatMap(([id, cards]) => (cards.length > 0 ? [[id, cards.length]] : [])),
  )
const textsIn = (file: CanvasFile, block: string) => file.blocks[block]?.map(card => card.text)

test("[IN1] a canvas file is what it was, whatever it is called and however it is encoded", async () => {
  const json = JSON.stringify(example)
  const files = [
    text(json),
    text(`\ufeff\n${json}`),
    new Uint8Array(Buffer.from(`\ufeff${json}`, "utf16le")),
    new Uint8Array(Buffer.from(`\ufeff${json}`, "utf16le").swap16()),
    new Uint8Array(Buffer.from(json.replace(/\P{ASCII}/gu, "?"), "utf16le")),
  ]

  for (const [i, bytes] of files.entries()) {
    const preview = await previewOf(bytes, i === 0 ? "x.txt" : "")
    expect(preview.kind).toBe("Canvas file of Ninefold")
    expect(preview.remarks).toEqual([])
    if (i < 4) expect(preview.file).toEqual(example)
  }
})

test("[IN1] of a room's archive the canvas itself is read, not that of a version, and the rest is said to be left out", async () => {
  const archive = zip({
    "versions/a/old.canvas.json": text("{}"),
    "Z.ai.canvas.json": text(JSON.stringify(example)),
    "Z.ai.pdf": text("%PDF"),
    "read-me.txt": text("What is what"),
    "budget.pdf": text("%PDF"),
  })

  const { kind, file, remarks } = await previewOf(archive, "room.zip")

  expect(kind).toBe("Archive of a Ninefold room")
  expect(file).toEqual(example)
  expect(remarks).toEqual([
    'Only "Z.ai.canvas.json" and its versions are read of the archive; what else is in it is left out.',
    "1 version could not be read and is left out.",
  ])
})

test("[IN1] a room's document as a Yjs update is the canvas it holds", async () => {
  const doc = new Y.Doc()
  fillCanvas(contentOf(doc), exampleCanvas())

  const { file } = await previewOf(Y.encodeStateAsUpdate(doc), "room.yjs")

  // A document keeps its tags in no order.
  const sorted = [...example.tags].sort((a, b) => (a.id < b.id ? -1 : 1))
  expect(file).toEqual({ ...example, tags: sorted })
})

test("[IN2] the text of a page is read as when it is pasted, and every line without a place is said", async () => {
  const { kind, file, remarks } = await previewOf(text(`${page}\n\nSubscribe`), "page.txt")

  expect(kind).toBe("Text of a page")
  expect(Object.values(countsIn(file))).toEqual([4, 4, 4, 3, 3, 3, 3, 3, 3])
  expect(remarks.at(-1)).toBe("At the end of the commentary, for want of a place: Subscribe")
})

test("[IN2] a page whose headings are those of another canvas fills that", async () => {
  const { file } = await previewOf(text("Problem\n• Queues: an hour\n• Forms\n\nSolution\n• An app"))

  expect(file.template.id).toBe("lean-canvas")
  expect(countsIn(file)).toEqual({ problem: 2, solution: 1 })
})

test("[IN3] of a Word document, items under a block's heading become cards and all else the commentary", async () => {
  const { kind, file, remarks } = await previewOf(await report(), "report.docx")

  expect(kind).toBe("Word document")
  expect([file.title, file.lead]).toEqual(["Our model", ["A lead under the title."]])
  expect(countsIn(file)).toEqual({ "key-partners": 2, channels: 1, "revenue-streams": 2 })
  expect(textsIn(file, "key-partners")).toEqual([
    ["Labs: research", { type: "bulletList", content: [{ type: "listItem", content: ["of universities"] }] }],
    ["Chip makers"],
  ])
  expect(textsIn(file, "revenue-streams")).toEqual([["Licences: for a year"], ["Support"]])
  expect(file.commentary).toEqual([
    { type: "heading", attrs: { level: 2 }, content: ["Risks"] },
    {
      type: "paragraph",
      content: [
        { type: "text", text: "Bold", marks: [{ type: "bold" }] },
        { type: "text", text: " and ", marks: [{ type: "italic" }] },
        {
          type: "text",
          text: "a link",
          marks: [{ type: "link", attrs: { href: "https://a.example/x?y=1&z=2" } }],
        },
        " no link <b> & “合作伙伴” 🙂",
      ],
    },
    "a picture",
    {
      type: "table",
      content: [
        { type: "tableRow", content: ["Figure", "Value"].map(cellOf) },
        { type: "tableRow", content: ["Users", "4M"].map(cellOf) },
      ],
    },
  ])
  expect(remarks).toEqual(["A picture is left out."])
})

/** Line by line; a rule across the page has no words. */
function wordsIn(packed: PackedText): string[] {
  const unpacked = unpackText(packed)
  assert(unpacked.ok, "it is rich text")
  return plainText(unpacked.text)
    .split("\n")
    .filter(line => line !== "")
}

const cellOf = (words: string) => ({ type: "tableCell", content: [words] })

test("[IN3] a canvas drawn as a table is read cell by cell, and what follows it is the article", async () => {
  const { file } = await previewOf(
    await word([
      title("Drawn"),
      table([
        [
          [line("Key Partners"), bullet("Labs"), bullet("Makers")],
          [heading("Key Activities", 3), line("Research")],
          [line("A note at the side")],
        ],
        [[line("Cost Structure"), line("Rent")], [line("Revenue Streams")], [line("")]],
      ]),
      line("What it means."),
      heading("Key Partners in detail"),
      line("They matter."),
    ]),
  )

  expect(countsIn(file)).toEqual({ "key-partners": 2, "key-activities": 1, "cost-structure": 1 })
  expect(file.commentary).toEqual([
    "A note at the side",
    "What it means.",
    { type: "heading", attrs: { level: 2 }, content: ["Key Partners in detail"] },
    "They matter.",
  ])
})

test("[IN3] a room that left as a Word document comes back with its head, cards and commentary", async () => {
  const canvas = exampleCanvas()
  const names = new Map<string, string>()
  const bytes = await docx.write(
    { canvas, names, withNames: true, at: 0 },
    { paper: "a4", theme: "light", scale: 2 },
  )

  const { file, remarks } = await previewOf(new Uint8Array(bytes), "room.docx")

  const { title, category, designedFor, designedBy, lead } = example
  expect({ title, category, designedFor, designedBy, lead }).toEqual({
    title: file.title,
    category: file.category,
    designedFor: file.designedFor,
    designedBy: file.designedBy,
    lead: file.lead,
  })
  expect(countsIn(file)).toEqual(countsIn(example))
  expect(wordsIn(file.commentary)).toEqual(wordsIn(example.commentary))
  expect(remarks).toEqual([])
})

test("[IN2] Markdown and tables are known by their names, and pasted ones by how they begin", async () => {
  const kinds = []
  for (const [words, name] of [
    ["# Ours\n\n## Key Partners\n\n- **Labs:** research", ""],
    ["## Key Partners\n\n- Labs: research", "x.md"],
    ["block,title,detail\nKey Partners,Labs,research", ""],
    ["Block;Title\nKey Partners;Labs: research", "x.csv"],
  ] as const) {
    const { kind, file } = await previewOf(text(words), name)
    kinds.push(kind)
    expect(countsIn(file)).toEqual({ "key-partners": 1 })
  }

  expect(kinds).toEqual(["Markdown", "Markdown", "Table (CSV)", "Table (CSV)"])
})

test("[IN3] a Word document without any block is an article, and that is said", async () => {
  const { file, remarks } = await previewOf(
    await word([heading("Thoughts", 1), line("One."), heading("More"), line("Two.")]),
  )

  expect([file.title, file.lead, file.commentary.length]).toEqual(["Thoughts", ["One."], 2])
  expect(remarks).toEqual(["No heading of a block was found, so all of it goes to the commentary."])
})

test("[IN4] a .leancanvas file fills the Lean Canvas, and what has no place is named", async () => {
  const item = (title: string, description = "") => ({
    id: title,
    title,
    description,
    color: "rose",
    weight: 3,
  })
  const file = {
    $schema: "https://leancanvas.online/file-format/schema.json",
    schema: "totally-lean/canvas-export@1",
    exportedAt: 1_714_334_400_000,
    canvas: {
      id: "c",
      name: "Hostels",
      createdAt: 0,
      updatedAt: 0,
      sections: {
        problem: [item("Hotels are expensive", "for travellers"), item("")],
        keyMetrics: [item("Nights booked")],
        notes: [item("Call Ana")],
      },
      threads: [],
    },
  }

  const preview = await previewOf(text(JSON.stringify(file)), "hostels.leancanvas")

  expect(preview.kind).toBe("Lean Canvas of Totally Lean")
  expect(preview.file.title).toBe("Hostels")
  expect(textsIn(preview.file, "problem")).toEqual([["Hotels are expensive: for travellers"]])
  expect(countsIn(preview.file)).toEqual({ problem: 1, "key-metrics": 1 })
  expect(preview.file.commentary).toEqual(["Call Ana"])
  expect(preview.remarks).toEqual([
    "Items of sections that a Lean Canvas has not stand in the commentary.",
    "Left out, for want of a place: colours, weights.",
  ])
})

test("[IN4] Chinese text in GBK and Western text in an old encoding are read, and the guess is said", async () => {
  // 重要伙伴 is no heading here; the page has the English one.
  const gbk = Uint8Array.of(
    ...text("Key Partners\n• "),
    ...[0xc7, 0xe5, 0xbb, 0xaa, 0xb4, 0xf3, 0xd1, 0xa7, 0xa3, 0xba, 0xd1, 0xd0, 0xbe, 0xbf].map(Number),
  )
  const latin = new Uint8Array(Buffer.from("Key Partners\n- Université de Genève", "latin1"))
  // The bullet is one letter in UTF-8 only.
  const chinese = await previewOf(
    Uint8Array.of(...text("Key Partners\n- "), ...gbk.subarray(text("Key Partners\n• ").length)),
  )
  const western = await previewOf(latin)

  expect(textsIn(chinese.file, "key-partners")).toEqual([["清华大学：研究"]])
  expect(chinese.remarks).toEqual([expect.stringContaining("GBK")])
  expect(textsIn(western.file, "key-partners")).toEqual([["Université de Genève"]])
  expect(western.remarks).toEqual([expect.stringContaining("Windows-1252")])
})

test.each(badFiles)("[IN5] $what is refused in a sentence", async ({ bytes, name, says }) => {
  const answer = await read(await bytes(), name)

  assert(!answer.ok, "it is refused")
  expect(answer.fault).toMatch(says)
  expect(answer.fault).toMatch(/^["A-Z].*\.$/)
})

test("[IN5] what is shown is what a room takes", async () => {
  for (const bytes of [await report(), text(page), text(JSON.stringify(example))]) {
    const { file } = await previewOf(bytes)

    const parsed = parseCanvasFile(JSON.parse(JSON.stringify(file)), { newCardId })

    assert(parsed.ok, parsed.ok ? "" : parsed.fault)
    expect(toCanvasFile(parsed.canvas)).toEqual(file)
  }
})
