// The letters tags are known by.
import { expect, test } from "vitest"
import type { TagId } from "../../shared/ids.ts"
import type { Tag } from "../../shared/model/canvas.ts"
import { tagLetters } from "../../shared/model/tag-letters.ts"

const tags = (...names: string[]): Tag[] => names.map(name => ({ id: name as TagId, name, hue: "clay" }))

test("[BD6] every tag has a letter of its own, as long as its name has one left", () => {
  expect([...tagLetters(tags("Government", "Growth", "Gr", "政府", "— 2")).values()]).toEqual([
    "G",
    "R",
    "G",
    "政",
    "2",
  ])
})

test("[BD6] a name without letters has a mark all the same", () => {
  expect([...tagLetters(tags("…")).values()]).toEqual(["•"])
})
