import { getSchema } from "@tiptap/core"
import { expect, test } from "vitest"
import { checkAttributes } from "../../shared/model/attributes.ts"
import type { RichNode } from "../../shared/model/canvas.ts"
import { richTextExtensions } from "../../shared/model/extensions.ts"

const schema = getSchema(richTextExtensions())

test("[RT1][IM4] every attribute the editor gives a node or a mark passes", () => {
  const nodes = Object.values(schema.nodes)
    .filter(type => type.name !== "text" && type.name !== "doc")
    .map((type): RichNode => ({ type: type.name, attrs: type.create().attrs }))
  const link = schema.mark("link", { href: "https://example.org" })
  const others = ["bold", "italic", "strike", "code", "underline"].map(type => ({ type }))

  expect(checkAttributes(nodes)).toEqual({ ok: true })
  expect(
    checkAttributes([{ type: "text", text: "a", marks: [{ type: "link", attrs: link.attrs }, ...others] }]),
  ).toEqual({ ok: true })
})

test("[RT1][IM4] no attribute passes that the editor does not know", () => {
  const known = [...Object.values(schema.nodes), ...Object.values(schema.marks)].flatMap(type =>
    Object.keys(type.spec.attrs ?? {}).map(name => `${type.name}.${name}`),
  )
  // A value that each of them takes somewhere, so that only the name decides.
  const values = [1, "1", "https://example.org", "_blank", "left", [1]]
  const types = [...Object.keys(schema.nodes), ...Object.keys(schema.marks)]
  const names = [
    ...new Set(known.map(each => each.split(".")[1] ?? "")),
    "style",
    "onclick",
    "src",
    "constructor",
  ]

  const passes = (type: string, attrs: Record<string, unknown>) => checkAttributes([{ type, attrs }]).ok

  const taken = types.flatMap(type => {
    const needed = type === "link" ? { href: "https://example.org" } : {}
    return names
      .filter(name => values.some(value => passes(type, { ...needed, [name]: value })))
      .map(name => `${type}.${name}`)
  })

  expect(taken.sort()).toEqual(known.sort())
})

test.each([
  ["heading", { level: 5 }],
  ["heading", { level: "2" }],
  ["orderedList", { start: 1.5 }],
  ["orderedList", { type: "<b>" }],
  ["codeBlock", { language: '"><script>' }],
  ["tableCell", { colspan: 0 }],
  ["tableCell", { rowspan: 1e9 }],
  ["tableHeader", { colwidth: ["wide"] }],
  ["tableCell", { align: "justify;position:fixed" }],
  ["link", { href: "https://example.org", target: "frame" }],
  ["link", { href: "https://example.org", class: "a{b}" }],
  ["link", { href: "data:text/html,x" }],
  ["link", {}],
])("[IM4] %s with %j is refused", (type, attrs) => {
  expect(checkAttributes([{ type, attrs }])).toEqual({
    ok: false,
    fault: expect.stringContaining(type),
  })
})
