// The page: what it says, that nothing in it can act, and that it needs nobody.
import { createHash } from "node:crypto"
import fc from "fast-check"
import { Window } from "happy-dom"
import { describe, expect, test } from "vitest"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import type { ExportOptions, ExportSource } from "../../../server/formats/format.ts"
import { writeHtml } from "../../../server/formats/html.ts"
import { escapeHtml, htmlCard, htmlText } from "../../../server/formats/html-text.ts"
import { paperType } from "../../../server/formats/paper-type.ts"
import type { CardId, CommentId, PersonId, TagId, ThreadId } from "../../../shared/ids.ts"
import type { Canvas, Card, RichNode } from "../../../shared/model/canvas.ts"
import type { Thread } from "../../../shared/model/discussion.ts"
import { paragraph, plainText } from "../../../shared/model/rich-text.ts"
import { richTexts } from "../../shared/arbitrary-canvas.ts"

const options: ExportOptions = { paper: "a4", theme: "light", scale: 2 }
const sourceOf = (canvas: Canvas, more: Partial<ExportSource> = {}): ExportSource => ({
  canvas,
  names: new Map(),
  withNames: true,
  at: Date.UTC(2026, 10, 24),
  ...more,
})

function documentOf(html: string) {
  const { document } = new Window({ settings: { disableJavaScriptEvaluation: true } })
  document.write(html)
  return document
}

/** Words that have opened doors elsewhere. */
const attacks = [
  "<script>alert(1)</script>",
  "</style><script>alert(1)</script>",
  "</title><script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  "<!--><script>alert(1)</script>-->",
  "<a href=javascript:alert(1)>x</a>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "<iframe srcdoc='<script>alert(1)</script>'>",
  "<base href=https://evil.example/>",
  "<meta http-equiv=refresh content='0;url=https://evil.example'>",
  "{{constructor.constructor('alert(1)')()}}",
  "\u0000<script\u0000>alert(1)</script>",
  "<math><mtext></mtext><style><img src=x onerror=alert(1)></style></math>",
]
const addresses = [
  "javascript:alert(1)",
  "java\tscript:alert(1)",
  "\u0001javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "//evil.example/x",
  'https://example.org/" onclick="alert(1)',
  "https://example.org/'><script>alert(1)</script>",
]

const allowedTags = new Set(
  "html head meta title style body main header div p h1 h2 h3 h4 dl dt dd section span ul ol li footer article aside b strong em s u code pre a br hr blockquote table tbody tr th td".split(
    " ",
  ),
)

function hostile(words: string): Canvas {
  const example = exampleCanvas()
  const text: RichNode[] = [
    paragraph(`${words}: ${words}`),
    { type: "heading", attrs: { level: words }, content: [{ type: "text", text: words }] },
    { type: "codeBlock", attrs: { language: words }, content: [{ type: "text", text: words }] },
    { type: words, content: [{ type: "text", text: words, marks: [{ type: words }] }] },
    {
      type: "table",
      content: [
        {
          type: "tableRow",
          content: [{ type: "tableCell", attrs: { colspan: words }, content: [paragraph(words)] }],
        },
      ],
    },
    ...addresses.map(href => ({
      type: "paragraph",
      content: [{ type: "text", text: words, marks: [{ type: "link", attrs: { href } }] }],
    })),
  ]
  const [block] = example.template.blocks
  const [tag] = example.tags
  const [card] = example.cards
  if (!block || !tag || !card) throw new Error("The example is empty")
  return {
    ...example,
    title: words,
    category: words,
    designedFor: words,
    designedBy: words,
    template: {
      ...example.template,
      name: words,
      attribution: words,
      blocks: [{ ...block, title: words }, ...example.template.blocks.slice(1)],
    },
    tags: [{ ...tag, name: words }, ...example.tags.slice(1)],
    lead: text,
    commentary: text,
    cards: [{ ...card, text, tag: tag.id as TagId }],
  }
}

const threadBy = (name: string, words: string) => {
  const by = "person-1____" as PersonId
  const thread: Thread = {
    id: "t" as ThreadId,
    target: { kind: "canvas" },
    by,
    at: 0,
    comments: [
      {
        id: "c" as CommentId,
        thread: "t" as ThreadId,
        by,
        at: 0,
        body: [paragraph(words)],
        isDeleted: false,
        reactions: [],
      },
    ],
  }
  return { threads: [thread], names: new Map([[by, name]]) }
}

