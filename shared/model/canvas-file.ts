// The `*.canvas.json` format: everything of a canvas in one file that people can read, and the only form that loses
// nothing. Owns its layout and the checks on what comes in. Cards stand in order under their block, so a file has no
// order indices; archived ones stay in their place, with the time they went. Rule IM4.

import { type CardId, isCardId, isTagId } from "../ids.ts"
import { CANVAS_FILE_VERSION } from "../protocol/version.ts"
import { isRecord } from "../record.ts"
import { checkAttributes } from "./attributes.ts"
import { parseTemplate, type Template } from "./blocks.ts"
import { type Canvas, type Card, type Hue, hues, type RichText, type Tag } from "./canvas.ts"
import { byOrder, firstOrders } from "./order.ts"
import { type PackedText, packText, unpackText } from "./packed-text.ts"
import { checkText } from "./schema.ts"

export interface CanvasFile {
  format: typeof CANVAS_FILE_FORMAT
  version: number
  title: string
  category: string
  designedFor: string
  designedBy: string
  template: Template
  tags: Tag[]
  lead: PackedText
  /** Block id → its cards in order. */
  blocks: Record<string, CardInFile[]>
  commentary: PackedText
}

export interface CardInFile {
  id: string
  text: PackedText
  tag?: string
  by: string
  born: number
  gone?: number
}

const CANVAS_FILE_FORMAT = "ninefold.canvas"
const MAX_LINE_LENGTH = 500
const MAX_NAME_LENGTH = 80
const MAX_CARDS = 10_000
const MAX_TAGS = 200

/** A canvas as the file holds it. Cards of a block that the template lacks go to its first, where the board has them. */
export function toCanvasFile(canvas: Canvas): CanvasFile {
  const { title, category, designedFor, designedBy, template, tags } = canvas
  const cards = [...canvas.cards].sort(byOrder)
  const known = new Set(template.blocks.map(block => block.id))
  const blocks = template.blocks.map(({ id }, i) => [
    id,
    cards.filter(card => card.block === id || (i === 0 && !known.has(card.block))).map(toCardInFile),
  ])
  return {
    format: CANVAS_FILE_FORMAT,
    version: CANVAS_FILE_VERSION,
    title,
    category,
    designedFor,
    designedBy,
    template,
    tags,
    lead: packText(canvas.lead),
    blocks: Object.fromEntries(blocks),
    commentary: packText(canvas.commentary),
  }
}

function toCardInFile({ id, text, tag, by, born, gone }: Card): CardInFile {
  return {
    id,
    text: packText(text),
    ...(tag === undefined ? {} : { tag }),
    by,
    born,
    ...(gone === undefined ? {} : { gone }),
  }
}

export type ParsedFile =
  | { ok: true; canvas: Canvas }
  /** A sentence that names the place. */
  | { ok: false; fault: string }

/** Hears of what is wrong. Reading goes on with something harmless, and the first fault is the answer. */
type Complain = (place: string, fault: string) => void

/** Reads a file that may come from anywhere. Ids of cards are kept where they are well-formed and unique. */
export function parseCanvasFile(value: unknown, context: { newCardId(): CardId }): ParsedFile {
  if (!isRecord(value) || value.format !== CANVAS_FILE_FORMAT)
    return { ok: false, fault: "This is not a canvas file of Ninefold." }
  if (!Number.isInteger(value.version) || (value.version as number) < 1)
    return { ok: false, fault: "The canvas file does not say which version it is." }
  if ((value.version as number) > CANVAS_FILE_VERSION)
    return {
      ok: false,
      fault: `The canvas file is of version ${value.version}; version ${CANVAS_FILE_VERSION} is the newest known here.`,
    }
  const parsed = parseTemplate(value.template)
  if (!parsed.ok) return { ok: false, fault: `The canvas file is malformed: template: ${parsed.fault}.` }
  const faults: string[] = []
  const complain: Complain = (place, fault) => faults.push(`${place}: ${fault}`)
  const { template } = parsed
  const tags = tagsOf(value.tags, complain)
  const canvas: Canvas = {
    title: lineOf(value.title, "title", complain),
    category: lineOf(value.category, "category", complain),
    designedFor: lineOf(value.designedFor, "designedFor", complain),
    designedBy: lineOf(value.designedBy, "designedBy", complain),
    template,
    tags,
    lead: textOf(value.lead, "lead", complain),
    cards: cardsOf(value.blocks, { template, tags, newCardId: context.newCardId }, complain),
    commentary: textOf(value.commentary, "commentary", complain),
  }
  const [fault] = faults
  return fault === undefined
    ? { ok: true, canvas }
    : { ok: false, fault: `The canvas file is malformed: ${fault}.` }
}

