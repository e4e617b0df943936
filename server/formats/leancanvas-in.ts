// `.leancanvas` files of Totally Lean → a canvas, after the format it publishes (leancanvas.online/file-format, schema
// "totally-lean/canvas-export@1"): nine sections with items that have a title and a description. What its items have
// beyond that has no place on our cards, and is said to be left out.
import type { BlockId, CardId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import { type Card, emptyCanvas } from "../../shared/model/canvas.ts"
import { firstOrders } from "../../shared/model/order.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { isRecord } from "../../shared/record.ts"
import type { ReadFile } from "./format.ts"

/** Their sections → the blocks of our Lean Canvas. */
const sections: Record<string, string> = {
  problem: "problem",
  solution: "solution",
  uniqueValueProposition: "unique-value-proposition",
  channels: "channels",
  customerSegments: "customer-segments",
  unfairAdvantage: "unfair-advantage",
  keyMetrics: "key-metrics",
  costStructure: "cost-structure",
  revenueStreams: "revenue-streams",
}

/** What an item, the canvas or the file may have besides, in words. */
const beyond: [name: string, words: string][] = [
  ["color", "colours"],
  ["weight", "weights"],
  ["validation", "marks of validation"],
  ["threads", "threads"],
  ["links", "links between items"],
  ["pitch", "the pitch"],
  ["agentHistories", "conversations with agents"],
]

const MAX_TITLE_LENGTH = 500
const FORMAT = "totally-lean/canvas-export@"

export const isLeanCanvas = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && typeof value.schema === "string" && value.schema.startsWith(FORMAT)

export function readLeanCanvas(
  file: Record<string, unknown>,
  { template, newCardId }: { template: Template; newCardId: () => CardId },
): ReadFile {
  if (file.schema !== `${FORMAT}1`)
    return {
      ok: false,
      fault: `This .leancanvas file is of a format (${file.schema}) that is not known here yet.`,
    }
  const canvas = isRecord(file.canvas) ? file.canvas : {}
  if (!isRecord(canvas.sections))
    return { ok: false, fault: "The .leancanvas file is malformed: it has no sections." }
  const items = Object.entries(canvas.sections).map(([name, value]) => ({
    block: template.blocks.find(({ id }) => id === sections[name])?.id,
    items: Array.isArray(value) ? value.filter(isRecord) : [],
  }))
  const unplaced = items.filter(({ block }) => !block).flatMap(section => section.items.map(wordsOf))
  return {
    ok: true,
    canvas: {
      ...emptyCanvas(template),
      title: lineOf(canvas.name).slice(0, MAX_TITLE_LENGTH),
      cards: items.flatMap(section =>
        section.block ? cardsOf(section.block, section.items, newCardId) : [],
      ),
      commentary: unplaced.map(paragraph),
    },
    remarks: [
      ...(unplaced.length > 0
        ? ["Items of sections that a Lean Canvas has not stand in the commentary."]
        : []),
      ...leftOut([file, canvas, ...items.flatMap(section => section.items)]),
    ],
  }
}

function leftOut(records: readonly Record<string, unknown>[]): string[] {
  const there = beyond.filter(([name]) => records.some(record => hasSomething(record[name])))
  return there.length > 0
    ? [`Left out, for want of a place: ${there.map(([, words]) => words).join(", ")}.`]
    : []
}

const hasSomething = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0)

function cardsOf(block: BlockId, items: readonly Record<string, unknown>[], newCardId: () => CardId): Card[] {
  const texts = items.map(wordsOf).filter(words => words !== "")
  const orders = firstOrders(texts.length)
  return texts.map((words, i) => ({
    id: newCardId(),
    block,
    order: orders[i] ?? "",
    text: words.split("\n").map(paragraph),
    by: "",
    born: 0,
  }))
}

/** `Title: detail`, as our cards have it. */
const wordsOf = ({ title, description }: Record<string, unknown>): string =>
  [title, description].map(lineOf).filter(Boolean).join(": ")

const lineOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "")
