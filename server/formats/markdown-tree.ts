// Markdown's tokens as a tree, and the blocks of it → rich text of our schema. What the schema lacks comes as its words.
// Rules EX6, EX7.
import type { Token } from "markdown-it"
import type { RichNode, RichText } from "../../shared/model/canvas.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { HEADING_LEVELS, MAX_DEPTH } from "../../shared/model/schema.ts"
import { readInline } from "./markdown-inline.ts"

export interface Branch {
  token: Token
  /** What stands in it; empty for leaves. */
  branches: Branch[]
}

export function treeOf(tokens: readonly Token[]): Branch[] {
  const top: Branch[] = []
  const open: Branch[][] = [top]
  for (const token of tokens) {
    if (token.nesting < 0) open.pop()
    else {
      const branch = { token, branches: [] }
      open.at(-1)?.push(branch)
      if (token.nesting > 0) open.push(branch.branches)
    }
  }
  return top
}

/** Deeper than this, with the nodes a table needs below it, no editor could hold it. */
const DEEPEST = MAX_DEPTH - 5

export const richText = (branches: readonly Branch[], depth = 0): RichText =>
  branches.flatMap(branch => blocksOf(branch, depth))

function blocksOf(branch: Branch, depth: number): RichNode[] {
  const { token, branches } = branch
  if (depth > DEEPEST) return wordsOf(branch).map(paragraph)
  switch (token.type) {
    case "paragraph_open":
      return filled({ type: "paragraph" }, lineIn(branch))
    case "heading_open":
      return [{ ...withContent({ type: "heading" }, lineIn(branch)), attrs: { level: levelOf(branch) } }]
    case "bullet_list_open":
      return [{ type: "bulletList", content: items(branches, depth) }]
    case "ordered_list_open":
      return [
        {
          type: "orderedList",
          attrs: { start: Math.min(Number(token.attrGet("start") ?? 1), 1_000_000) },
          content: items(branches, depth),
        },
      ]
    case "blockquote_open":
      return [{ type: "blockquote", content: orEmpty(richText(branches, depth + 1)) }]
    case "fence":
    case "code_block":
      return [codeOf(token)]
    case "hr":
      return [{ type: "horizontalRule" }]
    case "table_open":
      return [tableOf(branches)]
    case "html_block":
      return htmlWords(token.content).map(paragraph)
    default:
      return []
  }
}

export const levelOf = ({ token }: Branch): number =>
  Math.min(Number(token.tag.slice(1)), HEADING_LEVELS.length)

/** The words of a line, with their marks. */
export const lineIn = ({ branches }: Branch): RichNode[] => readInline(branches[0]?.token.children ?? [])

const withContent = (node: RichNode, content: RichNode[]): RichNode =>
  content.length > 0 ? { ...node, content } : node
const filled = (node: RichNode, content: RichNode[]): RichNode[] =>
  content.length > 0 ? [{ ...node, content }] : []
const orEmpty = (blocks: RichText): RichText => (blocks.length > 0 ? blocks : [paragraph("")])

function items(branches: readonly Branch[], depth: number): RichNode[] {
  return branches.map(item => {
    const content = richText(item.branches, depth + 2)
    // An item begins with a paragraph, be it an empty one.
    return {
      type: "listItem",
      content: content[0]?.type === "paragraph" ? content : [paragraph(""), ...content],
    }
  })
}

function codeOf({ content, info }: Token): RichNode {
  const [language = ""] = info.trim().split(/\s/)
  const code = content.replace(/\n$/, "")
  return {
    type: "codeBlock",
    ...(/^[\w+#.-]{1,60}$/.test(language) && { attrs: { language } }),
    ...(code !== "" && { content: [{ type: "text", text: code }] }),
  }
}

/** A table whose head has no words in it has none: Markdown knows no other way to write that. */
function tableOf(branches: readonly Branch[]): RichNode {
  const rows = branches.flatMap(part => part.branches)
  const [head, ...body] = rows.map(rowOf)
  const isHeaded = head?.content?.some(cell => cell.content?.some(block => block.content))
  const kept = head && (isHeaded || body.length === 0) ? [head, ...body] : body
  return { type: "table", content: kept }
}

const rowOf = ({ branches }: Branch): RichNode => ({
  type: "tableRow",
  content: branches.map(cell => {
    const align = /text-align:(left|center|right)/.exec(cell.token.attrGet("style")?.toString() ?? "")?.[1]
    return {
      type: cell.token.type === "th_open" ? "tableHeader" : "tableCell",
      ...(align !== undefined && { attrs: { align } }),
      content: orEmpty(paragraphsIn(lineIn(cell))),
    }
  }),
})

/** Two breaks in a row part paragraphs, as the writer of cells has it. */
function paragraphsIn(line: readonly RichNode[]): RichNode[] {
  const paragraphs: RichNode[][] = [[]]
  for (const [i, node] of line.entries()) {
    if (node.type !== "hardBreak") paragraphs.at(-1)?.push(node)
    else if (line[i + 1]?.type === "hardBreak") paragraphs.push([])
    else if (paragraphs.at(-1)?.length) paragraphs.at(-1)?.push(node)
  }
  return paragraphs.flatMap(content => filled({ type: "paragraph" }, content))
}

/** What a reader would see of HTML that stands in Markdown. */
function htmlWords(html: string): string[] {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, "")
    .split("\n")
    .map(line =>
      line
        .replace(/<\/?[a-z][^>]*>/gi, " ")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .filter(line => line !== "")
}

/** All words below a branch, a line each. */
function wordsOf({ token, branches }: Branch): string[] {
  const own =
    token.type === "inline"
      ? [
          readInline(token.children ?? [])
            .map(({ text = " " }) => text)
            .join(""),
        ]
      : token.content.split("\n")
  return [...own.map(line => line.trim()).filter(line => line !== ""), ...branches.flatMap(wordsOf)]
}
