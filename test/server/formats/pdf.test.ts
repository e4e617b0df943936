// The PDF, as Poppler reads it.
import { beforeAll, describe, expect, test } from "vitest"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import { loadFonts } from "../../../server/formats/fonts.ts"
import type { ExportSource } from "../../../server/formats/format.ts"
import { pdf, writePdf } from "../../../server/formats/pdf.ts"
import { papers } from "../../../shared/formats-api.ts"
import type { CommentId, PersonId, ThreadId } from "../../../shared/ids.ts"
import type { RichNode } from "../../../shared/model/canvas.ts"
import { plainText } from "../../../shared/model/rich-text.ts"
import { pdfFonts, pdfImageCount, pdfPages, pdfSizes, pdfTitle, pdfWords } from "../../harness/office.ts"
import { boardBlocks, withoutFoot } from "./board-pages.ts"
import { bare, blockTexts, canvasOf, options, sourceOf, texts, words } from "./sample-canvas.ts"

const written = (source: ExportSource, paper: (typeof papers)[number] = "a4") =>
  Promise.resolve(pdf.write(source, { ...options, paper }))

describe("the example", () => {
  const source = sourceOf(exampleCanvas())
  const files = new Map<string, Uint8Array>()
  beforeAll(async () => {
    for (const paper of papers) files.set(paper, await written(source, paper))
  })
  const file = (paper: string) => files.get(paper) ?? new Uint8Array()

  test("[EV2] the board of the example is one landscape page on every paper, the rest is portrait", async () => {
    const boards: Record<(typeof papers)[number], [number, number]> = {
      a4: [842, 595],
      letter: [792, 612],
      a3: [1191, 842],
    }

    for (const paper of papers) {
      const [board, ...rest] = await pdfSizes(file(paper))
      expect(board).toEqual(boards[paper])
      expect(rest.length).toBeGreaterThan(3)
      expect(rest.filter(([width, height]) => width > height)).toEqual([])
    }
  })

  test("[EV1] the text of the example's PDF is the canvas in the order it is read", async () => {
    const { canvas } = source

    const pages = withoutFoot(await pdfPages(file("a4")), source)

    const blocks = [...blockTexts(canvas)].map(([title, cards]) => {
      const step = canvas.template.blocks.find(block => block.title === title)?.step
      return `${step}${bare(title)}${cards}`
    })
    const head = [
      canvas.category.toUpperCase(),
      canvas.title,
      `Designed for ${canvas.designedFor} Designed by ${canvas.designedBy}`,
      plainText(canvas.lead),
    ]
    const legend = canvas.tags.map(tag => tag.name).join("")
    const board = bare(head.join("")) + blocks.join("") + bare(legend)
    expect(pages[0]?.slice(0, board.length)).toBe(board)
    const article = canvas.category.toUpperCase() + canvas.title + plainText(canvas.commentary)
    expect(pages.slice(1).join("")).toBe(bare(article))
  })

  test("[EV3] a PDF is vectors and text: no picture, every font embedded as a subset", async () => {
    const fonts = await pdfFonts(file("a4"))

    expect(await pdfImageCount(file("a4"))).toBe(0)
    expect(fonts.length).toBeGreaterThan(3)
    expect(fonts.filter(({ isEmbedded, isSubset }) => !isEmbedded || !isSubset)).toEqual([])
  })

  test("[EV3] a PDF says its title and its language", async () => {
    const chinese = await written(sourceOf(canvasOf(texts("chinese", 9), { title: "智谱" })))

    expect(await pdfTitle(file("a4"))).toBe(source.canvas.title)
    expect(Buffer.from(file("a4")).toString("latin1")).toContain("/Lang (en)")
    expect(await pdfTitle(chinese)).toBe("智谱")
    expect(Buffer.from(chinese).toString("latin1")).toContain("/Lang (zh)")
  })

  test("[EV6] a table stands on one page, and no page ends with a heading", async () => {
    const pages = await pdfPages(file("a4"))

    const isWhole = (page: string) => page.includes("IPO date") && page.includes("Headcount")
    expect(pages.filter(isWhole).length).toBe(1)
    const headings = source.canvas.commentary
      .filter(({ type }) => type === "heading")
      .map(node => bare(plainText([node])))
    const lastWords = withoutFoot(pages, source)
    expect(headings.length).toBeGreaterThan(10)
    expect(lastWords.filter(page => headings.some(heading => page.endsWith(heading)))).toEqual([])
  })
})

