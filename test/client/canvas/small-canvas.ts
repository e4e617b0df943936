// A canvas of three blocks and four cards, small enough to say where everything is.
import type { BlockId, CardId, TagId } from "../../../shared/ids.ts"
import type { Block, Template } from "../../../shared/model/blocks.ts"
import type { Canvas, Card } from "../../../shared/model/canvas.ts"
import { firstOrders } from "../../../shared/model/order.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"

export const PARTNERS = "partners" as BlockId
export const VALUE = "value" as BlockId
export const COSTS = "costs" as BlockId
export const [ALPHA, BETA, GAMMA, DELTA] = ["alpha", "beta", "gamma", "delta"] as [
  CardId,
  CardId,
  CardId,
  CardId,
]
export const RISK = "risk" as TagId

const block = (id: BlockId, title: string, step: number, area: Pick<Block, "columns" | "rows">): Block => ({
  id,
  title,
  question: `What about ${title}?`,
  step,
  tone: "neutral",
  aliases: [],
  ...area,
})

export const template: Template = {
  id: "small",
  name: "Small Canvas",
  about: "",
  attribution: "Small Canvas, nobody",
  columns: 2,
  rows: 2,
  blocks: [
    block(PARTNERS, "Partners", 3, { columns: [1, 2], rows: [1, 2] }),
    block(VALUE, "Value", 1, { columns: [2, 3], rows: [1, 2] }),
    block(COSTS, "Costs", 2, { columns: [1, 3], rows: [2, 3] }),
  ],
}

function cards(block: BlockId, ...ids: CardId[]): Card[] {
  const orders = firstOrders(ids.length)
  return ids.map((id, i) => ({
    id,
    block,
    order: orders[i] ?? "a0",
    text: [paragraph(`${id}: words of ${id}`)],
    by: "Cleo",
    born: 1_700_000_000_000,
  }))
}

export const smallCanvas = (): Canvas => ({
  title: "Small",
  category: "",
  designedFor: "",
  designedBy: "",
  template,
  tags: [{ id: RISK, name: "Risk", hue: "clay" }],
  lead: [],
  cards: [...cards(PARTNERS, ALPHA, BETA, GAMMA), ...cards(VALUE, DELTA)],
  commentary: [],
})
