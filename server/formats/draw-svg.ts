// A sheet → SVG with letters as outlines, so that it looks the same where none of the fonts is installed. Resvg shapes
// each word once (kerning, joined emoji) and turns it into a path; the document around them is written here, with what
// each part says as a label for those who listen.
import { Resvg } from "@resvg/resvg-js"
import { clustersOf, type Face, type Fonts, widthOf } from "./fonts.ts"
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
  const outlines = new Outlines(palette, fonts)
  const body = sheet.parts.map(part => drawPart(part, palette, outlines)).join("\n")
  const width = Math.round(sheet.width)
  const height = Math.ceil(sheet.height)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` lang="${escaped(language)}" aria-label="${escaped(title)}">\n`,
    `<title>${escaped(title)}</title>\n`,
    `<defs>\n${outlines.traced().join("\n")}\n</defs>\n`,
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

/** Outlines are traced at this size, at which a font's own units are whole. */
const TRACED_SIZE = 1000

/** A shape for each word in each font, however often and at whatever size it stands on the sheet. */
class Outlines {
  readonly #palette: Palette
  readonly #fonts: Fonts
  readonly #texts = new Map<string, number>()

  constructor(palette: Palette, fonts: Fonts) {
    this.#palette = palette
    this.#fonts = fonts
  }

  line({ x, baseline, line }: PlacedLine, size: number): string {
    let at = x
    return line.runs
      .map(run => {
        const drawn = this.#run(run, at, baseline, size)
        at += run.width * size
        return drawn
      })
      .join("")
  }

  #run(run: Run, x: number, baseline: number, size: number): string {
    let at = x
    const uses = unitsOf(run).map(words => {
      const used = words.trim() === "" ? "" : this.#use(words, run.face, { x: at, y: baseline }, size)
      at += widthOf(words, run.face) * size
      return used
    })
    const fill = this.#palette[run.look.ink]
    return `<g fill="${fill}">${uses.join("")}${decoration(run, x, baseline, size)}</g>`
  }

  #use(words: string, face: Face, { x, y }: { x: number; y: number }, size: number): string {
    const style = face.italic ? ' font-style="italic"' : ""
    const font = `font-family="${face.family}" font-weight="${face.bold ? 600 : 400}"${style}`
    const text = `font-size="${TRACED_SIZE}" ${font}>${escaped(words)}`
    const id = this.#texts.get(text) ?? this.#texts.size
    this.#texts.set(text, id)
    return `<use href="#w${id}" transform="translate(${round(x)} ${round(y)})scale(${size / TRACED_SIZE})"/>`
  }

  letter(letter: string, box: Box): string {
    const size = round(box.height * 0.74)
    const runs = this.#fonts.cut(letter, { family: "sans", bold: true })
    const width = runs.reduce((sum, run) => sum + run.width, 0)
    let x = box.x + (box.width - width * size) / 2
    const uses = runs.map(({ words, face, width }) => {
      const used = this.#use(words, face, { x, y: box.y + box.height / 2 + size * 0.33 }, size)
      x += width * size
      return used
    })
    return `<g fill="${this.#palette.paperRaised}">${uses.join("")}</g>`
  }

  /** The shapes of all words that were asked for. */
  traced(): string[] {
    const texts = [...this.#texts].map(([text, id]) => `<text id="w${id}" ${text}</text>`)
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1000">${texts.join("")}</svg>`
    const used = this.#fonts.faces.filter(({ family }) => svg.includes(`"${family}"`))
    const font = { fontFiles: used.map(({ path }) => path), loadSystemFonts: false }
    const traced = new Resvg(svg, { font, logLevel: "off" }).toString()
    return Array.from(traced.matchAll(/<g id="(w\d+)">([\s\S]*?)<\/g>/g), ([, id, paths = ""]) => {
      const lines = Array.from(paths.matchAll(/ d="([^"]*)"/g), ([, line = ""]) => line)
      return `<path id="${id}" d="${compact(lines.join(" "))}"/>`
    })
  }
}

/** What is drawn as one shape: a word with its kerning; of scripts without spaces and of emoji, each sign. */
const unitsOf = ({ words, face }: Run): string[] =>
  face.family.startsWith("Source") ? (words.match(/\s+|\S+/g) ?? []) : clustersOf(words)

function decoration({ look, width }: Run, x: number, baseline: number, size: number): string {
  const rule = (y: number) => `<rect ${boxAttributes({ x, y, width: width * size, height: size * 0.055 })}/>`
  return [
    look.underlined || look.href ? rule(baseline + size * 0.13) : "",
    look.struck ? rule(baseline - size * 0.26) : "",
  ].join("")
}

/** The same path in whole units and in steps from point to point, which are half as long to write. */
function compact(path: string): string {
  let written = ""
  let [x, y] = [0, 0]
  let start: [number, number] = [0, 0]
  for (const [, command = "", numbers = ""] of path.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
    const places = (numbers.match(/-?[\d.]+/g) ?? []).map(number => Math.round(Number(number)))
    const steps = places.map((place, i) => place - (i % 2 === 0 ? x : y))
    written += `${command.toLowerCase()}${steps.join(" ").replaceAll(" -", "-")}`
    if (command === "Z") [x, y] = start
    else [x = x, y = y] = places.slice(-2)
    if (command === "M") start = [x, y]
  }
  return written
}
const round = (number: number) => Math.round(number * 100) / 100

const boxAttributes = ({ x, y, width, height }: Box) =>
  `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`

const escaped = (words: string) => words.replace(/[&<>"\n\t]/g, sign => `&#${sign.charCodeAt(0)};`)
