// The house's two faces within a page: as files of some ten kilobytes for the letters it has, so that it looks the same
// on a device without them and without a network. Other scripts are set in the device's own.
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"

const families = [
  ["Source Sans 3 Variable", "source-sans-3"],
  ["Source Serif 4 Variable", "source-serif-4"],
] as const

/** The letters of each file, as its package cuts them, and which of them ask for it. */
const subsets = [
  [
    "latin",
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122",
    /./u,
  ],
  [
    "latin-ext",
    "U+0100-02BA,U+1E00-1E9F,U+1EF2-1EFF,U+2020-20AB,U+20AD-20C0",
    /[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1eff]/u,
  ],
] as const

/** @param words all that the page says. */
export function fontFaces(words: string): string {
  const { resolve } = createRequire(import.meta.url)
  return families
    .flatMap(([family, name]) =>
      subsets.map(([subset, range, asks]) => {
        if (!asks.test(words)) return ""
        const path = resolve(`@fontsource-variable/${name}/files/${name}-${subset}-wght-normal.woff2`)
        const bytes = readFileSync(path).toString("base64")
        return `@font-face{font-family:"${family}";font-weight:200 900;src:url(data:font/woff2;base64,${bytes}) format("woff2");unicode-range:${range}}`
      }),
    )
    .filter(face => face !== "")
    .join("\n")
}
