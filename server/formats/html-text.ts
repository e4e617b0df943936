// Rich text → HTML, as the product's own static text draws it (client/text/static-text.tsx): only the tags below are
// made, every word is escaped, addresses pass safeHref, and what is unknown comes as its plain words. Rule EX9.
import type { RichMark, RichNode, RichText } from "../../shared/model/canvas.ts"
import { safeHref } from "../../shared/model/href.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import { HEADING_LEVELS } from "../../shared/model/schema.ts"
import { firstLine, isLeadIn, titleLength } from "../../shared/model/title.ts"

const MAX_SPAN = 100
/** The page's own title is its only h1. */
const TOP_HEADING = 2

const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

/** Words as they stand in HTML, between tags and in quoted attributes. No reader of HTML takes a null. */
export const escapeHtml = (words: string): string =>
  words.replace(/\0/g, "\ufffd").replace(/[&<>"']/g, sign => signs[sign] ?? "")

export const htmlText = (text: RichText): string => text.map(block).join("\n")

/** A card: what stands before the first colon of its first line is its title. */
export function htmlCard(text: RichText): string {
  const [first, ...rest] = text
  if (first?.type !== "paragraph") return htmlText(text)
  return [`<p dir="auto">${titledLine(first.content ?? [])}</p>`, ...rest.map(block)].join("\n")
}

function block(node: RichNode): string {
  const content = node.content ?? []
  switch (node.type) {
    case "paragraph":
      return `<p dir="auto">${line(content)}</p>`
    case "heading": {
      const level = HEADING_LEVELS.find(each => each === node.attrs?.level) ?? TOP_HEADING
      const tag = `h${Math.max(level, TOP_HEADING)}`
      return `<${tag} dir="auto">${line(content)}</${tag}>`
    }
    case "bulletList":
      return `<ul>${content.map(item).join("")}</ul>`
    case "orderedList":
      return `<ol start="${whole(node.attrs?.start, 1_000_000)}">${content.map(item).join("")}</ol>`
    case "blockquote":
      return `<blockquote>${htmlText(content)}</blockquote>`
    case "codeBlock":
      // The first line break behind the tag is not shown; a second one is.
      return `<pre><code>${escapeHtml(plainText(content)).replace(/^\n/, "\n\n")}</code></pre>`
    case "horizontalRule":
      return "<hr>"
    case "table":
      return `<table><tbody>${content.map(row).join("")}</tbody></table>`
    default:
      return `<p dir="auto">${escapeHtml(plainText([node]))}</p>`
  }
}

const item = (node: RichNode): string =>
  `<li>${node.type === "listItem" ? htmlText(node.content ?? []) : block(node)}</li>`

const row = (node: RichNode): string =>
  `<tr>${node.type === "tableRow" ? (node.content ?? []).map(cell).join("") : `<td>${block(node)}</td>`}</tr>`

function cell(node: RichNode): string {
  const spans = [
    ["colspan", whole(node.attrs?.colspan, MAX_SPAN)],
    ["rowspan", whole(node.attrs?.rowspan, MAX_SPAN)],
  ] as const
  const attributes = spans.map(([name, span]) => (span > 1 ? ` ${name}="${span}"` : "")).join("")
  const tag = node.type === "tableHeader" ? "th" : "td"
  const isCell = node.type === "tableHeader" || node.type === "tableCell"
  return `<${tag}${attributes}>${isCell ? htmlText(node.content ?? []) : block(node)}</${tag}>`
}

/** A line of words; an empty one keeps its height. */
function line(content: readonly RichNode[]): string {
  const [first, ...rest] = content
  if (!first) return "<br>"
  const isBold = first.marks?.some(({ type }) => type === "bold") ?? false
  if (!isLeadIn(first.text ?? "", isBold)) return content.map(inline).join("")
  return `<span class="lead-in">${inline(first)}</span>${rest.map(inline).join("")}`
}

/** The title may go across runs of different marks, and end within one. */
function titledLine(content: readonly RichNode[]): string {
  let left = titleLength(firstLine(content))
  if (left === 0) return line(content)
  const title: string[] = []
  const detail: string[] = []
  for (const node of content) {
    const words = node.text ?? ""
    if (left > 0 && words !== "") title.push(inline({ ...node, text: words.slice(0, left) }))
    if (words.length > left || node.type !== "text") detail.push(inline({ ...node, text: words.slice(left) }))
    left = Math.max(0, left - words.length)
  }
  return `<b>${title.join("")}</b>${detail.join("")}`
}

function inline(node: RichNode): string {
  if (node.type === "hardBreak") return "<br>"
  const words = escapeHtml(plainText([node]))
  return (node.marks ?? []).reduceRight((inner, mark) => marked(mark, inner), words)
}

const markTags: Record<string, string> = {
  bold: "strong",
  italic: "em",
  strike: "s",
  code: "code",
  underline: "u",
}

function marked({ type, attrs }: RichMark, inner: string): string {
  const tag = Object.hasOwn(markTags, type) ? markTags[type] : undefined
  if (tag) return `<${tag}>${inner}</${tag}>`
  const href = type === "link" ? safeHref(attrs?.href) : undefined
  return href === undefined
    ? inner
    : `<a href="${escapeHtml(href)}" rel="noopener noreferrer nofollow">${inner}</a>`
}

/** A whole number that peers have written, from 1; else 1. */
const whole = (value: unknown, max: number): number =>
  Number.isInteger(value) ? Math.min(max, Math.max(1, value as number)) : 1
