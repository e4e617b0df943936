// Versions on the running server: restored while people have the room open and go on, seen and not seen by whom they
// should be, and remembered after the log has been folded.
import { expect, test } from "vitest"
import * as Y from "yjs"
import { makeAnchor, resolveAnchor } from "../../shared/model/anchor.ts"
import { addToCommentary, archiveCards, setMeta } from "../../shared/model/edits.ts"
import { lettersOf, wordsIn } from "../../shared/model/letters.ts"
import { readCanvas, readMeta } from "../../shared/model/read.ts"
import { paragraph, plainText } from "../../shared/model/rich-text.ts"
import {
  type CardChange,
  type Moment,
  type MomentContent,
  type Restored,
  type Version,
  versionPaths,
  type Writers,
} from "../../shared/versions-api.ts"
import {
  guestBy,
  joined,
  maker,
  openServerWithRoom,
  room,
  server,
  syncedStock,
} from "../harness/live-room.ts"
import { areEqual, type StockClient } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"

openServerWithRoom({ kind: "example" })

const keep = (name: string): Promise<Version> =>
  maker.get("POST", versionPaths.versions(room.id), { name, note: "" })
const restore = (version: Version, by = maker): Promise<Restored> =>
  by.get("POST", versionPaths.restore(room.id, version.id), { part: { kind: "everything" } })

/** The blocks of the commentary by the ids of their Yjs items. */
const blockIds = ({ content }: StockClient): string[] =>
  content.commentary.toArray().map(({ _item }) => `${_item?.id.client}:${_item?.id.clock}`)

function typeInto(client: StockClient, block: number, words: string): void {
  const element = client.content.commentary.get(block)
  const run = element instanceof Y.XmlElement ? element.get(0) : undefined
  if (!(run instanceof Y.XmlText)) throw new Error("There is no run of text in that block.")
  run.insert(run.length, words)
}

test("[VE4][VE10] two people who have the room open and go on see a restore arrive; what they type meanwhile stays", async () => {
  const [ana, ben] = [await syncedStock(), await syncedStock()]
  const before = readCanvas(ana.content)
  const [first] = before?.cards ?? []
  if (!before || !first) throw new Error("The example has cards.")
  const version = await keep("Before")
  const ids = blockIds(ana)
  const letters = lettersOf(ana.content.commentary)
  const anchor = makeAnchor("commentary", letters, { from: 0, to: 12 })
  ben.content.doc.transact(() => {
    setMeta(ben.content, { title: "Quite another title" })
    archiveCards(ben.content, [first.id], 5)
    ben.content.commentary.insert(1, [new Y.XmlElement("paragraph")])
    addToCommentary(ben.content, [paragraph("Written since")])
  })
  await ben.stored()
  await until("ana has what ben did", () => readMeta(ana.content).title === "Quite another title")

  // Typed all the time: before the server reads its log, while it works, and after.
  let typed = 0
  const typing = setInterval(() => {
    typeInto(ana, 0, "ß")
    typeInto(ben, 2, "ø")
    typed++
  }, 2)
  const { kept, hasChanged } = await restore(version)
  await until("some was typed after it, too", () => typed > 20)
  clearInterval(typing)
  await Promise.all([ana.stored(), ben.stored()])
  await until("both are equal", () => areEqual(ana.doc, ben.doc))

  expect(hasChanged).toBe(true)
  expect(kept).toMatchObject({ reason: "before-restore", seq: expect.any(Number) })
  const after = readCanvas(ben.content)
  expect({ ...after, commentary: [] }).toEqual({ ...before, commentary: [] })
  expect(blockIds(ana)).toEqual(ids)
  // Typing that the version kept before has goes with the restore; the rest is there once, at its place.
  const words = plainText(after?.commentary ?? [])
  const was = plainText(before.commentary)
  expect(words.replaceAll(/[ßø]/g, "")).toBe(was)
  expect(words).toMatch(/ß.*ø/s)
  const now = lettersOf(ana.content.commentary)
  const stretch = anchor && resolveAnchor(anchor, now)
  expect(stretch && wordsIn(now, stretch, "|")).toBe(letters.words.slice(0, 12))
})

test("[VE4] a restore is taken back by restoring what was kept before it", async () => {
  const ana = await syncedStock()
  const version = await keep("Before")
  setMeta(ana.content, { title: "Later" })
  addToCommentary(ana.content, [paragraph("Later words")])
  await ana.stored()
  const later = readCanvas(ana.content)

  const { kept } = await restore(version)
  await until("it has arrived", () => readMeta(ana.content).title !== "Later")
  await restore(kept)
  await until("it has been taken back", () => readMeta(ana.content).title === "Later")

  expect(readCanvas(ana.content)).toEqual(later)
})

