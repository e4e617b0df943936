// A sheet → what pdfmake is given for one page: every line of words and every box at its place, as vectors and text.
import type { Content, ContentCanvas } from "pdfmake/interfaces.js"
import type { Fonts } from "./fonts.ts"
import { markInkOf, type Palette } from "./palette.ts"
import type { Box, Part, PlacedLine, Sheet } from "./sheet.ts"
import { markPath } from "./tag-shape.ts"
import type { Run } from "./typeset.ts"

type Vector = ContentCanvas["canvas"][number]

/**
 * The letters of tags come last: whoever takes the text out of the page then has it without a letter in each card's
 * first line.
 */
export function pdfSheet({ parts }: Sheet, palette: Palette, fonts: Fonts): Content[] {
  const letters = parts.flatMap(part => (part.kind === "mark" ? [markLetter(part, palette, fonts)] : []))
  return [...parts.flatMap(part => drawPart(part, palette)), ...letters]
}

function drawPart(part: Part, palette: Palette): Content[] {
  switch (part.kind) {
    case "fill":
      return [vectors({ type: "rect", ...rectOf(part.box), lineWidth: 0, color: palette[part.ink] })]
    case "frame":
      return [
        vectors({
          type: "rect",
          ...rectOf(part.box),
          lineWidth: part.thickness,
          lineColor: palette.frame,
        }),
      ]
    case "mark":
      return [vectors(pathOf(markPath(part.hue, part.box), palette[markInkOf(part.hue)]))]
    case "words":
      return part.lines.map(line => drawLine(line, part.size, palette))
  }
}

/** pdfmake draws paths; its types do not say so yet. */
const pathOf = (d: string, color: string) => ({ type: "path", d, color }) as unknown as Vector
const rectOf = ({ x, y, width, height }: Box) => ({ x, y, w: width, h: height })
const vectors = (vector: Vector): Content => ({ canvas: [vector], absolutePosition: { x: 0, y: 0 } })

function drawLine({ x, baseline, line }: PlacedLine, size: number, palette: Palette): Content {
  // pdfmake stands words on the baseline of the highest font in the line.
  const ascent = Math.max(...line.runs.map(({ face }) => face.metrics.ascent))
  return {
    text: line.runs.map(run => inlineOf(run, palette)),
    fontSize: size,
    noWrap: true,
    absolutePosition: { x, y: baseline - ascent * size },
  }
}

/** A run of words as pdfmake sets it. */
export function inlineOf({ words, face, look }: Run, palette: Palette) {
  const isLined = look.underlined || look.href !== undefined
  return {
    text: words,
    font: face.family,
    bold: face.bold,
    italics: face.italic,
    color: palette[look.ink],
    ...(isLined
      ? { decoration: "underline" as const }
      : look.struck
        ? { decoration: "lineThrough" as const }
        : {}),
    ...(look.href === undefined ? {} : { link: look.href }),
    preserveLeadingSpaces: true,
    preserveTrailingSpaces: true,
  }
}

function markLetter(
  { letter, box }: Extract<Part, { kind: "mark" }>,
  palette: Palette,
  fonts: Fonts,
): Content {
  const size = box.height * 0.74
  const runs = fonts
    .cut(letter, { family: "sans", bold: true })
    .map(run => ({ ...run, look: { family: "sans", bold: true, ink: "paperRaised" } as const }))
  const width = runs.reduce((sum, run) => sum + run.width, 0)
  const x = box.x + (box.width - width * size) / 2
  return drawLine({ x, baseline: box.y + box.height / 2 + size * 0.33, line: { runs, width } }, size, palette)
}
