// How deep what a client wrote is nested, as a list that is as long as the depth changes are many: ascending numbers
// clock × 256 + depth, each holding until the next. Items in a root have depth 1.

export type Depths = number[]

const DEPTHS = 256

/** Says that everything from `clock` on, which lies behind all said before, has this depth (below 256). */
export function pushDepth(depths: Depths, clock: number, depth: number): void {
  const last = depths.at(-1)
  if (last === undefined || last % DEPTHS !== depth) depths.push(clock * DEPTHS + depth)
}

/** The depth at a clock that lies not before the first. */
export function depthAt(depths: Depths, clock: number): number {
  const key = clock * DEPTHS + DEPTHS - 1
  let low = 0
  let high = depths.length - 1
  // Most edits are at the place that was written last.
  if ((depths[high] ?? 0) <= key) low = high
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((depths[middle] ?? 0) <= key) low = middle
    else high = middle - 1
  }
  return (depths[low] ?? 0) % DEPTHS
}

/** Appends `added`, which lies behind all of `depths`. */
export function appendDepths(depths: Depths, added: Depths): void {
  for (const packed of added) pushDepth(depths, Math.floor(packed / DEPTHS), packed % DEPTHS)
}
