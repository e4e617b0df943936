// A comment as it is written, in a plain field with a few signs, and as it is kept, in parts. A plain field because it
// has to be good on a phone, under an input method and for a screen reader, and to weigh nothing. Rule DI22.
//
//   **bold**  *italic* or _italic_  ~~strike~~  `code`  [words](address)  https://…  @Name  \* for a plain star

import type { PersonId } from "../../shared/ids.ts"
import type { RichMark, RichNode, RichText } from "../../shared/model/canvas.ts"
import { mention, mentionedIn } from "../../shared/model/comment-text.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import type { Draft, Mentioned } from "../sync/drafts.ts"
import { addressOf } from "../text/address.ts"

interface Sign {
  /** Matches from the sign to its end; the first group is what it is about, the second an address. */
  pattern: RegExp
  mark: "bold" | "italic" | "strike" | "code" | "link"
}

const signs: readonly Sign[] = [
  { mark: "code", pattern: /`([^`]+)`/y },
  { mark: "bold", pattern: /\*\*(?=\S)(.+?)(?<=\S)\*\*/y },
  { mark: "strike", pattern: /~~(?=\S)(.+?)(?<=\S)~~/y },
  { mark: "italic", pattern: /\*(?=[^\s*])(.+?)(?<=[^\s*])\*/y },
  { mark: "italic", pattern: /(?<![\p{L}\p{N}])_(?=\S)(.+?)(?<=\S)_(?![\p{L}\p{N}])/uy },
  { mark: "link", pattern: /\[([^\]]+)\]\(([^\s)]+)\)/y },
  { mark: "link", pattern: /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/y },
]
const ESCAPED = /\\([\\*_~`[@])/y
const MAY_BEGIN = /[\\*_~`[@h]/g

/** @returns the comment as it is kept; empty where nothing was written. */
export function bodyOf({ words, mentions }: Draft): RichText {
  const reader = signReader(mentions)
  const lines = words.replace(/\p{Cs}/gu, "\ufffd").split(/\r?\n/)
  const written = lines.map(line => line.trimEnd())
  const first = written.findIndex(line => line !== "")
  const last = written.findLastIndex(line => line !== "")
  return written
    .slice(Math.max(0, first), last + 1)
    .filter((line, index, all) => line !== "" || all[index - 1] !== "")
    .map(line => (line === "" ? paragraph("") : { type: "paragraph", content: reader(line, []) }))
}

/** Reads a line; names are given to the people of that name in the order in which they were chosen. */
function signReader(mentions: readonly Mentioned[]) {
  const left = [...mentions]
  const known = [...mentions].sort((a, b) => b.name.length - a.name.length)

  function mentionAt(line: string, at: number): Mentioned | undefined {
    if (line[at] !== "@") return undefined
    const named = known.find(
      ({ name }) => line.startsWith(name, at + 1) && !/[\p{L}\p{N}]/u.test(line[at + 1 + name.length] ?? ""),
    )
    const index = left.findIndex(({ name }) => name === named?.name)
    return index >= 0 ? left.splice(index, 1)[0] : named
  }

  return function read(line: string, marks: readonly RichMark[]): RichNode[] {
    const nodes: RichNode[] = []
    let plain = ""
    const flush = () => {
      if (plain !== "")
        nodes.push({ type: "text", text: plain, ...(marks.length > 0 && { marks: [...marks] }) })
      plain = ""
    }
    for (let at = 0; at < line.length; ) {
      const mentioned = mentionAt(line, at)
      const escaped = matchAt(ESCAPED, line, at)
      const signed = mentioned || escaped ? undefined : signAt(line, at, marks)
      if (mentioned) {
        flush()
        nodes.push(mention(mentioned.person))
        at += 1 + mentioned.name.length
      } else if (escaped) {
        plain += escaped[1]
        at += escaped[0].length
      } else if (signed) {
        flush()
        const { mark, inside, length } = signed
        const inner = [...marks, mark]
        const isWhole = mark.type === "code" || (mark.type === "link" && inside === mark.attrs?.href)
        nodes.push(...(isWhole ? [{ type: "text", text: inside, marks: inner }] : read(inside, inner)))
        at += length
      } else {
        const next = nextSign(line, at + 1)
        plain += line.slice(at, next)
        at = next
      }
    }
    flush()
    return nodes
  }
}

function signAt(line: string, at: number, marks: readonly RichMark[]) {
  for (const { mark, pattern } of signs) {
    const match = marks.some(({ type }) => type === mark) ? undefined : matchAt(pattern, line, at)
    const inside = match?.[1]
    if (!match || inside === undefined) continue
    if (mark !== "link") return { mark: { type: mark }, inside, length: match[0].length }
    const href = addressOf(match[2] ?? inside)
    if (href !== undefined) return { mark: { type: mark, attrs: { href } }, inside, length: match[0].length }
  }
  return undefined
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(line) ?? undefined
}

function nextSign(line: string, from: number): number {
  MAY_BEGIN.lastIndex = from
  return MAY_BEGIN.exec(line)?.index ?? line.length
}

/** @returns the comment as somebody writes it, to be edited. Plain words that look like signs are told apart. */
export function draftOf(body: RichText, nameOf: (person: PersonId) => string): Draft {
  const people = body.flatMap(({ content = [] }) => content.flatMap(node => mentionedIn(node) ?? []))
  const mentions = people.map(person => ({ person, name: nameOf(person) }))
  const written = (protect: (words: string) => string) => ({
    words: body
      .map(({ content = [] }) => content.map(node => wordsOf(node, nameOf, protect)).join(""))
      .join("\n"),
    mentions,
  })
  const plain = written(words => words)
  const isTrue = JSON.stringify(bodyOf(plain)) === JSON.stringify(body)
  return isTrue ? plain : written(words => words.replace(/[\\*_~`[@]/g, "\\$&"))
}

function wordsOf(
  node: RichNode,
  nameOf: (person: PersonId) => string,
  protect: (words: string) => string,
): string {
  if (node.type === "hardBreak") return "\n"
  const person = mentionedIn(node)
  if (person !== undefined) return `@${nameOf(person)}`
  const isCode = node.marks?.some(({ type }) => type === "code") ?? false
  return (node.marks ?? []).reduceRight(signed, isCode ? (node.text ?? "") : protect(node.text ?? ""))
}

function signed(words: string, { type, attrs }: RichMark): string {
  switch (type) {
    case "bold":
      return `**${words}**`
    case "italic":
      return `*${words}*`
    case "strike":
      return `~~${words}~~`
    case "code":
      return `\`${words}\``
    case "link":
      return words === attrs?.href ? words : `[${words}](${attrs?.href})`
    default:
      return words
  }
}
