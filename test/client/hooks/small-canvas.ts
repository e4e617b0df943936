// A canvas of two blocks with a card each.
import type { BlockId, CardId } from "../../../shared/ids.ts"
import type { Block } from "../../../shared/model/blocks.ts"
import type { Canvas } from "../../../shared/model/canvas.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"

export const HERE = "here" as BlockId
export const THERE = "there" as BlockId

const block = (id: BlockId, step: number): Block => ({
  id,
  title: `Block ${step}`,
  question: "What?",
  step,
  tone: "neutral",
  columns: [step, step + 1],
  rows: [1, 2],
  aliases: [],
})

export const smallCanvas = (): Canvas => ({
  title: "Small",
  category: "",
  designedFor: "",
  designedBy: "",
  template: {
    id: "small",
    name: "Small canvas",
    about: "",
    attribution: "",
    columns: 2,
    rows: 1,
    blocks: [block(HERE, 1), block(THERE, 2)],
  },
  tags: [],
  lead: [],
  cards: [
    { id: "card-a" as CardId, block: HERE, order: "a0", text: [paragraph("Alpha")], by: "", born: 0 },
    { id: "card-b" as CardId, block: THERE, order: "a0", text: [paragraph("Beta")], by: "", born: 0 },
  ],
  commentary: [],
})
