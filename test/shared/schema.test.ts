// The check before an editor mounts against what the editor's binding does with a text: it makes every node by
// itself, and deletes from the document, for everybody, each that it cannot make.
import { getSchema } from "@tiptap/core"
import type { Node } from "@tiptap/pm/model"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { RichNode, RichText } from "../../shared/model/canvas.ts"
import { richTextExtensions } from "../../shared/model/extensions.ts"
import { checkText, MAX_DEPTH, markNames, nodeNames } from "../../shared/model/schema.ts"
import { richTexts } from "./arbitrary-canvas.ts"

const schema = getSchema(richTextExtensions())

/** Throws where the binding would delete. */
function make(node: RichNode): Node {
  const marks = (node.marks ?? []).map(mark => schema.mark(mark.type, mark.attrs))
  if (node.type === "text") return schema.text(node.text ?? "", marks)
  return schema.node(node.type, node.attrs, (node.content ?? []).map(make))
}

function isKept(text: RichText): boolean {
  try {
    schema.topNodeType.createChecked(null, text.map(make))
    return true
  } catch {
    // ProseMirror's only way to say no.
    return text.length === 0
  }
}

test("[RT2] a text that passes is kept whole by an editor", () => {
  fc.assert(
    fc.property(richTexts, text => {
      expect(checkText(text)).toEqual({ ok: true })
      expect(isKept(text)).toBe(true)
    }),
  )
})

const names = fc.constantFrom(...nodeNames.filter(name => name !== "doc"), "video", "constructor")
const marks = fc
  .subarray([...markNames, "comment"], { maxLength: 2 })
  .map(types => types.map(type => ({ type })))
const { node } = fc.letrec<{ node: RichNode }>(tie => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ type: fc.constant("text"), text: fc.constant("x"), marks: fc.option(marks, { nil: [] }) }),
    fc.record({ type: names, content: fc.array(tie("node"), { maxLength: 3 }) }),
  ),
}))

test("[RT2] a text passes exactly when an editor would keep all of it", () => {
  fc.assert(
    fc.property(fc.array(node, { maxLength: 2 }), text => {
      expect(checkText(text).ok).toBe(isKept(text))
    }),
    { numRuns: 3000 },
  )
})

/** Random trees are mostly wrong at the top; here one node inside a well-formed text is another. */
test("[RT2] a text with one node changed passes exactly when an editor would keep all of it", () => {
  fc.assert(
    fc.property(richTexts, node, fc.nat(), (text, other, at) => {
      const changed = replaceAt(text, other, at)

      expect(checkText(changed).ok).toBe(isKept(changed))
    }),
    { numRuns: 1000 },
  )
})

function replaceAt(text: RichText, other: RichNode, at: number): RichText {
  const count = countOf(text)
  let left = count === 0 ? 0 : at % count
  const walk = (nodes: RichText): RichText =>
    nodes.map(each => {
      if (left-- === 0) return other
      return each.content ? { ...each, content: walk(each.content) } : each
    })
  return walk(text)
}

const countOf = (text: RichText): number =>
  text.reduce((count, each) => count + 1 + countOf(each.content ?? []), 0)

test("[RT2] nesting beyond the limit does not pass, and does not break the check", () => {
  const nested = (depth: number): RichNode =>
    depth === 0 ? { type: "paragraph" } : { type: "blockquote", content: [nested(depth - 1)] }

  expect(checkText([nested(MAX_DEPTH - 1)])).toEqual({ ok: true })
  expect(checkText([nested(MAX_DEPTH)])).toEqual({ ok: false, fault: "nested deeper than 32" })
  expect(checkText([nested(5000)]).ok).toBe(false)
})
