// The board as a picture that stays sharp at any size: as on screen, in light or in dark.
import { assert } from "../../shared/assert.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { layoutBoard } from "./board-layout.ts"
import { cleanSource } from "./clean-source.ts"
import { drawSvg } from "./draw-svg.ts"
import { type Fonts, shippedFonts } from "./fonts.ts"
import type { Exporter } from "./format.ts"
import { languageOf } from "./language.ts"
import { paletteOf } from "./palette.ts"
import type { Sheet } from "./sheet.ts"
import { screenStyle } from "./sheet-styles.ts"

/** The board laid out at 1440 CSS pixels, as high as it has to be. */
export function boardSheet(canvas: Canvas, fonts: Fonts): Sheet {
  const { sheets } = layoutBoard(canvas, screenStyle, fonts, canvas.template.attribution)
  const [sheet] = sheets
  assert(sheet, "a board has a sheet")
  return sheet
}

export function boardAsSvg(
  canvas: Canvas,
  theme: "light" | "dark",
  fonts: Fonts,
  sheet = boardSheet(canvas, fonts),
): string {
  const title = canvas.title === "" ? canvas.template.name : canvas.title
  return drawSvg(sheet, { title, language: languageOf(canvas), palette: paletteOf(theme) }, fonts)
}

export const svg: Exporter = {
  mediaType: "image/svg+xml",
  extension: ".svg",
  write: (source, { theme }) =>
    new TextEncoder().encode(boardAsSvg(cleanSource(source).canvas, theme, shippedFonts())),
}