test.each([
  ["no cards", texts("latin", 0)],
  ["30 Latin cards", texts("latin", 30)],
  ["30 Chinese cards", texts("chinese", 30)],
  ["30 cards with emoji", texts("emoji", 30)],
  ["30 cards with words longer than a line", texts("long", 30)],
  ["300 cards of all kinds", texts("mixed", 300)],
])(
  "[EV1] the text of a PDF with %s is the cards' in the order of the blocks",
  async (_, cards) => {
    const source = sourceOf(canvasOf(cards))

    const pages = await pdfPages(await written(source))

    expect(boardBlocks(withoutFoot(pages, source), source.canvas)).toEqual(blockTexts(source.canvas))
  },
  60_000,
)

test.each(papers)(
  "[EV4] on %s every word of a full board stands inside the margins",
  async paper => {
    const MARGIN = (8 * 72) / 25.4

    const found = await pdfWords(await written(sourceOf(canvasOf(texts("mixed", 300))), paper))

    const outside = found.filter(
      ({ left, top, right, bottom, pageWidth, pageHeight }) =>
        left < MARGIN - 0.5 ||
        // A word's box is as high as its font, which is air above and below.
        top < MARGIN - (bottom - top) * 0.15 ||
        right > pageWidth - MARGIN + 0.5 ||
        bottom > pageHeight - MARGIN + (bottom - top) * 0.15,
    )
    expect(found.length).toBeGreaterThan(1000)
    expect(outside).toEqual([])
  },
  60_000,
)

test("[EV5] cards that have no room go on on numbered pages, and their block says where", async () => {
  const source = sourceOf(canvasOf(texts("latin", 300)))

  const pages = withoutFoot(await pdfPages(await written(source)), source)

  expect(pages.length).toBeGreaterThan(1)
  const notices = [...(pages[0]?.matchAll(/moreonpage(\d)/g) ?? [])].map(([, page]) => Number(page))
  expect(notices.length).toBe(9)
  for (const [i, { title }] of source.canvas.template.blocks.entries())
    expect(pages[(notices[i] ?? 0) - 1]).toContain(`${bare(title)},continued`)
})

test("[EV5] a card longer than a page is on several, whole", async () => {
  const text = Array.from({ length: 4000 }, (_, i) => `word${i}`).join(" ")
  const source = sourceOf(canvasOf([text]))

  const pages = await pdfPages(await written(source))

  expect(pages.length).toBeGreaterThan(2)
  expect(boardBlocks(withoutFoot(pages, source), source.canvas).get("Key Partners")).toBe(bare(text))
})

test("[EV6] links lead where they led", async () => {
  const href = "https://example.org/paper?id=1"
  const linked: RichNode = {
    type: "paragraph",
    content: [{ type: "text", text: "a paper", marks: [{ type: "link", attrs: { href } }] }],
  }
  const canvas = canvasOf(["one"], { commentary: [linked] })

  const file = Buffer.from(await written(sourceOf(canvas))).toString("latin1")

  expect(file).toContain(`/URI (${href})`)
})

test("[EV6] texts that nobody has written in make no page", async () => {
  const empty = [{ type: "paragraph" }]

  const sizes = await pdfSizes(await written(sourceOf(canvasOf(["one"], { lead: empty, commentary: empty }))))

  expect(sizes).toEqual([[842, 595]])
})

