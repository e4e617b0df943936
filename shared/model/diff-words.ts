// What changed, told in plain words and written in Markdown, for a mail or a chat: "2 cards moved from Channels to Key
// Partners". What people wrote is quoted in a way that no sign in it is taken for Markdown.
import type { Canvas } from "./canvas.ts"
import { type CanvasDiff, isEmptyDiff, type TagDiff } from "./diff.ts"
import { type ArticleChange, articleChanges, changedCells, changedLines, plainOf } from "./diff-article.ts"
import type { CardDiff } from "./diff-cards.ts"
import { type CardChangeKind, cardChangeKinds, kindsOf } from "./diff-kinds.ts"
import { wordsOf } from "./diff-line.ts"
import { type TextDiff, textAfter, textBefore } from "./diff-text.ts"
import { nameOfText } from "./rich-text.ts"

interface Sides {
  before: Canvas
  after: Canvas
}

/** Longer stretches that stayed are cut to this many letters beside what changed. */
const CONTEXT_LENGTH = 32
const MAX_QUOTE_LENGTH = 120

/** @returns a Markdown list with a line for each change, or a sentence where there is none. */
export function diffInWords(diff: CanvasDiff, sides: Sides): string {
  if (isEmptyDiff(diff)) return "Nothing changed.\n"
  const lines = [
    ...diff.lines.map(({ field, before, after }) => `${lineNames[field]}: ${replaced(before, after)}`),
    ...(diff.template ? [`The canvas is now a ${quote(diff.template.after.name)}`] : []),
    ...diff.tags.map(tagInWords),
    ...cardsInWords(diff.cards, sides),
    ...articleInWords("Lead", diff.lead),
    ...articleInWords("Commentary", diff.commentary),
  ]
  // Changes within the archive have no words: nobody sees them.
  return lines.length === 0
    ? "Nothing that can be seen changed.\n"
    : `${lines.map(line => `- ${line}\n`).join("")}`
}

export const lineNames = {
  title: "Title",
  category: "Category",
  designedFor: "Designed for",
  designedBy: "Designed by",
} as const

function tagInWords(change: TagDiff): string {
  if (change.kind === "changed") {
    const { before, after } = change
    if (before.name === after.name) return `Tag ${quote(after.name)} has another colour`
    return `Tag ${quote(before.name)} is now called ${quote(after.name)}`
  }
  return `Tag ${quote(change.tag.name)} ${change.kind}`
}

/** What is said of several cards at once: how they changed, and of which blocks and tags. */
type Told = Exclude<CardChangeKind, "retitled" | "reworded">

function cardsInWords(changes: readonly CardDiff[], sides: Sides): string[] {
  const blocks = [...sides.before.template.blocks, ...sides.after.template.blocks]
  const names = new Map<string, string>(blocks.map(({ id, title }) => [id, plain(title)]))
  const nameOf = (block: string) => names.get(block) ?? plain(block)
  const groups = new Map<string, { kind: Told; cards: string[] }>()
  const singles: string[] = []
  for (const change of changes) {
    for (const kind of kindsOf(change)) {
      if (kind === "retitled" || kind === "reworded") {
        singles.push(`${nameOf(placeOf(change).block)}: ${textInWords(change, kind)}`)
        continue
      }
      const told = toldOf(kind, change, nameOf, sides)
      const group = groups.get(told) ?? { kind, cards: [] }
      group.cards.push(plain(nameOfCard(change, sides)))
      groups.set(told, group)
    }
  }
  const rank = ({ kind }: { kind: Told }) => cardChangeKinds.indexOf(kind)
  const grouped = [...groups]
    .sort(([, a], [, b]) => rank(a) - rank(b))
    .map(
      ([told, { cards }]) =>
        `${cards.length} ${cards.length === 1 ? "card" : "cards"} ${told}: ${cards.join("; ")}`,
    )
  return [...grouped, ...singles]
}

const placeOf = (change: CardDiff) =>
  change.kind === "added" ? change.after : change.kind === "removed" ? change.before : change.place.after

/** The card's title as it is now, or was when it went. */
export function nameOfCard(change: CardDiff, { before, after }: Sides): string {
  if (change.kind !== "changed") return nameOfText(change.card.text)
  const card = [...after.cards, ...before.cards].find(({ id }) => id === change.id)
  return nameOfText(card?.text ?? [])
}

function toldOf(kind: Told, change: CardDiff, nameOf: (block: string) => string, sides: Sides): string {
  const here = nameOf(placeOf(change).block)
  switch (kind) {
    case "added":
      return `added to ${here}`
    case "restored":
      return `brought back to ${here}`
    case "archived":
      return `archived from ${nameOf(change.kind === "changed" ? change.place.before.block : "")}`
    case "removed":
      return `removed from ${here}`
    case "moved":
      return `moved from ${nameOf(change.kind === "changed" ? change.place.before.block : "")} to ${here}`
    case "reordered":
      return `put elsewhere within ${here}`
    case "reformatted":
      return `in ${here} formatted anew`
    default:
      return `in ${here} ${tagged(change, sides)}`
  }
}

