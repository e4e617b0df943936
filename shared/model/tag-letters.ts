// The letter a tag is known by, so that its colour never has to say it alone.
import type { TagId } from "../ids.ts"
import type { Tag } from "./canvas.ts"

/** A letter for each tag: the first of its name that no tag before it has, else its first. */
export function tagLetters(tags: readonly Tag[]): Map<TagId, string> {
  const taken = new Set<string>()
  const letters = new Map<TagId, string>()
  for (const { id, name } of tags) {
    const candidates = [...name.toUpperCase()].filter(letter => /[\p{L}\p{N}]/u.test(letter))
    const letter = candidates.find(candidate => !taken.has(candidate)) ?? candidates[0] ?? "•"
    taken.add(letter)
    letters.set(id, letter)
  }
  return letters
}
