// What a log says: the document at each of its updates, what each changed and whose it is, and its moments.
import { expect, test } from "vitest"
import * as Y from "yjs"
import type { LoggedUpdate, StoredLog, Writer } from "../../../server/storage/store.ts"
import { changesIn, docOf, headOf } from "../../../server/versions/log-docs.ts"
import { momentsIn } from "../../../server/versions/moments.ts"
import type { CardId, GuestId } from "../../../shared/ids.ts"
import { type Content, contentOf } from "../../../shared/model/document.ts"
import {
  addCards,
  archiveCards,
  emptyArchive,
  moveCards,
  restoreCards,
  setMeta,
  tagCards,
} from "../../../shared/model/edits.ts"
import { readMeta } from "../../../shared/model/read.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"
import { ALPHA, BETA, COSTS, DELTA, GAMMA, RISK, smallCanvas } from "../../client/canvas/small-canvas.ts"
import { contentWith, copyOf, exchange, typeInto } from "../../shared/peers.ts"

const [ada, ben] = ["ada".padEnd(22, "_") as GuestId, "ben".padEnd(22, "_") as GuestId]

/** Writes a log as a room does. */
function writing() {
  const content = contentWith(smallCanvas())
  const base = { seq: 10, update: Y.encodeStateAsUpdate(content.doc) }
  const rows: LoggedUpdate[] = []
  const append = (update: Uint8Array, by?: GuestId, at = rows.length * 1_000 + 1_000) =>
    void rows.push({ seq: 11 + rows.length, update, at, ...(by && { by }) })
  return {
    content,
    log: { base, rows } satisfies StoredLog,
    append,
    /** One change as one row. */
    write(by: GuestId | undefined, change: (content: Content) => void, at?: number) {
      const before = Y.encodeStateVector(content.doc)
      change(content)
      append(Y.encodeStateAsUpdate(content.doc, before), by, at)
    },
  }
}

const summary = (log: StoredLog, since: number, writers: Writer[] = []) =>
  changesIn(log, since, writers).map(({ card, kind, by, seq }) => [card, kind, by, seq])

test("[VE7] the document is had as it was after any update that the log still reaches", () => {
  const { log, write } = writing()
  for (const title of ["One", "Two", "Three"]) write(ada, content => setMeta(content, { title }))
  const titleAt = (seq?: number) => readMeta(contentOf(docOf(log, seq))).title

  expect(headOf(log)).toBe(13)
  expect([10, 11, 12, 13].map(titleAt)).toEqual([smallCanvas().title, "One", "Two", "Three"])
  expect(titleAt()).toBe("Three")
})

test("[VE8] each change of a card is known with its kind, its author and its update", () => {
  const { log, write } = writing()
  const card = { id: "new" as CardId, text: [paragraph("New")], by: "Ada", born: 1 }
  write(ada, content => addCards(content, [card], { block: COSTS, position: 0 }))
  write(ben, content => moveCards(content, [ALPHA], { block: COSTS, position: 0 }))
  write(ada, content => typeInto(content, BETA, "!"))
  write(ada, content => tagCards(content, [GAMMA], RISK))
  write(ben, content => archiveCards(content, [DELTA], 5))
  write(ben, content => restoreCards(content, [DELTA]))
  write(undefined, content => setMeta(content, { title: "Other" }))

  expect(summary(log, 10)).toEqual([
    ["new", "added", ada, 11],
    [ALPHA, "moved", ben, 12],
    [BETA, "edited", ada, 13],
    [GAMMA, "tagged", ada, 14],
    [DELTA, "archived", ben, 15],
    [DELTA, "restored", ben, 16],
    [undefined, "edited", undefined, 17],
  ])
  expect(summary(log, 15)).toEqual([
    [DELTA, "restored", ben, 16],
    [undefined, "edited", undefined, 17],
  ])
  expect(summary(log, 17)).toEqual([])
})

test("[VE8] what one person does again and again to a card is one change, at its last time", () => {
  const { log, write } = writing()
  for (const by of [ada, ben, ada]) write(by, content => typeInto(content, ALPHA, "!"))

  expect(summary(log, 10)).toEqual([
    [ALPHA, "edited", ben, 12],
    [ALPHA, "edited", ada, 13],
  ])
})

test("[VE8] of an update that is several people's, each change is whose words it brought", () => {
  const { log, append, content } = writing()
  const [here, there] = [copyOf(content), copyOf(content)]
  const before = Y.encodeStateVector(content.doc)
  typeInto(here, ALPHA, "!")
  moveCards(there, [BETA], { block: COSTS, position: 0 })
  exchange(here, there)
  append(Y.encodeStateAsUpdate(here.doc, before))
  const writers = [
    { client: here.doc.clientID, guest: ada },
    { client: there.doc.clientID, guest: ben },
  ]

  expect(new Set(summary(log, 10, writers).map(change => JSON.stringify(change)))).toEqual(
    new Set(
      [
        [ALPHA, "edited", ada, 11],
        [BETA, "moved", ben, 11],
      ].map(change => JSON.stringify(change)),
    ),
  )
})

test("[VE8] a card that is removed for good is known as that", () => {
  const { log, write } = writing()
  write(ada, content => archiveCards(content, [ALPHA], 5))
  write(ben, content => void emptyArchive(content))

  expect(summary(log, 11)).toEqual([[ALPHA, "removed", ben, 12]])
})

test("[VE7] what is written without a pause is one moment, with all who wrote; rows of unknown time are none", () => {
  const { log, write } = writing()
  const type = (by: GuestId, at: number) => write(by, content => typeInto(content, ALPHA, "!"), at)
  type(ada, 0)
  type(ada, 100_000)
  type(ben, 103_000)
  type(ada, 200_000)
  const moments = momentsIn(log, holder => ({ name: holder.slice(0, 3) }))

  expect(moments).toEqual([
    { seq: 13, at: 103_000, people: [{ name: "ada" }, { name: "ben" }] },
    { seq: 14, at: 200_000, people: [{ name: "ada" }] },
  ])
})

test("[VE7] moments are some hundred at most, however long the log is, and the last is its end", () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => ({
    seq: index + 1,
    update: new Uint8Array(),
    at: 1_000_000 + index * 60_000,
  }))

  const moments = momentsIn({ rows }, () => undefined)

  expect(moments.length).toBeGreaterThan(50)
  expect(moments.length).toBeLessThanOrEqual(300)
  expect(moments.at(-1)?.seq).toBe(5_000)
})