function tagged(change: CardDiff, { before, after }: Sides): string {
  const tag = change.kind === "changed" ? change.tag : undefined
  const nameOf = (id: string | undefined) =>
    [...after.tags, ...before.tags].find(each => each.id === id)?.name ?? "a tag that is gone"
  return tag?.after === undefined
    ? `no longer tagged ${quote(nameOf(tag?.before))}`
    : `now tagged ${quote(nameOf(tag.after))}`
}

function textInWords(change: CardDiff, kind: "retitled" | "reworded"): string {
  const text = change.kind === "changed" ? (change.text ?? []) : []
  const [old, fresh] = [nameOfText(textBefore(text) ?? []), nameOfText(textAfter(text) ?? [])]
  if (kind === "retitled") return `${quote(old)} is now called ${quote(fresh)}`
  return `${quote(fresh)} reworded: ${excerpts(text)}`
}

function articleInWords(name: string, diff: TextDiff): string[] {
  return articleChanges(diff).map(change => {
    const place =
      change.under === "" || change.type === "heading" ? name : `${name}, under ${quote(change.under)}`
    return `${place}: ${blockInWords(change)}`
  })
}

function blockInWords({ kind, type, words, inside }: ArticleChange): string {
  const noun = blockNouns[type] ?? "block"
  if (!inside) return words.trim() === "" ? `an empty ${noun} ${kind}` : `${noun} ${kind}: ${quote(words)}`
  const cells = changedCells(inside)
  const shown = excerpts(inside)
  const about =
    type === "table" && cells > 0
      ? `${cells} ${cells === 1 ? "cell" : "cells"} of a table changed`
      : `${noun} changed`
  return shown === "" ? `${noun} formatted anew` : `${about}: ${shown}`
}

export const blockNouns: Record<string, string> = {
  paragraph: "paragraph",
  heading: "heading",
  bulletList: "list",
  orderedList: "list",
  blockquote: "quotation",
  codeBlock: "code",
  horizontalRule: "line",
  table: "table",
}

/** What changed inside of a text, with the words around it. */
function excerpts(diff: TextDiff): string {
  return changedLines(diff)
    .map(excerpt)
    .filter(words => words !== "")
    .join(" / ")
}

/** "…sells ~~cheap~~ **free** access to…"; "" where no word changed. */
function excerpt(line: TextDiff): string {
  if (line.every(({ kind }) => kind === "same" || kind === "restyled")) return ""
  const parts = line.map((change, index) => {
    if (change.kind === "changed") return ""
    if (change.kind === "added" || change.kind === "removed") {
      const isReplaced = change.kind === "removed" && line[index + 1]?.kind === "added"
      return signed(change.kind === "added" ? "**" : "~~", plainOf(change.nodes)) + (isReplaced ? " " : "")
    }
    const words = plainOf(change.kind === "same" ? change.nodes : change.after)
    return plain(context(words, { cutsFront: index === 0, cutsBack: index === line.length - 1 }))
  })
  return oneLine(parts.join("")).trim()
}

/** Markdown's signs must stand right at the words, and spaces outside of them. */
function signed(sign: string, words: string): string {
  const [, before = "", core = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(words) ?? []
  return core === "" ? words : `${before}${sign}${plain(core)}${sign}${after}`
}

/** The words of a long stretch that stand next to a change. */
function context(words: string, { cutsFront, cutsBack }: { cutsFront: boolean; cutsBack: boolean }): string {
  const tokens = wordsOf(words)
  const start = cutsFront ? "" : firstOf(tokens, CONTEXT_LENGTH)
  const end = cutsBack ? "" : firstOf(tokens.toReversed(), CONTEXT_LENGTH)
  if (start.length + end.length >= words.length) return words
  return `${start.trimEnd()}${cutsFront || cutsBack ? "…" : " … "}${words.slice(words.length - end.length).trimStart()}`
}

/** Whole words from the front, of so many letters together at most. */
function firstOf(tokens: readonly string[], maxLength: number): string {
  let taken = ""
  for (const token of tokens) {
    if (taken.length + token.length > maxLength) break
    taken += token
  }
  return taken
}

const replaced = (before: string, after: string): string =>
  before === ""
    ? `**${plain(after)}**`
    : after === ""
      ? `~~${plain(before)}~~`
      : `~~${plain(before)}~~ **${plain(after)}**`

function quote(words: string): string {
  const line = oneLine(words).trim()
  const short =
    line.length > MAX_QUOTE_LENGTH ? `${[...line].slice(0, MAX_QUOTE_LENGTH).join("").trimEnd()}…` : line
  return `“${plain(short)}”`
}

const oneLine = (words: string): string => words.replace(/\s+/g, " ")

/** Words without a sign that Markdown would read. */
const plain = (words: string): string => oneLine(words).replace(/[\\`*_~[\]<>#|&!]/g, "\\$&")
