// The canvas as print: the board on one landscape page at the largest size of type at which it fits, pages of what has
// no room, then the commentary in portrait, then the comments. All of it vectors and text in the house's fonts; the
// order of the text is the order it is read in. Text from right to left is not reordered: HTML and DOCX are for that.
import pdfmake from "pdfmake"
import type { Content, ContentSection, TDocumentDefinitions } from "pdfmake/interfaces.js"
import type { Paper } from "../../shared/formats-api.ts"
import { layoutBoard } from "./board-layout.ts"
import { cleanSource } from "./clean-source.ts"
import { type Fonts, shippedFonts } from "./fonts.ts"
import { attributionOf, titleOf, versionWords } from "./foot-words.ts"
import type { Exporter, ExportSource } from "./format.ts"
import { languageOf } from "./language.ts"
import { type Palette, paletteOf } from "./palette.ts"
import { type ArticleSetting, pdfArticle, READ_SIZE, WORDS_STYLE } from "./pdf-article.ts"
import { inlineOf, pdfSheet } from "./pdf-sheet.ts"
import { paperStyle } from "./sheet-styles.ts"
import { threadWords } from "./thread-words.ts"
import type { Look } from "./typeset.ts"
import { written } from "./words.ts"

/** Pages that are read are no wider than this: an A3 holds two of them. */
const portrait: Record<Paper, { width: number; height: number }> = {
  a4: { width: 595.28, height: 841.89 },
  letter: { width: 612, height: 792 },
  a3: { width: 595.28, height: 841.89 },
}
const MARGIN = { across: 68, top: 54, bottom: 60 }
const FOOT_SIZE = 7

export const pdf: Exporter = {
  mediaType: "application/pdf",
  extension: ".pdf",
  write: (source, { paper }) => writePdf(cleanSource(source), paper, shippedFonts()),
}

export async function writePdf(source: ExportSource, paper: Paper, fonts: Fonts): Promise<Uint8Array> {
  const paths = new Set(fonts.faces.map(({ path }) => path))
  // Nothing but our fonts is read, and nothing is fetched, whatever stands in a canvas.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(path => paths.has(path))
  pdfmake.setFonts(fontFamilies(fonts))
  return pdfmake.createPdf(documentOf(source, paper, fonts)).getBuffer()
}

function documentOf(source: ExportSource, paper: Paper, fonts: Fonts): TDocumentDefinitions {
  const { canvas, at } = source
  // On white: paper has a colour of its own.
  const palette = paletteOf("light", "#ffffff")
  const style = paperStyle(paper)
  const board = layoutBoard(canvas, style, fonts)
  const page = portrait[paper]
  const setting: ArticleSetting = {
    fonts,
    palette,
    width: page.width - 2 * MARGIN.across,
    height: page.height - MARGIN.top - MARGIN.bottom,
    below: 6,
  }
  const sheets = board.sheets.map(
    (sheet): ContentSection => ({
      section: pdfSheet(sheet, palette, fonts),
      pageSize: { width: style.width, height: style.height ?? 0 },
      pageOrientation: "landscape",
      // Less than the foot that the sheet keeps free: pdfmake moves words whose line leads below the margin.
      pageMargins: [style.margin, style.margin, style.margin, style.margin + FOOT_SIZE * 1.45],
      footer: footer(source, { across: style.margin, down: 0 }, palette, fonts),
    }),
  )
  const article = articleOf(source, board.hasLead, setting)
  const reading: ContentSection = {
    section: article,
    pageSize: page,
    pageOrientation: "portrait",
    pageMargins: [MARGIN.across, MARGIN.top, MARGIN.across, MARGIN.bottom],
    footer: footer(source, { across: MARGIN.across, down: MARGIN.bottom - 34 }, palette, fonts),
  }
  return {
    content: article.length === 0 ? sheets : [...sheets, reading],
    defaultStyle: { font: "Source Serif 4", fontSize: READ_SIZE, lineHeight: 1.08, color: palette.ink },
    styles: { [WORDS_STYLE]: {} },
    info: { title: titleOf(source), creator: "Ninefold", producer: "Ninefold", creationDate: new Date(at) },
    language: languageOf(canvas),
    displayTitle: true,
    version: "1.7",
    // A heading with nothing of its words below it goes to the next page with them.
    pageBreakBefore: (node, { getFollowingNodesOnPage }) =>
      node.headlineLevel !== undefined &&
      !getFollowingNodesOnPage().some(({ style }) => style === WORDS_STYLE),
  }
}

