// One text becomes another: exactly, by the smallest change, and without taking words away from comments.
import fc from "fast-check"
import { expect, test } from "vitest"
import * as Y from "yjs"
import { rewriteText } from "../../../server/versions/rewrite-text.ts"
import { makeAnchor, resolveAnchor } from "../../../shared/model/anchor.ts"
import type { RichNode, RichText } from "../../../shared/model/canvas.ts"
import { contentOf } from "../../../shared/model/document.ts"
import { lettersOf, wordsIn } from "../../../shared/model/letters.ts"
import { appendText, paragraph, readText } from "../../../shared/model/rich-text.ts"
import { richTexts } from "../../shared/arbitrary-canvas.ts"

function docWith(text: RichText): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => appendText(contentOf(doc).commentary, text))
  return doc
}

const fragmentIn = (doc: Y.Doc) => contentOf(doc).commentary

function rewrite(doc: Y.Doc, text: RichText): Uint8Array | undefined {
  let update: Uint8Array | undefined
  doc.on("update", (made: Uint8Array) => {
    update = made
  })
  doc.transact(() => rewriteText(doc, fragmentIn(doc), text))
  return update
}

/** The ids of the blocks, which stay as long as it is the same block. */
const idsIn = (doc: Y.Doc): string[] =>
  fragmentIn(doc)
    .toArray()
    .map(({ _item }) => `${_item?.id.client}:${_item?.id.clock}`)

const lines = (...words: string[]): RichText => words.map(paragraph)
const list = (...words: string[]): RichNode => ({
  type: "bulletList",
  content: words.map(each => ({ type: "listItem", content: [paragraph(each)] })),
})

test("[VE10] any text becomes any other exactly, also for those who only hear of it", () => {
  fc.assert(
    fc.property(richTexts, richTexts, (before, after) => {
      const [here, there] = [docWith(before), new Y.Doc()]
      Y.applyUpdate(there, Y.encodeStateAsUpdate(here))

      const update = rewrite(here, after)
      if (update) Y.applyUpdate(there, update)

      expect(readText(fragmentIn(here))).toEqual(after)
      expect(readText(fragmentIn(there))).toEqual(after)
    }),
    { numRuns: 300 },
  )
})

test("[VE10] a text that is the same already is not touched", () => {
  fc.assert(
    fc.property(richTexts, text => {
      expect(rewrite(docWith(text), text)).toBeUndefined()
    }),
  )
})

test("[VE10] blocks that did not change stay the same, wherever others come and go between them", () => {
  const doc = docWith(lines("One", "Added here", "Two", "Three", "Also added", "Four", "Five, changed"))
  const [one, , two, three, , four, five] = idsIn(doc)

  rewrite(doc, lines("One", "Two", "Removed since", "Three", "Four", "Five"))

  const [, , removed, ...rest] = idsIn(doc)
  expect(readText(fragmentIn(doc))).toEqual(lines("One", "Two", "Removed since", "Three", "Four", "Five"))
  expect([...idsIn(doc).slice(0, 2), ...rest]).toEqual([one, two, three, four, five])
  expect([one, two, three, four, five]).not.toContain(removed)
})

test("[VE10] a paragraph that was reworded is reworded back, though others have come beside it", () => {
  const doc = docWith(lines("Quite another thought", "The customers pay every month for it"))
  const [, reworded] = idsIn(doc)

  rewrite(doc, lines("The customers pay each year for it"))

  expect(idsIn(doc)).toEqual([reworded])
})

test("[VE10] an empty paragraph that has come in between is nobody's twin", () => {
  const doc = docWith(lines("Heading it", "", "Rent and wages øøø"))
  const [heading, , rent] = idsIn(doc)

  rewrite(doc, lines("Heading it all", "Rent and wages"))

  expect(idsIn(doc)).toEqual([heading, rent])
})

test("[VE10] comments keep their words in what did not change and around what did", () => {
  const before = [
    ...lines("First of all", "We sell to schools and to towns"),
    list("Rent", "Wages of teachers"),
  ]
  const doc = docWith(before)
  const fragment = fragmentIn(doc)
  const anchorOn = (words: string) => {
    const letters = lettersOf(fragment)
    const from = letters.words.indexOf(words)
    const anchor = makeAnchor("commentary", letters, { from, to: from + words.length })
    if (!anchor) throw new Error(`"${words}" does not stand there`)
    return anchor
  }
  rewrite(doc, [
    ...lines("Altogether new", "We sell to schools and to towns and more"),
    list("Rent", "Food", "Wages of teachers"),
  ])
  const anchors = ["schools", "Rent", "of teachers"].map(anchorOn)

  rewrite(doc, before)

  const letters = lettersOf(fragment)
  const seen = anchors.map(anchor => {
    const stretch = resolveAnchor(anchor, letters)
    return stretch && wordsIn(letters, stretch, "|")
  })
  expect(seen).toEqual(["schools", "Rent", "of teachers"])
})

test("[VE10] what another types in a block meanwhile is kept, changed block or not", () => {
  const before = lines("Alpha stays", "Beta was this", "Gamma stays")
  const here = docWith(before)
  const there = new Y.Doc()
  rewrite(here, lines("Alpha stays", "Beta is that", "New", "Gamma stays"))
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  const typeAt = (block: number, at: number, words: string) => {
    const element = fragmentIn(there).get(block)
    const text = element instanceof Y.XmlElement ? element.get(0) : undefined
    if (text instanceof Y.XmlText) text.insert(at, words)
  }
  typeAt(0, 5, "!")
  typeAt(1, 4, "?")

  const update = rewrite(here, before)
  if (update) Y.applyUpdate(there, update)
  Y.applyUpdate(here, Y.encodeStateAsUpdate(there))

  const expected = lines("Alpha! stays", "Beta? was this", "Gamma stays")
  expect(readText(fragmentIn(here))).toEqual(expected)
  expect(readText(fragmentIn(there))).toEqual(expected)
})
