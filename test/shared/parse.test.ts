import { existsSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { templates } from "../../seeds/seeds.ts"
import type { CardId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import type { Canvas, RichNode } from "../../shared/model/canvas.ts"
import { parsePage } from "../../shared/model/parse.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import { checkText } from "../../shared/model/schema.ts"

const [businessModel, , swot] = templates() as [Template, Template, Template]

function parsed(text: string, template = businessModel) {
  let made = 0
  const page = parsePage(text, template, { newCardId: () => `card-${++made}` as CardId })
  if (!page.ok) throw new Error(page.fault)
  return page
}

const cardsIn = (canvas: Canvas, block: string) =>
  canvas.cards.filter(card => card.block === block).map(card => plainText(card.text))

const headingsIn = (nodes: readonly RichNode[], level: number) =>
  nodes.filter(node => node.type === "heading" && node.attrs?.level === level).map(node => plainText([node]))

const boldIn = (nodes: readonly RichNode[]) =>
  nodes
    .flatMap(node => node.content?.filter(run => run.marks?.[0]?.type === "bold") ?? [])
    .map(run => run.text)

/** The page itself is its publisher's: where it lies beside this project it is read too, the fixture always. */
const breakdownPages = ["../fixtures/breakdown-page.txt", "../../../shared/reference/zai-breakdown.txt"]
  .map(path => new URL(path, import.meta.url))
  .filter((url, i) => i === 0 || existsSync(url))
  .map(url => ({ page: url.pathname.split("/").at(-1), text: readFileSync(url, "utf8") }))

describe.each(breakdownPages)("$page", ({ text }) => {
  const { canvas, notPlaced, report } = parsed(text)

  test("[IM1] the page becomes thirty cards in nine blocks", () => {
    expect(report.blocks).toEqual([
      { title: "Key Partners", cards: 4 },
      { title: "Key Activities", cards: 4 },
      { title: "Key Resources", cards: 4 },
      { title: "Value Propositions", cards: 3 },
      { title: "Customer Relationships", cards: 3 },
      { title: "Channels", cards: 3 },
      { title: "Customer Segments", cards: 3 },
      { title: "Cost Structure", cards: 3 },
      { title: "Revenue Streams", cards: 3 },
    ])
    expect(
      canvas.cards.every(card => /^[^•:]{8,80}: [^•]+\.$/u.test(plainText(card.text).replace(/."$/, "."))),
    ).toBe(true)
  })

  test("[IM1] category, title and lead stand above the board", () => {
    expect(canvas.category).toBe("Artificial Intelligence / Large Language Models")
    expect(canvas.title).toMatch(/^Z\.ai\b.* LLM .*\w$/)
    expect(canvas.lead).toHaveLength(1)
    expect(plainText(canvas.lead)).toMatch(/January 8, 2026.*820M RMB/)
  })

  test("[IM1] the commentary is a take and six sections with their headings", () => {
    expect(report.sections.map(section => section.replace(/\s.*/, ""))).toEqual([
      "Editor's",
      "I.",
      "II.",
      "III.",
      "IV.",
      "V.",
      "VI.",
    ])
    expect(
      headingsIn(canvas.commentary, 3).filter(heading => /^(Line|Moat|Risk) \d: /.test(heading)),
    ).toHaveLength(10)
    expect(headingsIn(canvas.commentary, 3)).toHaveLength(17)
    expect(checkText(canvas.commentary)).toEqual({ ok: true })
  })

  test("[IM1] the terms that lead into a run of paragraphs are bold", () => {
    expect(boldIn(canvas.commentary)).toEqual([
      expect.stringMatching(/^Government .*:$/),
      expect.stringMatching(/^Large enterprise.*:$/),
      expect.stringMatching(/^Developers and SME.*:$/),
      "Academic and research institutions:",
      "Variable 1:",
      "Variable 2:",
    ])
  })

  test("[IM1] the table whose cells arrive glued has its nine rows again", () => {
    const table = canvas.commentary.find(node => node.type === "table")
    const rows = table?.content?.map(row => row.content?.map(cell => plainText([cell])) ?? []) ?? []

    expect(report.tableRows).toBe(9)
    expect(rows[0]).toEqual(["Metric", "Value"])
    expect(rows.slice(1).map(([, value]) => value)).toEqual([
      "January 8, 2026, HKEX, ticker 2513.HK",
      "~4.3B HKD",
      "51B+ HKD",
      "8.3B+ RMB",
      "820M RMB",
      "50%+",
      "2.7M+",
      "100M+ RMB",
      "800+",
    ])
    expect(table?.content?.[0]?.content?.map(cell => cell.type)).toEqual(["tableHeader", "tableHeader"])
  })

  test("[IM1][IM2] source and disclaimer are kept, and the button at the foot of the page is not placed", () => {
    const placed = canvas.commentary.map(node => plainText([node]))

    expect(placed.find(words => words.startsWith("[Source"))).toMatch(/Pengpai News.*Wikipedia.*\]$/)
    expect(notPlaced).toHaveLength(1)
    expect(placed.slice(-2)).toEqual(["Not placed", ...notPlaced])
    expect(placed.at(-3)).toMatch(/prospectus.* invest/)
  })
})

describe("a page's blocks", () => {
  test.each([
    ["in capitals, with a colon", "CHANNELS:\n• Fairs"],
    ["with a number", "6. Channels\n• Fairs"],
    ["with a Roman number", "VI) Channels\n\n\n- Fairs"],
    ["under another name", "Distribution channels\n* Fairs"],
    ["glued to its items", "Channels • Fairs"],
    ["on the line of its item", "Channels: Fairs"],
    ["as a Markdown heading", "## Channels\n\n· Fairs"],
    ["with odd spaces", "\u00a0Channels\u2003\r\n\r\n\t•\u00a0Fairs\u200b"],
    ["with the bullet on a line of its own", "Channels\n•\nFairs"],
    ["without bullets", "Channels\nFairs"],
  ])("[IM1] are found by a heading %s", (_, text) => {
    expect(cardsIn(parsed(text).canvas, "channels")).toEqual(["Fairs"])
  })

  test("[IM1] may stand in any order, and some may be absent", () => {
    const { canvas } = parsed("Revenue Streams\n• Fees\n\nKey Partners\n• Banks\n• Labs")

    expect(canvas.cards.map(card => [card.block, plainText(card.text)])).toEqual([
      ["key-partners", "Banks"],
      ["key-partners", "Labs"],
      ["revenue-streams", "Fees"],
    ])
    expect(canvas.cards.map(card => card.order)).toEqual(["a0", "a1", "a0"])
  })

  test.each([
    ["bullets", "• Labs: science • Banks: money", ["Labs: science", "Banks: money"]],
    ["dashes", "- Labs: science - Banks: money", ["Labs: science", "Banks: money"]],
    ["a dash inside a sentence", "- Labs: science - and talent", ["Labs: science - and talent"]],
    ["lines without bullets", "Labs: science\nBanks: money", ["Labs: science", "Banks: money"]],
    ["lines far apart", "Labs\n\nBanks\n\nShops", ["Labs", "Banks", "Shops"]],
    [
      "a line broken for its width",
      "• Labs: science,\n  talent\n• Banks",
      ["Labs: science, talent", "Banks"],
    ],
  ])("[IM1] have their items told apart: %s", (_, items, cards) => {
    expect(cardsIn(parsed(`Key Partners\n\n${items}\n\nChannels\n• Fairs`).canvas, "key-partners")).toEqual(
      cards,
    )
  })

  test("[IM1] end where the article begins, with bullets and without", () => {
    const article = "Outlook\n\nThe first year was good. The second will be harder."

    for (const item of ["• Fees", "Fees"]) {
      const { canvas, report } = parsed(`Revenue Streams\n${item}\n\n${article}`)

      expect(cardsIn(canvas, "revenue-streams")).toEqual(["Fees"])
      expect(report.sections).toEqual(["Outlook"])
    }
  })

  test("[IM1] named again in the article stay subjects of the article", () => {
    const { canvas } = parsed(
      "Channels\n• Fairs\n\nOutlook\n\nGood. Very good.\n\nChannels\n\nFairs will go. Shops stay.",
    )

    expect(cardsIn(canvas, "channels")).toEqual(["Fairs"])
    expect(headingsIn(canvas.commentary, 2)).toEqual(["Outlook", "Channels"])
  })

  test("[IM1] are those of the template that is asked for", () => {
    const { canvas } = parsed("STRENGTHS\n• Quick\n\nRisks\n• Small", swot)

    expect(canvas.cards.map(card => card.block)).toEqual(["strengths", "threats"])
  })
})

describe("a page's article", () => {
  const article = (text: string) =>
    parsed(`Channels\n• Fairs\n\nOutlook\n\n${text}`).canvas.commentary.slice(1)

  test("[IM1] keeps lists as lists", () => {
    const [bullets, numbers] = article("• one\n• two\nGood. So good.\n3. three\n4. four").filter(
      node => node.content?.[0]?.type === "listItem",
    )

    expect(bullets).toMatchObject({
      type: "bulletList",
      content: [{ type: "listItem" }, { type: "listItem" }],
    })
    expect(numbers).toMatchObject({ type: "orderedList", attrs: { start: 3 }, content: [{}, {}] })
    expect(plainText([numbers as RichNode])).toBe("three\nfour")
  })

  test("[IM1] keeps tables divided by tabs or pipes, with empty cells", () => {
    const expected = [
      ["Year", "Users"],
      ["2025", ""],
      ["2026", "3M"],
    ]
    for (const text of [
      "Year\tUsers\n2025\t\n2026\t3M",
      "| Year | Users |\n|---|---|\n| 2025 | |\n| 2026 | 3M |",
    ]) {
      const [table] = article(text)

      expect(table?.content?.map(row => row.content?.map(cell => plainText([cell])))).toEqual(expected)
    }
  })

  test("[IM1] joins lines that were broken for their width", () => {
    const nodes = article("It was a good\nyear for us.\nThe next began\n• with a list\nof one\n\nand more.")

    expect(plainText(nodes)).toBe("It was a good year for us.\nThe next began\nwith a list of one\nand more.")
  })

  test("[IM1] leaves a sentence with a colon as it is where it stands alone", () => {
    expect(boldIn(article("We began with one thing: shops. It went well."))).toEqual([])
  })
})

test("[IM2] a headline with nothing under it is kept and reported, also above the blocks", () => {
  const { canvas, notPlaced } = parsed(
    "Energy\n\nSun and Co\n\nBy A. Writer\n\nA lead. It is short.\n\nThe canvas\n\nChannels\n• Fairs",
  )

  expect([canvas.category, canvas.title, plainText(canvas.lead)]).toEqual([
    "Energy",
    "Sun and Co",
    "By A. Writer\nA lead. It is short.",
  ])
  expect(notPlaced).toEqual(["The canvas"])
})

test("[IM2] what stands between two blocks and belongs to neither is kept and reported, in order", () => {
  const { canvas, notPlaced } = parsed(
    "Title\n\nChannels\n• Fairs\n\nSubscribe now.\n\nAdvertisement\n\nKey Partners\n• Labs\n\nShare this page",
  )

  expect(notPlaced).toEqual(["Subscribe now.", "Advertisement", "Share this page"])
  expect(plainText(canvas.commentary)).toBe(["Not placed", ...notPlaced].join("\n"))
  expect(canvas.cards).toHaveLength(2)
})

test.each(["", "   \n\n", "Dear all,\n\nour channels are many. Key partners, too!", "• Channels"])(
  "[IM3] a page without any heading of the template is refused, and the sentence names them: %j",
  text => {
    const page = parsePage(text, businessModel, { newCardId: () => "card" as CardId })

    expect(page).toEqual({
      ok: false,
      fault:
        "No heading of the Business Model Canvas was found. Looked for a line with one of: Key Partners, " +
        "Key Activities, Key Resources, Value Propositions, Customer Relationships, Channels, Customer Segments, " +
        "Cost Structure, Revenue Streams.",
    })
  },
)
