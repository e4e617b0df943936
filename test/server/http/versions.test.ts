// Versions over HTTP: kept, read, named, restored, shown to others, and refused to readers.
import { beforeEach, describe, expect, test } from "vitest"
import { writeDocument } from "../../../server/rooms/write.ts"
import { apiPaths, type CreatedRoom, type EnteredRoom, type IssuedLink } from "../../../shared/api.ts"
import type { CardId, LinkSecret, VersionId } from "../../../shared/ids.ts"
import type { Canvas } from "../../../shared/model/canvas.ts"
import { type CanvasFile, toCanvasFile } from "../../../shared/model/canvas-file.ts"
import { type Content, contentOf } from "../../../shared/model/document.ts"
import { addCards, archiveCards, emptyArchive, setMeta } from "../../../shared/model/edits.ts"
import { readCanvas } from "../../../shared/model/read.ts"
import { paragraph, plainText } from "../../../shared/model/rich-text.ts"
import type { Role } from "../../../shared/roles.ts"
import {
  type FrozenLink,
  type FrozenVersion,
  type Moment,
  type Restored,
  type Version,
  type VersionContent,
  versionPaths,
} from "../../../shared/versions-api.ts"
import { answerOf, type TestApp, testApp, type Visitor } from "./test-app.ts"

let app: TestApp
let nowMs: number
let maker: Visitor
let room: CreatedRoom

beforeEach(async () => {
  nowMs = 1_800_000_000_000
  app = testApp({ now: () => nowMs })
  maker = app.visitor()
  room = await answerOf<CreatedRoom>(
    maker.send("POST", apiPaths.rooms, {
      from: { kind: "example" },
      me: { name: "Maker", color: "#2f68b0" },
    }),
  )
})

const statusOf = async (asked: Promise<Response>): Promise<number> => (await asked).status

async function change<Result>(work: (content: Content) => Result): Promise<Result> {
  const written = await writeDocument(app.rooms, { room: room.id, document: "content" }, doc =>
    work(contentOf(doc)),
  )
  if (!written.ok) throw new Error(written.reason)
  return written.result
}

async function canvasNow(): Promise<Canvas> {
  const canvas = await change(readCanvas)
  if (!canvas) throw new Error("There is no canvas.")
  return canvas
}

async function guest(role: Role, name = "Ana"): Promise<Visitor> {
  const visitor = app.visitor()
  const link = await answerOf<IssuedLink>(
    maker.send("POST", apiPaths.links(room.id), { kind: "link", role, label: role }),
  )
  await answerOf<EnteredRoom>(
    visitor.send("POST", apiPaths.enter(room.id), { secret: link.secret, name, color: "#B4432E" }),
  )
  return visitor
}

const keep = (name = "", by = maker): Promise<Version> =>
  answerOf(by.send("POST", versionPaths.versions(room.id), { name, note: "" }))
const list = (): Promise<Version[]> => answerOf(maker.get(versionPaths.versions(room.id)))
const read = (id: VersionId): Promise<VersionContent> =>
  answerOf(maker.get(versionPaths.version(room.id, id)))
const restore = (id: VersionId, part: object = { kind: "everything" }, by = maker): Promise<Restored> =>
  answerOf(by.send("POST", versionPaths.restore(room.id, id), { part }))

/** What is on the board, by card: its block, order, tag and text. */
const boardIn = (canvas: Canvas) => ({
  ...canvas,
  cards: canvas.cards.filter(({ gone }) => gone === undefined),
})