test("[EV6] a lead too long for the head of the board opens the pages behind it", async () => {
  const lead = words(...Array.from({ length: 40 }, (_, i) => `Line ${i} of a lead that goes on and on.`))
  const source = sourceOf(canvasOf(["one"], { lead }))

  const [board = "", ...pages] = withoutFoot(await pdfPages(await written(source)), source)

  expect(board).not.toContain("Line0of")
  expect(pages.join("")).toBe(bare(`${source.canvas.title}${plainText(lead)}`))
})

test("[EV6] an article of everything the schema has loses none of its words", async () => {
  const cell = (type: string, text: string, attrs = {}): RichNode => ({ type, attrs, content: words(text) })
  const item = (...content: RichNode[]): RichNode => ({ type: "listItem", content })
  const commentary: RichNode[] = [
    { type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: "One" }] },
    {
      type: "bulletList",
      content: [item(...words("two"), { type: "bulletList", content: [item(...words("three"))] })],
    },
    { type: "orderedList", attrs: { start: 4 }, content: [item(...words("four")), item(...words("five"))] },
    { type: "blockquote", content: words("six") },
    { type: "codeBlock", content: [{ type: "text", text: "seven\n  eight" }] },
    { type: "horizontalRule" },
    {
      type: "table",
      content: [
        {
          type: "tableRow",
          content: [cell("tableHeader", "nine", { colspan: 2 }), cell("tableHeader", "ten")],
        },
        {
          type: "tableRow",
          content: [cell("tableCell", "eleven", { rowspan: 2 }), cell("tableCell", "twelve")],
        },
        { type: "tableRow", content: [cell("tableCell", "thirteen"), cell("tableCell", "fourteen")] },
      ],
    },
    {
      type: "paragraph",
      content: [{ type: "text", text: "fifteen" }, { type: "hardBreak" }, { type: "text", text: "sixteen" }],
    },
  ]
  const source = sourceOf(canvasOf(["card"], { commentary }))

  const [, ...pages] = withoutFoot(await pdfPages(await written(source)), source)

  expect(pages.join("")).toBe(
    "AcanvasOne•two•three4.four5.fivesixseveneightnineteneleventwelvethirteenfourteenfifteensixteen",
  )
})

test("[EV7] the version and its date stand in the foot of every page", async () => {
  const source = sourceOf(exampleCanvas(), {
    version: { name: "Before the board", at: Date.UTC(2026, 0, 8) },
  })

  const pages = await pdfPages(await written(source))

  expect(withoutFoot(pages, source, "Beforetheboard,8January2026").length).toBeGreaterThan(4)
})

test("[EV8] comments come behind, with names only where they were asked for", async () => {
  const ana = "person-ana" as PersonId
  const thread = "thread-1" as ThreadId
  const threads = [
    {
      id: thread,
      target: { kind: "canvas" as const },
      by: ana,
      at: 0,
      comments: [
        {
          id: "comment-1" as CommentId,
          thread,
          by: ana,
          at: 0,
          body: words("Is this true?"),
          isDeleted: false,
          reactions: [],
        },
      ],
    },
  ]
  const names = new Map([[ana as string, "Ana"]])
  const textOf = async (withNames: boolean) =>
    (await pdfPages(await written(sourceOf(canvasOf([]), { threads, names, withNames })))).join("")

  const named = await textOf(true)
  const unnamed = await textOf(false)

  expect(named).toMatch(/Comments\s+On the canvas\s+Ana 1 January 1970\s+Is this true\?/)
  expect(unnamed).toContain("Is this true?")
  expect(unnamed).not.toContain("Ana")
})

test("[EV9] without the optional Chinese font everything else is still set", async () => {
  const source = sourceOf(canvasOf(["Latin: 中文 beside it"]))

  const file = await writePdf(source, "a4", loadFonts({ withChinese: false }))

  const text = (await pdfPages(file)).join("")
  expect(text).toMatch(/Latin:.* beside it/)
  expect((await pdfFonts(file)).map(({ name }) => name).join()).not.toContain("NotoSansSC")
})
