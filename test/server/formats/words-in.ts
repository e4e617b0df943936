// The words of a canvas's cards as they are found in an exported file of each format, block by block, by readers that are
// not ours: what anybody would take out of it, not what we meant to write.
import { unzipSync } from "fflate"
import { Window } from "happy-dom"
import mammoth from "mammoth"
import MarkdownIt from "markdown-it"
import Papa from "papaparse"
import type { ExportSource } from "../../../server/formats/format.ts"
import type { ExportFormat } from "../../../shared/formats-api.ts"
import type { CanvasFile } from "../../../shared/model/canvas-file.ts"
import type { PackedText } from "../../../shared/model/packed-text.ts"
import { pdfPages } from "../../harness/office.ts"
import { boardBlocks, withoutFoot } from "./board-pages.ts"
import { bare } from "./sample-canvas.ts"

/** By the titles of the blocks, in their order, and bare. */
export type BlockWords = Map<string, string>
type Reader = (file: Uint8Array, source: ExportSource) => BlockWords | Promise<BlockWords>
export type WordyFormat = Exclude<ExportFormat, "png" | "zip">

export const wordsIn: Record<WordyFormat, Reader> = {
  json(file) {
    const { template, blocks } = JSON.parse(textOf(file)) as CanvasFile
    return new Map(
      template.blocks.map(({ id, title }) => [
        title,
        bare((blocks[id] ?? []).map(card => packedWords(card.text)).join("")),
      ]),
    )
  },

  markdown(file) {
    const said: Said[] = []
    let isHeading = false
    for (const token of new MarkdownIt({ html: true }).parse(boardOf(textOf(file)), {})) {
      if (token.type === "heading_open") isHeading = true
      if (token.type !== "inline") continue
      const words = (token.children ?? []).map(({ content }) => content).join("")
      // What stands in no list is the attribution below the board.
      if (isHeading) said.push({ title: words })
      else if (token.level > 1) said.push({ words })
      isHeading = false
    }
    return byBlock(said)
  },

  csv(file, { canvas }) {
    const { data } = Papa.parse<Record<string, string>>(textOf(file), { header: true, skipEmptyLines: true })
    return byBlock(
      canvas.template.blocks.flatMap(({ title }) => [
        { title },
        ...data
          .filter(row => row.Block === title)
          .map(({ Title, Detail }) => ({ words: [Title, Detail].filter(Boolean).join(": ") })),
      ]),
    )
  },

  html(file) {
    const elements = [...pageOf(textOf(file)).querySelectorAll(".block h2, .block .card")]
    return byBlock(
      elements.map(({ tagName, textContent }) =>
        tagName === "H2" ? { title: textContent.replace(/^\d+ /, "") } : { words: textContent },
      ),
    )
  },

  async docx(file) {
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(file) })
    const elements = [...pageOf(value).body.children]
    const board = elements.slice(elements.findIndex(({ tagName }) => tagName === "H2"))
    return byBlock(
      board.map(({ tagName, textContent }) =>
        tagName === "H2" ? { title: textContent } : { words: textContent },
      ),
    )
  },

  async pdf(file, source) {
    return boardBlocks(withoutFoot(await pdfPages(file), source), source.canvas)
  },

  pptx(file, source) {
    const parts = unzipSync(file)
    const slides = Object.keys(parts).filter(name => /^ppt\/slides\/slide\d+\.xml$/.test(name))
    const said = Array.from(slides, (_, i) => {
      const xml = textOf(parts[`ppt/slides/slide${i + 1}.xml`] ?? new Uint8Array())
      return Array.from(xml.matchAll(/<a:t>([^<]*)<\/a:t>/g), ([, words = ""]) => unescaped(words)).join("")
    })
    return boardBlocks(withoutFoot(said, source), source.canvas)
  },

  svg(file, { canvas }) {
    const labels = Array.from(
      textOf(file).matchAll(/<g role="\w+" aria-label="([^"]*)"/g),
      ([, label = ""]) => unescaped(label),
    )
    const said = bare(labels.join(""))
    const foot = bare(canvas.template.attribution)
    return boardBlocks([said.endsWith(foot) ? said.slice(0, -foot.length) : said], canvas)
  },
}

/** Words stand as they are; what is around them has them in its content. */
function packedWords(nodes: PackedText): string {
  return nodes.map(node => (typeof node === "string" ? node : packedWords(node.content ?? []))).join("")
}

const textOf = (file: Uint8Array): string => new TextDecoder().decode(file)

const boardOf = (markdown: string): string =>
  /<!-- canvas -->([\s\S]*)<!-- commentary -->/.exec(markdown)?.[1] ?? ""

function pageOf(html: string) {
  const { document } = new Window({ settings: { disableJavaScriptEvaluation: true } })
  document.write(html)
  return document
}

const signs: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }
const unescaped = (words: string): string =>
  words.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (signs[name] ?? "") : String.fromCodePoint(Number(code)),
  )

type Said = { title: string } | { words: string }

function byBlock(said: readonly Said[]): BlockWords {
  const found: BlockWords = new Map()
  let current = ""
  for (const each of said)
    if ("title" in each) {
      current = each.title
      found.set(current, "")
    } else found.set(current, `${found.get(current) ?? ""}${bare(each.words)}`)
  return found
}
