// What a canvas is made of before anybody writes on it: blocks on a grid. A template is data (seeds/templates/*.json)
// and is copied into each room, so a room keeps its shape whatever becomes of the template.

import { type BlockId, isBlockId } from "../ids.ts"
import { isRecord } from "../record.ts"

/** Which side of the business a block is on: it decides the tint, never the meaning. */
export type Tone = "value" | "delivery" | "money" | "neutral"

export interface Block {
  id: BlockId
  title: string
  /** Asked of the people who fill the block. */
  question: string
  /** Place in the recommended order of work, from 1. */
  step: number
  tone: Tone
  /** Grid lines, 1-based, end exclusive, as in CSS: [first, end]. */
  columns: [number, number]
  rows: [number, number]
  /** Other headings under which pages present this block. */
  aliases: string[]
}

export interface Template {
  id: string
  name: string
  /** One sentence that says what the canvas is for. */
  about: string
  /** Shown on screen and in print; "" where none is owed. */
  attribution: string
  columns: number
  rows: number
  blocks: Block[]
}

export const MAX_BLOCKS = 24

export type ParsedTemplate = { ok: true; template: Template } | { ok: false; fault: string }

/** Reads a template from data that may come from anywhere: a file, a room, a peer. */
export function parseTemplate(value: unknown): ParsedTemplate {
  const no = (fault: string): ParsedTemplate => ({ ok: false, fault })
  if (!isRecord(value)) return no("a template is an object")
  const { id, name, about, attribution, columns, rows, blocks } = value
  if (!isBlockId(id)) return no("a template's id is lower case letters, digits and hyphens")
  if (!isText(name, 80)) return no("a template has a name of at most 80 characters")
  if (!isCount(columns, 24) || !isCount(rows, 24)) return no("a template's grid has 1 to 24 columns and rows")
  if (!Array.isArray(blocks) || blocks.length === 0 || blocks.length > MAX_BLOCKS)
    return no(`a template has 1 to ${MAX_BLOCKS} blocks`)
  const parsed = blocks.map(block => parseBlock(block, columns, rows))
  const known = parsed.filter(block => block !== undefined)
  if (known.length < parsed.length)
    return no(`block ${parsed.indexOf(undefined) + 1} of "${name}" is malformed`)
  if (new Set(known.map(block => block.id)).size < known.length) return no("two blocks have one id")
  return {
    ok: true,
    template: {
      id,
      name,
      about: isText(about, 400) ? about : "",
      attribution: isText(attribution, 200) ? attribution : "",
      columns,
      rows,
      blocks: known,
    },
  }
}

function parseBlock(value: unknown, columns: number, rows: number): Block | undefined {
  if (!isRecord(value)) return undefined
  const { id, title, question, step, tone, aliases } = value
  if (!isBlockId(id) || !isText(title, 80) || !isCount(step, MAX_BLOCKS)) return undefined
  const across = parseSpan(value.columns, columns)
  const down = parseSpan(value.rows, rows)
  if (!across || !down) return undefined
  return {
    id,
    title,
    question: isText(question, 300) ? question : "",
    step,
    tone: tone === "value" || tone === "delivery" || tone === "money" ? tone : "neutral",
    columns: across,
    rows: down,
    aliases: Array.isArray(aliases) ? aliases.filter(alias => isText(alias, 80)).slice(0, 12) : [],
  }
}

function parseSpan(value: unknown, count: number): [number, number] | undefined {
  if (!Array.isArray(value)) return undefined
  const [first, end]: unknown[] = value
  return isCount(first, count) && isCount(end, count + 1) && first < end ? [first, end] : undefined
}

const isText = (value: unknown, max: number): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= max
const isCount = (value: unknown, max: number): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max