describe("what people write cannot act", () => {
  test.each(attacks)("[EX9] %j", words => {
    const html = writeHtml(sourceOf(hostile(words), threadBy(words, words)), options)

    const elements = [...documentOf(html).querySelectorAll("*")]
    const names = new Set(elements.map(({ tagName }) => tagName.toLowerCase()))
    expect([...names].filter(name => !allowedTags.has(name))).toEqual([])
    const attributes = elements.flatMap(element =>
      [...element.attributes].map(({ name, value }) => [name, value] as const),
    )
    expect(attributes.filter(([name]) => /^on|^style$|^src|^srcdoc$|^action$/i.test(name))).toEqual([])
    for (const [name, value] of attributes)
      if (name === "href") expect(value).toMatch(/^https:\/\/example\.org\//)
    expect(elements.filter(({ tagName }) => tagName === "STYLE")).toHaveLength(1)
    expect(elements.filter(({ tagName }) => tagName === "META")).toHaveLength(5)
  })

  test("[EX9] any rich text is read by a browser as the words it is", () => {
    fc.assert(
      fc.property(richTexts, text => {
        const document = documentOf(`<!doctype html><body>${htmlText(text)}</body>`)

        const shown = (document.body.textContent ?? "").replace(/\s+/g, "")
        expect(shown).toBe(plainText(text).replace(/\0/g, "\ufffd").replace(/\s+/g, ""))
      }),
      { numRuns: 200 },
    )
  })

  test("[EX9] words are escaped wherever they stand", () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;\0`)).toBe(
      "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;\ufffd",
    )
  })
})

test("[EX9] the page fetches nothing and runs nothing, by a policy that knows its one style sheet", () => {
  const html = writeHtml(sourceOf(exampleCanvas()), options)

  const document = documentOf(html)
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ""
  const hash = createHash("sha256").update(style).digest("base64")
  expect(document.querySelector("meta[http-equiv]")?.getAttribute("content")).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; base-uri 'none'; form-action 'none'`,
  )
  expect(style.match(/url\((?!data:)/g)).toBe(null)
  expect(html).not.toMatch(/<(script|link|img|iframe|object|form)\b/)
  expect(html).not.toMatch(/ style="/)
})

test("[EX9] a card's title is told from its detail, across marks", () => {
  expect(
    htmlCard([
      {
        type: "paragraph",
        content: [
          { type: "text", text: "La" },
          { type: "text", text: "bs: sci", marks: [{ type: "italic" }] },
          { type: "text", text: "ence" },
        ],
      },
    ]),
  ).toBe('<p dir="auto"><b>La<em>bs:</em></b><em> sci</em>ence</p>')
})

const say = (i: number): string =>
  [
    `Labs ${i}: science & <people>`,
    `实验室 ${i}：提供科学与人才`,
    `مختبرات ${i}: علوم`,
    `🎉 Party ${i}: 👩‍👩‍👧‍👦 & ❤️`,
  ][i % 4] ?? ""

function roomOf(count: number): Canvas {
  const example = exampleCanvas()
  const { blocks } = example.template
  const cards = Array.from({ length: count }, (_, i): Card => {
    const block = blocks[Math.floor((i * blocks.length) / count)]?.id ?? (blocks[0]?.id as Card["block"])
    return { id: `card-${i}` as CardId, block, order: "a0", text: [paragraph(say(i))], by: "", born: 0 }
  })
  return { ...example, tags: [], cards }
}

test.each([0, 30, 300])(
  "[EX9] the words of a room of %i cards, Latin, Chinese, Arabic, emoji, stand in block order",
  count => {
    const canvas = roomOf(count)

    const document = documentOf(writeHtml(sourceOf(canvas), options))

    const cards = [...document.querySelectorAll(".card")].map(card => card.textContent)
    expect(cards).toEqual(canvas.cards.map(({ text }) => plainText(text)))
    expect([...document.querySelectorAll(".block h2")].map(title => title.textContent)).toEqual(
      canvas.template.blocks.map(({ step, title }) => `${step} ${title}`),
    )
    const squeezed = (words: string | null | undefined) => (words ?? "").replace(/\s+/g, "")
    expect(squeezed(document.querySelector(".article")?.textContent)).toBe(
      squeezed(plainText(canvas.commentary)),
    )
  },
)

test("[EX9] comments stand behind the commentary with who said them, or nobody's name", () => {
  const named = threadBy("Ana", "Is it so?")
  const said = documentOf(writeHtml(sourceOf(exampleCanvas(), named), options)).querySelector(".said")
  const nameless = documentOf(
    writeHtml(sourceOf(exampleCanvas(), { ...named, names: new Map(), withNames: false }), options),
  ).querySelector(".said")

  expect(said?.textContent?.replace(/\s+/g, " ").trim()).toBe(
    "Comments On the canvasAna 1 January 1970Is it so?",
  )
  expect(nameless?.textContent).not.toContain("Ana")
})

test("[EX9] the type on paper gets smaller with the board, and no smaller than can be read", () => {
  const sizes = [0, 30, 60, 300].map(count => paperType(roomOf(count), "a4"))

  expect(sizes[0]).toBe(10)
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
  expect(sizes.at(-1)).toBe(6)
  expect(paperType(exampleCanvas(), "a3")).toBeGreaterThan(paperType(exampleCanvas(), "a4"))
})
