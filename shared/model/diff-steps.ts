// What two lists have in common, in order: the step under every comparison of texts. Owns the limits of its cost, too.
import { diffArrays } from "diff"

/** A stretch both lists have, or what stands in the one where the other has something else. */
export type Step = { kind: "same"; count: number } | { kind: "changed"; removed: number; added: number }

/** Beyond this many differences two lists have nothing in common that anybody would want to see. */
const MAX_DIFFERENCES = 2_000

/** The fewest removals and additions that make `after` of `before`; neighbouring ones are one step. */
export function stepsBetween(before: readonly string[], after: readonly string[]): Step[] {
  const parts = diffArrays([...before], [...after], { maxEditLength: MAX_DIFFERENCES })
  if (!parts) return [{ kind: "changed", removed: before.length, added: after.length }]
  const steps: Step[] = []
  for (const { value, added, removed } of parts) {
    const last = steps.at(-1)
    if (!added && !removed) steps.push({ kind: "same", count: value.length })
    else {
      const change = last?.kind === "changed" ? last : { kind: "changed" as const, removed: 0, added: 0 }
      if (change !== last) steps.push(change)
      if (added) change.added += value.length
      else change.removed += value.length
    }
  }
  return steps
}

/**
 * The places of a longest ascending run within `numbers`, not necessarily side by side: what need not move.
 * After M. Fredman, "On Computing the Length of Longest Increasing Subsequences", 1975.
 */
export function longestAscending(numbers: readonly number[]): Set<number> {
  /** For each length, the place at which the run of that length with the least end ends. */
  const ends: number[] = []
  const before: number[] = []
  numbers.forEach((number, place) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1
      else high = middle
    }
    before[place] = ends[low - 1] ?? -1
    ends[low] = place
  })
  const run = new Set<number>()
  for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place] ?? -1) run.add(place)
  return run
}
