// Markdown out and in: what is written is read back as it was, whatever people wrote.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { exampleCanvas, templates } from "../../../seeds/seeds.ts"
import type { ExportSource } from "../../../server/formats/format.ts"
import { writeMarkdown } from "../../../server/formats/markdown.ts"
import { readMarkdown } from "../../../server/formats/markdown-in.ts"
import { readTokens } from "../../../server/formats/markdown-inline.ts"
import { inlineForm, markdownText } from "../../../server/formats/markdown-text.ts"
import { richText, treeOf } from "../../../server/formats/markdown-tree.ts"
import type { CardId, CommentId, PersonId, ThreadId } from "../../../shared/ids.ts"
import { checkAttributes } from "../../../shared/model/attributes.ts"
import type { Canvas, RichNode, RichText } from "../../../shared/model/canvas.ts"
import type { Thread } from "../../../shared/model/discussion.ts"
import { plainText } from "../../../shared/model/rich-text.ts"
import { checkText } from "../../../shared/model/schema.ts"
import { canvases, richTexts } from "../../shared/arbitrary-canvas.ts"

const [template] = templates()
if (!template) throw new Error("There is no template")

const sourceOf = (canvas: Canvas, more: Partial<ExportSource> = {}): ExportSource => ({
  canvas,
  names: new Map(),
  withNames: true,
  at: Date.UTC(2026, 10, 24),
  ...more,
})

function readBack(markdown: string, shape = template): Canvas {
  let made = 0
  if (!shape) throw new Error("There is no template")
  const read = readMarkdown(markdown, { template: shape, newCardId: () => `made-${++made}` as CardId })
  if (!read.ok) throw new Error(read.fault)
  return read.canvas
}

const through = (text: RichText): RichText => richText(treeOf(readTokens(markdownText(text)) ?? []))

const words = (text: string, ...marks: string[]): RichNode => ({
  type: "text",
  text,
  ...(marks.length > 0 && {
    marks: marks.map(type =>
      type === "link" ? { type, attrs: { href: "https://example.org/a_b_(c)?d=e&amp;f" } } : { type },
    ),
  }),
})
const hardBreak: RichNode = { type: "hardBreak" }
const p = (...content: (RichNode | string)[]): RichNode => ({
  type: "paragraph",
  ...(content.length > 0 && {
    content: content.map(each => (typeof each === "string" ? words(each) : each)),
  }),
})
const item = (...content: RichNode[]): RichNode => ({ type: "listItem", content })
const bullets = (...content: RichNode[]): RichNode => ({ type: "bulletList", content })
const cell = (...content: RichNode[]): RichNode => ({ type: "tableCell", content })
const head = (...content: RichNode[]): RichNode => ({ type: "tableHeader", content })
const row = (...content: RichNode[]): RichNode => ({ type: "tableRow", content })

