// Arrows over a board: two tall columns, and a wide block under both.
import { expect, test } from "vitest"
import { type Box, nearest } from "../../../client/canvas/spatial.ts"

const box = (name: string, left: number, top: number, width: number, height: number): Box<string> => ({
  name,
  left,
  top,
  width,
  height,
})
const left = box("left", 0, 0, 100, 300)
const upper = box("upper", 101, 0, 100, 150)
const lower = box("lower", 101, 151, 100, 149)
const wide = box("wide", 0, 301, 300, 80)
const all = [left, upper, lower, wide]

test("[BD4] what merely reaches further to the right is not to the right", () => {
  expect(nearest(all, left, "right")).toBe("upper")
  expect(nearest(all, wide, "right")).toBeUndefined()
})

test("[BD4] an arrow goes straight before it goes near", () => {
  const aside = box("aside", 210, 160, 50, 20)

  expect(nearest([...all, aside], upper, "down")).toBe("lower")
  expect(nearest(all, left, "down")).toBe("wide")
  expect(nearest(all, wide, "up")).toBe("lower")
})

test("[BD4] there is nothing beyond the edge", () => {
  expect(nearest(all, left, "up")).toBeUndefined()
  expect(nearest(all, left, "left")).toBeUndefined()
})
