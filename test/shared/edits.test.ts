import fc from "fast-check"
import { expect, test } from "vitest"
import { exampleCanvas } from "../../seeds/seeds.ts"
import type { BlockId, CardId, TagId } from "../../shared/ids.ts"
import {
  addCards,
  archiveCards,
  duplicateCard,
  EDIT,
  moveCards,
  removeTag,
  restoreCards,
  setMeta,
  setTag,
  tagCards,
} from "../../shared/model/edits.ts"
import { readCanvas, readHeads, readMeta, readTags } from "../../shared/model/read.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { canvases } from "./arbitrary-canvas.ts"
import { contentWith, copyOf, exchange, lineOf, typeInto, wordsOf } from "./peers.ts"

const partners = "key-partners" as BlockId
const channels = "channels" as BlockId
const example = () => contentWith(exampleCanvas())
const newCard = (id: string) => ({ id: id as CardId, text: [paragraph(id)], by: "Ana", born: 1 })
const id = (name: string) => name as CardId

test("[CV1] a card moved while another person edits it keeps the edit and the move", () => {
  const ana = example()
  const ben = copyOf(ana)

  moveCards(ana, [id("tsinghua-keg")], { block: channels, position: 1 })
  typeInto(ben, id("tsinghua-keg"), " Since 1996.")
  exchange(ana, ben)

  for (const content of [ana, ben]) {
    expect(lineOf(content, channels)[1]).toBe("tsinghua-keg")
    expect(lineOf(content, partners)).not.toContain("tsinghua-keg")
    expect(wordsOf(content, id("tsinghua-keg"))).toMatch(/ Since 1996\.$/)
  }
})

test("[CV2] of two moves of one card one wins whole: the block and the place in it are of the same move", () => {
  const ana = example()
  const ben = copyOf(ana)

  moveCards(ana, [id("tsinghua-keg")], { block: channels, position: 0 })
  moveCards(ben, [id("tsinghua-keg")], { block: "cost-structure" as BlockId, position: 3 })
  exchange(ana, ben)

  expect(readCanvas(ana)).toEqual(readCanvas(ben))
  const winner = lineOf(ana, channels)[0] === "tsinghua-keg"
  expect(winner || lineOf(ana, "cost-structure")[3] === "tsinghua-keg").toBe(true)
  expect(readHeads(ana).filter(head => head.id === "tsinghua-keg")).toHaveLength(1)
})

test("[CV3] an edit made while the card is archived survives, and is there when the card is restored", () => {
  const ana = example()
  const ben = copyOf(ana)
  const before = lineOf(ana, partners)

  archiveCards(ana, [id("chip-vendors")], 5)
  typeInto(ben, id("chip-vendors"), " More to come.")
  exchange(ana, ben)
  expect(lineOf(ben, partners)).not.toContain("chip-vendors")
  restoreCards(ben, [id("chip-vendors")])
  exchange(ana, ben)

  expect(lineOf(ana, partners)).toEqual(before)
  expect(wordsOf(ana, id("chip-vendors"))).toMatch(/ More to come\.$/)
})

test("[CV4] cards put into one gap at once stand in one order, and a later card fits between them", () => {
  const ana = example()
  const ben = copyOf(ana)

  addCards(ana, [newCard("a")], { block: channels, position: 1 })
  addCards(ben, [newCard("b")], { block: channels, position: 1 })
  exchange(ana, ben)
  expect(lineOf(ana, channels).slice(1, 3)).toEqual(["a", "b"])
  addCards(ben, [newCard("between")], { block: channels, position: 2 })
  exchange(ana, ben)

  expect(lineOf(ana, channels)).toEqual([
    "government-sales",
    "a",
    "between",
    "b",
    "bigmodel",
    "partner-distribution",
  ])
  expect(lineOf(ben, channels)).toEqual(lineOf(ana, channels))
})

type Deed = { kind: "add" | "move" | "archive" | "restore"; card: number; block: number; position: number }
const deeds = fc.array(
  fc.record<Deed>({
    kind: fc.constantFrom("add", "move", "archive", "restore"),
    card: fc.nat(40),
    block: fc.nat(8),
    position: fc.nat(6),
  }),
  { maxLength: 12 },
)

