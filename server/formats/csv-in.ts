// A table of cards → a canvas: of ours, or of others whose first row names the columns. Rows whose block nobody knows
// stand in the commentary. Never throws. Rule EX8.
import Papa from "papaparse"
import type { BlockId, TagId } from "../../shared/ids.ts"
import { blockNames } from "../../shared/model/block-names.ts"
import { type Card, hues, type RichText, type Tag } from "../../shared/model/canvas.ts"
import { firstOrders } from "../../shared/model/order.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { MAX_NEW_CARDS } from "../../shared/protocol/limits.ts"
import { joined } from "./csv.ts"
import { cellWords } from "./csv-cells.ts"
import type { ReadContext, ReadFile } from "./format.ts"

/** What each column may be called. */
const known = {
  block: ["block", "section", "heading", "category", "column"],
  order: ["order", "position", "#", "no", "no."],
  title: ["title", "name", "card", "text", "item", "idea"],
  detail: ["detail", "details", "description", "note", "notes"],
  tag: ["tag", "label", "colour", "color"],
  author: ["author", "by", "created by"],
  created: ["created", "created at", "date", "time"],
} as const
type Column = keyof typeof known
type Row = Record<Column, string>

const MAX_NAME_LENGTH = 80
const MAX_TAGS = 200

export function readCsv(text: string, context: ReadContext): ReadFile {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, ""), { skipEmptyLines: "greedy" })
  const [head = [], ...lines] = data
  if (errors.some(({ code }) => code === "MissingQuotes"))
    return {
      ok: false,
      fault: "The table ends in the middle of a cell: a closing quotation mark is missing.",
    }
  const places = columnsIn(head)
  if (!places.has("block") || !(places.has("title") || places.has("detail")))
    return {
      ok: false,
      fault:
        "The first row has to name the columns: “Block” and “Title” at least, and “Detail”, “Tag”, “Author”.",
    }
  if (lines.length > MAX_NEW_CARDS)
    return { ok: false, fault: `A table may have up to ${MAX_NEW_CARDS} rows.` }
  const rows = lines.map(line => rowOf(line, places))
  const { named } = blockNames(context.template)
  const placed = rows.flatMap(row => {
    const block = named(row.block)
    return block === undefined ? [] : [{ row, block }]
  })
  const lost = rows.filter(row => named(row.block) === undefined)
  const tags = tagsOf(rows, context)
  return {
    ok: true,
    canvas: {
      title: "",
      category: "",
      designedFor: "",
      designedBy: "",
      template: context.template,
      tags,
      lead: [],
      cards: cardsOf(placed, tags, context),
      commentary: lost.length > 0 ? notPlaced(lost) : [],
    },
    remarks: remarksOn(head, places, lost, context),
  }
}

function columnsIn(head: readonly string[]): Map<Column, number> {
  const names = head.map(cell => cellWords(cell).trim().toLowerCase())
  const places = new Map<Column, number>()
  for (const [column, others] of Object.entries(known) as [Column, readonly string[]][]) {
    const at = names.findIndex(name => others.includes(name))
    if (at >= 0) places.set(column, at)
  }
  return places
}

function rowOf(line: readonly string[], places: ReadonlyMap<Column, number>): Row {
  const cell = (column: Column) => cellWords(line[places.get(column) ?? -1] ?? "").replace(/\r\n?/g, "\n")
  return {
    block: cell("block"),
    order: cell("order"),
    title: cell("title"),
    detail: cell("detail"),
    tag: cell("tag").trim(),
    author: cell("author").trim().slice(0, MAX_NAME_LENGTH),
    created: cell("created"),
  }
}

function tagsOf(rows: readonly Row[], { newCardId }: ReadContext): Tag[] {
  const names = [...new Set(rows.map(({ tag }) => tag.slice(0, 60)).filter(name => name !== ""))]
  return names.slice(0, MAX_TAGS).map((name, i) => ({
    // Of the same make as a card's, and as good for a tag.
    id: newCardId() as string as TagId,
    name,
    hue: hues[i % hues.length] ?? "clay",
  }))
}

interface PlacedRow {
  row: Row
  block: BlockId
}

function cardsOf(
  placed: readonly PlacedRow[],
  tags: readonly Tag[],
  { template, newCardId }: ReadContext,
): Card[] {
  return template.blocks.flatMap(({ id }) => {
    const own = placed.filter(({ block }) => block === id).sort((a, b) => placeOf(a) - placeOf(b))
    const orders = firstOrders(own.length)
    return own.map(({ row, block }, i): Card => {
      const tag = tags.find(({ name }) => name === row.tag.slice(0, 60))
      const born = Date.parse(row.created)
      return {
        id: newCardId(),
        block,
        order: orders[i] ?? "",
        text: paragraphsOf(row),
        ...(tag && { tag: tag.id }),
        by: row.author,
        born: Number.isNaN(born) ? 0 : born,
      }
    })
  })
}

/** Rows without a number stay where they are in the table, behind those that have one. */
const placeOf = ({ row }: PlacedRow): number => {
  const place = Number.parseFloat(row.order)
  return Number.isNaN(place) ? Number.MAX_SAFE_INTEGER : place
}

const paragraphsOf = (row: Row): RichText => joined(row).split("\n").map(paragraph)

const notPlaced = (lost: readonly Row[]): RichText => [
  { ...paragraph("Not placed"), type: "heading", attrs: { level: 2 } },
  ...lost.flatMap(row => {
    const words = joined(row)
    return (row.block.trim() === "" ? words : `${row.block} – ${words}`).split("\n").map(paragraph)
  }),
]

function remarksOn(
  head: readonly string[],
  places: ReadonlyMap<Column, number>,
  lost: readonly Row[],
  { template }: ReadContext,
): string[] {
  const used = new Set(places.values())
  const others = head.filter((name, i) => !used.has(i) && name.trim() !== "")
  return [
    ...(lost.length > 0
      ? [
          `${lost.length} ${lost.length === 1 ? "row names" : "rows name"} no block of the ${template.name} and ${lost.length === 1 ? "stands" : "stand"} in the commentary under “Not placed”.`,
        ]
      : []),
    ...others.map(name => `The column “${name}” is left out.`),
  ]
}
