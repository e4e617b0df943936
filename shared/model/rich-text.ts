// Rich text as plain data ↔ a Yjs fragment, in the form y-tiptap keeps it: an element for each node, an XmlText for
// each run of text, marks as text attributes. Works without an editor, a schema or a DOM, and never throws on what
// it finds: unknown names come through as they are, nesting beyond the limit is cut from the copy.
import * as Y from "yjs"
import type { RichMark, RichNode, RichText } from "./canvas.ts"
import { MAX_DEPTH } from "./schema.ts"

/**
 * Stands for what is neither element nor text. No editor of ours writes such a thing, and none may mount over it: the
 * name is in no schema, so the check says so.
 */
const FOREIGN: RichNode = { type: "foreign" }

/** @returns a plain copy of the fragment. */
export const readText = (fragment: Y.XmlFragment): RichText => readChildren(fragment, 0)

function readChildren(parent: Y.XmlFragment, depth: number): RichNode[] {
  if (depth > MAX_DEPTH) return []
  return parent.toArray().flatMap(child => {
    if (child instanceof Y.XmlText) return readRuns(child)
    if (child instanceof Y.XmlElement) return [readElement(child, depth)]
    return [FOREIGN]
  })
}

function readElement(element: Y.XmlElement, depth: number): RichNode {
  const node: RichNode = { type: element.nodeName }
  const attrs = element.getAttributes() as Record<string, unknown>
  if (Object.keys(attrs).length > 0) node.attrs = attrs
  const content = readChildren(element, depth + 1)
  if (content.length > 0) node.content = content
  return node
}

interface Run {
  insert: unknown
  attributes?: Record<string, unknown>
}

/** @returns a text node for each run of equal marks, and one of no schema for each embedded object. */
export function readRuns(text: Y.XmlText): RichNode[] {
  return (text.toDelta() as Run[]).flatMap(({ insert, attributes }) => {
    if (typeof insert !== "string") return [FOREIGN]
    if (insert === "") return []
    const node: RichNode = { type: "text", text: insert }
    const marks = Object.entries(attributes ?? {}).flatMap(([name, attrs]) => readMark(name, attrs))
    if (marks.length > 0) node.marks = marks
    return [node]
  })
}

function readMark(name: string, attrs: unknown): RichMark[] {
  if (attrs === null || attrs === undefined || attrs === false) return []
  // y-tiptap puts a hash behind the name of a mark that may stand twice on one run.
  const type = name.replace(/--[A-Za-z0-9+/=]{8}$/, "")
  const isEmpty = typeof attrs !== "object" || Object.keys(attrs).length === 0
  return [isEmpty ? { type } : { type, attrs: attrs as Record<string, unknown> }]
}

/** Puts `text` at the end of the fragment. Call it inside a transaction. */
export const appendText = (fragment: Y.XmlFragment, text: RichText): void =>
  insertText(fragment, fragment.length, text)

/** Puts `text` before the child at `index`. Call it inside a transaction. */
export function insertText(fragment: Y.XmlFragment, index: number, text: RichText): void {
  if (text.length > 0) fragment.insert(index, writeChildren(text))
}

function writeChildren(nodes: readonly RichNode[]): (Y.XmlElement | Y.XmlText)[] {
  const written: (Y.XmlElement | Y.XmlText)[] = []
  let runs: RichNode[] = []
  const flush = () => {
    if (runs.length > 0) written.push(writeRuns(runs))
    runs = []
  }
  for (const node of nodes) {
    if (node.type === "text") {
      runs.push(node)
      continue
    }
    flush()
    written.push(writeElement(node))
  }
  flush()
  return written
}

function writeRuns(runs: readonly RichNode[]): Y.XmlText {
  const text = new Y.XmlText()
  const delta = runs.map(run => ({
    insert: run.text ?? "",
    attributes: Object.fromEntries((run.marks ?? []).map(mark => [mark.type, mark.attrs ?? {}])),
  }))
  text.applyDelta(delta)
  return text
}

function writeElement(node: RichNode): Y.XmlElement {
  const element = new Y.XmlElement(node.type)
  // Yjs keeps any value; its type knows strings only.
  for (const [name, value] of Object.entries(node.attrs ?? {}))
    if (value !== null && value !== undefined) element.setAttribute(name, value as string)
  const content = writeChildren(node.content ?? [])
  if (content.length > 0) element.insert(0, content)
  return element
}

/** The words alone: a line for each block, a tab between the cells of a table's row. */
export function plainText(text: RichText): string {
  return text.map(plainBlock).join("\n")
}

function plainBlock(node: RichNode): string {
  if (node.type === "text") return node.text ?? ""
  if (node.type === "hardBreak") return "\n"
  const content = node.content ?? []
  if (node.type === "tableRow") return content.map(plainBlock).join("\t")
  const isInline = content.every(child => child.type === "text" || child.type === "hardBreak")
  return content.map(plainBlock).join(isInline ? "" : "\n")
}

/** A card's text as `Title: detail`, split at the first colon of its first line that has something behind it. */
export function splitTitle(line: string): { title: string; detail: string } {
  const colon = /[:：]/.exec(line)
  if (!colon) return { title: line, detail: "" }
  const detail = line.slice(colon.index + 1)
  // "https://…" and "10:30" are no titles.
  if (!/^\s/.test(detail) && colon[0] === ":") return { title: line, detail: "" }
  return { title: line.slice(0, colon.index), detail: detail.trim() }
}

const MAX_NAME_LENGTH = 60

/** What a card is called in a sentence: its title, or its first words. */
export function nameOfText(text: RichText): string {
  const first = plainText(text).split("\n")[0] ?? ""
  const name = splitTitle(first).title.trim()
  if (name === "") return "Empty card"
  return name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH - 1).trimEnd()}…` : name
}

/** A paragraph of plain words; an empty one for "". */
export const paragraph = (words: string): RichNode =>
  words === "" ? { type: "paragraph" } : { type: "paragraph", content: [{ type: "text", text: words }] }
