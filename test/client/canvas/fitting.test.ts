// The size at which a board fits a screen or a sheet.
import { expect, test } from "vitest"
import { fittingZoom } from "../../../client/canvas/fit.ts"
import { fittingTypePt } from "../../../client/canvas/paper.ts"

/** Words set smaller also run in longer lines: the height falls with the square. */
const board = (fullPx: number) => (zoom: number) => fullPx * zoom ** 2

test("[BD10] a board that fits is not made smaller", () => {
  expect(fittingZoom(board(700), 800)).toBe(1)
})

test("[BD10] a board that does not fit is made as small as it must be, and no smaller", () => {
  const zoom = fittingZoom(board(1600), 800)

  expect(board(1600)(zoom)).toBeLessThanOrEqual(800)
  expect(board(1600)(zoom + 0.01)).toBeGreaterThan(800)
})

test("[BD10] the sheet takes the largest type at which all is on it", () => {
  const heightAt = (typePt: number) => typePt * 100

  expect(fittingTypePt(heightAt, 10_000)).toBe(10)
  expect(fittingTypePt(heightAt, 830)).toBe(8.25)
  expect(fittingTypePt(heightAt, 1)).toBe(6)
})