/** What stands on the portrait pages: nothing where there is nothing to read. */
function articleOf(source: ExportSource, hasLead: boolean, setting: ArticleSetting): Content[] {
  const { canvas } = source
  const lead = hasLead ? [] : pdfArticle(canvas.lead, setting)
  const words = [...lead, ...pdfArticle(written(canvas.commentary), setting)]
  const comments = commentsOf(source, setting)
  if (words.length + comments.length === 0) return []
  const title = line(titleOf(source), { family: "serif", bold: true, ink: "ink" }, setting)
  const category = line(canvas.category.toUpperCase(), { family: "sans", bold: true, ink: "accent" }, setting)
  const rule = { type: "line" as const, x1: 0, y1: 0, x2: setting.width, y2: 0, lineWidth: 1.1 }
  return [
    ...(canvas.category === ""
      ? []
      : [
          {
            text: category,
            fontSize: 7.5,
            characterSpacing: 0.5,
            margin: [0, 0, 0, 2] as [number, number, number, number],
          },
        ]),
    { text: title, fontSize: 22, lineHeight: 0.92, margin: [0, 0, 0, 10] },
    { canvas: [{ ...rule, lineColor: setting.palette.ink }], margin: [0, 0, 0, 16] },
    ...words,
    ...comments,
  ]
}

function line(words: string, look: Look, { fonts, palette }: ArticleSetting) {
  return fonts.cut(words, look).map(run => inlineOf({ ...run, look }, palette))
}

/** The threads, each under what it is about. */
function commentsOf(source: ExportSource, setting: ArticleSetting): Content[] {
  const threads = threadWords(source)
  if (threads.length === 0) return []
  const text = (
    words: string,
    look: Look,
    size: number,
    margin: [number, number, number, number],
  ): Content => ({
    text: line(words, look, setting),
    fontSize: size,
    margin,
    style: WORDS_STYLE,
  })
  const [heading] = pdfArticle(
    [
      { type: "paragraph" },
      { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Comments" }] },
    ],
    setting,
  ).slice(1)
  const sans: Look = { family: "sans", ink: "inkFaint" }
  const drawn = threads.map((thread): Content => {
    const about = `${thread.about}${thread.isResolved ? " · resolved" : ""}`
    const quoted = thread.quote === "" ? [] : [`“${thread.quote}”`]
    return {
      stack: [
        text(about, { ...sans, bold: true, ink: "inkSoft" }, 8, [0, 0, 0, 1]),
        ...quoted.map(words =>
          text(words, { family: "serif", italic: true, ink: "inkFaint" }, 9, [0, 0, 0, 2]),
        ),
        ...thread.comments.map(
          (comment): Content => ({
            stack: [
              text(`${comment.who}  ${comment.when}`, sans, 8, [0, 3, 0, 0]),
              ...pdfArticle(comment.body, setting).map(body => ({ stack: [body], fontSize: 9.5 })),
            ],
            margin: [12, 0, 0, 0],
          }),
        ),
      ],
      margin: [0, 0, 0, 12],
    }
  })
  return heading === undefined ? drawn : [heading, ...drawn]
}

function footer(
  source: ExportSource,
  { across, down }: { across: number; down: number },
  palette: Palette,
  fonts: Fonts,
): (page: number, pages: number) => Content {
  const look: Look = { family: "sans", ink: "inkFaint" }
  const inlines = (words: string) => fonts.cut(words, look).map(run => inlineOf({ ...run, look }, palette))
  return (page, pages) => ({
    columns: [
      { text: inlines(attributionOf(source)), width: "*" },
      { text: inlines(`${versionWords(source)}  ·  ${page} of ${pages}`), width: "auto", noWrap: true },
    ],
    columnGap: 12,
    fontSize: FOOT_SIZE,
    lineHeight: 1,
    margin: [across, down, across, 0],
  })
}

/** Every font in the four cuts pdfmake may ask for: where there is none, the upright or the regular stands in. */
function fontFamilies({ faces }: Fonts) {
  const families = [...new Set(faces.map(({ family }) => family))]
  return Object.fromEntries(
    families.map(family => {
      const cut = (bold: boolean, italic: boolean): string => {
        const own = faces.filter(face => face.family === family)
        const found = own.find(face => face.bold === bold && face.italic === italic)
        return (found ?? own.find(face => face.bold === bold) ?? own[0])?.path ?? ""
      }
      const [normal, bold] = [cut(false, false), cut(true, false)]
      return [family, { normal, bold, italics: cut(false, true), bolditalics: cut(true, true) }]
    }),
  )
}
