// What a comment may be made of: paragraphs of plain words, simple marks, links and mentions. Less than a card's text,
// since it is shown in a narrow rail, in an inbox and in other programs' messages.
import { isPersonId, type PersonId } from "../ids.ts"
import { checkAttributes } from "./attributes.ts"
import type { RichMark, RichNode, RichText } from "./canvas.ts"
import type { CheckedText } from "./schema.ts"

export const MAX_COMMENT_LENGTH = 10_000
/** Runs, breaks and mentions; more can only be made by a program. */
export const MAX_COMMENT_NODES = 2_000
export const commentMarks = ["bold", "italic", "strike", "code", "link"] as const

/** A mention as it stands in a comment; the name is looked up when it is shown, since people change theirs. */
export const mention = (person: PersonId): RichNode => ({ type: "mention", attrs: { person } })

/** @returns the person a node mentions, or undefined where it is no mention. */
export function mentionedIn({ type, attrs }: RichNode): PersonId | undefined {
  return type === "mention" && isPersonId(attrs?.person) ? attrs.person : undefined
}

/** Everybody a comment mentions, once each. */
export const mentionsIn = (body: RichText): PersonId[] => [
  ...new Set(body.flatMap(({ content = [] }) => content.flatMap(node => mentionedIn(node) ?? []))),
]

/** Whether a comment mentions somebody. */
export const doesMention = (body: RichText, person: PersonId): boolean =>
  body.some(({ content = [] }) => content.some(node => mentionedIn(node) === person))

/** The words alone, a line for each paragraph; mentions by the name `nameOf` gives. */
export const commentWords = (body: RichText, nameOf: (person: PersonId) => string): string =>
  body.map(({ content = [] }) => content.map(node => inlineWords(node, nameOf)).join("")).join("\n")

function inlineWords(node: RichNode, nameOf: (person: PersonId) => string): string {
  if (node.type === "hardBreak") return "\n"
  const person = mentionedIn(node)
  return person === undefined ? (node.text ?? "") : `@${nameOf(person)}`
}

/** Says whether this is a comment that may be stored: of the known parts, neither empty nor too long. */
export function checkComment(body: RichText): CheckedText {
  const fault = faultIn(body)
  return fault === undefined ? { ok: true } : { ok: false, fault }
}

/** In one go: whoever opens a room has thousands of comments checked at once. */
function faultIn(body: RichText): string | undefined {
  let parts = body.length
  let length = 0
  let isBlank = true
  for (const paragraph of body) {
    const { content = [] } = paragraph
    parts += content.length
    if (parts > MAX_COMMENT_NODES) return "the comment has too many parts"
    const fault = faultInParagraph(paragraph) ?? firstFault(content)
    if (fault) return fault
    for (const { type, text = "" } of content) {
      length += text.length
      isBlank &&= type !== "mention" && text.trim() === ""
    }
  }
  if (length > MAX_COMMENT_LENGTH) return `a comment may have up to ${MAX_COMMENT_LENGTH} characters`
  return isBlank ? "the comment is empty" : undefined
}

function firstFault(content: readonly RichNode[]): string | undefined {
  for (const node of content) {
    const fault = faultInInline(node)
    if (fault) return fault
  }
  return undefined
}

const faultInParagraph = (node: RichNode): string | undefined =>
  node.type !== "paragraph" || node.text !== undefined || node.attrs || node.marks
    ? "a comment is made of plain paragraphs"
    : undefined

function faultInInline(node: RichNode): string | undefined {
  if (node.content) return `"${node.type}" has content`
  switch (node.type) {
    case "text":
      return node.text && !node.attrs
        ? node.marks && faultInMarks(node.marks)
        : "a run of text has text and marks only"
    case "hardBreak":
      return node.attrs || node.marks || node.text !== undefined
        ? "a line break has nothing in it"
        : undefined
    case "mention":
      return mentionedIn(node) && Object.keys(node.attrs ?? {}).length === 1 && !node.marks
        ? undefined
        : "a mention names a person"
    default:
      return `"${node.type}" in a comment`
  }
}

function faultInMarks(marks: readonly RichMark[]): string | undefined {
  const unknown = marks.find(({ type }) => !(commentMarks as readonly string[]).includes(type))
  if (unknown) return `"${unknown.type}" in a comment`
  if (new Set(marks.map(({ type }) => type)).size < marks.length) return "a mark stands twice"
  const checked = checkAttributes([{ type: "text", marks: [...marks] }])
  return checked.ok ? undefined : checked.fault
}
