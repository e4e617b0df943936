// Documents → plain data. Content comes from peers, so every value is checked; what is malformed reads as absent, and
// nothing here throws or writes.
import * as Y from "yjs"
import { type BlockId, type CardId, isBlockId, isCardId, isTagId, type TagId } from "../ids.ts"
import { parseTemplate, type Template } from "./blocks.ts"
import { type Canvas, type Card, type Hue, hues, type Tag } from "./canvas.ts"
import { type Content, cardKeys, metaKeys, textOf } from "./document.ts"
import { byOrder, isOrder } from "./order.ts"
import { readText } from "./rich-text.ts"

/** A card without its text: what the board needs to lay out. */
export interface CardHead {
  id: CardId
  block: BlockId
  order: string
  tag?: TagId
  by: string
  born: number
  gone?: number
}

export interface Meta {
  title: string
  category: string
  designedFor: string
  designedBy: string
}

export function readMeta({ meta }: Content): Meta {
  const line = (key: string) => {
    const value = meta.get(key)
    return typeof value === "string" ? value.slice(0, 500) : ""
  }
  return {
    title: line(metaKeys.title),
    category: line(metaKeys.category),
    designedFor: line(metaKeys.designedFor),
    designedBy: line(metaKeys.designedBy),
  }
}

/** The room's own copy of its template, or undefined before the document has arrived. */
export function readTemplate({ meta }: Content): Template | undefined {
  const parsed = parseTemplate(meta.get(metaKeys.template))
  return parsed.ok ? parsed.template : undefined
}

export function readTags({ tags }: Content): Tag[] {
  return [...tags.entries()]
    .flatMap(([id, value]) => {
      if (!isTagId(id) || typeof value !== "object" || value === null) return []
      const { name, hue } = value as { name?: unknown; hue?: unknown }
      if (typeof name !== "string" || !hues.includes(hue as Hue)) return []
      return [{ id, name: name.slice(0, 60), hue: hue as Hue }]
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** A card's head, or undefined where the entry is no card. */
export function readHead(id: string, card: unknown): CardHead | undefined {
  if (!isCardId(id) || !(card instanceof Y.Map)) return undefined
  const at: unknown = card.get(cardKeys.at)
  if (!Array.isArray(at)) return undefined
  const [block, order]: unknown[] = at
  if (!isBlockId(block) || !isOrder(order) || !textOf(card)) return undefined
  const tag = card.get(cardKeys.tag)
  const by = card.get(cardKeys.by)
  const born = card.get(cardKeys.born)
  const gone = card.get(cardKeys.gone)
  const head: CardHead = {
    id,
    block,
    order,
    by: typeof by === "string" ? by.slice(0, 80) : "",
    born: typeof born === "number" && Number.isFinite(born) ? born : 0,
  }
  if (isTagId(tag)) head.tag = tag
  if (typeof gone === "number") head.gone = gone
  return head
}

/** All cards, archived ones too, in no particular block but in order within each. */
export function readHeads({ cards }: Content): CardHead[] {
  return [...cards.entries()].flatMap(([id, card]) => readHead(id, card) ?? []).sort(byOrder)
}

/** The cards on the board, block by block. Cards of a block the template lacks stand in its first block. */
export const boardOf = <Head extends CardHead>(
  heads: readonly Head[],
  template: Template,
): Map<BlockId, Head[]> =>
  byBlock(
    heads.filter(head => head.gone === undefined),
    template,
  )

function byBlock<Head extends CardHead>(heads: readonly Head[], template: Template): Map<BlockId, Head[]> {
  const lists = new Map<BlockId, Head[]>(template.blocks.map(block => [block.id, []]))
  const homeless = template.blocks[0]?.id
  for (const head of heads) {
    const list = lists.get(head.block) ?? (homeless && lists.get(homeless))
    list?.push(head)
  }
  return lists
}

/** A plain copy of everything in the document, or undefined where it has no template yet. */
export function readCanvas(content: Content): Canvas | undefined {
  const template = readTemplate(content)
  if (!template) return undefined
  const heads = readHeads(content)
  const onBoard = [...boardOf(heads, template).values()].flat()
  const gone = heads.filter(head => head.gone !== undefined)
  const archived = [...byBlock(gone, template).values()].flat()
  return {
    ...readMeta(content),
    template,
    tags: readTags(content),
    lead: readText(content.lead),
    cards: [...onBoard, ...archived].flatMap(head => readCard(content, head) ?? []),
    commentary: readText(content.commentary),
  }
}

function readCard({ cards }: Content, head: CardHead): Card | undefined {
  const card = cards.get(head.id)
  const text = card instanceof Y.Map ? textOf(card) : undefined
  return text && { ...head, text: readText(text) }
}
