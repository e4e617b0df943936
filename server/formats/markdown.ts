// A canvas as Markdown that reads well and comes back: front matter with what is no text, the title and the lead, a
// heading for each block with its cards as a list, then the commentary as it is. Comments no reader sees mark where one
// part ends, since a commentary may have any heading. Ids, authors and times are left to the canvas file. Rule EX6.
import type { TagId } from "../../shared/ids.ts"
import type { Card, Tag } from "../../shared/model/canvas.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { type FilledBlock, filledBlocks } from "./board-cards.ts"
import { dateWords, versionWords } from "./foot-words.ts"
import type { Exporter, ExportSource } from "./format.ts"
import { writeFrontMatter } from "./front-matter.ts"
import { joinItems, markdownLine, markdownText, writeBlocks, writeItem } from "./markdown-text.ts"
import { type ThreadWords, threadWords } from "./thread-words.ts"

/** Where a part begins; the reader looks for the same. */
export const parts = {
  canvas: "<!-- canvas -->",
  commentary: "<!-- commentary -->",
  comments: "<!-- comments -->",
} as const

export const markdown: Exporter = {
  mediaType: "text/markdown; charset=utf-8",
  extension: ".md",
  write: source => new TextEncoder().encode(writeMarkdown(source)),
}

export function writeMarkdown(source: ExportSource): string {
  const { canvas } = source
  const { title, lead, template, tags, commentary } = canvas
  const names = new Map(tags.map(({ id, name }) => [id, name]))
  const written = [
    headOf(source),
    heading(1, title),
    markdownText(lead),
    parts.canvas,
    ...filledBlocks(canvas).map(filled => writeBlock(filled, names)),
    template.attribution === "" ? "" : `*${plain(template.attribution)}*`,
    parts.commentary,
    markdownText(commentary),
    ...(source.threads
      ? [parts.comments, heading(2, "Comments"), ...threadWords(source).map(writeThread)]
      : []),
  ]
  return `${written.filter(part => part !== "").join("\n\n")}\n`
}

function headOf(source: ExportSource): string {
  const { canvas, version, at } = source
  const { template, category, designedFor, designedBy, tags } = canvas
  return writeFrontMatter({
    template: template.id,
    category,
    "designed for": designedFor,
    "designed by": designedBy,
    legend: tags.length > 0 ? legendOf(tags) : undefined,
    version: version && versionWords(source),
    exported: dateWords(at),
  })
}

const legendOf = (tags: readonly Tag[]) => tags.map(({ id, name, hue }) => ({ id, name, hue }))

function writeBlock({ block, cards }: FilledBlock, names: ReadonlyMap<TagId, string>): string {
  const title = heading(2, block.title)
  if (cards.length === 0) return title
  return `${title}\n\n${joinItems(cards.map(card => writeItem("-", writeCard(card, names))))}`
}

/** The tag stands behind the first line: in brackets, which words of a card never have unescaped. */
function writeCard({ text, tag }: Card, names: ReadonlyMap<TagId, string>): string[] {
  const name = tag && names.get(tag)
  if (name === undefined) return writeBlocks(text)
  const [first, ...rest] = text
  const label = `[${plain(name)}]`
  if (first?.type !== "paragraph") return [label, ...writeBlocks(text)]
  const line = markdownText([first])
  return [line === "" ? label : `${line} ${label}`, ...writeBlocks(rest)]
}

function writeThread({ about, quote, isResolved, comments }: ThreadWords): string {
  const quoted = quote === "" ? [] : [{ type: "blockquote", content: quote.split("\n").map(paragraph) }]
  const items = comments.map(({ who, when, body }) =>
    writeItem("-", [`**${plain(who)}**, ${when}`, ...writeBlocks(body)]),
  )
  return [
    heading(3, isResolved ? `${about} (resolved)` : about),
    ...writeBlocks(quoted),
    joinItems(items),
  ].join("\n\n")
}

const heading = (level: number, words: string): string =>
  markdownText([{ type: "heading", attrs: { level }, content: wordsOf(words) }])

const wordsOf = (text: string) => [{ type: "text", text }]

/** Words without marks, on one line. */
const plain = (words: string): string => markdownLine(wordsOf(words), { isOneLine: true })
