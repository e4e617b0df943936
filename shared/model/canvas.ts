// A canvas as plain data: what is read from a document, what a `*.canvas.json` file holds, what a page is parsed
// into. No Yjs in here; shared/model/read.ts and edits.ts go between the two.
import type { BlockId, CardId, TagId } from "../ids.ts"
import type { Template } from "./blocks.ts"

/** Rich text in ProseMirror's JSON form; the names and attributes allowed are in schema.ts. */
export interface RichNode {
  type: string
  attrs?: Record<string, unknown>
  content?: RichNode[]
  text?: string
  marks?: RichMark[]
}
export interface RichMark {
  type: string
  attrs?: Record<string, unknown>
}
/** The children of a document: paragraphs, headings, lists, tables. */
export type RichText = RichNode[]

/** A colour with a meaning. The hue is a key into the theme, the name is what people read. */
export interface Tag {
  id: TagId
  name: string
  hue: Hue
}
export const hues = ["clay", "amber", "moss", "teal", "blue", "plum"] as const
export type Hue = (typeof hues)[number]

export interface Card {
  id: CardId
  block: BlockId
  /** A fractional index; cards of a block stand in order of (order, id). */
  order: string
  /** `Title: detail` splits at the first colon. */
  text: RichText
  tag?: TagId
  /** The name of who made it, "" where not known. */
  by: string
  /** When it was made, ms since 1970; 0 where not known. */
  born: number
  /** When it was archived, ms since 1970; absent while it is on the board. */
  gone?: number
}

export interface Canvas {
  title: string
  /** A line above the title, such as the field of business. */
  category: string
  /** Title-block entries, as on a printed canvas. */
  designedFor: string
  designedBy: string
  template: Template
  tags: Tag[]
  /** The paragraphs under the title. */
  lead: RichText
  /** In block order as in the template, then in card order; archived ones last. */
  cards: Card[]
  commentary: RichText
}

/** A canvas that nobody has written on yet. */
export const emptyCanvas = (template: Template): Canvas => ({
  title: "",
  category: "",
  designedFor: "",
  designedBy: "",
  template,
  tags: [],
  lead: [],
  cards: [],
  commentary: [],
})
