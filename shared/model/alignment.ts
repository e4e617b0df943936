// Which things of one list live on in another, in order: the pairs that have most in common together. After S. Needleman
// and C. Wunsch, 1970.

export type Pair = readonly [before: number, after: number]

/**
 * @param before how many there were; their product with `after` is the cost.
 * @param inCommon asked once for each two; 0 where they are no pair.
 * @returns places in both lists, ascending in both.
 */
export function bestPairs(
  before: number,
  after: number,
  inCommon: (before: number, after: number) => number,
): Pair[] {
  const scores = Array.from({ length: before }, (_, at) =>
    Float64Array.from({ length: after }, (_, to) => inCommon(at, to)),
  )
  /** The best sum for what is left of both, from these places on. */
  const best = Array.from({ length: before + 1 }, () => new Float64Array(after + 1))
  const bestAt = (at: number, to: number) => best[at]?.[to] ?? 0
  const scoreAt = (at: number, to: number) => scores[at]?.[to] ?? 0
  const paired = (at: number, to: number) => scoreAt(at, to) + bestAt(at + 1, to + 1)
  for (let at = before - 1; at >= 0; at--)
    for (let to = after - 1; to >= 0; to--) {
      const line = best[at]
      if (line) line[to] = Math.max(paired(at, to), bestAt(at + 1, to), bestAt(at, to + 1))
    }
  const pairs: Pair[] = []
  for (let at = 0, to = 0; at < before && to < after; ) {
    if (scoreAt(at, to) > 0 && paired(at, to) === bestAt(at, to)) pairs.push([at++, to++])
    else if (bestAt(at + 1, to) >= bestAt(at, to + 1)) at++
    else to++
  }
  return pairs
}
