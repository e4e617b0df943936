// A sheet → SVG with letters as outlines, so that it looks the same where none of the fonts is installed. Resvg shapes
// the words (kerning, joined emoji) and turns them into paths; the document around them is written here, with what each
// part says as a label for those who listen.
import { Resvg } from "@resvg/resvg-js"
import type { Fonts } from "./fonts.ts"
import { markInkOf, type Palette } from "./palette.ts"
import type { Box, Part, PlacedLine, Sheet } from "./sheet.ts"
import { markPath } from "./tag-shape.ts"
import type { Run } from "./typeset.ts"

export interface SvgSetting {
  title: string
  /** Of the words, as a language tag. */
  language: string
  palette: Palette
}

export function drawSvg(sheet: Sheet, { title, language, palette }: SvgSetting, fonts: Fonts): string {
  const words = new Outlines(palette)
  const drawn = sheet.parts.map(part => drawPart(part, palette, words))
  const outlines = words.trace(sheet, fonts)
  const body = drawn
    .map(part => part.replace(/\0(\d+)\0/g, (_, id: string) => outlines.get(id) ?? ""))
    .join("\n")
  const width = Math.round(sheet.width)
  const height = Math.ceil(sheet.height)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` lang="${escaped(language)}" aria-label="${escaped(title)}">\n`,
    `<title>${escaped(title)}</title>\n`,
    `<rect width="${width}" height="${height}" fill="${palette.paper}"/>\n`,
    `${body}\n</svg>\n`,
  ].join("")
}

function drawPart(part: Part, palette: Palette, outlines: Outlines): string {
  switch (part.kind) {
    case "fill":
      return `<rect ${boxAttributes(part.box)} fill="${palette[part.ink]}"/>`
    case "frame":
      return `<rect ${boxAttributes(part.box)} fill="none" stroke="${palette.frame}" stroke-width="${part.thickness}"/>`
    case "mark": {
      const shape = `<path d="${markPath(part.hue, part.box)}" fill="${palette[markInkOf(part.hue)]}"/>`
      const letter = outlines.letter(part.letter, part.box)
      return `<g role="img" aria-label="${escaped(part.name)}">${shape}${letter}</g>`
    }
    case "words": {
      const said = part.paragraphs.map(({ pieces }) => pieces.map(({ words }) => words).join("")).join("\n")
      const lines = part.lines.map(line => outlines.line(line, part.size)).join("")
      return `<g role="${part.role === "heading" ? "heading" : "img"}" aria-label="${escaped(said)}">${lines}</g>`
    }
  }
}

/** Collects words while the document is written, and traces them all at once: fonts are loaded for each drawing. */
class Outlines {
  readonly #palette: Palette
  readonly #texts: string[] = []

  constructor(palette: Palette) {
    this.#palette = palette
  }

  /** @returns a place in the document that `trace` has the outlines for. */
  #add(attributes: string, spans: string): string {
    const id = this.#texts.length
    this.#texts.push(`<text id="w${id}" xml:space="preserve" ${attributes}>${spans}</text>`)
    return `\0${id}\0`
  }

  line({ x, baseline, line }: PlacedLine, size: number): string {
    let at = x
    const drawn: string[] = []
    for (const group of byScript(line.runs)) {
      const spans = group.map(run => this.#span(run)).join("")
      drawn.push(this.#add(`x="${round(at)}" y="${round(baseline)}" font-size="${size}"`, spans))
      for (const run of group) {
        drawn.push(this.#decoration(run, at, baseline, size))
        at += run.width * size
      }
    }
    return drawn.join("")
  }

  #span({ words, face, look }: Run): string {
    const style = face.italic ? ' font-style="italic"' : ""
    const weight = face.bold ? 600 : 400
    const font = `font-family="${face.family}" font-weight="${weight}"${style}`
    return `<tspan ${font} fill="${this.#palette[look.ink]}">${escaped(words)}</tspan>`
  }

  #decoration({ look, width }: Run, x: number, baseline: number, size: number): string {
    const fill = this.#palette[look.ink]
    const rule = (y: number) =>
      `<rect ${boxAttributes({ x, y, width: width * size, height: size * 0.055 })} fill="${fill}"/>`
    return [
      look.underlined || look.href ? rule(baseline + size * 0.13) : "",
      look.struck ? rule(baseline - size * 0.26) : "",
    ].join("")
  }

  letter(letter: string, box: Box): string {
    const size = box.height * 0.74
    const x = box.x + box.width / 2
    const font = `font-family="Source Sans 3" font-weight="600" fill="${this.#palette.paperRaised}"`
    const place = `x="${round(x)}" y="${round(box.y + box.height / 2 + size * 0.33)}" text-anchor="middle"`
    return this.#add(`${place} font-size="${round(size)}"`, `<tspan ${font}>${escaped(letter)}</tspan>`)
  }

  /** The paths of all words, by the number of their place. */
  trace({ width, height }: Sheet, fonts: Fonts): Map<string, string> {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${this.#texts.join("")}</svg>`
    const used = fonts.faces.filter(({ family }) => svg.includes(`"${family}"`))
    const traced = new Resvg(svg, {
      font: {
        fontFiles: used.map(({ path }) => path),
        loadSystemFonts: false,
        defaultFontFamily: "Source Sans 3",
      },
      logLevel: "off",
    }).toString()
    const groups = traced.matchAll(/<g id="w(\d+)">([\s\S]*?)<\/g>/g)
    return new Map(Array.from(groups, ([, id = "", paths = ""]) => [id, compact(paths)]))
  }
}

/** Resvg sets a text in one go only while its runs are of fonts that have one another's letters. */
function byScript(runs: readonly Run[]): Run[][] {
  const groups: Run[][] = []
  const isLatin = ({ face }: Run) => face.family.startsWith("Source")
  for (const run of runs) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && (isLatin(last) ? isLatin(run) : last.face === run.face)) group.push(run)
    else groups.push([run])
  }
  return groups
}

/** Hundredths of a pixel are finer than any printer. */
const compact = (paths: string) =>
  paths
    .replace(/-?\d+\.\d+/g, number => `${round(Number(number))}`)
    .replace(/ stroke="none"|\n\s*/g, "")
    .replace(/ ?([MLQCZ]) ?/g, "$1")
const round = (number: number) => Math.round(number * 100) / 100

const boxAttributes = ({ x, y, width, height }: Box) =>
  `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`

const escaped = (words: string) =>
  words
    .replace(/\p{Cs}/gu, "\ufffd")
    .replace(/[&<>"\n]/g, sign => `&#${sign.charCodeAt(0)};`)
    .replace(/\p{Cc}/gu, "")
