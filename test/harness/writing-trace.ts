// A text being written, edit by edit, by chance and by seed. Made up, not recorded: no package has a recorded trace to
// install. The habits are those of people: runs of typing, typing errors taken back at once, jumps back to revise,
// passages cut and put elsewhere, words replaced.
import type { Random } from "./random.ts"

/** At a place, some characters taken out and some put in; places count UTF-16 units, as Yjs does. */
export interface Edit {
  at: number
  removed: number
  inserted: string
}

const LETTERS = "eeeeeetttaaooiinnsshrdlcumwfgypbvkjxqzéü漢"

function word(random: Random): string {
  const length = 1 + random.below(9)
  return Array.from({ length }, () => random.pick([...LETTERS])).join("")
}

/** Writes for `count` edits, most of them of one character. @returns the edits and the text they lead to. */
export function writeTrace(count: number, random: Random): { edits: Edit[]; text: string } {
  const edits: Edit[] = []
  // One entry a character: a string this long would be copied at each edit.
  const text: string[] = []
  let caret = 0
  const edit = (at: number, removed: number, inserted: string) => {
    if (edits.length === count || (removed === 0 && inserted === "")) return
    edits.push({ at, removed, inserted })
    text.splice(at, removed, ...inserted)
    caret = at + inserted.length
  }
  const type = (words: string) => {
    for (const letter of words) {
      edit(caret, 0, letter)
      if (random.chance(0.04)) edit(caret - 1, 1, "")
    }
  }
  const remove = (length: number) => {
    for (let left = Math.min(length, caret); left > 0; left--) edit(caret - 1, 1, "")
  }
  const jump = () => {
    // Mostly near by; now and then anywhere.
    const reach = random.chance(0.8) ? 400 : text.length
    caret = Math.max(0, Math.min(text.length, caret - Math.floor(reach / 2) + random.below(reach + 1)))
  }
  const move = () => {
    const passage = text.slice(caret, caret + random.below(200)).join("")
    edit(caret, passage.length, "")
    caret = random.below(text.length + 1)
    edit(caret, 0, passage)
  }
  while (edits.length < count) {
    const roll = random.below(100)
    if (roll < 86) type(`${word(random)}${random.pick([" ", " ", " ", " ", ", ", ".\n"])}`)
    else if (roll < 93) remove(1 + random.below(30))
    else if (roll < 99) jump()
    else if (text.length > 1_000) move()
  }
  return { edits, text: text.join("") }
}
