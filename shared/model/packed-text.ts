// Rich text as it stands in files: ProseMirror's JSON, in which a plain paragraph and a plain run of text are written
// as bare strings. Nothing is lost by that, and a card reads as one line that people can write, compare and merge.
//
//   ["One idea: and why"]                                 a paragraph
//   [{ "type": "heading", "attrs": { "level": 2 }, "content": ["Risks"] }]
import { isRecord } from "../record.ts"
import type { RichMark, RichNode, RichText } from "./canvas.ts"
import { MAX_DEPTH } from "./schema.ts"

export type PackedNode =
  | string
  | {
      type: string
      attrs?: Record<string, unknown>
      content?: PackedNode[]
      text?: string
      marks?: RichMark[]
    }
export type PackedText = PackedNode[]

const holdsRuns = new Set(["paragraph", "heading", "codeBlock"])

/** @returns the text with its plain paragraphs and runs as strings. */
export const packText = (text: RichText): PackedText => text.map(node => packNode(node, "doc"))

function packNode(node: RichNode, parent: string): PackedNode {
  const { type, attrs, content, text, marks } = node
  if (type === "text" && !attrs && !marks && text !== undefined && holdsRuns.has(parent)) return text
  if (type === "paragraph" && !attrs && !holdsRuns.has(parent)) {
    const [run, ...more] = content ?? []
    if (!run) return ""
    if (more.length === 0 && run.type === "text" && !run.marks && run.text) return run.text
  }
  return content ? { ...node, content: content.map(child => packNode(child, type)) } : { ...node }
}

export type Unpacked = { ok: true; text: RichText } | { ok: false; fault: string }

/** Reads what `packText` wrote. Only the shape is checked here; the names and values are the schema's. */
export function unpackText(value: unknown): Unpacked {
  const text = unpackAll(value, "doc", 0)
  return typeof text === "string" ? { ok: false, fault: text } : { ok: true, text }
}

/** @returns the nodes, or a sentence about the first that is none. */
function unpackAll(value: unknown, parent: string, depth: number): RichNode[] | string {
  if (!Array.isArray(value)) return "text is a list of paragraphs and other nodes"
  if (depth > MAX_DEPTH) return `nested deeper than ${MAX_DEPTH}`
  const nodes: RichNode[] = []
  for (const item of value) {
    const node = unpackNode(item, parent, depth)
    if (typeof node === "string") return node
    nodes.push(node)
  }
  return nodes
}

function unpackNode(value: unknown, parent: string, depth: number): RichNode | string {
  if (typeof value === "string") {
    if (!holdsRuns.has(parent))
      return value === "" ? { type: "paragraph" } : { type: "paragraph", content: [run(value)] }
    return value === "" ? "a run of text cannot be empty" : run(value)
  }
  if (!isRecord(value) || typeof value.type !== "string") return "a node has a type"
  const { type, attrs, content, text, marks } = value
  const node: RichNode = { type }
  if (type === "text") {
    if (typeof text !== "string" || text === "") return "a run of text cannot be empty"
    node.text = wellFormed(text)
  }
  if (attrs !== undefined) {
    if (!isRecord(attrs)) return `the attributes of "${type}" are no object`
    node.attrs = attrs
  }
  if (marks !== undefined) {
    if (!Array.isArray(marks) || !marks.every(isMark)) return `the marks of "${type}" are malformed`
    node.marks = marks
  }
  if (content !== undefined) {
    const children = unpackAll(content, type, depth + 1)
    if (typeof children === "string") return children
    node.content = children
  }
  return node
}

const run = (words: string): RichNode => ({ type: "text", text: wellFormed(words) })

/** Half of a surrogate pair cannot be kept in a document. */
const wellFormed = (words: string): string => words.replace(/\p{Cs}/gu, "\ufffd")

const isMark = (value: unknown): value is RichMark =>
  isRecord(value) && typeof value.type === "string" && (value.attrs === undefined || isRecord(value.attrs))
