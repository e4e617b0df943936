// Which rich text there is: the names, and what may stand in what. Cards, lead and commentary share this one superset;
// only the menus differ. Editors are built from the same list in extensions.ts (a test holds the two together).
//
// Mounting an editor over a name its schema lacks deletes that node for everybody, so a fragment is checked here
// before an editor mounts, and text from files and pages before it is written. Raise SCHEMA_VERSION with any change.
import type { RichMark, RichNode, RichText } from "./canvas.ts"

const BLOCKS = [
  "paragraph",
  "heading",
  "bulletList",
  "orderedList",
  "blockquote",
  "codeBlock",
  "horizontalRule",
  "table",
] as const
const INLINE = ["text", "hardBreak"] as const

/** What may stand directly in each node; `doc` is the fragment itself. */
const children: Record<string, readonly string[]> = {
  doc: BLOCKS,
  paragraph: INLINE,
  heading: INLINE,
  bulletList: ["listItem"],
  orderedList: ["listItem"],
  listItem: BLOCKS,
  blockquote: BLOCKS,
  codeBlock: ["text"],
  horizontalRule: [],
  hardBreak: [],
  table: ["tableRow"],
  tableRow: ["tableCell", "tableHeader"],
  tableCell: BLOCKS,
  tableHeader: BLOCKS,
}
/** Nodes that cannot be empty. A row can: two people deleting different columns of two leave none. */
const needsContent = new Set([
  "bulletList",
  "orderedList",
  "listItem",
  "blockquote",
  "table",
  "tableCell",
  "tableHeader",
])

export const nodeNames: readonly string[] = Object.keys(children)
export const markNames = ["bold", "italic", "strike", "code", "underline", "link"] as const
export const HEADING_LEVELS = [1, 2, 3, 4] as const
/** Deeper nesting than this is refused on the wire too: a document nested deeper can no longer be loaded. */
export const MAX_DEPTH = 32

export type CheckedText = { ok: true } | { ok: false; fault: string }

/** Says whether an editor may mount over this text without losing any of it. */
export function checkText(text: RichText): CheckedText {
  const fault = faultIn("doc", text, 0)
  return fault === undefined ? { ok: true } : { ok: false, fault }
}

function faultIn(parent: string, content: readonly RichNode[], depth: number): string | undefined {
  if (depth > MAX_DEPTH) return `nested deeper than ${MAX_DEPTH}`
  const allowed = children[parent]
  if (allowed === undefined) return `unknown node "${parent}"`
  if (content.length === 0 && needsContent.has(parent)) return `"${parent}" is empty`
  if (parent === "listItem" && content[0]?.type !== "paragraph") return "a list item starts with a paragraph"
  for (const node of content) {
    if (!Object.hasOwn(children, node.type) && node.type !== "text") return `unknown node "${node.type}"`
    if (!allowed.includes(node.type)) return `"${node.type}" directly in "${parent}"`
    const fault =
      node.type === "text"
        ? faultInMarks(parent, node.marks)
        : faultIn(node.type, node.content ?? [], depth + 1)
    if (fault !== undefined) return fault
  }
  return undefined
}

function faultInMarks(parent: string, marks: readonly RichMark[] = []): string | undefined {
  if (parent === "codeBlock" && marks.length > 0) return 'a mark in "codeBlock"'
  const unknown = marks.find(mark => !(markNames as readonly string[]).includes(mark.type))
  return unknown && `unknown mark "${unknown.type}"`
}
