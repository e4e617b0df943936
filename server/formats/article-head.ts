// What stands at the beginning of an article before its parts: a category, the title, who it was made for and by, and the
// lead. Owns where that ends.
import type { RichNode, RichText } from "../../shared/model/canvas.ts"
import { plainText } from "../../shared/model/rich-text.ts"

export interface ArticleHead {
  category: string
  title: string
  designedFor: string
  designedBy: string
  lead: RichText
  /** All that comes after. */
  rest: RichText
}

/** As long as a canvas file's may be. */
const MAX_TITLE_LENGTH = 500
const MAX_CATEGORY_LENGTH = 60

/** @param isPart whether a node begins a part of the article, and so belongs to no head. */
export function headOf(text: RichText, isPart: (node: RichNode) => boolean): ArticleHead {
  const whole = text.filter(hasWords)
  const [first, second] = whole
  const hasCategory =
    first?.type === "paragraph" && second?.type === "heading" && wordsOf(first).length <= MAX_CATEGORY_LENGTH
  const heading = hasCategory ? second : first
  const title = heading?.type === "heading" ? wordsOf(heading) : ""
  const none = { category: "", title: "", designedFor: "", designedBy: "", lead: [], rest: text }
  if (!heading || title === "" || title.length > MAX_TITLE_LENGTH || isPart(heading)) return none
  if (hasCategory && isPart(first)) return none
  const below = text.slice(text.indexOf(heading) + 1)
  const end = below.findIndex(node => node.type !== "paragraph" || isPart(node))
  const lead = (end < 0 ? [] : below.slice(0, end)).filter(hasWords)
  const made = lead[0] && madeBy(wordsOf(lead[0]))
  return {
    category: hasCategory ? wordsOf(first) : "",
    title,
    designedFor: made?.designedFor ?? "",
    designedBy: made?.designedBy ?? "",
    lead: made ? lead.slice(1) : lead,
    rest: end < 0 ? below : below.slice(end),
  }
}

export const hasWords = (node: RichNode): boolean => plainText([node]).trim() !== ""
const wordsOf = (node: RichNode): string => plainText([node]).trim()

/** The line under the title of our own documents. */
function madeBy(line: string): { designedFor: string; designedBy: string } | undefined {
  const match = /^(?:Designed for (.*?))?\s*(?:Designed by (.*))?$/u.exec(line)
  if (!match || line.length > MAX_TITLE_LENGTH) return undefined
  const [, designedFor = "", designedBy = ""] = match
  return designedFor === "" && designedBy === "" ? undefined : { designedFor, designedBy }
}
