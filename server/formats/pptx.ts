// The canvas as slides that can be worked on: the board as real shapes with a text box for each card, then the commentary
// with a slide for each of its sections. Where things stand on the board is computed as for print; how lines break is
// left to the program that shows it, whose fonts are its own.
import { unzipSync, zipSync } from "fflate"
import Pptx from "pptxgenjs"
import { layoutBoard } from "./board-layout.ts"
import { cleanSource } from "./clean-source.ts"
import { type Fonts, shippedFonts } from "./fonts.ts"
import { attributionOf, titleOf, versionWords } from "./foot-words.ts"
import type { Exporter, ExportSource } from "./format.ts"
import { languageOf } from "./language.ts"
import { markInkOf, type Palette, paletteOf } from "./palette.ts"
import { articleSlides, GAP_EM, type SlideItem, type SlideParagraph } from "./pptx-article.ts"
import type { Part } from "./sheet.ts"
import { slideStyle } from "./sheet-styles.ts"
import type { Look } from "./typeset.ts"
import type { Paragraph } from "./words.ts"

type Slide = ReturnType<Pptx["addSlide"]>

const POINTS_PER_INCH = 72
/** Beside the words of other programs' fonts. */
const SLACK_EM = 0.25

export const pptx: Exporter = {
  mediaType: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  extension: ".pptx",
  write: source => writePptx(cleanSource(source), shippedFonts()),
}

async function writePptx(source: ExportSource, fonts: Fonts): Promise<Uint8Array> {
  const { canvas } = source
  const palette = paletteOf("light")
  const slides = new Pptx()
  slides.title = titleOf(source)
  slides.author = "Ninefold"
  slides.company = "Ninefold"
  slides.theme = { headFontFace: fontOf("serif"), bodyFontFace: fontOf("sans") }
  const { width, height = 0 } = slideStyle
  slides.defineLayout({ name: "sheet", width: width / POINTS_PER_INCH, height: height / POINTS_PER_INCH })
  slides.layout = "sheet"
  const drawer = new SlideDrawer(palette, languageOf(canvas))
  const board = layoutBoard(canvas, slideStyle, fonts)
  const pages = [
    ...board.sheets.map(sheet => (slide: Slide) => drawer.sheet(slide, sheet.parts)),
    ...articleSlides(source, board.hasLead, slideStyle, fonts).map(
      items => (slide: Slide) => drawer.article(slide, items),
    ),
  ]
  for (const [i, draw] of pages.entries()) {
    const slide = slides.addSlide()
    slide.background = { color: palette.paper.slice(1) }
    draw(slide)
    drawer.foot(slide, attributionOf(source), `${versionWords(source)}  ·  ${i + 1} of ${pages.length}`)
  }
  const written = await slides.write({ outputType: "uint8array" })
  if (written instanceof Uint8Array) return packed(written)
  throw new Error("Broken promise: slides are written as the bytes that were asked for")
}

/** The library stores its parts as they are, and empty folders with them. */
function packed(zip: Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(zip)).filter(([name]) => !name.endsWith("/"))
  return zipSync(Object.fromEntries(parts))
}

/** What every office has, near the house's own. */
const fontOf = (family: Look["family"]): string => (family === "serif" ? "Georgia" : "Calibri")

class SlideDrawer {
  readonly #palette: Palette
  readonly #language: string

  constructor(palette: Palette, language: string) {
    this.#palette = palette
    this.#language = language
  }

