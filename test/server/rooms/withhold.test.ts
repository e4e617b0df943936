import fc from "fast-check"
import { expect, test } from "vitest"
import * as Y from "yjs"
import { withhold } from "../../../server/rooms/withhold.ts"
import { areEqual } from "../../harness/stock-client.ts"

const includes = (bytes: Uint8Array, words: string) => Buffer.from(bytes).includes(words)

/** What somebody did offline, as the one update with which they come back; undo keeps what they deleted. */
function offline(work: (doc: Y.Doc) => void, base?: Uint8Array): Uint8Array {
  const doc = new Y.Doc({ gc: false })
  if (base) Y.applyUpdate(doc, base)
  const before = Y.encodeStateVector(doc)
  work(doc)
  return Y.encodeStateAsUpdate(doc, before)
}

function docOf(...updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ gc: false })
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

test("[LR8] an update without deletes of its own is told as it is", () => {
  const update = offline(doc => doc.getText("words").insert(0, "hello"))

  expect(withhold(update)).toBe(update)
})

test("[LR8] words written and deleted before they were told are in no byte, and those around them stand", () => {
  const update = offline(doc => {
    const words = doc.getText("words")
    words.insert(0, "a canary sings")
    words.delete(2, 7)
    doc.getMap("meta").set("title", "canary")
    doc.getMap("meta").set("title", "Harbour")
    const card = new Y.Map<unknown>()
    doc.getMap("cards").set("card", card)
    card.set("text", new Y.XmlText("canary"))
    doc.getMap("cards").delete("card")
    doc.getArray("list").insert(0, [1, "canary", 3])
    doc.getArray("list").delete(1)
  })

  const told = withhold(update)
  const [seen, whole] = [docOf(told), docOf(update)]

  expect([includes(update, "canary"), includes(told, "canary")]).toEqual([true, false])
  expect(seen.getText("words").toString()).toBe("a sings")
  expect(seen.getMap("meta").toJSON()).toEqual({ title: "Harbour" })
  expect(seen.getArray("list").toJSON()).toEqual([1, 3])
  expect(areEqual(seen, whole)).toBe(true)
})

test("[LR8] whatever was done, a peer who is told the rest ends with the same document, and can go on from it", () => {
  const act = fc.record({
    at: fc.nat(40),
    length: fc.nat(6),
    words: fc.string({ maxLength: 5 }),
    mode: fc.nat(3),
  })
  const run = (doc: Y.Doc, acts: readonly { at: number; length: number; words: string; mode: number }[]) => {
    const text = doc.getText("words")
    for (const { at, length, words, mode } of acts) {
      const place = Math.min(at, text.length)
      if (mode === 0) text.delete(place, Math.min(length, text.length - place))
      else if (mode === 1) text.insert(place, words, { bold: true })
      else text.insert(place, words)
    }
  }

  fc.assert(
    fc.property(fc.array(act), fc.array(act), fc.array(act), (first, second, third) => {
      const base = offline(doc => run(doc, first))
      const [ana, ben] = [offline(doc => run(doc, second), base), offline(doc => run(doc, third), base)]

      const [seen, whole] = [docOf(base, withhold(ana), withhold(ben)), docOf(base, ana, ben)]

      expect(seen.getText("words").toDelta()).toEqual(whole.getText("words").toDelta())
      expect(areEqual(seen, whole)).toBe(true)
      expect(seen.store.pendingStructs).toBeNull()
    }),
    { numRuns: 300 },
  )
})