describe("keeping", () => {
  test("[VE1] who may edit keeps, reads and names versions; only facilitators delete and share them", async () => {
    const editor = await guest("edit")
    const kept = await keep("First", editor)

    expect(kept).toMatchObject({
      reason: "kept",
      name: "First",
      at: nowMs,
      by: { name: "Ana" },
      isShared: false,
    })
    expect(kept.counts.cards).toBe((await canvasNow()).cards.length)
    expect(kept.counts.words).toBeGreaterThan(100)
    expect(await list()).toEqual([kept])
    expect((await read(kept.id)).canvas).toEqual(toCanvasFile(await canvasNow()))

    const path = versionPaths.version(room.id, kept.id)
    const renamed = await answerOf<Version>(editor.send("PATCH", path, { note: "As agreed" }))
    expect(renamed).toEqual({ ...kept, note: "As agreed" })
    expect(await statusOf(editor.send("DELETE", path))).toBe(403)
    expect(await statusOf(editor.send("POST", versionPaths.frozenLink(room.id, kept.id)))).toBe(403)
    expect(await statusOf(maker.send("DELETE", path))).toBe(204)
    expect(await list()).toEqual([])
    expect(await statusOf(maker.get(path))).toBe(404)
  })

  test("[VE1] readers are refused all of a room's past, and strangers learn not even that there is one", async () => {
    const { id } = await keep("Secret plan")
    const readers = [await guest("view"), await guest("comment")]
    const stranger = app.visitor()

    const paths = [
      versionPaths.versions(room.id),
      versionPaths.version(room.id, id),
      versionPaths.moments(room.id),
      versionPaths.moment(room.id, 1),
      versionPaths.writers(room.id),
      versionPaths.cardChanges(room.id),
    ]
    for (const path of paths) {
      for (const reader of readers) expect(await statusOf(reader.get(path))).toBe(403)
      expect(await statusOf(stranger.get(path))).toBe(404)
    }
    const posts: [string, object][] = [
      [versionPaths.versions(room.id), { name: "", note: "" }],
      [versionPaths.restore(room.id, id), { part: { kind: "everything" } }],
      [versionPaths.restoreMoment(room.id, 1), { part: { kind: "everything" } }],
      [versionPaths.import(room.id), { file: {}, mode: "add" }],
    ]
    for (const [path, body] of posts)
      for (const reader of readers) expect(await statusOf(reader.send("POST", path, body))).toBe(403)
  })

  test("[VE2] a version is kept before the room is locked, restored or imported into, and says for whom", async () => {
    await answerOf(maker.send("PATCH", apiPaths.room(room.id), { isLocked: true }))
    const [beforeLock] = await list()
    expect(beforeLock).toMatchObject({ reason: "before-lock", by: { name: "Maker" } })

    await restore(beforeLock?.id ?? ("" as VersionId))
    await answerOf(
      maker.send("POST", versionPaths.import(room.id), {
        file: toCanvasFile(await canvasNow()),
        mode: "add",
      }),
    )

    expect((await list()).map(({ reason }) => reason)).toEqual([
      "before-import",
      "before-restore",
      "before-lock",
    ])
  })

  test("[VE2] a version says who has changed the canvas since the one before", async () => {
    await keep()
    nowMs += 1_000
    const ana = await guest("edit")
    const [first] = await list()
    await change(content => setMeta(content, { title: "Other" }))
    nowMs += 1_000
    await restore(first?.id ?? ("" as VersionId), { kind: "everything" }, ana)
    nowMs += 1_000
    const kept = await keep()

    expect(kept.people.map(({ name }) => name)).toEqual(["Ana"])
  })
})

test("[VE1] a version whose bytes are damaged is none, and costs nobody the others", async () => {
  const whole = await keep("Whole")
  const { canvas, state } = (await app.store.versionBytes(room.id, whole.id)) ?? {}
  if (!canvas || !state) throw new Error("The version was not stored.")
  const { isShared: _nobody, ...record } = { ...whole, id: "damaged-0001" as VersionId, at: nowMs + 1 }
  await app.store.keepVersion({ ...record, room: room.id }, { canvas: canvas.slice(0, 40), state })

  expect(await statusOf(maker.get(versionPaths.version(room.id, record.id)))).toBe(404)
  expect((await app.versions.versions(room.id)).map(({ version }) => version.id)).toEqual([whole.id])
  expect(app.logged).toContain("error A version is damaged")
})

