// What a pasted text is as cards.
import { expect, test } from "vitest"
import { MAX_PASTED_CARDS, pastedLines } from "../../../client/canvas/pasted.ts"

test("[BR12] every line with words is a card, without the marks of a list", () => {
  const text = "• One: a\r\n- Two\n\n  3. Three\n(4) Four\n[x] Five\n–  Six\n7 dwarfs\n-8 degrees"

  expect(pastedLines(text)).toEqual([
    "One: a",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "7 dwarfs",
    "-8 degrees",
  ])
})

test("[BR12] bullets glued into one paragraph are lines of their own", () => {
  expect(pastedLines("• One: a. • Two: b • c")).toEqual(["One: a.", "Two: b", "c"])
  expect(pastedLines("A • in the middle is a word")).toEqual(["A • in the middle is a word"])
})

test("[BR12] a whole book is not a list of ideas", () => {
  expect(pastedLines("x\n".repeat(10_000))).toHaveLength(MAX_PASTED_CARDS)
})
