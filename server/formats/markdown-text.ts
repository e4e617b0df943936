// Rich text → Markdown (CommonMark with tables and strikethrough) that is read back as it was. Every line of words is
// read again before it leaves: where the usual signs would be taken for something else, as between letters of Chinese or
// around a space, the same marks are written as tags, which every reader of Markdown knows too. Rules EX6, EX7.
import type { RichMark, RichNode, RichText } from "../../shared/model/canvas.ts"
import { safeHref } from "../../shared/model/href.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import { HEADING_LEVELS } from "../../shared/model/schema.ts"
import { readsAs } from "./markdown-inline.ts"

/** @returns blocks with an empty line between them; "" where there are no words. */
export const markdownText = (text: RichText): string => writeBlocks(text).join("\n\n")

/** @returns each block that has something in it. */
export function writeBlocks(nodes: readonly RichNode[]): string[] {
  const written: string[] = []
  let listsInARow = 0
  for (const node of nodes) {
    const isList = node.type === "bulletList" || node.type === "orderedList"
    const block = isList ? writeList(node, listsInARow) : writeBlock(node)
    if (block === "") continue
    written.push(block)
    listsInARow = isList ? listsInARow + 1 : 0
  }
  return written
}

function writeBlock(node: RichNode): string {
  const content = node.content ?? []
  switch (node.type) {
    case "paragraph":
      return escapeLines(markdownLine(content))
    case "heading":
      return `${"#".repeat(levelOf(node))} ${escapeHeading(markdownLine(content, { isOneLine: true }))}`.trimEnd()
    case "blockquote":
      return quoted(writeBlocks(content).join("\n\n"))
    case "codeBlock":
      return writeCode(node)
    case "horizontalRule":
      // Of the three ways to write it the one that no list's sign can be mixed up with.
      return "___"
    case "table":
      return writeTable(content)
    default:
      return escapeLines(markdownLine([{ type: "text", text: plainText([node]) }]))
  }
}

/** White space at the end of a line stays: it may be a line of code. */
const quoted = (text: string): string =>
  text
    .split("\n")
    .map(line => (line === "" ? ">" : `> ${line}`))
    .join("\n")

const levelOf = ({ attrs }: RichNode): number => HEADING_LEVELS.find(level => level === attrs?.level) ?? 2

/** @param before how many lists stand right before this one: two with the same sign would be read as one. */
function writeList({ type, attrs, content = [] }: RichNode, before: number): string {
  const isOrdered = type === "orderedList"
  const start = Number.isInteger(attrs?.start) ? Math.max(0, attrs?.start as number) : 1
  const items = content.map((item, i) => {
    const sign = isOrdered ? `${start + i}${before % 2 === 0 ? "." : ")"}` : before % 2 === 0 ? "-" : "*"
    return writeItem(sign, writeBlocks(item.content ?? []))
  })
  return joinItems(items)
}

export interface WrittenItem {
  lines: string
  /** Paragraphs in it need empty lines, and then all items have them. */
  isLoose: boolean
}

/** @param blocks what stands in it, written. */
export function writeItem(sign: string, blocks: readonly string[]): WrittenItem {
  const [first = "", ...rest] = blocks
  const indent = " ".repeat(sign.length + 1)
  // A list follows without an empty line only where it is one that may begin within a paragraph.
  const isLoose = rest.some(block => !/^(?:[-*]|1[.)]) \S/.test(block))
  const body = [first, ...rest].join(isLoose ? "\n\n" : "\n").replace(/\n(?=[^\n])/g, `\n${indent}`)
  // Three signs of items without words would be a rule on one line.
  const isRule = /^([-*])(?: \1){2,}$/.test(`${sign} ${first.split("\n", 1)[0]}`)
  return { lines: `${sign}${isRule ? `\n${indent}` : " "}${body}`.trimEnd(), isLoose }
}

export const joinItems = (items: readonly WrittenItem[]): string =>
  items.map(({ lines }) => lines).join(items.some(({ isLoose }) => isLoose) ? "\n\n" : "\n")

function writeCode({ attrs, content = [] }: RichNode): string {
  const code = plainText(content).replace(/\r\n?/g, "\n")
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = "`".repeat(longest + 1)
  const language = typeof attrs?.language === "string" ? attrs.language : ""
  return `${fence}${language}\n${code}${code === "" ? "" : "\n"}${fence}`
}

const alignments: Record<string, string> = { left: ":---", center: ":---:", right: "---:" }

