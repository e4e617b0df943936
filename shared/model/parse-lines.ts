// Pasted text → lines of words. Owns what copying does to a page: line ends, odd spaces, invisible characters,
// bullets of every make, several bullets glued on one line, tabs and pipes between cells.

export interface Line {
  /** The words, single spaces between them, without the bullet. Never empty. */
  text: string
  bullet: boolean
  /** The words between tabs or pipes, empty cells too; no cells where there are none. */
  cells: string[]
  /** The level a Markdown heading has, 0 for all other lines. */
  hashes: number
  /** Blank lines above it. */
  gap: number
}

/** These mark an item wherever they stand; the others only at the start of a line, before a space. */
const BULLETS = "•●◦▪▫■□‣⁃∙➢►✓✔"
const startBullet = new RegExp(`^(?:[${BULLETS}·]\\s*|[-*–—]\\s+)`, "u")
const loneBullet = new RegExp(`^[${BULLETS}·]$`, "u")
const gluedBullet = new RegExp(`\\s[${BULLETS}](?=\\s)`, "u")
/** A line without a letter, digit or symbol: blank, or drawn to part what is above from what is below. */
const hasWords = /[\p{L}\p{N}\p{S}]/u
const isDrawn = /^[\s|:+=~_*.·•–—-]*$/u

/** @returns the lines that have words, in order. */
export function readLines(text: string): Line[] {
  const lines: Line[] = []
  let gap = 0
  let isMarked = false
  for (const raw of plain(text).split("\n")) {
    const trimmed = raw.trim()
    if (loneBullet.test(trimmed)) isMarked = true
    else if (!hasWords.test(trimmed) || isDrawn.test(trimmed)) gap++
    else {
      const read = readLine(raw, gap)
      // Some pages copy with the bullet on a line of its own, above its words.
      lines.push(...(isMarked ? read.map(line => ({ ...line, bullet: true })) : read))
      gap = 0
      isMarked = false
    }
  }
  return lines
}

function readLine(raw: string, gap: number): Line[] {
  const trimmed = raw.trim()
  if (startBullet.test(trimmed)) return splitItems(trimmed, gap)
  const hashes = /^#{1,6}(?=\s)/.exec(trimmed)?.[0].length ?? 0
  const cells = hashes > 0 ? [] : cellsOf(raw)
  const words = cells.length > 0 ? cells.join(" ") : trimmed.slice(hashes)
  return [{ text: tidy(words), bullet: false, cells, hashes, gap }]
}

/** The items of a run of words that may hold several, such as `• a: b • c: d`. */
export function splitItems(words: string, gap = 0): Line[] {
  return itemsIn(words)
    .map(item => tidy(item.replace(startBullet, "")))
    .filter(text => text !== "")
    .map((text, i) => ({ text, bullet: true, cells: [], hashes: 0, gap: i === 0 ? gap : 0 }))
}

function itemsIn(words: string): string[] {
  const dash = /^[-*–—·](?=\s)/u.exec(words)?.[0]
  if (dash === undefined) return words.split(gluedBullet)
  // Dashes stand in sentences too: one in mid-line starts an item only where `Term: ` follows.
  return words.split(new RegExp(`\\s[${dash === "-" ? "\\-" : dash}](?=\\s+[^:.]{1,80}:\\s)`, "u"))
}

/** The words before the first glued bullet, and the items from there on, if the line is glued together so. */
export function splitAtBullet(text: string): { before: string; items: Line[] } | undefined {
  const glue = gluedBullet.exec(text)
  return glue
    ? { before: text.slice(0, glue.index), items: splitItems(text.slice(glue.index + 1)) }
    : undefined
}

/** True where words stand in more than one cell. A tab before or behind a line is only an indent or a leftover. */
export const isDivided = (line: Line): boolean => line.cells.filter(cell => cell !== "").length > 1

/** True where a line is the rest of the one above, broken off for its width: it follows at once and in lower case. */
export const goesOn = (above: Line | undefined, line: Line | undefined): boolean =>
  above !== undefined && line !== undefined && !line.bullet && line.gap === 0 && /^\p{Ll}/u.test(line.text)

function cellsOf(raw: string): string[] {
  const piped = /^\s*\|(.+)\|\s*$/.exec(raw)?.[1]
  const cells = (piped === undefined ? raw.split("\t") : piped.split("|")).map(tidy)
  return cells.length > 1 ? cells : []
}

const tidy = (words: string): string => words.replace(/\s+/gu, " ").trim()

/** One kind of line end and space, nothing invisible, no half of a surrogate pair: a document could not keep that. */
function plain(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, "\n")
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, "")
    .replace(/[^\P{Cc}\n\t]/gu, " ")
    .replace(/\p{Zs}/gu, " ")
    .replace(/\p{Cs}/gu, "\ufffd")
}
