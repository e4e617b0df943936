// The board as a picture that stays sharp at any size: as on screen, in light or in dark.
import type { Canvas } from "../../shared/model/canvas.ts"
import { layoutBoard } from "./board-layout.ts"
import { cleanSource } from "./clean-source.ts"
import { drawSvg } from "./draw-svg.ts"
import { type Fonts, shippedFonts } from "./fonts.ts"
import type { Exporter } from "./format.ts"
import { languageOf } from "./language.ts"
import { paletteOf } from "./palette.ts"
import { screenStyle } from "./sheet-styles.ts"

/** The board at 1440 CSS pixels, as high as it has to be. */
export function boardAsSvg(canvas: Canvas, theme: "light" | "dark", fonts: Fonts): string {
  const { sheets } = layoutBoard(canvas, screenStyle, fonts, canvas.template.attribution)
  const [sheet] = sheets
  if (!sheet) return ""
  const title = canvas.title === "" ? canvas.template.name : canvas.title
  return drawSvg(sheet, { title, language: languageOf(canvas), palette: paletteOf(theme) }, fonts)
}

export const svg: Exporter = {
  mediaType: "image/svg+xml",
  extension: ".svg",
  write: (source, { theme }) =>
    new TextEncoder().encode(boardAsSvg(cleanSource(source).canvas, theme, shippedFonts())),
}