/** What has broken Markdown editors, each with how it is to be written. */
const nasty: [name: string, text: RichText, written: string][] = [
  ["a heading's sign", [p("# x")], "\\# x"],
  ["a number and a dot", [p("1. x")], "1\\. x"],
  ["a number and a bracket", [p("12) x")], "12\\) x"],
  ["a year at the start", [p("2026. A good year")], "2026\\. A good year"],
  ["a hyphen", [p("- x")], "\\- x"],
  ["a plus", [p("+ x")], "\\+ x"],
  ["an asterisk", [p("* x")], "\\* x"],
  ["a quote's sign", [p("> x")], "\\> x"],
  ["a rule", [p("---")], "\\---"],
  ["a rule of underscores", [p("___")], "\\_\\_\\_"],
  ["an underline below a line", [p("x", hardBreak, "===")], "x\\\n\\==="],
  ["a table's rule below a line", [p("a | b", hardBreak, "--- | ---")], "a | b\\\n\\--- | ---"],
  ["a fence", [p("```js")], "\\`\\`\\`js"],
  ["signs of emphasis", [p("2 * 3 * 4 _x_ **y**")], "2 \\* 3 \\* 4 \\_x\\_ \\*\\*y\\*\\*"],
  ["underscores in a word", [p("snake_case_name")], "snake_case_name"],
  ["a backslash", [p("C:\\temp\\*")], "C:\\\\temp\\\\\\*"],
  ["an ampersand and an entity", [p("AT&T &amp; R&D &#35;")], "AT&T \\&amp; R&D \\&#35;"],
  ["a tag", [p("<b>x</b> <script>")], "\\<b>x\\</b> \\<script>"],
  ["a comment", [p("<!-- commentary -->")], "\\<!-- commentary -->"],
  ["a link's signs", [p("[x](y) ![z](y)")], "\\[x\\](y) !\\[z\\](y)"],
  ["strikes", [p("~~x~~")], "\\~\\~x\\~\\~"],
  [
    "hashes at the end of a heading",
    [{ type: "heading", attrs: { level: 2 }, content: [words("In C #")] }],
    "## In C \\#",
  ],
  ["a backtick in code", [p(words("a`b", "code"))], "``a`b``"],
  ["a backtick at the edge of code", [p(words("`", "code"))], "`` ` ``"],
  ["bold in Chinese", [p("这是", words("“重要”", "bold"), "的")], "这是<strong>“重要”</strong>的"],
  ["bold in a Chinese sentence", [p("这是", words("重要", "bold"), "的")], "这是**重要**的"],
  ["bold that ends in a space", [p(words("a ", "bold"), "b")], "<strong>a </strong>b"],
  ["bold in a word", [p("un", words("believ", "bold"), "able")], "un**believ**able"],
  [
    "marks across each other",
    [p(words("a", "bold"), words("b", "bold", "italic"), words("c", "italic"))],
    "<strong>a<em>b</em></strong><em>c</em>",
  ],
  ["underlined words", [p(words("a", "underline"), " b")], "<u>a</u> b"],
  [
    "an address with underscores, brackets and ampersands",
    [p("see ", words("here", "link"))],
    "see [here](<https://example.org/a_b_(c)?d=e\\&amp;f>)",
  ],
  [
    "an exclamation mark before a link",
    [p("Look!", words("here", "link"))],
    "Look\\![here](<https://example.org/a_b_(c)?d=e\\&amp;f>)",
  ],
  [
    "pipes and breaks in cells",
    [
      {
        type: "table",
        content: [
          row(head(p("a|b")), head(p("c"))),
          row(cell(p(words("x|y", "code"), " \\|")), cell(p("d", hardBreak, "e"), p("f"))),
        ],
      },
    ],
    "| a\\|b | c |\n| --- | --- |\n| `x\\|y` \\\\\\| | d<br>e<br><br>f |",
  ],
  [
    "a table without a head",
    [{ type: "table", content: [row(cell(p("a")), cell(p("b")))] }],
    "|  |  |\n| --- | --- |\n| a | b |",
  ],
  [
    "lists side by side",
    [
      { type: "bulletList", content: [item(p("a")), item(p("b"))] },
      { type: "bulletList", content: [item(p("c"))] },
      { type: "orderedList", attrs: { start: 3 }, content: [item(p("d"))] },
    ],
    "- a\n- b\n\n* c\n\n3. d",
  ],
  [
    "paragraphs, lists and code in a list",
    [
      {
        type: "bulletList",
        content: [
          item(p("a"), p("b"), { type: "codeBlock", content: [words("- x\n\n```\ny")] }),
          item(p("c"), { type: "orderedList", attrs: { start: 1 }, content: [item(p("d"))] }),
        ],
      },
    ],
    "- a\n\n  b\n\n  ````\n  - x\n\n  ```\n  y\n  ````\n\n- c\n  1. d",
  ],
  [
    "items without words in each other, found by seed -911567973,",
    [bullets(item(p(), bullets(item(p(), bullets(item(p())))), p("a")), item(p()))],
    "-\n  - -\n\n  a\n\n-",
  ],
  [
    "code of a space in a quote, found by seed 2021907725,",
    [{ type: "blockquote", content: [{ type: "codeBlock", content: [words(" \n\n a ")] }] }],
    "> ```\n>  \n>\n>  a \n> ```",
  ],
]

describe("what breaks Markdown", () => {
  test.each(nasty)("[EX6] %s comes back as it was", (_name, text, written) => {
    expect(markdownText(text)).toBe(written)
    expect(through(text)).toEqual(text)
  })
})

