// What a layout has to know of a TrueType font: which characters it has, how wide they are, how high a line is. Shaping
// and outlines are left to those who draw (pdfmake, resvg); kerning only makes what they draw a little narrower.
import { assert } from "../../shared/assert.ts"

/** Widths and heights are in em. */
export interface TrueType {
  ascent: number
  descent: number
  has(codePoint: number): boolean
  /** The width of a character alone; that of the empty box where the font lacks it. */
  advance(codePoint: number): number
}

/** Reads the tables `cmap`, `head`, `hhea` and `hmtx` of one of the fonts we ship. */
export function readTrueType(bytes: Uint8Array): TrueType {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const table = (tag: string): number => {
    for (let i = 0; i < view.getUint16(4); i++) {
      const at = 12 + i * 16
      if (String.fromCharCode(...bytes.subarray(at, at + 4)) === tag) return view.getUint32(at + 8)
    }
    throw new Error(`Broken promise: a font we ship has a table ${tag}`)
  }
  const unitsPerEm = view.getUint16(table("head") + 18)
  const hhea = table("hhea")
  const hmtx = table("hmtx")
  const measured = view.getUint16(hhea + 34)
  const glyphOf = readCharacterMap(view, table("cmap"))
  return {
    ascent: view.getInt16(hhea + 4) / unitsPerEm,
    descent: -view.getInt16(hhea + 6) / unitsPerEm,
    has: codePoint => glyphOf(codePoint) !== 0,
    // Glyphs behind the last measured one are all as wide as that.
    advance: codePoint => view.getUint16(hmtx + Math.min(glyphOf(codePoint), measured - 1) * 4) / unitsPerEm,
  }
}

type GlyphOf = (codePoint: number) => number

function readCharacterMap(view: DataView, cmap: number): GlyphOf {
  const subtables = new Map<number, number>()
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const at = cmap + view.getUint32(cmap + 4 + i * 8 + 4)
    subtables.set(view.getUint16(at), at)
  }
  const full = subtables.get(12)
  if (full !== undefined) return inGroups(view, full)
  const basic = subtables.get(4)
  assert(basic !== undefined, "a font we ship has a character map of format 4 or 12")
  return inSegments(view, basic)
}

/** Format 12: groups of (first, last, glyph of the first) in order. */
function inGroups(view: DataView, at: number): GlyphOf {
  const count = view.getUint32(at + 12)
  const group = (i: number) => at + 16 + i * 12
  return codePoint => {
    const i = firstWhere(count, i => view.getUint32(group(i) + 4) >= codePoint)
    if (i === count) return 0
    const first = view.getUint32(group(i))
    return codePoint < first ? 0 : view.getUint32(group(i) + 8) + codePoint - first
  }
}

/** Format 4: the same for the basic plane, in parallel arrays, with a difference or a list of glyphs for each segment. */
function inSegments(view: DataView, at: number): GlyphOf {
  const bytesPerArray = view.getUint16(at + 6)
  const ends = at + 14
  const starts = ends + bytesPerArray + 2
  const deltas = starts + bytesPerArray
  const offsets = deltas + bytesPerArray
  return codePoint => {
    if (codePoint > 0xffff) return 0
    const i = firstWhere(bytesPerArray / 2, i => view.getUint16(ends + i * 2) >= codePoint)
    const start = i * 2 < bytesPerArray ? view.getUint16(starts + i * 2) : Number.POSITIVE_INFINITY
    if (codePoint < start) return 0
    const delta = view.getUint16(deltas + i * 2)
    const offset = view.getUint16(offsets + i * 2)
    if (offset === 0) return (codePoint + delta) & 0xffff
    const glyph = view.getUint16(offsets + i * 2 + offset + (codePoint - start) * 2)
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff
  }
}

/** The first of `count` places for which `isThere` holds, which then holds for all behind; `count` where none does. */
function firstWhere(count: number, isThere: (place: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isThere(middle)) high = middle
    else low = middle + 1
  }
  return low
}