/** The first row heads it, as Markdown wants; where that is none, an empty one stands before it. */
function writeTable(rows: readonly RichNode[]): string {
  const cells = rows.map(row => (row.content ?? []).flatMap(spread))
  const width = Math.max(1, ...cells.map(row => row.length))
  const [first = []] = cells
  const hasHead = first.length > 0 && first.every(cell => cell.type === "tableHeader")
  const line = (row: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, i) => row[i] ?? "").join(" | ")} |`
  const rule = Array.from({ length: width }, (_, i) => alignments[String(first[i]?.attrs?.align)] ?? "---")
  const written = cells.map(row => row.map(writeCell))
  const [head = [], ...body] = hasHead ? written : [[], ...written]
  return [line(head), line(rule), ...body.map(line)].join("\n")
}

/** A cell over several columns stands in the first of them. */
function spread(cell: RichNode): RichNode[] {
  const span = Number.isInteger(cell.attrs?.colspan) ? (cell.attrs?.colspan as number) : 1
  const rest = { type: cell.type }
  return [cell, ...Array.from({ length: Math.min(100, Math.max(1, span)) - 1 }, () => rest)]
}

/** Cells hold one line: paragraphs are told from lines by an empty one between them. */
const writeCell = ({ content = [] }: RichNode): string =>
  content
    .map(block => markdownLine(lineOf(block), { isOneLine: true }))
    .filter(line => line !== "")
    .join("<br><br>")
    .replace(/\|/g, "\\|")

/** What is no paragraph stands in a cell as its words. */
const lineOf = (block: RichNode): readonly RichNode[] =>
  block.type === "paragraph" || block.type === "heading"
    ? (block.content ?? [])
    : plainText([block])
        .split("\n")
        .flatMap((line, i) => [...(i > 0 ? [{ type: "hardBreak" }] : []), { type: "text", text: line }])

/**
 * Words with their marks.
 *
 * @param isOneLine true where nothing may begin a new line: a break is a tag then.
 */
export function markdownLine(content: readonly RichNode[], { isOneLine } = { isOneLine: false }): string {
  const runs = inlineForm(content)
  const signs = writeRuns(runs, { isOneLine, signs: usual })
  return readsAs(signs, runs) ? signs : writeRuns(runs, { isOneLine, signs: tags })
}

/**
 * A line as Markdown can hold it: white space is single spaces at the places where lines would break, none at its ends,
 * and links lead only where links may.
 */
export function inlineForm(content: readonly RichNode[]): RichNode[] {
  const runs: RichNode[] = content.map(node =>
    node.type === "hardBreak" ? { type: "hardBreak" } : cleanRun(node),
  )
  const joined: RichNode[] = []
  for (const node of runs) {
    const last = joined.at(-1)
    if (node.type === "text" && node.text === "") continue
    if (last?.type === "text" && node.type === "text" && keyOf(last) === keyOf(node))
      joined[joined.length - 1] = { ...last, text: `${last.text}${node.text}` }
    else joined.push(node)
  }
  return trimLines(joined)
}

/** Words without marks as one line of Markdown can hold them. */
export const lineForm = (words: string): string =>
  plainText([{ type: "paragraph", content: inlineForm([{ type: "text", text: words }]) }])

function cleanRun(node: RichNode): RichNode {
  const text = plainText([node]).replace(/[\t\n\v\f\r\0\u2028\u2029]/g, " ")
  const marks = (node.marks ?? [])
    .flatMap(mark => cleanMark(mark) ?? [])
    .sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
  return { type: "text", text, ...(marks.length > 0 && { marks }) }
}

/** From the outermost in. */
const order = ["link", "bold", "italic", "strike", "underline", "code"]

function cleanMark({ type, attrs }: RichMark): RichMark | undefined {
  if (type !== "link") return order.includes(type) ? { type } : undefined
  const href = safeHref(attrs?.href)
  return href === undefined ? undefined : { type, attrs: { href } }
}

const keyOf = ({ marks = [] }: RichNode): string => JSON.stringify(marks)

/** No white space at the ends of lines, and no empty lines at the ends of the paragraph. */
function trimLines(runs: readonly RichNode[]): RichNode[] {
  const lines: RichNode[][] = [[]]
  for (const node of runs) {
    if (node.type === "hardBreak") lines.push([])
    else lines.at(-1)?.push(node)
  }
  const trimmed = lines.map(trimLine)
  const from = trimmed.findIndex(line => line.length > 0)
  const to = trimmed.findLastIndex(line => line.length > 0)
  return trimmed
    .slice(Math.max(0, from), to + 1)
    .flatMap((line, i) => [...(i > 0 ? [{ type: "hardBreak" }] : []), ...line])
}

function trimLine(line: readonly RichNode[]): RichNode[] {
  const runs = [...line]
  for (let first = runs[0]; first; first = runs[0]) {
    const text = first.text?.trimStart() ?? ""
    if (text !== "") {
      runs[0] = { ...first, text }
      break
    }
    runs.shift()
  }
  for (let last = runs.at(-1); last; last = runs.at(-1)) {
    const text = last.text?.trimEnd() ?? ""
    if (text !== "") {
      runs[runs.length - 1] = { ...last, text }
      break
    }
    runs.pop()
  }
  return runs
}

/** How each mark is opened and closed. */
type Signs = Record<string, [string, string]>
const usual: Signs = {
  bold: ["**", "**"],
  italic: ["*", "*"],
  strike: ["~~", "~~"],
  underline: ["<u>", "</u>"],
}
const tags: Signs = {
  bold: ["<strong>", "</strong>"],
  italic: ["<em>", "</em>"],
  strike: ["<s>", "</s>"],
  underline: ["<u>", "</u>"],
}

function writeRuns(
  runs: readonly RichNode[],
  { isOneLine, signs }: { isOneLine: boolean; signs: Signs },
): string {
  const open: RichMark[] = []
  let written = ""

  function closeAllBut(wanted: readonly RichMark[]): void {
    const first = open.findIndex(mark => !wanted.some(each => isSame(mark, each)))
    for (const mark of open.splice(first < 0 ? open.length : first).reverse())
      written += mark.type === "link" ? linkEnd(mark) : (signs[mark.type]?.[1] ?? "")
  }

  function openAll(wanted: readonly RichMark[], at: number): void {
    const fresh = wanted.filter(mark => !open.some(each => isSame(mark, each)))
    // What lasts longest is outermost, so that it is not closed and opened again in between.
    for (const mark of fresh.sort((a, b) => reach(runs, b, at) - reach(runs, a, at))) {
      // Behind an exclamation mark it would be a picture.
      if (mark.type === "link") written = `${written.replace(/!$/, "\\!")}[`
      else written += signs[mark.type]?.[0] ?? ""
      open.push(mark)
    }
  }

  for (const [at, node] of runs.entries()) {
    if (node.type === "hardBreak") {
      closeAllBut(signsOf(runs.slice(at).find(({ type }) => type === "text")))
      written += isOneLine ? "<br>" : "\\\n"
      continue
    }
    closeAllBut(signsOf(node))
    openAll(signsOf(node), at)
    const words = node.text ?? ""
    written += isCode(node) ? codeSpan(words) : escapeWords(words, written.at(-1))
  }
  closeAllBut([])
  return written
}

const isCode = ({ marks = [] }: RichNode): boolean => marks.some(({ type }) => type === "code")

/** The marks that have a beginning and an end; code is written with its words. */
const signsOf = (node: RichNode | undefined): RichMark[] =>
  (node?.marks ?? []).filter(({ type }) => type !== "code")

/** Up to which node a mark goes on without a gap. */
function reach(runs: readonly RichNode[], mark: RichMark, from: number): number {
  const has = ({ type, marks = [] }: RichNode) =>
    type === "hardBreak" || marks.some(each => isSame(mark, each))
  const end = runs.findIndex((node, i) => i >= from && !has(node))
  return end < 0 ? runs.length : end
}

const isSame = (a: RichMark, b: RichMark | undefined): boolean =>
  a.type === b?.type && a.attrs?.href === b.attrs?.href

/** The address in angle brackets where it has signs that end one without. */
function linkEnd({ attrs }: RichMark): string {
  const href = String(attrs?.href).replace(/[\\<>&]/g, "\\$&")
  return /[()]/.test(href) ? `](<${href}>)` : `](${href})`
}

function codeSpan(code: string): string {
  const runs = new Set([...code.matchAll(/`+/g)].map(([run]) => run.length))
  let length = 1
  while (runs.has(length)) length++
  const fence = "`".repeat(length)
  // One space on either side is taken off by readers, where both are there and something else too.
  const isPadded = /^`|`$/.test(code) || (/^ .* $/.test(code) && code.trim() !== "")
  return isPadded ? `${fence} ${code} ${fence}` : `${fence}${code}${fence}`
}

/** @param before the sign that stands before the words. */
function escapeWords(words: string, before: string | undefined): string {
  return words.replace(/[\\`*_[\]<~]|&(?=#?\w+;)/gi, (sign, at: number) => {
    const isInWord =
      sign === "_" &&
      /[\p{L}\p{N}]/u.test(words[at - 1] ?? before ?? "") &&
      /[\p{L}\p{N}]/u.test(words[at + 1] ?? "")
    return isInWord ? sign : `\\${sign}`
  })
}

/** What would begin a heading, a list, a quote, a rule or a table where it begins a line. */
const escapeLines = (text: string): string =>
  text
    .replace(/^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|[=:|-](?=[-=:|\s]*$))/gm, "\\$&")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/gm, "$1\\$2")

/** Signs at the end of a heading are taken for its closing. */
const escapeHeading = (line: string): string => line.replace(/(^|\s)(#+)$/, "$1\\$2")
