// Markdown → a canvas. Our own files say where each part begins; in those of others a heading that names a block begins
// it, and what stands under any other heading is commentary. Never throws; no word is dropped. Rules EX6, EX7.
import { type BlockId, isTagId, type TagId } from "../../shared/ids.ts"
import { blockNames } from "../../shared/model/block-names.ts"
import type { Template } from "../../shared/model/blocks.ts"
import {
  type Canvas,
  type Card,
  hues,
  type RichNode,
  type RichText,
  type Tag,
} from "../../shared/model/canvas.ts"
import { firstOrders } from "../../shared/model/order.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import { isRecord } from "../../shared/record.ts"
import type { ReadContext, ReadFile } from "./format.ts"
import { readFrontMatter } from "./front-matter.ts"
import { parts } from "./markdown.ts"
import { readTokens } from "./markdown-inline.ts"
import { lineForm } from "./markdown-text.ts"
import { type Branch, levelOf, lineIn, richText, treeOf } from "./markdown-tree.ts"

/** The longest articles have a tenth of this; readers of Markdown take long over what is made to be slow. */
const MAX_LENGTH = 2_000_000
const MAX_LINE_LENGTH = 500

export function readMarkdown(text: string, context: ReadContext): ReadFile {
  if (text.length > MAX_LENGTH)
    return {
      ok: false,
      fault: `A Markdown file may have up to ${MAX_LENGTH.toLocaleString("en")} characters.`,
    }
  const { fields, body } = readFrontMatter(text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"))
  const tokens = readTokens(body)
  if (!tokens) return { ok: false, fault: "This Markdown is nested too deep to be read." }
  const tree = treeOf(tokens)
  const tags = tagsIn(fields.get("legend"))
  const { title, lead, board, commentary, remarks } = partsOf(tree, context.template)
  if (fields.size === 0 && title === "" && lead.length + board.length + commentary.length === 0)
    return { ok: false, fault: "There are no words in this file." }
  const line = (name: string) => {
    const value = fields.get(name)
    return typeof value === "string" ? value.slice(0, MAX_LINE_LENGTH) : ""
  }
  const canvas: Canvas = {
    title: (title === "" ? line("title") : title).slice(0, MAX_LINE_LENGTH),
    category: line("category"),
    designedFor: line("designed for"),
    designedBy: line("designed by"),
    template: context.template,
    tags,
    lead,
    cards: cardsOf(board, tags, context),
    commentary,
  }
  if (board.length === 0 && !isOurs(tree))
    remarks.push(`No heading names a block of the ${context.template.name}: all of it is in the commentary.`)
  return { ok: true, canvas, remarks }
}

/** What becomes a card, as it was found under a block. */
interface Found {
  block: BlockId
  branches: readonly Branch[]
}

interface Parts {
  title: string
  lead: RichText
  board: Found[]
  commentary: RichText
  remarks: string[]
}

const placeOf = (part: string, tree: readonly Branch[]): number =>
  tree.findIndex(({ token }) => token.content.trim() === part)

const isOurs = (tree: readonly Branch[]): boolean => {
  const canvas = placeOf(parts.canvas, tree)
  return canvas >= 0 && placeOf(parts.commentary, tree) > canvas
}

function partsOf(tree: readonly Branch[], template: Template): Parts {
  const at = (part: string) => placeOf(part, tree)
  const [canvas, commentary, comments] = [at(parts.canvas), at(parts.commentary), at(parts.comments)]
  const { title, rest } = titleIn(tree)
  if (!isOurs(tree)) return { title, ...sectionsOf(rest, template) }
  const board = sectionsOf(tree.slice(canvas + 1, commentary), template)
  const end = comments > commentary ? comments : tree.length
  return {
    title,
    lead: richText(rest.slice(0, rest.indexOf(tree[canvas] as Branch))),
    board: board.board,
    // A block that this template lacks.
    commentary: [...richText(tree.slice(commentary + 1, end)), ...board.commentary],
    remarks: [
      ...board.remarks,
      ...(end < tree.length
        ? ["Comments are left out: who said something can only be known where it was said."]
        : []),
    ],
  }
}

/** A heading of the first level that the text begins with. */
function titleIn(tree: readonly Branch[]): { title: string; rest: readonly Branch[] } {
  const [first, ...rest] = tree
  return first?.token.type === "heading_open" && first.token.tag === "h1"
    ? { title: plainText([paragraphOf(lineIn(first))]).replace(/\n/g, " "), rest }
    : { title: "", rest: tree }
}

const wordsIn = (heading: Branch): string =>
  plainText([paragraphOf(lineIn(heading))])
    .replace(/\s+/g, " ")
    .trim()
const paragraphOf = (content: RichNode[]): RichNode => ({ type: "paragraph", content })

type Place = { kind: "lead" } | { kind: "block"; block: BlockId; level: number } | { kind: "article" }

function sectionsOf(tree: readonly Branch[], template: Template): Omit<Parts, "title"> {
  const names = blockNames(template)
  const found: Omit<Parts, "title"> = { lead: [], board: [], commentary: [], remarks: [] }
  let place: Place = { kind: "lead" }
  for (const branch of tree) {
    const isHeading = branch.token.type === "heading_open"
    const block = isHeading ? names.named(wordsIn(branch)) : undefined
    if (block !== undefined) place = { kind: "block", block, level: levelOf(branch) }
    else if (isHeading && (place.kind !== "block" || levelOf(branch) <= place.level))
      place = { kind: "article" }
    if (block !== undefined) continue
    if (place.kind === "lead") found.lead.push(...richText([branch]))
    else if (place.kind === "article") found.commentary.push(...richText([branch]))
    else if (!isAttribution(branch, template)) found.board.push(...cardsIn(branch, place.block))
  }
  return found
}

/** The line below the board that says whose canvas it is. */
const isAttribution = (branch: Branch, { attribution }: Template): boolean =>
  branch.token.type === "paragraph_open" && attribution !== "" && wordsIn(branch) === attribution

/** A list's items are cards, and so is everything else that stands under a block. */
function cardsIn(branch: Branch, block: BlockId): Found[] {
  const { type } = branch.token
  if (type === "bullet_list_open" || type === "ordered_list_open")
    return branch.branches.map(item => ({ block, branches: item.branches }))
  return type === "html_block" || type === "hr" ? [] : [{ block, branches: [branch] }]
}

function cardsOf(
  board: readonly Found[],
  tags: readonly Tag[],
  { newCardId, template }: ReadContext,
): Card[] {
  return template.blocks.flatMap(({ id }) => {
    const own = board.filter(({ block }) => block === id)
    const orders = firstOrders(own.length)
    return own.map(({ branches }, i) => {
      const { text, tag } = tagged(branches, tags)
      return {
        id: newCardId(),
        block: id,
        order: orders[i] ?? "",
        text,
        ...(tag && { tag }),
        by: "",
        born: 0,
      }
    })
  })
}

/** Takes the tag off a card's first line: words in brackets that were not escaped, and are the name of one. */
function tagged(branches: readonly Branch[], tags: readonly Tag[]): { text: RichText; tag?: TagId } {
  const [first, ...rest] = branches
  const line = first?.token.type === "paragraph_open" ? (first.branches[0]?.token.children ?? []) : []
  const from = line.findLastIndex(({ type, content }) => type === "text" && content.includes("["))
  const opening = line[from]
  const bracket = opening?.content.lastIndexOf("[") ?? -1
  const label = [opening?.content.slice(bracket), ...line.slice(from + 1).map(({ content }) => content)].join(
    "",
  )
  const tag = tags.find(({ name }) => label === `[${lineForm(name)}]`)
  if (!first || !opening || !tag) return { text: richText(branches) }
  opening.content = opening.content.slice(0, bracket).trimEnd()
  line.splice(from + 1)
  return { text: richText([first, ...rest]), tag: tag.id }
}

function tagsIn(legend: unknown): Tag[] {
  const tags = (Array.isArray(legend) ? legend : []).flatMap((value: unknown): Tag[] => {
    const { id, name, hue } = isRecord(value) ? value : {}
    const known = hues.find(each => each === hue)
    return isTagId(id) && typeof name === "string" && name !== "" && known
      ? [{ id, name: name.slice(0, 60), hue: known }]
      : []
  })
  return tags.filter(({ id }, i) => tags.findIndex(each => each.id === id) === i).slice(0, 200)
}
