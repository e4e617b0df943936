// What the versions view is made of, on plain data. Rules VC1, VC2, VC4, VC5.

import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { authorsBetween, changesOf, sift } from "../../../client/versions/changes.ts"
import { pastBoard } from "../../../client/versions/past-board.ts"
import { NOW, peopleOf, stopsOf, versionBefore, versionKey } from "../../../client/versions/stops.ts"
import { peopleInWords, restoreQuestion, versionTitle } from "../../../client/versions/version-words.ts"
import { writersOf } from "../../../client/versions/written-by.ts"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import type { BlockId, CardId, PersonId, VersionId } from "../../../shared/ids.ts"
import type { Canvas } from "../../../shared/model/canvas.ts"
import { diffCanvas } from "../../../shared/model/diff.ts"
import { type Content, contentOf } from "../../../shared/model/document.ts"
import { archiveCards, moveCards, setMeta } from "../../../shared/model/edits.ts"
import { lettersOf } from "../../../shared/model/letters.ts"
import { readCanvas } from "../../../shared/model/read.ts"
import { appendText, paragraph } from "../../../shared/model/rich-text.ts"
import type { Moment, Version } from "../../../shared/versions-api.ts"
import { contentWith, exchange, lineOf, typeInto } from "../../shared/peers.ts"

const ANA = { person: "anaanaanaana" as PersonId, name: "Ana" }
const BEN = { person: "benbenbenben" as PersonId, name: "Ben" }
const partners = "key-partners" as BlockId
const channels = "channels" as BlockId

const version = (seq: number, more: Partial<Version> = {}): Version => ({
  id: `version-${seq}`.padEnd(12, "x") as VersionId,
  reason: "kept",
  name: "",
  note: "",
  at: seq * 100,
  seq,
  counts: { cards: 1, words: 1 },
  people: [ANA],
  isShared: false,
  ...more,
})
const moment = (seq: number): Moment => ({ seq, at: seq * 100, people: [BEN] })

describe("the timeline", () => {
  test("[VC1] it stops at versions and moments in the order of the log, and at now; a moment that was kept is one stop", () => {
    const stops = stopsOf([version(7), version(3)], [moment(5), moment(7), moment(9)])

    expect(stops.map(stop => (stop.kind === "now" ? "now" : `${stop.kind} ${stop.at}`))).toEqual([
      "version 300",
      "moment 500",
      "version 700",
      "moment 900",
      "now",
    ])
    expect(stops.map(stop => peopleInWords(peopleOf(stop)))).toEqual(["Ana", "Ben", "Ana", "Ben", ""])
    expect(stopsOf([], [])).toEqual([NOW])
  })

  test("[VC1] two versions of one state stand in the order in which they were kept", () => {
    const [first, second] = [version(4, { at: 10 }), version(4, { id: "other-one-xx" as VersionId, at: 20 })]

    expect(stopsOf([second, first], []).map(({ key }) => key)).toEqual([
      versionKey(first),
      versionKey(second),
      "now",
    ])
  })

  test("[VC1] the version before a stop is found across moments", () => {
    const stops = stopsOf([version(3), version(7)], [moment(9)])

    expect(versionBefore(stops, "now")?.key).toBe(versionKey(version(7)))
    expect(versionBefore(stops, versionKey(version(7)))?.key).toBe(versionKey(version(3)))
    expect(versionBefore(stops, versionKey(version(3)))).toBeUndefined()
  })
})

function read(content: Content): Canvas {
  const canvas = readCanvas(content)
  if (!canvas) throw new Error("the document has no template")
  return canvas
}

