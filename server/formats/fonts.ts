// The fonts of the formats that draw letters themselves, read from their packages: the house's sans and serif, Chinese
// where the optional package is installed, emoji. Owns which font sets which characters. There is no font for scripts
// written from right to left, and nobody who draws reorders them: HTML and DOCX are the formats for those.
import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { readTrueType, type TrueType } from "./true-type.ts"

/** How a run of words wants to be set. */
export interface Setting {
  family: "sans" | "serif"
  bold?: boolean
  italic?: boolean
}

/** One font file. */
export interface Face {
  /** As pdfmake and SVG call the family. */
  family: string
  bold: boolean
  italic: boolean
  path: string
  metrics: TrueType
}

export interface Fonts {
  faces: readonly Face[]
  /** Words cut where the font changes. A character that no font has stays with the font asked for, which shows a box. */
  cut(words: string, setting: Setting): { words: string; face: Face; width: number }[]
  face(setting: Setting): Face
}

const packages = "@expo-google-fonts"
const latin = [
  ["sans", "source-sans-3", "SourceSans3", "Source Sans 3"],
  ["serif", "source-serif-4", "SourceSerif4", "Source Serif 4"],
] as const
const weights = [
  [false, "400Regular"],
  [true, "600SemiBold"],
] as const
const chinese = ["noto-sans-sc", "NotoSansSC", "Noto Sans SC"] as const
const emoji = ["noto-emoji", "NotoEmoji", "Noto Emoji"] as const

/** Emoji by default, or made so by the selector behind it; digits and © are neither. */
const isEmoji = (cluster: string) => /^\p{Emoji_Presentation}|\ufe0f/u.test(cluster)
/** What shows nothing by itself and is in no font. */
const isUnseen = (codePoint: number) =>
  codePoint === 0x200d || (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || codePoint >= 0xe0000

const clusters = new Intl.Segmenter("en", { granularity: "grapheme" })
/** The letters people perceive, such as a family of four joined into one sign. */
export const clustersOf = (words: string): string[] =>
  // Nothing below U+0300 joins to anything, and segmenting is slow.
  /^[\u0020-\u02ff\u2010-\u2027]*$/.test(words)
    ? [...words]
    : [...clusters.segment(words)].map(({ segment }) => segment)

export interface FontPlaces {
  /** Whether the optional package of Chinese is looked for. */
  withChinese: boolean
}

let kept: Fonts | undefined
/** All fonts there are. Read when they are first asked for, and kept: a worker writes many files. */
export function shippedFonts(): Fonts {
  kept ??= loadFonts()
  return kept
}

/** Reads all fonts, some 25 MB. */
export function loadFonts({ withChinese }: FontPlaces = { withChinese: true }): Fonts {
  const { resolve } = createRequire(import.meta.url)
  const read = (
    name: string,
    folder: string,
    file: string,
    family: string,
    look: Omit<Setting, "family">,
  ) => {
    const path = resolve(`${packages}/${name}/${folder}/${file}_${folder}.ttf`)
    const face = { family, bold: look.bold ?? false, italic: look.italic ?? false, path }
    return { ...face, metrics: readTrueType(readFileSync(path)) }
  }
  const latinFaces = latin.flatMap(([, name, file, family]) =>
    weights.flatMap(([bold, folder]) => [
      read(name, folder, file, family, { bold }),
      read(name, `${folder}_Italic`, file, family, { bold, italic: true }),
    ]),
  )
  const chineseFaces =
    withChinese && isInstalled(chinese[0], resolve)
      ? weights.map(([bold, folder]) => read(chinese[0], folder, chinese[1], chinese[2], { bold }))
      : []
  const emojiFace = read(emoji[0], "400Regular", emoji[1], emoji[2], {})

  const face = ({ family, bold = false, italic = false }: Setting): Face => {
    const name = latin.find(([key]) => key === family)?.[3]
    const found = latinFaces.find(
      each => each.family === name && each.bold === bold && each.italic === italic,
    )
    return found ?? emojiFace
  }
  const faceFor = (cluster: string, wanted: Face): Face => {
    const codePoints = [...cluster].map(letter => letter.codePointAt(0) ?? 0).filter(code => !isUnseen(code))
    const hasAll = ({ metrics }: Face) => codePoints.every(code => metrics.has(code))
    if (isEmoji(cluster) && hasAll(emojiFace)) return emojiFace
    if (hasAll(wanted)) return wanted
    const fallbacks = [...chineseFaces.filter(({ bold }) => bold === wanted.bold), emojiFace]
    return fallbacks.find(hasAll) ?? wanted
  }
  return {
    faces: [...latinFaces, ...chineseFaces, emojiFace],
    face,
    cut(words, setting) {
      const runs: { words: string; face: Face; width: number }[] = []
      const wanted = face(setting)
      for (const cluster of clustersOf(words)) {
        const own = faceFor(cluster, wanted)
        const width = clusterWidth(cluster, own)
        const last = runs.at(-1)
        if (last?.face === own) {
          last.words += cluster
          last.width += width
        } else runs.push({ words: cluster, face: own, width })
      }
      return runs
    },
  }
}

/** In em. A sign of several emoji is drawn as wide as its first; letters with marks are as wide as the letter. */
export const widthOf = (words: string, face: Face): number =>
  clustersOf(words).reduce((sum, cluster) => sum + clusterWidth(cluster, face), 0)
const clusterWidth = (cluster: string, { metrics }: Face): number =>
  metrics.advance(cluster.codePointAt(0) ?? 0)

function isInstalled(name: string, resolve: (path: string) => string): boolean {
  try {
    return existsSync(resolve(`${packages}/${name}/package.json`))
  } catch {
    // Optional: its absence is an answer.
    return false
  }
}
