import fc from "fast-check"
import { expect, test } from "vitest"
import * as Y from "yjs"
import type { RichText } from "../../shared/model/canvas.ts"
import { appendText, paragraph, plainText, readText, splitTitle } from "../../shared/model/rich-text.ts"
import { checkText, MAX_DEPTH } from "../../shared/model/schema.ts"
import { richTexts } from "./arbitrary-canvas.ts"

const fragmentWith = (text: RichText) => {
  const fragment = new Y.Doc().getXmlFragment("text")
  appendText(fragment, text)
  return fragment
}

test("[CV6] any text that is written into a fragment reads the same", () => {
  fc.assert(
    fc.property(richTexts, text => {
      expect(readText(fragmentWith(text))).toEqual(text)
    }),
  )
})

test("[CV6] text is put behind what is there", () => {
  const fragment = fragmentWith([paragraph("one")])

  appendText(fragment, [paragraph("two"), paragraph("")])

  expect(readText(fragment)).toEqual([paragraph("one"), paragraph("two"), { type: "paragraph" }])
})

test("[RT2] what is neither element nor text, and nesting beyond the limit, does not pass the check", () => {
  const embedded = fragmentWith([paragraph("words")])
  const run = (embedded.get(0) as Y.XmlElement).get(0) as Y.XmlText
  run.insertEmbed(2, { image: "x" })
  const foreign = fragmentWith([])
  foreign.insert(0, [new Y.Map() as unknown as Y.XmlElement])
  const deep = fragmentWith([])
  let inner: Y.XmlFragment = deep
  for (let depth = 0; depth < 200; depth++) {
    const quote = new Y.XmlElement("blockquote")
    inner.insert(0, [quote])
    inner = quote
  }

  expect(checkText(readText(embedded))).toEqual({ ok: false, fault: 'unknown node "foreign"' })
  expect(checkText(readText(foreign))).toEqual({ ok: false, fault: 'unknown node "foreign"' })
  expect(checkText(readText(deep))).toEqual({ ok: false, fault: `nested deeper than ${MAX_DEPTH}` })
})

test("[RT2] unknown names come through as they are", () => {
  const text: RichText = [
    {
      type: "video",
      attrs: { src: "x" },
      content: [{ type: "text", text: "words", marks: [{ type: "blink", attrs: { rate: 2 } }] }],
    },
  ]

  expect(readText(fragmentWith(text))).toEqual(text)
})

test("[RT2] a mark that the editor's binding has named with a hash is read by its own name", () => {
  const fragment = fragmentWith([paragraph("words")])
  const run = (fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText
  run.format(0, 5, { "comment--AbCd+/12": { id: "1" } })

  expect(readText(fragment)[0]?.content?.[0]?.marks).toEqual([{ type: "comment", attrs: { id: "1" } }])
})

test("[RT4] the plain words have a line for each block and a tab between cells", () => {
  const cell = (words: string) => ({ type: "tableCell", content: [paragraph(words)] })
  const text: RichText = [
    {
      type: "heading",
      attrs: { level: 2 },
      content: [
        { type: "text", text: "Ri", marks: [{ type: "bold" }] },
        { type: "text", text: "sks" },
      ],
    },
    {
      type: "bulletList",
      content: [
        { type: "listItem", content: [paragraph("one")] },
        { type: "listItem", content: [paragraph("two")] },
      ],
    },
    {
      type: "table",
      content: [
        { type: "tableRow", content: [cell("a"), cell("b")] },
        { type: "tableRow", content: [cell("c"), cell("")] },
      ],
    },
    {
      type: "paragraph",
      content: [{ type: "text", text: "x" }, { type: "hardBreak" }, { type: "text", text: "y" }],
    },
    { type: "video", content: [{ type: "text", text: "unknown, but words" }] },
  ]

  expect(plainText(text)).toBe("Risks\none\ntwo\na\tb\nc\t\nx\ny\nunknown, but words")
})

test.each([
  ["Labs: science", "Labs", "science"],
  ["Labs:  science: and more ", "Labs", "science: and more"],
  ["实验室：科学", "实验室", "科学"],
  ["Labs", "Labs", ""],
  ["Labs:", "Labs:", ""],
  ["", "", ""],
  ["https://example.org is ours", "https://example.org is ours", ""],
  ["Open 10:30 to 12:00", "Open 10:30 to 12:00", ""],
])("[CV7] %j is split into %j and %j", (line, title, detail) => {
  expect(splitTitle(line)).toEqual({ title, detail })
})
