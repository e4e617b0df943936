// What stands above and below the blocks: category, title, for whom and by whom, the lead; the legend of the tags.
import type { Canvas } from "../../shared/model/canvas.ts"
import { tagLetters } from "../../shared/model/tag-letters.ts"
import type { Fonts } from "./fonts.ts"
import {
  type MeasuredText,
  measureText,
  type Part,
  place,
  plain,
  type SetText,
  type Setting,
  type SheetStyle,
  setText,
} from "./sheet.ts"
import { paragraphsOf } from "./words.ts"

export interface Head {
  parts: Part[]
  height: number
  /** False where there is a lead that is too long to stand above the board. */
  hasLead: boolean
}

/** The share of a sheet that the head may take. */
const MAX_SHARE = 0.2
/** Of the head's two columns; what is left is between them. */
const TITLE_SHARE = 0.44
const LEAD_SHARE = 0.525

/** The title at the largest size at which the head is no more than a fifth of the sheet. */
export function layoutHead(canvas: Canvas, style: SheetStyle, fonts: Fonts): Head {
  const width = style.width - 2 * style.margin
  const limit = (style.height ?? Number.POSITIVE_INFINITY) * MAX_SHARE
  const leadWidth = width * LEAD_SHARE
  const lead = setText(
    measureText(paragraphsOf(canvas.lead, { family: "serif", ink: "inkSoft" }), fonts),
    { width: leadWidth, size: style.leadSize, leading: 1.42 },
    fonts,
  )
  const hasLead = lead.lines.length > 0 && lead.height <= limit
  const left = style.titleSizes
    .map(size => titleBlock(canvas, { size, style, width: hasLead ? width * TITLE_SHARE : width }, fonts))
    .find((block, i, all) => block.height <= limit || i === all.length - 1)
  const height = Math.max(left?.height ?? 0, hasLead ? lead.height : 0)
  const { margin } = style
  // Both columns stand on one line, as the page on screen has them.
  const parts = (left?.parts ?? []).map(part => lowered(part, margin, margin + height - (left?.height ?? 0)))
  if (hasLead) {
    const x = margin + width - leadWidth
    parts.push(place(lead, "lead", { x, y: margin + height - lead.height, width: leadWidth }))
  }
  return { parts, height, hasLead: hasLead || lead.lines.length === 0 }
}

interface TitleSetting {
  size: number
  width: number
  style: SheetStyle
}

function titleBlock(canvas: Canvas, { size, width, style }: TitleSetting, fonts: Fonts) {
  const small = style.smallSize
  const category = plain(canvas.category.toUpperCase(), { family: "sans", bold: true, ink: "accent" })
  const title = plain(canvas.title, { family: "serif", bold: true, ink: "ink" })
  const people = peopleOf(canvas)
  const parts: Part[] = []
  let y = 0
  const add = (role: "category" | "title" | "people", words: typeof title, size: number, leading: number) => {
    if (words.pieces.length === 0) return
    const text = measureText([words], fonts)
    const set =
      role === "title"
        ? balanced(text, { width, size, leading }, fonts)
        : setText(text, { width, size, leading }, fonts)
    if (y > 0) y += small * 0.35
    parts.push(place(set, role, { x: 0, y, width }))
    y += set.height
  }
  add("category", category, small * 0.93, 1.3)
  add("title", title, size, 1.14)
  add("people", people, small, 1.35)
  return { parts, height: y }
}

/** Lines about equally long: as few as the width asks for, at the least width at which they are no more. */
function balanced(text: MeasuredText, setting: Setting, fonts: Fonts): SetText {
  const full = setText(text, setting, fonts)
  let [least, most] = [0, setting.width]
  for (let i = 0; i < 8 && full.lines.length > 1; i++) {
    const width = (least + most) / 2
    if (setText(text, { ...setting, width }, fonts).height > full.height) least = width
    else most = width
  }
  return { ...setText(text, { ...setting, width: most }, fonts), width: setting.width }
}

function peopleOf({ designedFor, designedBy }: Canvas) {
  const entries = [
    ["Designed for", designedFor],
    ["Designed by", designedBy],
  ].filter(([, name]) => name !== "")
  const pieces = entries.flatMap(([label, name], i) => [
    { words: `${i === 0 ? "" : "     "}${label}  `, look: { family: "sans", ink: "inkFaint" } as const },
    { words: name ?? "", look: { family: "sans", ink: "inkSoft" } as const },
  ])
  return { pieces, indentEm: 0, sign: "" }
}

/** The tags with their marks, in a row that wraps, from the upper left corner. */
export function layoutLegend(
  { tags }: Canvas,
  style: SheetStyle,
  fonts: Fonts,
): { parts: Part[]; height: number; right: number } {
  const size = style.smallSize
  const width = style.width - 2 * style.margin
  const letters = tagLetters(tags)
  const mark = size * 1.12
  const lineHeight = size * 1.7
  const parts: Part[] = []
  let x = 0
  let y = 0
  for (const { id, name, hue } of tags) {
    const text = measureText([plain(name, { family: "sans", ink: "inkSoft" })], fonts)
    const room = width - mark - size * 0.45
    const set = setText(text, { width: room, size, leading: 1.3 }, fonts)
    const own = mark + size * 0.45 + (set.lines[0]?.line.width ?? 0) * size
    if (x > 0 && x + own > width) {
      x = 0
      y += lineHeight
    }
    const box = { x, y: y + (size * 1.3 - mark) / 2, width: mark, height: mark }
    parts.push({ kind: "mark", box, hue, letter: letters.get(id) ?? "", name })
    parts.push(place(set, "legend", { x: x + mark + size * 0.45, y, width: own - mark - size * 0.45 }))
    x += own + size * 1.3
    y += Math.max(0, set.height - size * 1.3)
  }
  return { parts, height: tags.length === 0 ? 0 : y + size * 1.3, right: x }
}

/** A part moved to where it stands. */
export function lowered(part: Part, x: number, y: number): Part {
  const box = { ...part.box, x: part.box.x + x, y: part.box.y + y }
  if (part.kind !== "words") return { ...part, box }
  const lines = part.lines.map(each => ({ ...each, x: each.x + x, baseline: each.baseline + y }))
  return { ...part, box, lines }
}
