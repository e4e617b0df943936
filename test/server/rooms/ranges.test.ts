import fc from "fast-check"
import { expect, test } from "vitest"
import { normalRanges, type Ranges, subtractRanges, uniteRanges } from "../../../server/rooms/ranges.ts"

/** Ranges as they come from a peer: in any order, overlapping. Long enough, at times, for both ways of uniting. */
const anyRanges = fc
  .array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 6 })), { maxLength: 80 })
  .map(pairs => pairs.flatMap(([start, length]) => [start, start + length]))

/** The same by the slow way: every clock on its own. */
function clocksOf(ranges: Ranges): Set<number> {
  const clocks = new Set<number>()
  for (let index = 0; index < ranges.length; index += 2)
    for (let clock = ranges[index] ?? 0; clock < (ranges[index + 1] ?? 0); clock++) clocks.add(clock)
  return clocks
}

function rangesOf(clocks: Set<number>): Ranges {
  const ranges: Ranges = []
  for (const clock of [...clocks].sort((left, right) => left - right)) {
    if (ranges.at(-1) === clock) ranges[ranges.length - 1] = clock + 1
    else ranges.push(clock, clock + 1)
  }
  return ranges
}

test("[EN4] ranges in any order become ascending ones that do not touch", () => {
  fc.assert(
    fc.property(anyRanges, ranges => {
      expect(normalRanges([...ranges])).toEqual(rangesOf(clocksOf(ranges)))
    }),
  )
})

test("[EN4] what is left of ranges, and what both cover, is exact to the clock", () => {
  fc.assert(
    fc.property(anyRanges, anyRanges, (some, others) => {
      const [left, right] = [normalRanges(some), normalRanges(others)]
      const [leftClocks, rightClocks] = [clocksOf(left), clocksOf(right)]

      const rest = subtractRanges(left, right)
      const union = uniteRanges([...right], left)

      expect(rest).toEqual(rangesOf(new Set([...leftClocks].filter(clock => !rightClocks.has(clock)))))
      expect(union).toEqual(rangesOf(new Set([...leftClocks, ...rightClocks])))
    }),
  )
})