  #color(ink: keyof Palette): string {
    return this.#palette[ink].slice(1)
  }

  /** The letters of tags come last, so that who takes the text out has the cards' words alone. */
  sheet(slide: Slide, parts: readonly Part[]): void {
    for (const part of parts) if (part.kind !== "mark") this.#part(slide, part)
    for (const part of parts) if (part.kind === "mark") this.#mark(slide, part)
  }

  #part(slide: Slide, part: Exclude<Part, { kind: "mark" }>): void {
    const { x, y, width, height } = part.box
    const place = inches(part.box)
    switch (part.kind) {
      case "fill":
        slide.addShape("rect", { ...place, fill: { color: this.#color(part.ink) } })
        return
      case "frame":
        slide.addShape("rect", { ...place, line: { color: this.#color("frame"), width: part.thickness } })
        return
      case "words": {
        const slack = part.size * SLACK_EM
        const box = { x, y: y - slack / 4, width: width + slack / 2, height: height + slack / 2 }
        const leading = part.role === "title" ? 0.9 : 0.95
        this.words(slide, sized(part.paragraphs, part.size), { ...inches(box), leading })
      }
    }
  }

  words(
    slide: Slide,
    paragraphs: readonly SlideParagraph[],
    { leading, ...place }: Inches & { leading: number },
  ): void {
    const runs = paragraphs.flatMap(paragraph => this.#runs(paragraph))
    if (runs.length === 0) return
    slide.addText(runs, {
      ...place,
      margin: 0,
      valign: "top",
      // Shrinks in the program that shows it, where its fonts are wider than ours.
      fit: "shrink",
      wrap: true,
      lineSpacingMultiple: leading,
      lang: this.#language,
    })
  }

  #runs({ pieces, sign, size, gapEm = 0.2 }: SlideParagraph & { gapEm?: number }): Pptx.TextProps[] {
    const [first, ...rest] = pieces.filter(({ words }) => words !== "")
    if (!first) return []
    const all = [...(sign === "" ? [] : [{ words: `${sign}\u2002`, look: first.look }]), first, ...rest]
    return all.map(({ words, look }, i) => ({
      text: words,
      options: {
        ...this.#look(look),
        fontSize: size,
        breakLine: i === all.length - 1,
        paraSpaceAfter: size * gapEm,
      },
    }))
  }

  #look(look: Look): Pptx.TextPropsOptions {
    return {
      fontFace: fontOf(look.family),
      color: this.#color(look.ink),
      bold: look.bold ?? false,
      italic: look.italic ?? false,
      ...(look.struck ? { strike: "sngStrike" } : {}),
      ...(look.underlined ? { underline: { style: "sng" } } : {}),
      ...(look.href === undefined ? {} : { hyperlink: { url: look.href } }),
    }
  }

  #mark(slide: Slide, { box, hue, letter, name }: Extract<Part, { kind: "mark" }>): void {
    const shape =
      hue === "clay" ? "ellipse" : hue === "teal" ? "roundRect" : hue === "amber" ? "rect" : "round2SameRect"
    slide.addText(letter, {
      ...inches(box),
      shape,
      fill: { color: this.#color(markInkOf(hue)) },
      color: this.#color("paperRaised"),
      fontFace: fontOf("sans"),
      fontSize: box.height * 0.72,
      bold: true,
      align: "center",
      valign: "middle",
      margin: 0,
      objectName: `Tag: ${name}`,
    })
  }

  article(slide: Slide, items: readonly SlideItem[]): void {
    for (const item of items)
      switch (item.kind) {
        case "title":
          this.words(slide, sized(item.paragraphs, item.size), { ...inches(item.box), leading: 0.9 })
          break
        case "words":
          this.words(
            slide,
            item.paragraphs.map(each => ({ ...each, gapEm: GAP_EM })),
            { ...inches(item.box), leading: 1 },
          )
          break
        case "table":
          this.#table(slide, item)
      }
  }

  #table(slide: Slide, { box, size, rows }: Extract<SlideItem, { kind: "table" }>): void {
    const rule = (isStrong: boolean): Pptx.BorderProps => ({
      type: "solid",
      pt: isStrong ? 1.3 : 0.5,
      color: this.#color(isStrong ? "ink" : "line"),
    })
    const none: Pptx.BorderProps = { type: "none" }
    const drawn = rows.map((row, r) =>
      row.map(
        ({ paragraphs, columns, rows: height }): Pptx.TableCell => ({
          text: sized(paragraphs, size).flatMap(paragraph => this.#runs(paragraph)),
          options: {
            colspan: columns,
            rowspan: height,
            border: [rule(r === 0), none, rule(r + height === rows.length), none],
          },
        }),
      ),
    )
    const { x, y, w } = inches(box)
    slide.addTable(drawn, { x, y, w, margin: [0.04, 0.08, 0.04, 0], valign: "top" })
  }

  foot(slide: Slide, left: string, right: string): void {
    const { width, height = 0, margin, foot } = slideStyle
    const look = { fontSize: 8, color: this.#color("inkFaint"), fontFace: fontOf("sans"), margin: 0 }
    const box = {
      x: margin,
      y: height - margin - foot + 5,
      width: (width - 2 * margin) / 2 - 6,
      height: foot - 5,
    }
    slide.addText(left, { ...look, ...inches(box), valign: "bottom" })
    slide.addText(right, {
      ...look,
      ...inches({ ...box, x: width / 2 + 6 }),
      align: "right",
      valign: "bottom",
    })
  }
}

const sized = (paragraphs: readonly Paragraph[], size: number): SlideParagraph[] =>
  paragraphs.map(paragraph => ({ ...paragraph, size }))

interface Inches {
  x: number
  y: number
  w: number
  h: number
}

const inches = ({ x, y, width, height }: Part["box"]): Inches => ({
  x: x / POINTS_PER_INCH,
  y: y / POINTS_PER_INCH,
  w: width / POINTS_PER_INCH,
  h: height / POINTS_PER_INCH,
})
