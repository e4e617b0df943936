// Whose letters stand in a text now: every letter in a Yjs document carries the client id it was typed under. Letters
// that were deleted are nobody's any more. Which person a client id is, the server knows.
import type * as Y from "yjs"
import { type Letters, pointsIn, type Stretch } from "./letters.ts"

/** @returns how many of the stretch's letters each client id has written. */
export function authorsIn(letters: Letters, stretch: Stretch): Map<number, number> {
  const authors = new Map<number, number>()
  for (const { point, length } of pointsIn(letters, stretch)) {
    const [from, to] = [point.index, point.index + length]
    let at = 0
    for (let item = firstItemOf(point.text); item && at < to; item = item.right) {
      if (item.deleted || !item.countable) continue
      const shared = Math.min(to, at + item.length) - Math.max(from, at)
      if (shared > 0) authors.set(item.id.client, (authors.get(item.id.client) ?? 0) + shared)
      at += item.length
    }
  }
  return authors
}

/** The list of a text's items is Yjs's own; it has no public door to who wrote them. */
const firstItemOf = (text: Y.XmlText): Y.Item | null => text._start