/** What Markdown cannot hold is left out before the comparison: empty paragraphs, widths and spans, spaces at ends. */
function held(nodes: readonly RichNode[]): RichText {
  return nodes.flatMap((node): RichNode[] => {
    const { type, attrs, content = [] } = node
    switch (type) {
      case "paragraph": {
        const line = inlineForm(content)
        return line.length > 0 ? [{ type, content: line }] : []
      }
      case "heading": {
        const line = inlineForm(content)
        return [{ type, ...(line.length > 0 && { content: line }), attrs: { level: attrs?.level } }]
      }
      case "codeBlock": {
        const code = plainText(content)
        return [
          {
            type,
            ...(attrs?.language !== undefined && { attrs: { language: attrs.language } }),
            ...(code !== "" && { content: [{ type: "text", text: code }] }),
          },
        ]
      }
      case "table":
        return [{ type, content: heldRows(content) }]
      case "listItem":
      case "blockquote": {
        const blocks = held(content)
        const isItem = type === "listItem" && blocks[0]?.type !== "paragraph"
        return [
          { type, content: isItem || blocks.length === 0 ? [{ type: "paragraph" }, ...blocks] : blocks },
        ]
      }
      case "orderedList":
        return [{ type, attrs: { start: attrs?.start ?? 1 }, content: held(content) }]
      case "bulletList":
        return [{ type, content: held(content) }]
      default:
        return [node]
    }
  })
}

/** Rows are as wide as the widest, and a head without words is none. */
function heldRows(rows: readonly RichNode[]): RichNode[] {
  const width = Math.max(...rows.map(each => each.content?.length ?? 0))
  const isEmpty = (each: RichNode) =>
    (each.content ?? []).every(({ content = [] }) => held(content).length === 0)
  return rows.flatMap((each, i) => {
    if (i === 0 && rows.length > 1 && isEmpty(each)) return []
    const type = i === 0 ? "tableHeader" : "tableCell"
    return [
      {
        type: "tableRow",
        content: Array.from({ length: width }, (_, column) => {
          const blocks = held(each.content?.[column]?.content ?? [])
          return { type, content: blocks.length > 0 ? blocks : [{ type: "paragraph" }] }
        }),
      },
    ]
  })
}

