// Markdown's own reader, set up once, and a line of its tokens → words with marks. Tags that stand for marks are read
// as such, all others are passed over; addresses lead where links may, or nowhere. Rules EX6, EX7.
import MarkdownIt, { type Token } from "markdown-it"
import cjkFriendly from "markdown-it-cjk-friendly"
import type { RichMark, RichNode } from "../../shared/model/canvas.ts"
import { safeHref } from "../../shared/model/href.ts"

/** What is nested deeper is not read at all. */
const MAX_NESTING = 1_000

type Reader = InstanceType<typeof MarkdownIt>

function newReader(): Reader {
  // Bare addresses stay words, as they were when they left.
  const reader = new MarkdownIt({ html: true, linkify: false })
  reader.set({ maxNesting: MAX_NESTING })
  reader.validateLink = href => safeHref(href) !== undefined
  // Addresses are kept as they are written; safeHref has judged them.
  reader.normalizeLink = href => href
  reader.normalizeLinkText = text => text
  // Which words were escaped is still to be seen: a tag behind a card's words is not.
  reader.core.ruler.disable("text_join")
  return reader
}

let made: { friendly: Reader; plain: Reader } | undefined
/** The reader that knows where emphasis ends between Chinese letters, and one as other programs have it. */
function readers(): { friendly: Reader; plain: Reader } {
  made ??= { friendly: newReader().use(cjkFriendly), plain: newReader() }
  return made
}

/** @returns undefined where the text is nested so deep that words of it would be missing. */
export function readTokens(markdown: string): Token[] | undefined {
  const tokens = readers().friendly.parse(markdown, {})
  return tokens.some(({ level }) => level >= MAX_NESTING - 1) ? undefined : tokens
}

/** True where a line of Markdown is read as these words and marks, here and by programs without our extension. */
export function readsAs(markdown: string, words: readonly RichNode[]): boolean {
  const { friendly, plain } = readers()
  const wanted = JSON.stringify(words)
  return [friendly, plain].every(reader => {
    const [line] = reader.parseInline(markdown, {})
    return JSON.stringify(readInline(line?.children ?? [])) === wanted
  })
}

const markTags: Record<string, string> = {
  strong: "bold",
  b: "bold",
  em: "italic",
  i: "italic",
  s: "strike",
  del: "strike",
  strike: "strike",
  u: "underline",
  ins: "underline",
  code: "code",
}
/** Of marks on one run, from the outermost in. */
const order = ["link", "bold", "italic", "strike", "underline", "code"]

/** @returns runs of equal marks, joined; hard breaks between them. */
export function readInline(tokens: readonly Token[]): RichNode[] {
  const open: RichMark[] = []
  const nodes: RichNode[] = []

  function add(text: string, more: RichMark[] = []): void {
    if (text === "") return
    const byType = new Map([...open, ...more].map(mark => [mark.type, mark]))
    const marks = order.flatMap(type => byType.get(type) ?? [])
    const last = nodes.at(-1)
    if (last?.type === "text" && JSON.stringify(last.marks ?? []) === JSON.stringify(marks))
      nodes[nodes.length - 1] = { ...last, text: `${last.text}${text}` }
    else nodes.push({ type: "text", text, ...(marks.length > 0 && { marks }) })
  }

  function close(type: string): void {
    const at = open.findLastIndex(mark => mark.type === type)
    if (at >= 0) open.splice(at, 1)
  }

  for (const token of tokens) {
    const tag = /^(?:strong|em|s|a)_/.exec(token.type) ? token.tag : undefined
    switch (token.type) {
      case "text":
      case "text_special":
        add(token.content)
        break
      case "code_inline":
        add(token.content, [{ type: "code" }])
        break
      case "softbreak":
        add(" ")
        break
      case "hardbreak":
        nodes.push({ type: "hardBreak" })
        break
      case "link_open":
        open.push(linkOf(token.attrGet("href")))
        break
      case "link_close":
        close("link")
        break
      case "image":
        // The words stand for the picture; what it shows is not fetched.
        add(token.content, [linkOf(token.attrGet("src"))])
        break
      case "html_inline":
        readTag(token.content)
        break
      default:
        if (tag !== undefined && token.nesting > 0) open.push({ type: markTags[tag] ?? tag })
        else if (tag !== undefined) close(markTags[tag] ?? tag)
    }
  }

  function readTag(html: string): void {
    const [, slash, name = ""] = /^<(\/?)([a-z]+)/i.exec(html) ?? []
    const type = markTags[name.toLowerCase()]
    if (name.toLowerCase() === "br") nodes.push({ type: "hardBreak" })
    else if (type && slash === "") open.push({ type })
    else if (type) close(type)
  }

  return nodes
}

function linkOf(address: unknown): RichMark {
  const href = safeHref(address)
  return href === undefined ? { type: "none" } : { type: "link", attrs: { href } }
}
