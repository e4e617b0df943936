// Which of the lines that went became which of those that came, where several changed side by side: the most alike, in
// order. A paragraph that was only reworded is then reworded, and the comments on it stay where they are.
import { bestPairs, type Pair } from "../../shared/model/alignment.ts"
import { likeness } from "../../shared/model/likeness.ts"

/** Comparing each with each beyond this costs more than a paragraph's comments are worth. */
const MOST_COMPARED = 900
/** Less alike than this are two different lines. */
const LEAST_ALIKE = 0.3

/** @returns pairs of indices, ascending in both. */
export function pairsOf(gone: readonly string[], come: readonly string[]): Pair[] {
  if (gone.length * come.length > MOST_COMPARED) return inOrder(Math.min(gone.length, come.length))
  return bestPairs(gone.length, come.length, (at, to) => inCommon(gone[at] ?? "", come[to] ?? ""))
}

/** About how many letters: the pairs that keep the most of them are the ones that keep the most comments. */
function inCommon(one: string, other: string): number {
  if (one === other) return one.length + 1
  const alike = likeness(one, other)
  return alike < LEAST_ALIKE ? 0 : alike * Math.min(one.length, other.length)
}

const inOrder = (count: number): Pair[] =>
  Array.from({ length: count }, (_, index) => [index, index] as const)
