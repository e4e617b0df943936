// Words → lines. Everything is in em, so that words are measured once and set at any size after that. Breaks where a
// browser would: behind spaces and hyphens, between Chinese characters, never before a closing mark; a word longer than
// a line is cut between its letters and none of it is lost.
import { clustersOf, type Face, type Fonts, type Setting } from "./fonts.ts"
import type { Ink } from "./palette.ts"

/** How a run of words looks. */
export interface Look extends Setting {
  ink: Ink
  underlined?: boolean
  struck?: boolean
  /** An address that has passed safeHref. */
  href?: string
}

export interface Piece {
  words: string
  look: Look
}

/** Words in one font and look. */
export interface Run extends Piece {
  face: Face
  width: number
}

export interface Line {
  runs: Run[]
  /** Without the space at its end. */
  width: number
}

/** Runs that no line may break between, with the space behind them. */
interface Atom {
  runs: Run[]
  width: number
  space: number
}

/** Words that are measured and can be set at any width. */
export interface Measured {
  atoms: readonly Atom[]
}

/** Closing marks stay with what is before them, opening ones with what is behind. */
const closing = /^[\p{Pe}\p{Pf}!%,.:;?…‰、。〉》」』】〕〗〙〛！＂％＇），．：；？］｝～·ー々]/u
const opening = /[\p{Ps}\p{Pi}〈《「『【〔〖〘〚（［｛￥＄]$/u
const wide = /\p{scx=Han}|\p{scx=Hira}|\p{scx=Kana}|\p{Emoji_Presentation}/u
const breaksBehind = /[-\u2010\u2012-\u2014/\u200b]$/

function mayBreak(before: string, after: string): boolean {
  if (/\s$/.test(before)) return !/^\s/.test(after)
  if (/^\s/.test(after) || closing.test(after) || opening.test(before)) return false
  if (wide.test(before) || wide.test(after)) return true
  // "3-4" and "-5" are figures, "https://" is one sign.
  return breaksBehind.test(before) && /^\p{L}/u.test(after)
}

export function measure(pieces: readonly Piece[], fonts: Fonts): Measured {
  const atoms: Atom[] = []
  let last = ""
  for (const { words, look } of pieces)
    for (const part of partsOf(words)) {
      const runs = fonts.cut(part, look).map(run => ({ ...run, look }))
      const width = sum(runs.map(run => run.width))
      const isSpace = /^\s+$/.test(part)
      const atom = atoms.at(-1)
      if (atom && (last === "" || !mayBreak(last, part))) {
        atom.runs = joined([...atom.runs, ...runs])
        if (isSpace) atom.space += width
        else {
          atom.width += atom.space + width
          atom.space = 0
        }
      } else atoms.push({ runs, width: isSpace ? 0 : width, space: isSpace ? width : 0 })
      last = part
    }
  return { atoms }
}

/** Cut wherever a line might break. */
function partsOf(words: string): string[] {
  const parts: string[] = []
  for (const stretch of words.match(/\s+|[^\s]+/g) ?? []) {
    let part = ""
    for (const cluster of clustersOf(stretch)) {
      if (part !== "" && mayBreak(part, cluster)) {
        parts.push(part)
        part = ""
      }
      part += cluster
    }
    parts.push(part)
  }
  return parts
}

/** Neighbours of one font and look are one run. */
function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = []
  for (const run of runs) {
    const last = all.at(-1)
    if (last && last.face === run.face && last.look === run.look)
      all[all.length - 1] = { ...last, words: last.words + run.words, width: last.width + run.width }
    else all.push(run)
  }
  return all
}

/** @param widthOf the width of each line by its number from 0: the first may have less room than the others. */
export function setLines({ atoms }: Measured, widthOf: (line: number) => number, fonts: Fonts): Line[] {
  const lines: Line[] = []
  let runs: Run[] = []
  let width = 0
  let space = 0
  const end = () => {
    lines.push({ runs: withoutSpaceBehind(joined(runs)), width })
    runs = []
    width = 0
    space = 0
  }
  const add = (atom: Atom) => {
    runs.push(...atom.runs)
    width += space + atom.width
    space = atom.space
  }
  for (const atom of atoms) {
    const room = () => widthOf(lines.length)
    if (width > 0 && width + space + atom.width > room()) end()
    if (atom.width <= room()) add(atom)
    else
      for (const letter of lettersOf(atom, fonts)) {
        if (width > 0 && width + space + letter.width > room()) end()
        add(letter)
      }
  }
  if (runs.length > 0 || lines.length === 0) end()
  return lines
}

function lettersOf({ runs }: Atom, fonts: Fonts): Atom[] {
  return runs.flatMap(({ words, look }) =>
    clustersOf(words).map(cluster => {
      const cut = fonts.cut(cluster, look).map(run => ({ ...run, look }))
      const width = sum(cut.map(run => run.width))
      const isSpace = /^\s+$/.test(cluster)
      return { runs: cut, width: isSpace ? 0 : width, space: isSpace ? width : 0 }
    }),
  )
}

function withoutSpaceBehind(runs: Run[]): Run[] {
  const last = runs.at(-1)
  if (!last) return runs
  const words = last.words.trimEnd()
  return words === last.words ? runs : [...runs.slice(0, -1), { ...last, words }]
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
