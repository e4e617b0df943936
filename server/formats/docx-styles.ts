// The look of the document: the house's scale in fonts that word processors have. Owns every size and colour; paragraphs
// only name a style.
import type { IStylesOptions } from "docx"
import type { Palette } from "./palette.ts"

const fonts = (latin: string) => ({ ascii: latin, hAnsi: latin, cs: "Arial", eastAsia: "Microsoft YaHei" })
export const SANS = fonts("Calibri")
const SERIF = fonts("Georgia")
export const MONO = fonts("Consolas")

/** Sizes in half points, distances in twentieths of a point, as Word counts. */
export function documentStyles(palette: Palette, language: string): IStylesOptions {
  const color = (name: keyof Palette) => palette[name].slice(1)
  const body = { spacing: { after: 120, line: 290, lineRule: "auto" as const } }
  const heading = (size: number, before: number, after: number) => ({
    run: { font: SERIF, size, bold: true, color: color("ink") },
    paragraph: {
      spacing: { before, after, line: 264, lineRule: "auto" as const },
      keepNext: true,
      keepLines: true,
    },
  })
  const style = (id: string, run: object, paragraph: object) => ({
    id,
    name: id,
    basedOn: "Normal",
    next: "Normal",
    run,
    paragraph,
  })
  return {
    default: {
      document: {
        run: {
          font: SERIF,
          size: 21,
          color: color("ink"),
          language: {
            value: language,
            eastAsia: language === "ja" || language === "ko" ? language : "zh-CN",
          },
        },
        paragraph: body,
      },
      title: {
        run: { font: SERIF, size: 50, bold: true, color: color("ink") },
        paragraph: { spacing: { after: 100, line: 264, lineRule: "auto" as const }, keepNext: true },
      },
      heading1: heading(34, 320, 140),
      heading2: heading(27, 260, 90),
      heading3: heading(23, 220, 60),
      heading4: { ...heading(21, 180, 40), run: { font: SANS, size: 22, bold: true, color: color("ink") } },
      hyperlink: { run: { color: color("accent"), underline: { type: "single", color: color("accent") } } },
    },
    characterStyles: [{ id: "CardTag", name: "Card tag", run: { font: SANS, size: 15 } }],
    paragraphStyles: [
      style(
        "Category",
        { font: SANS, size: 16, bold: true, allCaps: true, characterSpacing: 14, color: color("accent") },
        { spacing: { after: 60 }, keepNext: true },
      ),
      style("People", { font: SANS, size: 17, color: color("inkFaint") }, { spacing: { after: 90 } }),
      style(
        "Lead",
        { size: 22, color: color("inkSoft") },
        { spacing: { before: 80, after: 120, line: 300, lineRule: "auto" as const } },
      ),
      style(
        "Card",
        { font: SANS, size: 19, color: color("inkSoft") },
        { spacing: { after: 80, line: 252, lineRule: "auto" as const }, keepLines: true },
      ),
      style(
        "CardMore",
        { font: SANS, size: 19, color: color("inkSoft") },
        { spacing: { after: 80, line: 252, lineRule: "auto" as const }, indent: { left: 200 } },
      ),
      style(
        "Quote",
        { italics: true, color: color("inkSoft") },
        {
          spacing: { before: 80, after: 140 },
          indent: { left: 280 },
          border: { left: { style: "single", size: 14, color: color("accent"), space: 10 } },
        },
      ),
      style(
        "Code",
        { font: MONO, size: 18 },
        {
          spacing: { after: 0, line: 260, lineRule: "auto" as const },
          shading: { type: "clear", fill: color("toneNeutral") },
        },
      ),
      style(
        "Cell",
        { font: SANS, size: 19 },
        { spacing: { after: 0, line: 260, lineRule: "auto" as const } },
      ),
    ],
  }
}
