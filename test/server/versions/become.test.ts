// A document becomes what a canvas says: any from any, and what its parts leave alone.
import fc from "fast-check"
import { expect, test } from "vitest"
import * as Y from "yjs"
import { become } from "../../../server/versions/become.ts"
import type { BlockId, CardId } from "../../../shared/ids.ts"
import type { Canvas } from "../../../shared/model/canvas.ts"
import type { Content } from "../../../shared/model/document.ts"
import { archiveCards, moveCards, removeTag, tagCards } from "../../../shared/model/edits.ts"
import { readCanvas } from "../../../shared/model/read.ts"
import { ALPHA, BETA, COSTS, DELTA, PARTNERS, RISK, smallCanvas } from "../../client/canvas/small-canvas.ts"
import { canvases } from "../../shared/arbitrary-canvas.ts"
import { contentWith, fragmentOf, lineOf, typeInto, wordsOf } from "../../shared/peers.ts"

const NOW_MS = 1_800_000_000_000

function becomeAs(content: Content, canvas: Canvas, part: Parameters<typeof become>[2]): boolean {
  return content.doc.transact(() => become(content, canvas, part, NOW_MS))
}

/** All of a canvas but the cards that another does not know, which are in the archive. */
function without(canvas: Canvas | undefined, known: Canvas): Canvas | undefined {
  const ids = new Set(known.cards.map(({ id }) => id))
  return canvas && { ...canvas, cards: canvas.cards.filter(({ id }) => ids.has(id)) }
}

test("[VE4] any canvas becomes any other exactly; what the other does not know is archived now", () => {
  fc.assert(
    fc.property(canvases, canvases, (before, after) => {
      const content = contentWith(before)

      becomeAs(content, after, { kind: "everything" })

      const now = readCanvas(content)
      expect(without(now, after)).toEqual(after)
      const strangers = now?.cards.filter(({ id }) => !after.cards.some(card => card.id === id))
      for (const { id, gone } of strangers ?? [])
        expect(gone).toBe(before.cards.find(card => card.id === id)?.gone ?? NOW_MS)
    }),
    { numRuns: 200 },
  )
})

test("[VE4] a document that is the canvas already is not changed", () => {
  fc.assert(
    fc.property(canvases, canvas => {
      const content = contentWith(canvas)
      let updates = 0
      content.doc.on("update", () => updates++)

      becomeAs(content, canvas, { kind: "everything" })

      expect(updates).toBe(0)
    }),
  )
})

test("[VE4] cards and blocks that are unchanged keep their Yjs items", () => {
  const then = smallCanvas()
  const content = contentWith(then)
  const text = fragmentOf(content, ALPHA)
  const [map, words] = [content.cards.get(ALPHA), text.get(0)]
  archiveCards(content, [ALPHA], 5)
  typeInto(content, BETA, " and more")

  becomeAs(content, then, { kind: "everything" })

  expect(readCanvas(content)).toEqual(then)
  expect(content.cards.get(ALPHA)).toBe(map)
  expect(fragmentOf(content, ALPHA).get(0)).toBe(words)
})

test("[VE5] one card comes back with its place and its tag; every other card stays as it is", () => {
  const then = smallCanvas()
  const content = contentWith(then)
  tagCards(content, [ALPHA], RISK)
  const tagged = readCanvas(content)
  if (!tagged) throw new Error("There is no canvas.")
  removeTag(content, RISK)
  moveCards(content, [ALPHA], { block: COSTS, position: 0 })
  typeInto(content, ALPHA, "!")
  typeInto(content, BETA, "?")
  const words = wordsOf(content, BETA)

  expect(becomeAs(content, tagged, { kind: "card", card: ALPHA })).toBe(true)

  const now = readCanvas(content)
  expect(now?.cards.find(({ id }) => id === ALPHA)).toEqual(tagged.cards.find(({ id }) => id === ALPHA))
  expect(now?.tags).toEqual(tagged.tags)
  expect(wordsOf(content, BETA)).toBe(words)
})

test("[VE5] one block comes back: cards that left it return, those that came go back or to the archive", () => {
  const then = smallCanvas()
  const content = contentWith(then)
  const [before, elsewhere] = [lineOf(content, PARTNERS), lineOf(content, COSTS)]
  moveCards(content, [ALPHA], { block: COSTS, position: 0 })
  moveCards(content, [DELTA], { block: PARTNERS, position: 0 })
  typeInto(content, DELTA, "!")

  expect(becomeAs(content, then, { kind: "block", block: PARTNERS })).toBe(true)

  expect(lineOf(content, PARTNERS)).toEqual(before)
  expect(lineOf(content, COSTS)).toEqual(elsewhere)
  // It only stood there: what has been written on it is not the block's.
  expect(wordsOf(content, DELTA)).toMatch(/!$/)
})

test("[VE5] a part that the version does not have changes nothing", () => {
  const content = contentWith(smallCanvas())
  const before = Y.encodeStateVector(content.doc)

  expect(becomeAs(content, smallCanvas(), { kind: "card", card: "nobody" as CardId })).toBe(false)
  expect(becomeAs(content, smallCanvas(), { kind: "block", block: "nowhere" as BlockId })).toBe(false)

  expect(Y.encodeStateVector(content.doc)).toEqual(before)
})
