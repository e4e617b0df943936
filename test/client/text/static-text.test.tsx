// Static text against what people, files and peers may have written.
import type { ReactNode } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { expect, test } from "vitest"
import { StaticText } from "../../../client/text/static-text.tsx"
import type { RichMark, RichNode, RichText } from "../../../shared/model/canvas.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"

const html = (text: RichText, titled = false): string =>
  renderToStaticMarkup((<StaticText text={text} titled={titled} />) as ReactNode)

const run = (text: string, ...marks: RichMark[]): RichNode => ({ type: "text", text, marks })
const line = (...content: RichNode[]): RichText => [{ type: "paragraph", content }]
const linked = (href: unknown) => html(line(run("x", { type: "link", attrs: { href } })))

const hostile = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "</p><svg onload=alert(1)>",
  "\"><iframe srcdoc='x'>",
  "&lt;b&gt;",
]

test.each(hostile)("[RT4] words are words: %s", words => {
  const page = document.createElement("div")
  page.innerHTML = html([paragraph(words), { type: "codeBlock", content: [{ type: "text", text: words }] }])

  expect(page.textContent).toBe(words + words)
  expect([...page.querySelectorAll("*")].map(element => element.tagName)).toEqual(["P", "PRE", "CODE"])
})

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " java\tscript:alert(1)",
  "\u0001javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "//evil.example",
  "/relative",
  "https:evil.example",
  7,
  undefined,
  { toString: () => "javascript:alert(1)" },
])("[RT3] an address that is not allowed leaves the words: %s", href => {
  expect(linked(href)).toBe('<p dir="auto">x</p>')
})

test.each(["https://z.ai/", "http://a.b", "mailto:a@b.c", "tel:+861"])("[RT3] %s is a link", href => {
  expect(linked(href)).toBe(
    `<p dir="auto"><a href="${href}" target="_blank" rel="noopener noreferrer nofollow">x</a></p>`,
  )
})

test("[RT4] unknown nodes, marks and nestings are shown as plain words", () => {
  const text: RichText = [
    { type: "poll", content: [paragraph("Yes?"), paragraph("No!")] },
    { type: "paragraph", content: [run("a", { type: "glow" }), { type: "chip", content: [run("b")] }] },
    { type: "bulletList", content: [paragraph("no item")] },
    { type: "tableCell", content: [paragraph("no table")] },
    { type: "table", content: [paragraph("no row"), { type: "tableRow", content: [paragraph("no cell")] }] },
    { type: "text", text: "no paragraph" },
  ]

  expect(html(text)).toBe(
    '<p dir="auto">Yes?\nNo!</p>' +
      '<p dir="auto">ab</p>' +
      '<ul><li><p dir="auto">no item</p></li></ul>' +
      '<p dir="auto">no table</p>' +
      '<table><tbody><tr><td><p dir="auto">no row</p></td></tr><tr><td colSpan="1" rowSpan="1"><p dir="auto">no cell</p></td></tr></tbody></table>' +
      '<p dir="auto">no paragraph</p>',
  )
})

test.each([
  [1, "h2", 1],
  [3, "h3", 3],
  [9, "h4", 4],
  [-1, "h2", 1],
  ["<b>", "h2", 2],
  [Number.NaN, "h2", 2],
])("[RT4] a heading of level %s becomes %s", (level, tag, shown) => {
  const text = [{ type: "heading", attrs: { level }, content: [run("x")] }]

  expect(html(text)).toBe(`<${tag} dir="auto" data-level="${shown}">x</${tag}>`)
})

test.each<[string, RichNode[], string]>([
  ["one run", [run("Alibaba: cloud")], "<b>Alibaba:</b> cloud"],
  [
    "a colon across marks",
    [run("Ali", { type: "italic" }), run("baba"), run(": cloud")],
    "<b><em>Ali</em>baba:</b> cloud",
  ],
  [
    "a title in bold already",
    [run("Ali: ", { type: "bold" }), run("x")],
    "<b><strong>Ali:</strong></b><strong> </strong>x",
  ],
  ["a full-width colon", [run("阿里巴巴：云")], "<b>阿里巴巴：</b>云"],
  ["the first line only", [run("No title"), { type: "hardBreak" }, run("a: b")], "No title<br/>a: b"],
  ["an address", [run("https://z.ai is it")], "https://z.ai is it"],
  ["a time", [run("10:30 opening")], "10:30 opening"],
  ["no colon", [run("Alibaba")], "Alibaba"],
])("[CV7] the title of a card: %s", (_name, content, inner) => {
  expect(html(line(...content), true)).toBe(`<p dir="auto">${inner}</p>`)
})

test("[CV7] words in bold that end in a colon lead into a paragraph of an article", () => {
  expect(html(line(run("Government:", { type: "bold" }), run(" cities")))).toBe(
    '<p dir="auto"><span data-lead-in=""><strong>Government:</strong></span> cities</p>',
  )
})
