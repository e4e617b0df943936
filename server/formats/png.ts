// The board as pixels, from the same drawing as the SVG. At most what fits in a sane amount of memory: a board that is
// higher than any screen is drawn smaller, and all of it is there.
import { Resvg } from "@resvg/resvg-js"
import { cleanSource } from "./clean-source.ts"
import { shippedFonts } from "./fonts.ts"
import type { Exporter } from "./format.ts"
import { boardAsSvg, boardSheet } from "./svg.ts"

/** Four bytes each while it is drawn. */
const MAX_PIXELS = 40_000_000

export const png: Exporter = {
  mediaType: "image/png",
  extension: ".png",
  write(source, { theme, scale }) {
    const { canvas } = cleanSource(source)
    const fonts = shippedFonts()
    const sheet = boardSheet(canvas, fonts)
    const drawing = boardAsSvg(canvas, theme, fonts, sheet)
    const zoom = Math.min(scale, Math.sqrt(MAX_PIXELS / (Math.round(sheet.width) * Math.ceil(sheet.height))))
    const options = { font: { loadSystemFonts: false }, fitTo: { mode: "zoom" as const, value: zoom } }
    return new Resvg(drawing, options).render().asPng()
  },
}
