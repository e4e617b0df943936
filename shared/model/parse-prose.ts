// Lines of prose → rich text: headings, paragraphs, lists and tables. Plain text marks none of them, so each is told
// by its shape and by what stands next to it.
import type { RichNode, RichText } from "./canvas.ts"
import { goesOn, isDivided, type Line } from "./parse-lines.ts"
import { tableAt, tableNode } from "./parse-table.ts"
import { paragraph, splitTitle } from "./rich-text.ts"

const MAX_HEADLINE_LENGTH = 140
const MAX_LEAD_IN_LENGTH = 70
/** A line is prose from here on, whatever it ends with. */
const PROSE_LENGTH = 160

const romanNumber = /^[IVX]{1,5}[.)]\s/
const arabicNumber = /^(\d{1,3})[.)]\s+/

/** True for a short line that ends like no sentence. */
export const isHeadline = (line: Line): boolean =>
  line.hashes > 0 ||
  (!line.bullet &&
    !isDivided(line) &&
    line.text.length <= MAX_HEADLINE_LENGTH &&
    /^["'“‘«(¿¡]?[\p{Lu}\p{Lt}\p{Lo}\p{N}\p{So}]/u.test(line.text) &&
    !/[.!:;,…。！：；，]["'”’»)\]]?$/u.test(line.text))

/** True for a headline that counts itself, such as `IV. Risks`. */
export const isNumbered = (line: Line): boolean =>
  isHeadline(line) && (romanNumber.test(line.text) || arabicNumber.test(line.text))

/** True for a headline with prose under it: something new begins here. */
export function startsSection(line: Line, next: Line | undefined): boolean {
  if (!isHeadline(line)) return false
  if (line.hashes > 0 || romanNumber.test(line.text)) return true
  return next !== undefined && !next.bullet && isProse(next.text)
}

const isProse = (text: string): boolean =>
  text.length >= PROSE_LENGTH || /[.!?。！？]["'”’»)]?\s+\S.*[.!?。！？]["'”’»)]?$/u.test(text)

/** The rich text of some lines. Keeps every word; bullets and the numbers of lists become lists. */
export function proseOf(lines: readonly Line[]): RichText {
  const levelOf = headingLevels(lines)
  const nodes: RichNode[] = []
  for (let at = 0; at < lines.length; ) {
    const { node, length } = nodeAt(lines, at, levelOf)
    nodes.push(node)
    at += length
  }
  return markLeadIns(nodes)
}

interface Taken {
  node: RichNode
  /** How many lines it took. */
  length: number
}

function nodeAt(lines: readonly Line[], at: number, levelOf: (at: number) => number): Taken {
  const table = tableAt(lines, at)
  if (table) return { node: tableNode(table.rows), length: table.length }
  const list = bulletsAt(lines, at) ?? numbersAt(lines, at)
  if (list) return list
  const line = lines[at]
  const { words, length } = wordsAt(lines, at)
  if (line && length === 1 && isHeadline(line))
    return { node: { ...paragraph(words), type: "heading", attrs: { level: levelOf(at) } }, length }
  return { node: paragraph(words), length }
}

/** A line with those that go on with it. */
function wordsAt(lines: readonly Line[], at: number): { words: string; length: number } {
  const taken = [lines[at]?.text ?? ""]
  while (goesOn(lines[at], lines[at + taken.length])) taken.push(lines[at + taken.length]?.text ?? "")
  return { words: taken.join(" "), length: taken.length }
}

function bulletsAt(lines: readonly Line[], at: number): Taken | undefined {
  const items: string[] = []
  let end = at
  while (lines[end]?.bullet) {
    const { words, length } = wordsAt(lines, end)
    items.push(words)
    end += length
  }
  return items.length > 0 ? { node: listNode("bulletList", items), length: end - at } : undefined
}

/** At least two lines that count on from each other; one numbered line alone is a heading or a date. */
function numbersAt(lines: readonly Line[], at: number): Taken | undefined {
  const numberOf = (line: Line | undefined) => Number(arabicNumber.exec(line?.text ?? "")?.[1] ?? Number.NaN)
  const start = numberOf(lines[at])
  const items: string[] = []
  while (numberOf(lines[at + items.length]) === start + items.length)
    items.push((lines[at + items.length]?.text ?? "").replace(arabicNumber, ""))
  if (items.length < 2) return undefined
  return { node: { ...listNode("orderedList", items), attrs: { start } }, length: items.length }
}

const listNode = (type: "bulletList" | "orderedList", items: readonly string[]): RichNode => ({
  type,
  content: markLeadIns(items.map(paragraph)).map(item => ({ type: "listItem", content: [item] })),
})

/**
 * The level of the heading at a line. Where some headlines count themselves, those are the sections, and so is what
 * stands before the first of them; the others are theirs. Where none does, all are sections.
 */
function headingLevels(lines: readonly Line[]): (at: number) => number {
  const isRoman = lines.some(line => isHeadline(line) && romanNumber.test(line.text))
  const numbering = isRoman ? romanNumber : arabicNumber
  const isSection = (line: Line) => isHeadline(line) && numbering.test(line.text)
  const first = lines.findIndex(isSection)
  return at => {
    const line = lines[at]
    if (!line) return 2
    if (line.hashes > 0) return Math.min(4, Math.max(2, line.hashes))
    return first < 0 || at < first || isSection(line) ? 2 : 3
  }
}

/** Makes `Term:` bold where neighbours begin so too; alone, it is a sentence that happens to have a colon. */
function markLeadIns(nodes: readonly RichNode[]): RichNode[] {
  const leadIns = nodes.map(leadInOf)
  return nodes.map((node, i) => {
    const leadIn = leadIns[i]
    if (!leadIn || (!leadIns[i - 1] && !leadIns[i + 1])) return node
    const rest = (node.content?.[0]?.text ?? "").slice(leadIn.length)
    return {
      type: "paragraph",
      content: [
        { type: "text", text: leadIn, marks: [{ type: "bold" }] },
        { type: "text", text: rest },
      ],
    }
  })
}

/** `Term:` where a paragraph begins with it and goes on behind it. */
function leadInOf(node: RichNode): string | undefined {
  if (node.type !== "paragraph") return undefined
  const { title, detail } = splitTitle(node.content?.[0]?.text ?? "")
  return detail !== "" && title.length <= MAX_LEAD_IN_LENGTH && !/[.!?]\s/.test(title)
    ? `${title}:`
    : undefined
}