/** Tables whose cells have breaks one behind the other are read as paragraphs, and are none of this. */
const isHeld = (text: RichText): boolean =>
  !/"hardBreak"\},\{"type":"hardBreak"/.test(JSON.stringify(held(text)))

test("[EX6] any rich text comes back as far as Markdown can hold it, and then for good", () => {
  fc.assert(
    fc.property(richTexts.filter(isHeld), text => {
      const back = through(text)
      expect(back).toEqual(held(text))
      expect(through(back)).toEqual(back)
    }),
    { numRuns: 500 },
  )
})

test("[EX6] any canvas comes back: title block, lead, cards in order with their tags, commentary", () => {
  const line = (text: string) => plainText([{ type: "paragraph", content: inlineForm([words(text)]) }])
  fc.assert(
    fc.property(canvases, canvas => {
      const tags = new Map(canvas.tags.map(({ id, name }) => [id, line(name)]))
      const texts = [canvas.lead, canvas.commentary, ...canvas.cards.map(({ text }) => text)]
      fc.pre(texts.every(isHeld))
      // Of tags of one name nobody can tell which is meant.
      fc.pre(new Set(tags.values()).size === tags.size && ![...tags.values()].includes(""))

      const back = readBack(writeMarkdown(sourceOf(canvas)), canvas.template)

      expect(back.title).toBe(line(canvas.title))
      expect([back.category, back.designedFor, back.designedBy]).toEqual([
        canvas.category,
        canvas.designedFor,
        canvas.designedBy,
      ])
      expect(back.tags).toEqual(canvas.tags)
      expect(back.lead).toEqual(held(canvas.lead))
      expect(back.commentary).toEqual(held(canvas.commentary))
      expect(back.cards.map(({ block, text, tag }) => ({ block, text, tag }))).toEqual(
        canvas.cards
          .filter(({ gone }) => gone === undefined)
          .map(({ block, text, tag }) => ({ block, text: held(text), tag })),
      )
    }),
    { numRuns: 300 },
  )
})

test("[EX6] the example comes back word by word and mark by mark, and again the same", () => {
  const example = exampleCanvas()

  const written = writeMarkdown(sourceOf(example))
  const back = readBack(written)

  expect(back.cards).toHaveLength(30)
  expect(back.cards.map(({ block, text, tag }) => [block, text, tag])).toEqual(
    example.cards.map(({ block, text, tag }) => [block, text, tag]),
  )
  expect([back.title, back.category, back.lead]).toEqual([example.title, example.category, example.lead])
  expect(back.commentary).toEqual(held(example.commentary))
  expect(writeMarkdown(sourceOf(back))).toBe(written)
})

test("[EX6] what was said stands behind the commentary and is not read back", () => {
  const example = exampleCanvas()
  const [card] = example.cards
  if (!card) throw new Error("The example has no card")
  const by = "person-1____" as PersonId
  const thread: Thread = {
    id: "thread-1" as ThreadId,
    target: { kind: "card", card: card.id },
    by,
    at: 0,
    comments: [
      {
        id: "comment-1" as CommentId,
        thread: "thread-1" as ThreadId,
        by,
        at: Date.UTC(2026, 10, 24),
        body: [p("# Is it ", words("so", "bold"), "?"), p("Yes.")],
        isDeleted: false,
        reactions: [],
      },
    ],
  }

  const written = writeMarkdown(sourceOf(example, { threads: [thread], names: new Map([[by, "Ana *"]]) }))

  expect(written.split("<!-- comments -->\n\n")[1]).toBe(
    `## Comments\n\n### On a card of Key Partners\n\n> ${plainText(card.text)}\n\n- **Ana \\***, 24 November 2026\n\n  \\# Is it **so**?\n\n  Yes.\n`,
  )
  expect(readBack(written).commentary).toEqual(held(example.commentary))
})

describe("Markdown of others", () => {
  test("[EX7] headings name blocks, items are cards, everything else is commentary, and no word is dropped", () => {
    const canvas = readBack(`---
title: "Not used"
tags: [a, b]
---
# Acme

We sell **anvils**.

## Why
Because of gravity.

## 1. Key partners
- Wile E.: buys
- Road Runner
  - fast

A paragraph between.

### Suppliers
1. Iron

## Customers <!-- aside -->

| Who | Why |
| --- | --- |
| Coyotes | hunger |

## Outlook
![chart](https://example.org/c.png) <u>Good</u>.

<div>Sold <b>out</b></div>
<script>alert(1)</script>
`)

    expect(canvas.title).toBe("Acme")
    expect(plainText(canvas.lead)).toBe("We sell anvils.")
    expect(canvas.cards.map(({ block, text }) => [block, plainText(text)])).toEqual([
      ["key-partners", "Wile E.: buys"],
      ["key-partners", "Road Runner\nfast"],
      ["key-partners", "A paragraph between."],
      ["key-partners", "Suppliers"],
      ["key-partners", "Iron"],
      ["customer-segments", "Who\tWhy\nCoyotes\thunger"],
    ])
    expect(plainText(canvas.commentary)).toBe("Why\nBecause of gravity.\nOutlook\nchart Good.\nSold out")
  })

  test("[EX7] whatever is read can be mounted in an editor, and reading never throws", () => {
    const pieces = fc.constantFrom(
      ..."# |## Key Partners|- |  - |1. |> |```|~~~|---|***|| a | b |\n| - | - |\n|<div>|<!-- |-->|<br>|<u>|**|*|[x](|javascript:alert(1)|https://e.org)|![|]|&amp;|\\|\t|\n|\n\n|word|字".split(
        "|",
      ),
      "|",
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), found => {
        if (!template) return
        const read = readMarkdown(found.join(""), { template, newCardId: () => "card" as CardId })
        if (!read.ok) return
        const { lead, commentary, cards } = read.canvas
        for (const text of [lead, commentary, ...cards.map(each => each.text)])
          expect([checkText(text), checkAttributes(text)]).toEqual([{ ok: true }, { ok: true }])
      }),
      { numRuns: 1_000 },
    )
  })

  test("[EX7] nesting without end is cut to words, and a file without words or with too many is refused", () => {
    const deep = readBack(
      `# x\n\n${">".repeat(400)} deep\n\n${Array.from({ length: 60 }, (_, i) => `${"  ".repeat(i)}- ${i}`).join("\n")}`,
    )

    expect(checkText(deep.lead)).toEqual({ ok: true })
    expect(plainText(deep.lead)).toContain("59")
    if (!template) return
    const context = { template, newCardId: () => "card" as CardId }
    expect(readMarkdown(" \n\n", context)).toEqual({ ok: false, fault: "There are no words in this file." })
    expect(readMarkdown("> ".repeat(2_000), context)).toEqual({
      ok: false,
      fault: "This Markdown is nested too deep to be read.",
    })
    expect(readMarkdown("x".repeat(2_000_001), context)).toMatchObject({ ok: false })
    expect(readMarkdown("just words", context)).toMatchObject({
      ok: true,
      remarks: ["No heading names a block of the Business Model Canvas: all of it is in the commentary."],
    })
  })
})