function lineOf(value: unknown, place: string, complain: Complain, max = MAX_LINE_LENGTH): string {
  if (value === undefined) return ""
  if (typeof value === "string" && value.length <= max) return value.replace(/\p{Cs}/gu, "\ufffd")
  complain(place, `not a text of at most ${max} characters`)
  return ""
}

function textOf(value: unknown, place: string, complain: Complain): RichText {
  const unpacked = unpackText(value ?? [])
  if (!unpacked.ok) {
    complain(place, unpacked.fault)
    return []
  }
  for (const checked of [checkText(unpacked.text), checkAttributes(unpacked.text)])
    if (!checked.ok) complain(place, checked.fault)
  return unpacked.text
}

function tagsOf(value: unknown, complain: Complain): Tag[] {
  const items = listOf(value, "tags", MAX_TAGS, complain)
  const tags = items.flatMap((item, i) => {
    const { id, name, hue } = isRecord(item) ? item : {}
    const isWhole = isTagId(id) && typeof name === "string" && name.length <= 60 && hues.includes(hue as Hue)
    if (isWhole) return [{ id, name, hue: hue as Hue }]
    complain(`tag ${i + 1}`, `not an id, a name of at most 60 characters and a hue of ${hues.join(", ")}`)
    return []
  })
  if (new Set(tags.map(tag => tag.id)).size < tags.length) complain("tags", "two have one id")
  return tags
}

interface CardContext {
  template: Template
  tags: readonly Tag[]
  newCardId(): CardId
}

/** The cards on the board in order, block by block, then the archived ones. */
function cardsOf(value: unknown, context: CardContext, complain: Complain): Card[] {
  const blocks = isRecord(value) ? value : {}
  if (value !== undefined && !isRecord(value)) complain("blocks", "not an object of lists")
  const known = new Set<string>(context.template.blocks.map(block => block.id))
  for (const id of Object.keys(blocks)) if (!known.has(id)) complain("blocks", `the template has no "${id}"`)
  const nextId = idKeeper(context.newCardId)
  const cards = context.template.blocks.flatMap(({ id: block, title }) => {
    const items = listOf(blocks[block], `"${title}"`, MAX_CARDS, complain)
    const orders = firstOrders(items.length)
    return items.map((item, i): Card => {
      const place = `card ${i + 1} of "${title}"`
      if (!isRecord(item)) complain(place, "not an object")
      const fields = isRecord(item) ? item : {}
      return {
        ...cardOf(fields, place, context.tags, complain),
        id: nextId(fields.id),
        block,
        order: orders[i] ?? "",
      }
    })
  })
  return [...cards.filter(card => card.gone === undefined), ...cards.filter(card => card.gone !== undefined)]
}

/** Keeps the id a card has in the file where it can, so that links to the card go on leading to it. */
function idKeeper(newCardId: () => CardId): (id: unknown) => CardId {
  const taken = new Set<CardId>()
  return id => {
    const kept = isCardId(id) && !taken.has(id) ? id : newCardId()
    taken.add(kept)
    return kept
  }
}

function cardOf(
  fields: Record<string, unknown>,
  place: string,
  tags: readonly Tag[],
  complain: Complain,
): Omit<Card, "id" | "block" | "order"> {
  const { tag, born = 0, gone } = fields
  const card: Omit<Card, "id" | "block" | "order"> = {
    text: textOf(fields.text, place, complain),
    by: lineOf(fields.by, `${place}, by`, complain, MAX_NAME_LENGTH),
    born: timeOf(born, `${place}, born`, complain),
  }
  const known = tags.find(({ id }) => id === tag)
  if (known) card.tag = known.id
  else if (tag !== undefined) complain(place, `no tag has the id ${JSON.stringify(tag)}`)
  if (gone !== undefined) card.gone = timeOf(gone, `${place}, gone`, complain)
  return card
}

function timeOf(value: unknown, place: string, complain: Complain): number {
  if (typeof value === "number" && Number.isFinite(value)) return value
  complain(place, "not a time in milliseconds")
  return 0
}

function listOf(value: unknown, place: string, max: number, complain: Complain): unknown[] {
  if (value === undefined) return []
  if (Array.isArray(value) && value.length <= max) return value
  complain(place, `not a list of at most ${max}`)
  return []
}
