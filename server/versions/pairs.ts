// Which of the lines that went became which of those that came, where several changed side by side: the most alike, in
// order. A paragraph that was only reworded is then reworded, and the comments on it stay where they are.
import { likeness } from "../../shared/model/likeness.ts"

/** Comparing each with each beyond this costs more than a paragraph's comments are worth. */
const MOST_COMPARED = 900
/** Less alike than this are two different lines. */
const LEAST_ALIKE = 0.3

export type Pair = readonly [gone: number, come: number]

/** @returns pairs of indices, ascending in both. */
export function pairsOf(gone: readonly string[], come: readonly string[]): Pair[] {
  if (gone.length * come.length > MOST_COMPARED) return inOrder(Math.min(gone.length, come.length))
  // best[i][j]: how alike the best pairs of gone from i on and come from j on are.
  const best = gone.map(() => new Array<number>(come.length + 1).fill(0))
  best.push(new Array<number>(come.length + 1).fill(0))
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0
  const alike = gone.map(one => come.map(other => inCommon(one, other)))
  for (let i = gone.length - 1; i >= 0; i--)
    for (let j = come.length - 1; j >= 0; j--) {
      const row = best[i]
      if (row) row[j] = Math.max(at(i + 1, j), at(i, j + 1), at(i + 1, j + 1) + (alike[i]?.[j] ?? 0))
    }
  const pairs: Pair[] = []
  for (let i = 0, j = 0; i < gone.length && j < come.length; ) {
    const score = alike[i]?.[j] ?? 0
    if (score > 0 && at(i, j) === at(i + 1, j + 1) + score) pairs.push([i++, j++])
    else if (at(i, j) === at(i + 1, j)) i++
    else j++
  }
  return pairs
}

/** About how many letters: the pairs that keep the most of them are the ones that keep the most comments. */
function inCommon(one: string, other: string): number {
  if (one === other) return one.length + 1
  const alike = likeness(one, other)
  return alike < LEAST_ALIKE ? 0 : alike * Math.min(one.length, other.length)
}

const inOrder = (count: number): Pair[] =>
  Array.from({ length: count }, (_, index) => [index, index] as const)