describe("restoring", () => {
  test("[VE4] the room is as it was, what is younger is archived, and the version kept before takes it back", async () => {
    const before = await canvasNow()
    const kept = await keep("Before")
    const [one, two] = before.cards
    if (!one || !two) throw new Error("The example has cards.")
    await change(content => {
      setMeta(content, { title: "Other" })
      archiveCards(content, [one.id], 5)
      addCards(content, [{ id: "new-card" as CardId, text: [paragraph("Younger")], by: "Ana", born: 9 }], {
        block: two.block,
        position: 0,
      })
    })
    const changed = await canvasNow()

    const { kept: undo, hasChanged } = await restore(kept.id)

    expect(hasChanged).toBe(true)
    const after = await canvasNow()
    expect(boardIn(after)).toEqual(boardIn(before))
    expect(after.cards.find(({ id }) => id === "new-card")?.gone).toBe(nowMs)
    expect(undo).toMatchObject({ reason: "before-restore", by: { name: "Maker" } })
    await restore(undo.id)
    expect(boardIn(await canvasNow())).toEqual(boardIn(changed))
  })

  test("[VE7] the room or a card comes back to a moment that nobody kept, as long as the log reaches it", async () => {
    // While somebody is in the room its log stays as long as it is.
    const none = () => undefined
    const someone = { owner: "someone", answer: none, tell: none, show: none, close: none }
    await app.rooms.join({ room: room.id, document: "content" }, someone)
    await change(content => setMeta(content, { title: "As it was" }))
    const before = await canvasNow()
    nowMs += 60_000
    const ids = before.cards.slice(0, 2).map(({ id }) => id)
    await change(content => archiveCards(content, ids, 5))
    const [moment] = await answerOf<Moment[]>(maker.get(versionPaths.moments(room.id)))
    if (!moment) throw new Error("The log has moments.")
    const back = (part: object, seq = moment.seq) =>
      maker.send("POST", versionPaths.restoreMoment(room.id, seq), { part })

    await answerOf<Restored>(back({ kind: "card", card: ids[0] }))
    const goneNow = (await canvasNow()).cards.filter(({ gone }) => gone !== undefined)
    expect(goneNow.map(({ id }) => id)).toEqual([ids[1]])
    const { kept, hasChanged } = await answerOf<Restored>(back({ kind: "everything" }))

    expect(hasChanged).toBe(true)
    expect(boardIn(await canvasNow())).toEqual(boardIn(before))
    expect(kept).toMatchObject({ reason: "before-restore", counts: { cards: before.cards.length - 1 } })
    expect(await statusOf(back({ kind: "card", card: "no-such-card" }))).toBe(404)
    for (const unknown of [999_999, -1, Number.NaN])
      expect(await statusOf(back({ kind: "everything" }, unknown))).toBe(404)
  })

  test("[VE4] restoring what is there already changes nothing", async () => {
    const { id } = await keep()

    expect((await restore(id)).hasChanged).toBe(false)
  })

  test("[VE5] one block or one card comes back alone", async () => {
    const before = await canvasNow()
    const { id } = await keep()
    const [one] = before.cards
    const other = before.cards.find(({ block }) => block !== one?.block)
    if (!one || !other) throw new Error("The example has cards in several blocks.")
    await change(content => archiveCards(content, [one.id, other.id], 5))

    await restore(id, { kind: "card", card: other.id })
    const isGone = (canvas: Canvas, card: CardId) =>
      canvas.cards.find(each => each.id === card)?.gone !== undefined
    const half = await canvasNow()
    expect([isGone(half, one.id), isGone(half, other.id)]).toEqual([true, false])

    await restore(id, { kind: "block", block: one.block })
    expect(boardIn(await canvasNow())).toEqual(boardIn(before))
    const absent = { part: { kind: "card", card: "no-such-card" } }
    expect(await statusOf(maker.send("POST", versionPaths.restore(room.id, id), absent))).toBe(404)
  })

  test("[VE5] a card that was emptied out of the archive comes back under its id", async () => {
    const before = await canvasNow()
    const { id } = await keep()
    const [one] = before.cards
    if (!one) throw new Error("The example has cards.")
    await change(content => {
      archiveCards(content, [one.id], 5)
      emptyArchive(content)
    })
    expect((await canvasNow()).cards.some(card => card.id === one.id)).toBe(false)

    await restore(id, { kind: "card", card: one.id })

    expect((await canvasNow()).cards.find(card => card.id === one.id)).toEqual(one)
  })

  test("[VE4] in a locked room only facilitators restore and import", async () => {
    const editor = await guest("edit")
    const { id } = await keep()
    await answerOf(maker.send("PATCH", apiPaths.room(room.id), { isLocked: true }))

    const body = { part: { kind: "everything" } }
    expect(await statusOf(editor.send("POST", versionPaths.restore(room.id, id), body))).toBe(403)
    expect(await statusOf(editor.send("POST", versionPaths.restoreMoment(room.id, 1), body))).toBe(403)
    expect(await statusOf(maker.send("POST", versionPaths.restore(room.id, id), body))).toBe(200)
  })
})