describe("the list of changes", () => {
  const content = contentWith(exampleCanvas())
  const before = read(content)
  const [archived, worded, moved] = lineOf(content, partners)
  if (!archived || !worded || !moved) throw new Error("the example has three partners")
  archiveCards(content, [archived], 5)
  typeInto(content, worded, " More.")
  moveCards(content, [moved], { block: channels, position: 0 })
  setMeta(content, { title: "New" })
  const after = read(content)
  const diff = diffCanvas(before, after)

  test("[VC2] each change is an entry with its place, its words, its blocks and who made it", () => {
    const changes = changesOf({ before, after, diff }, new Map([[moved, "Ben"]]))

    expect(changes.map(({ place, badges, blocks, by }) => ({ place, badges, blocks, by }))).toEqual([
      { place: "line:title", badges: ["Reworded"], blocks: [], by: undefined },
      { place: `card:${worded}`, badges: ["Reworded"], blocks: [partners], by: undefined },
      {
        place: `card:${moved}`,
        badges: ["Moved from Key Partners"],
        blocks: [channels, partners],
        by: "Ben",
      },
      { place: `card:${archived}`, badges: ["Archived"], blocks: [partners], by: undefined },
    ])
    expect(sift(changes, { block: channels }).map(({ place }) => place)).toEqual([`card:${moved}`])
    expect(sift(changes, { block: partners, by: "Ben" }).map(({ place }) => place)).toEqual([`card:${moved}`])
    expect(sift(changes, {})).toEqual(changes)
  })

  test("[VC2] a card's last change names a person only where it lies between the two states", () => {
    const changes = [
      { card: "one" as CardId, at: 10, by: ANA },
      { card: "two" as CardId, at: 20, by: BEN },
      { card: "three" as CardId, at: 30, by: ANA },
      { card: "four" as CardId, at: 20 },
    ]

    expect([...authorsBetween(changes, 10, 20)]).toEqual([["two", "Ben"]])
  })

  test("[VC2] the board shows the later state, and among its cards those that went where they stood", () => {
    const board = pastBoard(after, { before, changes: diff.cards })

    expect(
      board
        .get(partners)
        ?.slice(0, 2)
        .map(({ card, kinds, isGone }) => [card.id, kinds, isGone]),
    ).toEqual([
      [archived, ["archived"], true],
      [worded, ["reworded"], false],
    ])
    expect(board.get(channels)?.[0]?.kinds).toEqual(["moved"])
    expect(
      pastBoard(after)
        .get(partners)
        ?.some(({ change }) => change),
    ).toBe(false)
  })
})

describe("words", () => {
  test("[VC4] each restore says before what becomes of the canvas, the block or the card", () => {
    const question = (part: Parameters<typeof restoreQuestion>[0]) => restoreQuestion(part)

    expect(question({ part: { kind: "everything" }, name: "" })).toContain(
      "Cards made since go to the archive",
    )
    expect(question({ part: { kind: "block", block: channels }, name: "Channels" })).toMatch(
      /^The cards of “Channels”/,
    )
    expect(question({ part: { kind: "card", card: "x" as CardId }, name: "Tsinghua" })).toContain(
      "Other cards stay",
    )
    expect(versionTitle({ name: "", reason: "before-restore" })).toBe("Before a restore")
    expect(versionTitle({ name: "Draft", reason: "idle" })).toBe("Draft")
    expect(peopleInWords([ANA, BEN, ANA])).toBe("Ana and Ben")
  })
})

describe("who wrote this", () => {
  test("[VC5] letters are those of who typed them, marks and moves change nothing, and what is deleted is nobody's", () => {
    const ana = contentOf(new Y.Doc())
    const ben = contentOf(new Y.Doc())
    ana.doc.transact(() => appendText(ana.commentary, [paragraph("abcdef")]))
    exchange(ana, ben)
    const textOf = ({ commentary }: Content) => {
      const block = commentary.get(0)
      const text = block instanceof Y.XmlElement ? block.get(0) : undefined
      if (!(text instanceof Y.XmlText)) throw new Error("there is a run of text")
      return text
    }
    textOf(ben).insert(3, "XY清")
    textOf(ben).format(0, 5, { bold: {} })
    textOf(ben).delete(0, 1)
    exchange(ana, ben)
    const clients = { [ana.doc.clientID]: ANA, [ben.doc.clientID]: BEN }

    const letters = lettersOf(ana.commentary)
    expect(letters.words).toBe("bcXY清def")
    expect(writersOf(letters, { from: 0, to: 8 }, { clients })).toEqual([
      { name: "Ana", letters: 5, share: 5 / 8 },
      { name: "Ben", letters: 3, share: 3 / 8 },
    ])
    expect(writersOf(letters, { from: 1, to: 4 }, { clients })).toEqual([
      { name: "Ben", letters: 2, share: 2 / 3 },
      { name: "Ana", letters: 1, share: 1 / 3 },
    ])
    expect(writersOf(letters, { from: 0, to: 2 }, { clients: {} })).toEqual([
      { name: "Not recorded", letters: 2, share: 1 },
    ])
  })

  test("[VC5] one person at several devices is one writer, two of one name are two", () => {
    const docs = [1, 2, 3].map(() => contentOf(new Y.Doc()))
    for (const content of docs) content.doc.transact(() => appendText(content.commentary, [paragraph("abc")]))
    exchange(...docs)
    const [first, second, third] = docs.map(({ doc }) => doc.clientID)
    const clients = { [first ?? 0]: ANA, [second ?? 0]: ANA, [third ?? 0]: { ...BEN, name: "Ana" } }

    const writers = writersOf(
      lettersOf(docs[0]?.commentary as Y.XmlFragment),
      { from: 0, to: 9 },
      { clients },
    )

    expect(writers.map(({ name, letters }) => [name, letters])).toEqual([
      ["Ana", 6],
      ["Ana", 3],
    ])
  })
})
