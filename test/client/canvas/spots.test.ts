// Places between cards, as keys and pointer find them.
import { expect, test } from "vitest"
import { endOf, type Lines, nextSpot, spotBeside, spotOf } from "../../../client/canvas/spots.ts"
import { heirOf } from "../../../client/canvas/use-focus-that-stays.ts"
import { ALPHA, BETA, COSTS, DELTA, GAMMA, PARTNERS, VALUE } from "./small-canvas.ts"

const lines: Lines = new Map([
  [PARTNERS, [ALPHA, BETA, GAMMA]],
  [VALUE, [DELTA]],
  [COSTS, []],
])

test("[BD3] a spot beside a card counts without the cards on their way", () => {
  expect(spotBeside(lines, GAMMA, "before", [])).toEqual({ block: PARTNERS, position: 2 })
  expect(spotBeside(lines, GAMMA, "before", [ALPHA, BETA])).toEqual({ block: PARTNERS, position: 0 })
  expect(spotBeside(lines, GAMMA, "behind", [ALPHA])).toEqual({ block: PARTNERS, position: 2 })
  expect(endOf(lines, PARTNERS, [BETA])).toEqual({ block: PARTNERS, position: 2 })
})

test("[BD3] steps stay within the block until its end, and go on in the block that lies there", () => {
  const below = () => COSTS
  const start = spotOf(lines, [BETA]) ?? endOf(lines, VALUE, [])

  const once = nextSpot(lines, start, "down", [BETA], below)
  const twice = nextSpot(lines, once, "down", [BETA], below)
  const nowhere = nextSpot(lines, twice, "down", [BETA], () => undefined)

  expect([start, once, twice, nowhere]).toEqual([
    { block: PARTNERS, position: 1 },
    { block: PARTNERS, position: 2 },
    { block: COSTS, position: 0 },
    { block: COSTS, position: 0 },
  ])
})

test("[BD3] a step aside keeps the height as far as the other block reaches", () => {
  const step = nextSpot(lines, { block: PARTNERS, position: 2 }, "right", [GAMMA], () => VALUE)

  expect(step).toEqual({ block: VALUE, position: 1 })
})

test("[BD7] the focus follows a card, and where it is gone goes to the one in its place", () => {
  const without: Lines = new Map([
    [PARTNERS, [ALPHA, GAMMA]],
    [VALUE, []],
    [COSTS, [DELTA]],
  ])

  expect(heirOf(DELTA, lines, without)).toBe(DELTA)
  expect(heirOf(BETA, lines, without)).toBe(GAMMA)
  expect(heirOf(GAMMA, lines, new Map([[PARTNERS, [ALPHA, BETA]]]))).toBe(BETA)
  expect(heirOf(DELTA, lines, new Map([[VALUE, []]]))).toBeUndefined()
})