describe("frozen links", () => {
  const open = (secret: LinkSecret): Promise<Response> =>
    app.visitor().send("POST", versionPaths.frozen, { secret })

  test("[VE6] shows one version to anybody who has it, without archived cards, until it is taken back", async () => {
    const [one] = (await canvasNow()).cards
    if (!one) throw new Error("The example has cards.")
    await change(content => archiveCards(content, [one.id], 5))
    const { id } = await keep("For the board")
    const path = versionPaths.frozenLink(room.id, id)
    const { secret } = await answerOf<FrozenLink>(maker.send("POST", path))
    expect((await list())[0]?.isShared).toBe(true)

    const text = await (await open(secret)).text()
    const frozen = JSON.parse(text) as FrozenVersion

    expect(frozen).toMatchObject({ title: (await canvasNow()).title, name: "For the board", at: nowMs })
    const shown = Object.values((frozen.canvas as CanvasFile).blocks).flat()
    expect(shown.map(card => card.id)).not.toContain(one.id)
    expect(shown).toHaveLength((await canvasNow()).cards.length - 1)
    for (const hidden of [room.id, id, room.you.person]) expect(text).not.toContain(hidden)

    expect(await statusOf(maker.send("DELETE", path))).toBe(204)
    expect(await statusOf(open(secret))).toBe(404)
    expect((await list())[0]?.isShared).toBe(false)
  })

  test("[VE6] another link ends the one before, and a deleted room shows nothing", async () => {
    const { id } = await keep()
    const path = versionPaths.frozenLink(room.id, id)
    const first = await answerOf<FrozenLink>(maker.send("POST", path))
    const second = await answerOf<FrozenLink>(maker.send("POST", path))
    expect(await Promise.all([open(first.secret), open(second.secret)].map(statusOf))).toEqual([404, 200])

    await answerOf(maker.send("DELETE", apiPaths.room(room.id)))

    expect(await statusOf(open(second.secret))).toBe(404)
    expect(await statusOf(open("no secret" as LinkSecret))).toBe(404)
  })
})

describe("importing into a room", () => {
  const bring = (file: unknown, mode: string) =>
    maker.send("POST", versionPaths.import(room.id), { file, mode })

  test("[VE9] added, a file's cards and commentary stand behind what is there, under ids of their own", async () => {
    const before = await canvasNow()
    const file = toCanvasFile(before)

    const { hasChanged } = await answerOf<Restored>(bring(file, "add"))

    const after = await canvasNow()
    expect(hasChanged).toBe(true)
    for (const { id } of before.template.blocks) {
      const textsIn = (canvas: Canvas) =>
        canvas.cards.filter(card => card.block === id).map(({ text }) => plainText(text))
      expect(textsIn(after)).toEqual([...textsIn(before), ...textsIn(before)])
    }
    expect(after.cards.filter(card => before.cards.some(({ id }) => id === card.id))).toEqual(before.cards)
    expect(new Set(after.cards.map(({ id }) => id)).size).toBe(before.cards.length * 2)
    expect(after.tags).toEqual(before.tags)
    expect(after.commentary).toEqual([...before.commentary, ...before.lead, ...before.commentary])
    expect(after.title).toBe(before.title)
  })

  test("[VE9] in place of what is there, a file gives its canvas; the version kept before brings back what was", async () => {
    const before = await canvasNow()
    const [one] = before.cards
    const file = { ...toCanvasFile({ ...before, title: "Plan B", cards: one ? [one] : [] }) }

    const { kept } = await answerOf<Restored>(bring(file, "replace"))

    expect(toCanvasFile(boardIn(await canvasNow()))).toEqual(file)
    await restore(kept.id)
    expect(boardIn(await canvasNow())).toEqual(before)
  })

  test("[VE9] a file that is none is refused, and nothing is kept or written", async () => {
    const before = await canvasNow()

    expect(await statusOf(bring({ format: "other" }, "add"))).toBe(400)
    expect(await statusOf(bring(toCanvasFile(before), "merge"))).toBe(400)

    expect(await canvasNow()).toEqual(before)
    expect(await list()).toEqual([])
  })
})
