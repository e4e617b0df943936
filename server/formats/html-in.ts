// The HTML that mammoth makes of a Word document → rich text. It is well-formed, every `<` and `>` of a text or an
// attribute is escaped, and there are few kinds of elements: that is all this reads, and no page of the web. What the
// schema does not know is left out with its words kept.
import type { RichMark, RichNode, RichText } from "../../shared/model/canvas.ts"
import { safeHref } from "../../shared/model/href.ts"
import { paragraph, plainText } from "../../shared/model/rich-text.ts"
import { HEADING_LEVELS, MAX_DEPTH } from "../../shared/model/schema.ts"

interface Element {
  tag: string
  attributes: Record<string, string>
  children: (Element | string)[]
}

export function readHtml(html: string): RichText {
  return blocksIn(treeOf(html).children, 0)
}

/** Without recursion: how deep a document nests is not ours to say. */
function treeOf(html: string): Element {
  const root: Element = { tag: "", attributes: {}, children: [] }
  const open = [root]
  for (const [whole, slash, tag = "", rest = ""] of html.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>|[^<]+/g)) {
    const parent = open.at(-1) ?? root
    if (!whole.startsWith("<")) parent.children.push(plainOf(whole).replace(/[\t\r\n ]+/g, " "))
    else if (slash)
      open.length = Math.max(
        1,
        open.findLastIndex(each => each.tag === tag),
      )
    else {
      const element: Element = { tag, attributes: attributesIn(rest), children: [] }
      parent.children.push(element)
      if (!rest.endsWith("/")) open.push(element)
    }
  }
  return root
}

const attributesIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, plainOf(value)]),
  )

const named: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&" }
const plainOf = (text: string): string =>
  text.replace(/&(lt|gt|quot|amp);/g, (whole, name: string) => named[name] ?? whole)

const marks: Record<string, string> = {
  strong: "bold",
  em: "italic",
  s: "strike",
  u: "underline",
  code: "code",
}

/** The nodes that a document, a cell or an item may hold; words that stand alone become paragraphs. */
function blocksIn(children: readonly (Element | string)[], depth: number): RichText {
  const blocks: RichText = []
  let runs: RichNode[] = []
  const flush = () => {
    if (runs.some(run => run.type !== "text" || (run.text ?? "").trim() !== ""))
      blocks.push({ type: "paragraph", content: runs })
    runs = []
  }
  for (const child of children) {
    const block = typeof child === "string" ? undefined : blockOf(child, depth)
    if (block) {
      flush()
      blocks.push(...block)
    } else runs = joined([...runs, ...runsIn([child], [])])
  }
  flush()
  return blocks
}

/** @returns undefined for what stands within a line. */
function blockOf(element: Element, depth: number): RichText | undefined {
  const { tag, children } = element
  const within = () => blocksIn(children, depth + 1)
  const level = /^h([1-6])$/.exec(tag)?.[1]
  if (depth > MAX_DEPTH / 2) return isBlock(tag) ? [paragraph(wordsIn(element))] : undefined
  if (level) return [headingOf(inlineOf(children), Number(level))]
  if (tag === "p")
    return hasBlocks(children) ? within() : [{ type: "paragraph", content: inlineOf(children) }]
  if (tag === "ul" || tag === "ol") return listOf(element, depth)
  if (tag === "table") return tableOf(element, depth)
  if (tag === "blockquote") {
    const content = within()
    return content.length > 0 ? [{ type: "blockquote", content }] : []
  }
  return isBlock(tag) ? within() : undefined
}

const isBlock = (tag: string): boolean =>
  /^(?:p|h[1-6]|[ou]l|li|table|thead|tbody|tr|t[dh]|blockquote|div|d[ldt]|pre)$/.test(tag)
const hasBlocks = (children: readonly (Element | string)[]): boolean =>
  children.some(child => typeof child !== "string" && isBlock(child.tag))

const headingOf = (content: RichNode[], level: number): RichNode => ({
  type: "heading",
  attrs: { level: Math.min(level, HEADING_LEVELS.length) },
  content,
})

function listOf({ tag, children }: Element, depth: number): RichText {
  const content = elementsIn(children).map(item => {
    const blocks = blocksIn(item.children, depth + 1)
    return {
      type: "listItem",
      content: blocks[0]?.type === "paragraph" ? blocks : [paragraph(""), ...blocks],
    }
  })
  return content.length > 0 ? [{ type: tag === "ol" ? "orderedList" : "bulletList", content }] : []
}

function tableOf(table: Element, depth: number): RichText {
  const rows = elementsIn(table.children).flatMap(part =>
    part.tag === "tr" ? [part] : elementsIn(part.children),
  )
  const content = rows.map(row => ({
    type: "tableRow",
    content: elementsIn(row.children).map(cell => cellOf(cell, depth)),
  }))
  return content.some(row => row.content.length > 0) ? [{ type: "table", content }] : []
}

function cellOf({ tag, attributes, children }: Element, depth: number): RichNode {
  const blocks = blocksIn(children, depth + 1)
  const spans = Object.fromEntries(
    ["colspan", "rowspan"].flatMap(name => {
      const count = Number(attributes[name] ?? 1)
      return Number.isInteger(count) && count > 1 && count <= 1000 ? [[name, count]] : []
    }),
  )
  return {
    type: tag === "th" ? "tableHeader" : "tableCell",
    ...(Object.keys(spans).length > 0 && { attrs: spans }),
    content: blocks.length > 0 ? blocks : [paragraph("")],
  }
}

const elementsIn = (children: readonly (Element | string)[]): Element[] =>
  children.filter(child => typeof child !== "string")

const inlineOf = (children: readonly (Element | string)[]): RichNode[] => joined(runsIn(children, []))

/** Word splits a line at every look of its spelling: runs that look alike are one. */
function joined(runs: readonly RichNode[]): RichNode[] {
  const whole: RichNode[] = []
  for (const run of runs) {
    const last = whole.at(-1)
    const isAlike = last?.type === "text" && run.type === "text" && sameMarks(last, run)
    if (isAlike) whole[whole.length - 1] = { ...last, text: `${last.text ?? ""}${run.text ?? ""}` }
    else whole.push(run)
  }
  return whole
}

const sameMarks = (a: RichNode, b: RichNode): boolean =>
  JSON.stringify(a.marks ?? []) === JSON.stringify(b.marks ?? [])

function runsIn(children: readonly (Element | string)[], around: readonly RichMark[]): RichNode[] {
  return children.flatMap(child => {
    if (typeof child === "string") return child === "" ? [] : [runOf(child, around)]
    if (child.tag === "br") return [{ type: "hardBreak" }]
    const mark = markOf(child)
    const isNew = mark && !around.some(each => each.type === mark.type)
    return runsIn(child.children, isNew ? [...around, mark] : around)
  })
}

const runOf = (text: string, around: readonly RichMark[]): RichNode => ({
  type: "text",
  text,
  ...(around.length > 0 && { marks: [...around] }),
})

function markOf({ tag, attributes }: Element): RichMark | undefined {
  const type = marks[tag]
  if (type) return { type }
  const href = tag === "a" ? safeHref(attributes.href) : undefined
  return href === undefined ? undefined : { type: "link", attrs: { href } }
}

const wordsIn = (element: Element): string =>
  plainText(inlineOf([element]))
    .replace(/\s+/g, " ")
    .trim()
