// The editor's schema against the list everything else goes by.
import { getSchema } from "@tiptap/core"
import { expect, test } from "vitest"
import type { RichNode } from "../../shared/model/canvas.ts"
import { richTextExtensions } from "../../shared/model/extensions.ts"
import { checkText, HEADING_LEVELS, markNames, nodeNames } from "../../shared/model/schema.ts"

const schema = getSchema(richTextExtensions())

test("[RT1] the editor has exactly the nodes and marks of the shared list", () => {
  expect(Object.keys(schema.nodes).sort()).toEqual([...nodeNames, "text"].sort())
  expect(Object.keys(schema.marks).sort()).toEqual([...markNames].sort())
})

test("[RT1] what may stand in what is the same for the editor and for the check before it mounts", () => {
  const names = Object.keys(schema.nodes).filter(name => name !== "doc")
  const parents = Object.keys(schema.nodes).filter(name => name !== "text")
  const pairs = parents.flatMap(parent => names.map(name => [parent, name] as const))

  const disagreements = pairs.filter(([parent, name]) => {
    const inEditor =
      schema.nodes[parent]?.contentMatch.matchType(needed(name)) !== null || canFollow(parent, name)
    return inEditor !== mayStandIn(parent, name)
  })

  expect(disagreements).toEqual([])
})

function needed(name: string) {
  const type = schema.nodes[name]
  if (!type) throw new Error(`no node ${name}`)
  return type
}

/** Whether the editor takes `name` somewhere in `parent`, behind what has to come first. */
function canFollow(parent: string, name: string): boolean {
  const start = needed(parent).contentMatch
  const first = start.defaultType
  return (first && start.matchType(first)?.matchType(needed(name))) != null
}

/** Whether the check takes `name` in `parent`, which is put where it may stand itself and behind what must come first. */
function mayStandIn(parent: string, name: string): boolean {
  const child: RichNode = name === "text" ? { type: "text", text: "x" } : filled(name)
  const content = parent === "listItem" ? [{ type: "paragraph" }, child] : [child]
  const chain = {
    listItem: ["bulletList"],
    tableRow: ["table"],
    tableCell: ["table", "tableRow"],
    tableHeader: ["table", "tableRow"],
  }
  const around = (chain as Record<string, string[]>)[parent] ?? []
  if (parent === "doc") return checkText(content).ok
  const inner: RichNode = { type: parent, content }
  return checkText([around.reduceRight<RichNode>((node, type) => ({ type, content: [node] }), inner)]).ok
}

/** The smallest node of a kind that is well-formed in itself. */
function filled(name: string): RichNode {
  const inside: Record<string, RichNode[]> = {
    bulletList: [{ type: "listItem", content: [{ type: "paragraph" }] }],
    orderedList: [{ type: "listItem", content: [{ type: "paragraph" }] }],
    listItem: [{ type: "paragraph" }],
    blockquote: [{ type: "paragraph" }],
    table: [{ type: "tableRow", content: [{ type: "tableCell", content: [{ type: "paragraph" }] }] }],
    tableRow: [{ type: "tableCell", content: [{ type: "paragraph" }] }],
    tableCell: [{ type: "paragraph" }],
    tableHeader: [{ type: "paragraph" }],
  }
  const content = inside[name]
  return content ? { type: name, content } : { type: name }
}

test("[RT1] headings have the levels of the shared list, and text has no direction of its own", () => {
  const levels = richTextExtensions().flatMap(extension => {
    const options = extension.options as { heading?: { levels?: number[] } }
    return options.heading?.levels ?? []
  })

  expect(levels).toEqual([...HEADING_LEVELS])
  expect(Object.keys(schema.nodes.paragraph?.spec.attrs ?? {})).toEqual([])
})
