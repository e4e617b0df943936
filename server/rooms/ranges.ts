// Sets of clocks as flat lists [start, end, start, end …]: ascending, ends exclusive, neither overlapping nor touching.

export type Ranges = number[]

/** From here on, merging whole lists is cheaper than making room in one for each range. */
const MANY_NUMBERS = 64

const numberAt = (ranges: Ranges, index: number): number => ranges[index] ?? 0

/** Appends a range that starts no earlier than the last one, uniting the two where they meet. */
export function pushRange(ranges: Ranges, start: number, end: number): void {
  const last = ranges.length - 1
  if (last < 0 || numberAt(ranges, last) < start) ranges.push(start, end)
  else if (numberAt(ranges, last) < end) ranges[last] = end
}

/** Puts ranges that came in any order into normal form. */
export function normalRanges(ranges: Ranges): Ranges {
  const order: number[] = []
  let isNormal = true
  for (let index = 0; index < ranges.length; index += 2) {
    order.push(index)
    isNormal &&= index === 0 || numberAt(ranges, index - 1) < numberAt(ranges, index)
  }
  if (isNormal) return ranges
  const normal: Ranges = []
  order.sort((left, right) => numberAt(ranges, left) - numberAt(ranges, right))
  for (const index of order) pushRange(normal, numberAt(ranges, index), numberAt(ranges, index + 1))
  return normal
}

/** The place of the first range, from index `from` on, that ends behind `clock`. */
function firstEndingBehind(ranges: Ranges, clock: number, from: number): number {
  let low = from / 2
  let high = ranges.length / 2
  while (low < high) {
    const middle = (low + high) >>> 1
    if (numberAt(ranges, middle * 2 + 1) > clock) high = middle
    else low = middle + 1
  }
  return low * 2
}

/** What of `ranges` is not in `known`. */
export function subtractRanges(ranges: Ranges, known: Ranges): Ranges {
  const rest: Ranges = []
  let index = 0
  for (let each = 0; each < ranges.length; each += 2) {
    let start = numberAt(ranges, each)
    const end = numberAt(ranges, each + 1)
    index = firstEndingBehind(known, start, index)
    while (start < end && index < known.length && numberAt(known, index) < end) {
      if (numberAt(known, index) > start) rest.push(start, numberAt(known, index))
      start = numberAt(known, index + 1)
      if (start < end) index += 2
    }
    if (start < end) rest.push(start, end)
  }
  return rest
}

/** Both sets as one; where `added` is short, `known` is changed in place and returned. */
export function uniteRanges(known: Ranges, added: Ranges): Ranges {
  if (added.length > MANY_NUMBERS) return mergeRanges(known, added)
  for (let each = 0; each < added.length; each += 2)
    insertRange(known, numberAt(added, each), numberAt(added, each + 1))
  return known
}

function insertRange(known: Ranges, start: number, end: number): void {
  const first = firstEndingBehind(known, start - 1, 0)
  let behind = first
  while (behind < known.length && numberAt(known, behind) <= end) behind += 2
  if (behind === first) {
    known.splice(first, 0, start, end)
    return
  }
  const newEnd = Math.max(end, numberAt(known, behind - 1))
  known[first] = Math.min(start, numberAt(known, first))
  known[first + 1] = newEnd
  if (behind > first + 2) known.splice(first + 2, behind - first - 2)
}

function mergeRanges(left: Ranges, right: Ranges): Ranges {
  const merged: Ranges = []
  let onLeft = 0
  let onRight = 0
  while (onLeft < left.length || onRight < right.length) {
    const takeLeft =
      onRight >= right.length || (onLeft < left.length && numberAt(left, onLeft) <= numberAt(right, onRight))
    const [from, at] = takeLeft ? [left, onLeft] : [right, onRight]
    pushRange(merged, numberAt(from, at), numberAt(from, at + 1))
    if (takeLeft) onLeft += 2
    else onRight += 2
  }
  return merged
}
