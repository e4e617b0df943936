// The text of a page about a business model → a canvas. The page has the blocks' headings, in any order, each with its
// items under it; a title and a lead above; an article around them. No word is dropped: what has no place stands at
// the end of the commentary under "Not placed". Rules IM1–IM3.
import type { CardId } from "../ids.ts"
import type { Template } from "./blocks.ts"
import type { Canvas, Card, RichNode, RichText } from "./canvas.ts"
import { firstOrders } from "./order.ts"
import { type Line, readLines } from "./parse-lines.ts"
import { type Part, partsOf } from "./parse-parts.ts"
import { isHeadline, isNumbered, proseOf, startsSection } from "./parse-prose.ts"
import { paragraph, plainText } from "./rich-text.ts"

export type ParsedPage =
  | { ok: true; canvas: Canvas; notPlaced: string[]; report: PageReport }
  /** A sentence that names what was looked for. */
  | { ok: false; fault: string }

/** What was recognised, for people to look over before they make a room of it. */
export interface PageReport {
  /** Every block of the template in its order, with how many cards it got. */
  blocks: { title: string; cards: number }[]
  /** The commentary's top headings, in order. */
  sections: string[]
  /** Rows of all tables, without their headers. */
  tableRows: number
}

const MAX_CATEGORY_LENGTH = 60

/**
 * Reads a pasted page. Never throws, whatever the text.
 *
 * @param template whose headings are looked for: titles and aliases, in any case, numbered or not.
 */
export function parsePage(text: string, template: Template, context: { newCardId(): CardId }): ParsedPage {
  const parts = partsOf(readLines(text), template)
  if (!parts.some(part => part.block)) return { ok: false, fault: faultOf(template) }
  const head = headOf(parts[0]?.block ? [] : (parts.shift()?.lines ?? []))
  const articles = [head.article, ...articlesOf(parts)]
  const commentary = articles.flatMap(article => article.placed)
  const notPlaced = [...head.strays, ...articles.flatMap(article => article.strays)].flatMap(linesIn)
  const cards = cardsOf(parts, template, context.newCardId)
  const canvas: Canvas = {
    title: head.title,
    category: head.category,
    designedFor: "",
    designedBy: "",
    template,
    tags: [],
    lead: head.lead,
    cards,
    commentary: [...commentary, ...notPlacedSection(notPlaced)],
  }
  return { ok: true, canvas, notPlaced, report: reportOf(template, cards, commentary) }
}

const faultOf = (template: Template): string =>
  `No heading of the ${template.name} was found. Looked for a line with one of: ${template.blocks
    .map(block => block.title)
    .join(", ")}.`

interface Head {
  category: string
  title: string
  lead: RichText
  strays: RichText
  /** An article may begin above the blocks. */
  article: Article
}

/** What stands above the first block: a category and a title, the lead, and perhaps the beginning of the article. */
function headOf(lines: readonly Line[]): Head {
  const [first, second] = lines.map(line => (isHeadline(line) && !isNumbered(line) ? line : undefined))
  const hasCategory = first && second && first.hashes === 0 && first.text.length <= MAX_CATEGORY_LENGTH
  const title = hasCategory ? second : first
  const below = lines.slice(hasCategory ? 2 : title ? 1 : 0)
  // Headlines right below the title are bylines and dates: the first prose is the lead's, whatever stands above it.
  const prose = below.findIndex(line => !isHeadline(line))
  const end = below.findIndex(
    (line, i) => startsSection(line, below[i + 1]) && (isNumbered(line) || (prose >= 0 && i > prose)),
  )
  const { kept, ends } = withoutEnds(proseOf(end < 0 ? below : below.slice(0, end)))
  return {
    category: hasCategory ? first.text : "",
    title: title?.text ?? "",
    lead: [...kept, ...(kept.length > 0 ? [] : ends)].map(asWords),
    strays: kept.length > 0 ? ends : [],
    article: articleOf(end < 0 ? [] : below.slice(end), "opened"),
  }
}

const asWords = (node: RichNode): RichNode =>
  node.type === "heading" ? { type: "paragraph", content: node.content ?? [] } : node

interface Article {
  placed: RichText
  strays: RichText
}

/**
 * Text below or between blocks.
 *
 * @param start "opened": it is article from its first word. "between": whatever stands above its first heading is
 * something the page has put between two blocks, and belongs to neither.
 */
function articleOf(lines: readonly Line[], start: "opened" | "between"): Article {
  const { kept, ends } = withoutEnds(proseOf(lines))
  const first = kept.findIndex(node => node.type === "heading")
  const begin = start === "opened" ? 0 : first < 0 ? kept.length : first
  return { placed: kept.slice(begin), strays: [...kept.slice(0, begin), ...ends] }
}

const articlesOf = (parts: readonly Part[]): Article[] =>
  parts.flatMap((part, i) =>
    part.block ? [] : [articleOf(part.lines, i === parts.length - 1 ? "opened" : "between")],
  )

/** Parts off the headings at the end: with nothing under them they are buttons and footers. */
function withoutEnds(nodes: RichText): { kept: RichText; ends: RichText } {
  const end = nodes.findLastIndex(node => node.type !== "heading") + 1
  return { kept: nodes.slice(0, end), ends: nodes.slice(end) }
}

const linesIn = (node: RichNode): string[] =>
  plainText([node])
    .split("\n")
    .map(line => line.replace(/\t/g, " ").trim())
    .filter(line => line !== "")

const notPlacedSection = (lines: readonly string[]): RichText =>
  lines.length === 0
    ? []
    : [{ ...paragraph("Not placed"), type: "heading", attrs: { level: 2 } }, ...lines.map(paragraph)]

function cardsOf(parts: readonly Part[], template: Template, newCardId: () => CardId): Card[] {
  return template.blocks.flatMap(({ id: block }) => {
    const items = parts.flatMap(part => (part.block === block ? part.lines : []))
    const orders = firstOrders(items.length)
    return items.map((item, i) => ({
      id: newCardId(),
      block,
      order: orders[i] ?? "",
      text: [paragraph(item.text)],
      by: "",
      born: 0,
    }))
  })
}

function reportOf(template: Template, cards: readonly Card[], commentary: RichText): PageReport {
  const tables = commentary.filter(node => node.type === "table")
  return {
    blocks: template.blocks.map(({ id, title }) => ({
      title,
      cards: cards.filter(card => card.block === id).length,
    })),
    sections: commentary
      .filter(node => node.type === "heading" && node.attrs?.level === 2)
      .map(node => plainText([node])),
    tableRows: tables.reduce((rows, table) => rows + (table.content?.length ?? 1) - 1, 0),
  }
}
