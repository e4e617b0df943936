// Rich text as it is read: plain data → React elements, without an editor. A board of two hundred cards is drawn by
// this, so it knows no schema, holds no state and never throws. What people wrote is untrusted: only the tags below
// are made, addresses pass safeHref, and a node that is unknown or out of place is shown as its plain words (RT3, RT4).
import { createElement, Fragment, memo, type ReactNode } from "react"
import type { RichMark, RichNode, RichText } from "../../shared/model/canvas.ts"
import { safeHref } from "../../shared/model/href.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import { HEADING_LEVELS } from "../../shared/model/schema.ts"
import { firstLine, isLeadIn, titleLength } from "../../shared/model/title.ts"

const MAX_SPAN = 100
/** The page's own title is its only h1. */
const TOP_HEADING = 2

export interface StaticTextProps {
  text: RichText
  /** The first line is a card's: what stands before its first colon is the title. */
  titled?: boolean
}

/** Draws rich text. Give it the same array while nothing has changed, and it draws nothing again. */
export const StaticText = memo(function StaticText({ text, titled = false }: StaticTextProps) {
  const [first, ...rest] = text
  if (!titled || first?.type !== "paragraph") return <>{blocks(text)}</>
  return (
    <>
      <p dir="auto">{titledLine(first.content ?? [])}</p>
      {blocks(rest)}
    </>
  )
})

const each = (nodes: readonly RichNode[], draw: (node: RichNode) => ReactNode): ReactNode[] =>
  // Nodes have no identity of their own, and static text is always drawn whole: the place is the key.
  nodes.map((node, index) => createElement(Fragment, { key: index }, draw(node)))

const blocks = (nodes: readonly RichNode[]): ReactNode[] => each(nodes, block)

function block(node: RichNode): ReactNode {
  const content = node.content ?? []
  switch (node.type) {
    case "paragraph":
      return <p dir="auto">{line(content)}</p>
    case "heading":
      return heading(node)
    case "bulletList":
      return <ul>{each(content, listItem)}</ul>
    case "orderedList":
      return <ol start={whole(node.attrs?.start, 1, 1, 1_000_000)}>{each(content, listItem)}</ol>
    case "blockquote":
      return <blockquote>{blocks(content)}</blockquote>
    case "codeBlock":
      return (
        <pre>
          <code>{plainText(content)}</code>
        </pre>
      )
    case "horizontalRule":
      return <hr />
    case "table":
      return (
        <table>
          <tbody>{each(content, row)}</tbody>
        </table>
      )
    default:
      return <p dir="auto">{plainText([node])}</p>
  }
}

function heading(node: RichNode): ReactNode {
  const level = headingLevel(node)
  // The look follows the level, the tag the outline of the page.
  const attributes = { dir: "auto", "data-level": level }
  return createElement(`h${Math.max(level, TOP_HEADING)}`, attributes, line(node.content ?? []))
}

/** The level of a heading, whatever a peer has written there. */
export const headingLevel = (node: RichNode): number => whole(node.attrs?.level, 2, 1, HEADING_LEVELS.length)

const listItem = (node: RichNode): ReactNode => (
  <li>{node.type === "listItem" ? blocks(node.content ?? []) : block(node)}</li>
)

const row = (node: RichNode): ReactNode => (
  <tr>{node.type === "tableRow" ? each(node.content ?? [], cell) : <td>{block(node)}</td>}</tr>
)

function cell(node: RichNode): ReactNode {
  const content = node.content ?? []
  const spans = {
    colSpan: whole(node.attrs?.colspan, 1, 1, MAX_SPAN),
    rowSpan: whole(node.attrs?.rowspan, 1, 1, MAX_SPAN),
  }
  if (node.type === "tableHeader") return <th {...spans}>{blocks(content)}</th>
  return <td {...spans}>{node.type === "tableCell" ? blocks(content) : block(node)}</td>
}

/** A line of words; an empty one keeps its height. */
function line(content: readonly RichNode[]): ReactNode {
  const [first, ...rest] = content
  if (!first) return <br />
  if (!isLeadIn(first.text ?? "", first.marks?.some(mark => mark.type === "bold") ?? false))
    return each(content, inline)
  return (
    <>
      <span data-lead-in="">{inline(first)}</span>
      {each(rest, inline)}
    </>
  )
}

/** A run of words with its marks, for what is no text of a room. */
export const InlineText = ({ node }: { node: RichNode }) => <>{inline(node)}</>

function inline(node: RichNode): ReactNode {
  if (node.type === "hardBreak") return <br />
  const words = plainText([node])
  return (node.marks ?? []).reduceRight<ReactNode>((inner, mark) => marked(mark, inner), words)
}

function marked(mark: RichMark, inner: ReactNode): ReactNode {
  switch (mark.type) {
    case "bold":
      return <strong>{inner}</strong>
    case "italic":
      return <em>{inner}</em>
    case "strike":
      return <s>{inner}</s>
    case "code":
      return <code>{inner}</code>
    case "underline":
      return <u>{inner}</u>
    case "link":
      return link(mark.attrs?.href, inner)
    default:
      return inner
  }
}

function link(address: unknown, inner: ReactNode): ReactNode {
  const href = safeHref(address)
  if (href === undefined) return inner
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {inner}
    </a>
  )
}

/** A card's first paragraph; the title may go across runs of different marks, and end within one. */
function titledLine(content: readonly RichNode[]): ReactNode {
  const length = titleLength(firstLine(content))
  if (length === 0) return line(content)
  const [title, detail] = splitRuns(content, length)
  return (
    <>
      <b>{each(title, inline)}</b>
      {each(detail, inline)}
    </>
  )
}

function splitRuns(content: readonly RichNode[], length: number): [RichNode[], RichNode[]] {
  const before: RichNode[] = []
  const behind: RichNode[] = []
  let left = length
  for (const node of content) {
    const words = node.text ?? ""
    if (left > 0) before.push({ ...node, text: words.slice(0, left) })
    if (words.length > left || node.type !== "text") behind.push({ ...node, text: words.slice(left) })
    left = Math.max(0, left - words.length)
  }
  return [before, behind]
}

/** A whole number a peer has written, or `otherwise`, between the bounds. */
function whole(value: unknown, otherwise: number, min: number, max: number): number {
  const number = Number.isInteger(value) ? (value as number) : otherwise
  return Math.min(max, Math.max(min, number))
}
