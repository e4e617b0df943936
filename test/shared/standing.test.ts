// Words that comments are about, found again in a copy of their text: exactly where they stood, or not at all.
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { templates } from "../../seeds/seeds.ts"
import { type Anchor, makeAnchor, resolveAnchor } from "../../shared/model/anchor.ts"
import { emptyCanvas, type RichText } from "../../shared/model/canvas.ts"
import { type Content, contentOf } from "../../shared/model/document.ts"
import { fillCanvas } from "../../shared/model/edits.ts"
import { lettersOf } from "../../shared/model/letters.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { parseStanding, type Standing, standAgain, standingOf } from "../../shared/model/standing.ts"

const [template] = templates()

function contentWith(commentary: RichText): Content {
  if (!template) throw new Error("There is a template")
  const content = contentOf(new Y.Doc())
  fillCanvas(content, { ...emptyCanvas(template), commentary })
  return content
}

const letters = ({ commentary }: Content) => lettersOf(commentary)

function textIn(content: Content): Y.XmlText {
  const text = letters(content).segments[0]?.text
  if (!text) throw new Error("There are words")
  return text
}

/** An anchor on the words between two places of the commentary's letters. */
function anchorOn(content: Content, from: number, to: number): Anchor {
  const anchor = makeAnchor("commentary", letters(content), { from, to })
  if (!anchor) throw new Error("There are words")
  return anchor
}

/** What an anchor is on: the place of its words, or "lost". */
function placeOf(anchor: Anchor, content: Content): number | "lost" {
  return resolveAnchor(anchor, letters(content))?.from ?? "lost"
}

const brought = (anchor: Anchor, standing: Standing | undefined, to: Content): number | "lost" =>
  placeOf(standAgain(anchor, standing, letters(to)), to)

describe("[IN11] in a copy of the same text", () => {
  test("[IN11] each of three equal words is found as the one it was", () => {
    const text = [paragraph("no no no")]
    const [there, here] = [contentWith(text), contentWith(text)]
    const anchors = [0, 3, 6].map(from => anchorOn(there, from, from + 2))

    const places = anchors.map(anchor => brought(anchor, standingOf(anchor, letters(there)), here))

    expect(places).toEqual([0, 3, 6])
  })

  test("[IN11] words that were edited since they were quoted are found, and the quote stays", () => {
    const there = contentWith([paragraph("We sell to schools in the north.")])
    const anchor = anchorOn(there, 11, 31)
    const text = textIn(there)
    text.insert(11, "public ")
    text.insert(18, "and private ")
    const here = contentWith([paragraph("We sell to public and private schools in the north.")])

    const standing = standingOf(anchor, letters(there))
    const again = standAgain(anchor, standing, letters(here))

    expect(again.quote).toBe("schools in the north")
    expect(again.quote).toBe(anchor.quote)
    expect(resolveAnchor(again, letters(here))).toEqual(resolveAnchor(anchor, letters(there)))
  })

  test("[IN11] words that were gone are gone in the copy too", () => {
    const there = contentWith([paragraph("Only here for a moment, then not.")])
    const anchor = anchorOn(there, 0, 22)
    const text = textIn(there)
    text.delete(0, 24)
    const here = contentWith([paragraph("then not.")])

    expect(standingOf(anchor, letters(there))).toBeUndefined()
    expect(brought(anchor, undefined, here)).toBe("lost")
  })
})

describe("[IN11] in a copy that was changed by hand", () => {
  const there = contentWith([paragraph("We sell to schools. We train the teachers of these schools.")])
  const first = anchorOn(there, 11, 18)
  const standing = standingOf(first, letters(there))

  test("[IN11] words that moved are looked for, and found where that is certain", () => {
    const sentence = anchorOn(there, 20, 58)
    const here = contentWith([
      paragraph("Since 2019: We sell to schools. We train the teachers of these schools."),
    ])

    expect(brought(sentence, standingOf(sentence, letters(there)), here)).toBe(32)
  })

  test("[IN11] what stands at the same place now is not taken for the words", () => {
    const other = contentWith([paragraph("We go to all schools. We train the teachers of these schools.")])
    const shorter = contentWith([paragraph("schools")])

    expect(brought(first, standing, other)).toBe("lost")
    expect(brought(first, standing, shorter)).toBe("lost")
  })

  test("[IN11] a place that a file makes up is not followed: the words are looked for", () => {
    const lies: unknown[] = [
      { ...standing, from: 51 },
      { ...standing, from: -1 },
      { ...standing, from: 1e9 },
      { ...standing, words: "teachers" },
      { ...standing, before: "" },
    ]

    expect(lies.map(lie => brought(first, parseStanding(lie), there))).toEqual([11, 11, 11, 11, 11])
  })

  test.each<[string, unknown]>([
    ["nothing", null],
    ["a list", []],
    ["an empty object", {}],
    ["a number in words", { from: "1", words: "a", before: "", after: "" }],
    ["half a letter", { from: 1.5, words: "a", before: "", after: "" }],
    ["no words", { from: 0, words: "", before: "", after: "" }],
    ["too much around", { from: 0, words: "a", before: "b".repeat(33), after: "" }],
    ["too many words", { from: 0, words: "a".repeat(4_001), before: "", after: "" }],
  ])("[IN11] %s is no place", (_, value) => {
    expect(parseStanding(value)).toBeUndefined()
  })
})

test("[IN11] positions of another document are not followed, whatever they would lead to", () => {
  const content = contentWith([paragraph("We sell to schools in the north.")])
  const anchor = { ...anchorOn(content, 0, 18), quote: "We sold to school" }

  const again = standAgain(anchor, undefined, letters(content))

  expect(placeOf(anchor, content)).toBe(0)
  expect([again.start, again.end, placeOf(again, content)]).toEqual(["", "", "lost"])
})
