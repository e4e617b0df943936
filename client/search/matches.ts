// Finds words in a line of text the way people look for them: case, accents and the width of letters do not matter.

export interface Match {
  /** Code units of the line, end exclusive. */
  start: number
  end: number
}

/** @returns where `wanted` stands in `line`, from left to right, without overlaps. Nothing is found by "" or blanks. */
export function matchesIn(line: string, wanted: string): Match[] {
  const needle = fold(wanted.trim().replace(/\s+/g, " ")).folded
  if (needle === "") return []
  const { folded, origins } = fold(line)
  const found: Match[] = []
  for (let at = folded.indexOf(needle); at !== -1; at = folded.indexOf(needle, at + needle.length)) {
    const start = origins[at] ?? 0
    const last = origins[at + needle.length - 1] ?? start
    found.push({ start, end: endOfCharacter(line, last) })
  }
  return found
}

/** The plain form of a text, and for each of its code units the place in the text it comes from. */
function fold(text: string): { folded: string; origins: number[] } {
  let folded = ""
  const origins: number[] = []
  let at = 0
  for (const character of text) {
    // A character may fold into several ("ß" in capitals, "ﬁ") or, as an accent standing alone, into none.
    const plain = /\s/.test(character)
      ? " "
      : character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    folded += plain
    for (let unit = 0; unit < plain.length; unit++) origins.push(at)
    at += character.length
  }
  return { folded, origins }
}

/** Behind the character that starts at `start`, with the accents that belong to it. */
function endOfCharacter(line: string, start: number): number {
  return start + (/^.\p{M}*/su.exec(line.slice(start))?.[0].length ?? 1)
}
