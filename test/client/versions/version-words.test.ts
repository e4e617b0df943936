// Versions in words.
import { expect, test } from "vitest"
import { peopleInWords } from "../../../client/versions/version-words.ts"
import type { PersonId } from "../../../shared/ids.ts"

test("[IN10] people of a version that came with a file are said to be imported", () => {
  const person = "anaanaanaana" as PersonId

  expect(peopleInWords([])).toBe("")
  expect(peopleInWords([{ person, name: "Ana" }])).toBe("Ana")
  expect(peopleInWords([{ name: "Mia Chen" }, { name: "" }])).toBe("Mia Chen and a guest · imported")
})