test("[VE1][VE11] who may edit is told who has restored what; readers are told no word of it, and stock clients nothing", async () => {
  const { guest: ana, key } = await guestBy("edit", "Ana Lucía")
  const reader = (await guestBy("view", "Vera")).key
  const comments = (await guestBy("comment", "Cora")).key
  const frames: Buffer[] = []
  const editor = await joined({ key, query: "?schema=1" })
  const plain = await joined({ key })
  const readers = [
    await joined({ key: reader, query: "?schema=1" }),
    await joined({ key: comments, query: "?schema=1" }),
  ]
  for (const each of readers) each.socket.on("message", (frame: Buffer) => frames.push(frame))
  const version = await keep("Secret before merger")
  const witness = await syncedStock()
  setMeta(witness.content, { title: "Other" })
  await witness.stored()

  const told = editor.next("news")
  const changed = readers.map(each => each.next("update"))
  const { kept } = await restore(version, ana)
  await Promise.all([told, ...changed])

  expect(editor.heard.filter(({ kind }) => kind === "news")).toEqual([
    {
      kind: "news",
      news: {
        kind: "restored",
        by: { person: expect.any(String), name: "Ana Lucía" },
        part: { kind: "everything" },
        from: {
          kind: "version",
          id: version.id,
          name: "Secret before merger",
          reason: "kept",
          at: version.at,
        },
        kept: kept.id,
      },
    },
  ])
  const bytes = Buffer.concat(frames)
  for (const hidden of ["Secret", version.id, kept.id, "Ana Luc"]) expect(bytes.includes(hidden)).toBe(false)
  for (const each of [plain, ...readers]) expect(each.heard.some(({ kind }) => kind === "news")).toBe(false)
})

test("[VE7][VE8] who changed which card is known after the room was left and opened again and again, and the past is shown", async () => {
  const { key, guest } = await guestBy("edit", "Ana")
  const first = await syncedStock({ key })
  const [one, two] = readCanvas(first.content)?.cards ?? []
  if (!one || !two) throw new Error("The example has cards.")
  archiveCards(first.content, [one.id], 5)
  await first.stored()
  const client = first.doc.clientID
  first.close()
  // Each time the last one leaves the log is folded, and what is older than the fold before it is removed.
  const pastSince = async () => (await guest.get<Moment[]>("GET", versionPaths.moments(room.id)))[0]?.seq ?? 0
  for (let visit = 0; (await pastSince()) < 3 && visit < 50; visit++) {
    const visitor = await syncedStock({ key })
    setMeta(visitor.content, { title: `Visit ${visit}` })
    await visitor.stored()
    visitor.close()
  }
  expect(await pastSince()).toBeGreaterThanOrEqual(3)
  const last = await syncedStock({ key })
  archiveCards(last.content, [two.id], 6)
  await last.stored()

  const changes = await guest.get<CardChange[]>("GET", versionPaths.cardChanges(room.id))
  const by = { person: expect.any(String), name: "Ana" }
  expect(changes.find(({ card }) => card === one.id)).toEqual({ card: one.id, at: expect.any(Number), by })
  expect(changes.find(({ card }) => card === two.id)).toEqual({ card: two.id, at: expect.any(Number), by })
  const { clients } = await guest.get<Writers>("GET", versionPaths.writers(room.id))
  expect(clients[client]).toEqual(by)
  const moments = await guest.get<Moment[]>("GET", versionPaths.moments(room.id))
  const moment = moments.at(-1)
  expect(moment?.people).toEqual([by])
  const { canvas } = await guest.get<MomentContent>("GET", versionPaths.moment(room.id, moment?.seq ?? 0))
  expect(canvas.title).toBe(readMeta(last.content).title)
})

test("[VE2][VE4] versions outlive the server, and are restored after its return", async () => {
  const ana = await syncedStock()
  const version = await keep("Before")
  setMeta(ana.content, { title: "Later" })
  await ana.stored()
  ana.close()

  await server.kill9()
  await server.start()

  const [found] = await maker.get<Version[]>("GET", versionPaths.versions(room.id))
  expect(found).toEqual(version)
  expect((await restore(version)).hasChanged).toBe(true)
  const ben = await syncedStock()
  expect(readMeta(ben.content).title).toBe(room.title)
})
