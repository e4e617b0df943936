// A room as one page in the product's look, for those who have nothing but a browser: it brings its styles and its faces
// along, asks nobody for anything, runs no script, and prints the board on one sheet with the commentary behind it.
// Rule EX9.
import { createHash } from "node:crypto"
import type { Card } from "../../shared/model/canvas.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import { tagLetters } from "../../shared/model/tag-letters.ts"
import { type FilledBlock, filledBlocks } from "./board-cards.ts"
import { titleOf, versionWords } from "./foot-words.ts"
import type { Exporter, ExportOptions, ExportSource } from "./format.ts"
import { fontFaces } from "./html-fonts.ts"
import { htmlStyles } from "./html-styles.ts"
import { escapeHtml, htmlCard, htmlText } from "./html-text.ts"
import { languageOf } from "./language.ts"
import { paperType } from "./paper-type.ts"
import { type ThreadWords, threadWords } from "./thread-words.ts"

export const html: Exporter = {
  mediaType: "text/html; charset=utf-8",
  extension: ".html",
  write: (source, options) => new TextEncoder().encode(writeHtml(source, options)),
}

export function writeHtml(source: ExportSource, { paper, theme }: ExportOptions): string {
  const { canvas } = source
  const body = bodyOf(source)
  const styles = htmlStyles({
    template: canvas.template,
    theme,
    paper,
    printType: paperType(canvas, paper),
    fontFaces: fontFaces(body),
  })
  const language = languageOf(canvas)
  const direction = ["ar", "he"].includes(language) ? ' dir="rtl"' : ""
  return `<!doctype html>
<html lang="${language}"${direction}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(styles)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Ninefold">
<title>${escapeHtml(titleOf(source))}</title>
<style>${styles}</style>
</head>
<body>
${body}
</body>
</html>
`
}

/** Nothing is fetched and nothing runs; the one style sheet is known by its hash. */
function policyFor(styles: string): string {
  const hash = createHash("sha256").update(styles).digest("base64")
  return `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; base-uri 'none'; form-action 'none'`
}

function bodyOf(source: ExportSource): string {
  const { canvas } = source
  const hasCommentary = plainText(canvas.commentary).trim() !== ""
  return [
    `<main>\n<div class="sheet">\n${headOf(source)}\n${boardOf(source)}\n${footOf(source)}\n</div>`,
    hasCommentary ? `<article class="article">\n${htmlText(canvas.commentary)}\n</article>` : "",
    source.threads
      ? `<aside class="article said" aria-label="Comments">\n<h2>Comments</h2>\n${threadWords(source).map(threadOf).join("\n")}\n</aside>`
      : "",
    "</main>",
  ]
    .filter(part => part !== "")
    .join("\n")
}

function headOf({ canvas }: ExportSource): string {
  const { title, category, designedFor, designedBy, lead, template } = canvas
  const entries = [
    ["Designed for", designedFor],
    ["Designed by", designedBy],
  ].flatMap(([name, words = ""]) =>
    words === "" ? [] : [`<div><dt>${name}</dt><dd dir="auto">${escapeHtml(words)}</dd></div>`],
  )
  const names = [
    category === "" ? "" : `<p class="category" dir="auto">${escapeHtml(category)}</p>`,
    `<h1 dir="auto">${escapeHtml(title === "" ? template.name : title)}</h1>`,
    entries.length === 0 ? "" : `<dl class="entries">${entries.join("")}</dl>`,
  ].filter(part => part !== "")
  const leading = lead.length === 0 ? "" : `\n<div class="lead">${htmlText(lead)}</div>`
  return `<header class="head">\n<div>${names.join("\n")}</div>${leading}\n</header>`
}

/** How a tag is shown at a card: its letter comes from the style sheet, so that a card's words are its words alone. */
type Mark = { hue: string; letter: string; name: string }

function marksOf({ canvas: { tags } }: ExportSource): Map<string, Mark> {
  const letters = tagLetters(tags)
  return new Map(tags.map(({ id, name, hue }) => [id, { name, hue, letter: letters.get(id) ?? "" }]))
}

const markOf = ({ hue, letter, name }: Mark, label: boolean): string =>
  `<span class="mark ${hue}" data-letter="${escapeHtml(letter)}"${label ? ` role="img" aria-label="${escapeHtml(name)}"` : ' aria-hidden="true"'}></span>`

function boardOf(source: ExportSource): string {
  const marks = marksOf(source)
  const blocks = filledBlocks(source.canvas).map((filled, i) => blockOf(filled, i, marks))
  return `<div class="board"><div class="grid">\n${blocks.join("\n")}\n</div></div>`
}

function blockOf({ block, cards }: FilledBlock, place: number, marks: ReadonlyMap<string, Mark>): string {
  const heading = `<h2 dir="auto"><span class="step">${block.step}</span> ${escapeHtml(block.title)}</h2>`
  const list = cards.map(card => `<li class="card">${cardOf(card, marks)}</li>`).join("\n")
  return `<section class="block block-${place}">${heading}${list === "" ? "" : `<ul class="cards">\n${list}\n</ul>`}</section>`
}

function cardOf({ text, tag }: Card, marks: ReadonlyMap<string, Mark>): string {
  const mark = tag && marks.get(tag)
  return `${mark ? markOf(mark, true) : ""}${htmlCard(text)}`
}

function footOf(source: ExportSource): string {
  const marks = [...marksOf(source).values()]
  const legend = marks.map(mark => `<li>${markOf(mark, false)}${escapeHtml(mark.name)}</li>`).join("")
  const { attribution } = source.canvas.template
  return [
    '<footer class="foot">',
    legend === "" ? "" : `<ul class="legend" aria-label="Tags">${legend}</ul>`,
    `<p class="attribution">${escapeHtml(attribution)}</p>`,
    `<p>${escapeHtml(versionWords(source))}</p>`,
    "</footer>",
  ].join("")
}

function threadOf({ about, quote, isResolved, comments }: ThreadWords): string {
  const state = isResolved ? ' <span class="state">(resolved)</span>' : ""
  const said = comments.map(
    ({ who, when, body }) =>
      `<div class="comment"><p class="who"><b dir="auto">${escapeHtml(who)}</b> ${escapeHtml(when)}</p>${htmlText(body)}</div>`,
  )
  const quoted = quote === "" ? "" : `<blockquote dir="auto">${escapeHtml(quote)}</blockquote>`
  return `<section><h3>${escapeHtml(about)}${state}</h3>${quoted}${said.join("")}</section>`
}