test("[CV4][CV2] whatever two people do apart, they see one board, with every card once", () => {
  fc.assert(
    fc.property(deeds, deeds, (anas, bens) => {
      const ana = example()
      const ben = copyOf(ana)
      const blocks = exampleCanvas().template.blocks.map(block => block.id)
      const added = new Set<string>()
      const doAll = (content: typeof ana, who: string, list: readonly Deed[]) => {
        for (const [i, { kind, card, block, position }] of list.entries()) {
          const cards = readHeads(content)
          const chosen = cards[card % cards.length]?.id ?? id("none")
          const spot = { block: blocks[block] ?? channels, position }
          if (kind === "add") {
            addCards(content, [newCard(`${who}-${i}`)], spot)
            added.add(`${who}-${i}`)
          } else if (kind === "move") moveCards(content, [chosen], spot)
          else if (kind === "archive") archiveCards(content, [chosen], i)
          else restoreCards(content, [chosen])
        }
      }
      doAll(ana, "ana", anas)
      doAll(ben, "ben", bens)
      exchange(ana, ben)

      const canvas = readCanvas(ana)
      expect(readCanvas(ben)).toEqual(canvas)
      expect(canvas?.cards.map(card => card.id).sort()).toEqual(
        [...exampleCanvas().cards.map(card => card.id), ...added].sort(),
      )
      // Every gap of the board still takes a card, for both alike.
      for (const block of blocks) {
        const line = lineOf(ana, block)
        for (let at = line.length; at >= 0; at--) {
          addCards(ana, [newCard(`gap-${block}-${at}`)], { block, position: at })
          line.splice(at, 0, id(`gap-${block}-${at}`))
        }
        expect(lineOf(ana, block)).toEqual(line)
      }
    }),
    { numRuns: 25 },
  )
})

test("[CV4] several cards that are added or moved together stand side by side in the order given", () => {
  const content = example()

  addCards(content, [newCard("x"), newCard("y"), newCard("z")], { block: channels, position: 1 })
  expect(lineOf(content, channels)).toEqual([
    "government-sales",
    "x",
    "y",
    "z",
    "bigmodel",
    "partner-distribution",
  ])
  moveCards(content, [id("bigmodel"), id("y"), id("nobody")], { block: channels, position: 0 })
  expect(lineOf(content, channels)).toEqual([
    "bigmodel",
    "y",
    "government-sales",
    "x",
    "z",
    "partner-distribution",
  ])
  moveCards(content, [id("x"), id("aminer")], { block: channels, position: 99 })
  expect(lineOf(content, channels).slice(-2)).toEqual(["x", "aminer"])
})

test("[CV4] a copy stands right behind its card, with its text and tag, and is its maker's", () => {
  const content = example()

  duplicateCard(content, id("bigmodel"), { id: id("copy"), by: "Ben", born: 9 })

  expect(lineOf(content, channels)).toEqual(["government-sales", "bigmodel", "copy", "partner-distribution"])
  expect(wordsOf(content, id("copy"))).toBe(wordsOf(content, id("bigmodel")))
  expect(readHeads(content).find(head => head.id === "copy")).toMatchObject({
    tag: "developers",
    by: "Ben",
    born: 9,
  })
})

test("[CV6] what is read from a document and filled into an empty one reads the same", () => {
  fc.assert(
    fc.property(canvases, canvas => {
      const read = readCanvas(contentWith(canvas))

      expect(read).toEqual(canvas)
      expect(read && readCanvas(contentWith(read))).toEqual(canvas)
    }),
  )
})

test("[CV6] tags and the canvas's own lines read as they were set, and a tag removed leaves cards untagged by name", () => {
  const content = example()
  const tag = "risky" as TagId

  setTag(content, tag, { name: "Risky", hue: "clay" })
  tagCards(content, [id("bigmodel"), id("aminer")], tag)
  tagCards(content, [id("aminer")], undefined)
  setMeta(content, { title: "Ours", designedBy: "Us" })

  expect(readTags(content)).toContainEqual({ id: "risky", name: "Risky", hue: "clay" })
  expect(
    readHeads(content)
      .filter(head => head.tag === tag)
      .map(head => head.id),
  ).toEqual(["bigmodel"])
  expect(readHeads(content).find(head => head.id === "aminer")).not.toHaveProperty("tag")
  expect(readMeta(content)).toMatchObject({
    title: "Ours",
    designedBy: "Us",
    designedFor: "Z.ai (formerly Zhipu AI)",
  })
  removeTag(content, tag)
  expect(readTags(content).map(each => each.id)).not.toContain("risky")
})

test("[CV1] every edit is one transaction of the origin that undo goes by", () => {
  const content = example()
  const origins: unknown[] = []
  content.doc.on("afterTransaction", transaction => {
    if (transaction.changed.size > 0) origins.push(transaction.origin)
  })

  moveCards(content, [id("bigmodel"), id("aminer")], { block: partners, position: 0 })
  archiveCards(content, [id("bigmodel"), id("aminer")], 1)
  restoreCards(content, [id("bigmodel")])
  tagCards(content, [id("bigmodel"), id("aminer")], "research" as TagId)
  setMeta(content, { title: "a", category: "b" })

  expect(origins).toEqual([EDIT, EDIT, EDIT, EDIT, EDIT])
})
