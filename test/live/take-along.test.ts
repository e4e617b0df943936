// "Take my room with me", there and back, on the running server: a room with talk on everything there is to talk about and
// with versions leaves as an archive, becomes a new room, and leaves again as the same.
import { rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { strFromU8, unzipSync } from "fflate"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import type * as Y from "yjs"
import { exampleCanvas } from "../../seeds/seeds.ts"
import type { CreatedRoom } from "../../shared/api.ts"
import { discussionPaths } from "../../shared/discussion-api.ts"
import { formatPaths, type ImportPreview } from "../../shared/formats-api.ts"
import type { CommentId, LinkSecret, RoomId, ThreadId } from "../../shared/ids.ts"
import {
  type Anchor,
  type AnchorPlace,
  cardPlace,
  fragmentAt,
  makeAnchor,
  resolveAnchor,
} from "../../shared/model/anchor.ts"
import { toCanvasFile } from "../../shared/model/canvas-file.ts"
import { mention } from "../../shared/model/comment-text.ts"
import type { Target, Thread } from "../../shared/model/discussion.ts"
import { lettersOf } from "../../shared/model/letters.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { versionPaths } from "../../shared/versions-api.ts"
import { command } from "../harness/command.ts"
import { ApiGuest } from "../harness/people.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { StockClient } from "../harness/stock-client.ts"

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const [archived, talkedAbout, ...cards] = exampleCanvas().cards
if (!archived || !talkedAbout) throw new Error("The example has cards")
/** "no" stands three times, and every occurrence has the same words around it or none. */
const commentary = [paragraph("no no no"), paragraph("We sell to schools in the north.")]
const start = toCanvasFile({
  ...exampleCanvas(),
  cards: [talkedAbout, ...cards, { ...archived, gone: 1_790_000_000_000 }],
  commentary,
})

let server: TestServer
let room: CreatedRoom
let ana: ApiGuest
let content: StockClient
let archive: Uint8Array<ArrayBuffer>
let archiveFile: string

beforeAll(async () => {
  server = await startServer()
  room = await server.newRoom({ kind: "file", file: start })
  ana = server.makerOf(room.id)
  content = new StockClient(server.origin, room.id)
  await content.synced()
  await discuss()
  await keepVersions()
  archive = await archiveOf(ana, room.id)
  archiveFile = path.join(server.dataDir, "room.zip")
  writeFileSync(archiveFile, archive)
})
afterAll(async () => {
  content.close()
  rmSync(archiveFile, { force: true })
  await server.close()
})

const idOf = <Id extends string>(name: string): Id => name.padEnd(16, "_") as Id

function anchorOn(place: AnchorPlace, from: number, to: number): Anchor {
  const fragment = fragmentAt(content.content, place)
  const anchor = fragment && makeAnchor(place, lettersOf(fragment), { from, to })
  if (!anchor) throw new Error(`There are no words in ${place}`)
  return anchor
}

/** Threads on everything a thread can be about, with everything that can be done to one. */
async function discuss(): Promise<void> {
  const ben = new ApiGuest(server.origin, "Ben")
  const { you } = await ben.enter(room.id, (await ana.newLink(room.id, { role: "comment" })).secret)
  await ana.get("PUT", `/api/rooms/${room.id}/me`, { name: "Ana", color: "#2f68b0" })
  const opened: [string, Target][] = [
    ["canvas", { kind: "canvas" }],
    ["block", { kind: "block", block: talkedAbout?.block as never }],
    ["card", { kind: "card", card: talkedAbout?.id as never }],
    ["archived", { kind: "card", card: archived?.id as never }],
    ["words-of-card", { kind: "text", anchor: anchorOn(cardPlace(talkedAbout?.id as never), 0, 4) }],
    ["first-no", { kind: "text", anchor: anchorOn("commentary", 0, 2) }],
    ["third-no", { kind: "text", anchor: anchorOn("commentary", 6, 8) }],
    ["schools", { kind: "text", anchor: anchorOn("commentary", 19, 26) }],
    ["lead", { kind: "text", anchor: anchorOn("lead", 3, 9) }],
  ]
  for (const [name, target] of opened)
    await ana.get("POST", discussionPaths.threads(room.id), {
      id: idOf<ThreadId>(name),
      target,
      comment: { id: idOf<CommentId>(name), body: [paragraph(`About ${name}`)] },
    })
  const answer = (guest: ApiGuest, thread: string, name: string, body: unknown) =>
    guest.get("POST", discussionPaths.comments(room.id, idOf<ThreadId>(thread)), { id: idOf(name), body })
  const bold = { type: "text", text: "Not so", marks: [{ type: "bold" }] }
  await answer(ben, "canvas", "answer", [{ type: "paragraph", content: [mention(room.you.person), bold] }])
  await answer(ana, "canvas", "again", [{ type: "paragraph", content: [mention(you.person)] }])
  await ana.ask("DELETE", discussionPaths.comment(room.id, idOf("canvas")))
  await ben.get("PATCH", discussionPaths.comment(room.id, idOf("answer")), { body: [paragraph("Maybe")] })
  await ben.get("POST", discussionPaths.resolve(room.id, idOf<ThreadId>("card")))
  for (const guest of [ana, ben])
    await guest.get("PUT", discussionPaths.reaction(room.id, idOf("block"), "👍"))
  // Words that are edited after they were quoted, and words that go.
  const { commentary: fragment } = content.content
  const text = lettersOf(fragment).segments.at(-1)?.text as Y.XmlText
  text.insert(11, "public ")
  await content.stored()
}

async function keepVersions(): Promise<void> {
  for (const name of ["First", "Second", ""])
    await ana.get("POST", versionPaths.versions(room.id), { name, note: name && `The ${name.toLowerCase()}` })
}

async function archiveOf(guest: ApiGuest, id: RoomId): Promise<Uint8Array<ArrayBuffer>> {
  const response = await guest.ask("GET", `${formatPaths.export(id)}?format=zip&comments=true`)
  return new Uint8Array(await response.arrayBuffer())
}

async function roomOf(guest: ApiGuest, query = "name=room.zip"): Promise<CreatedRoom> {
  const response = await fetch(`${server.origin}${formatPaths.newRoom}?${query}`, {
    method: "POST",
    headers: {
      origin: server.origin,
      "content-type": "application/octet-stream",
      ...(guest.cookie !== undefined && { cookie: guest.cookie }),
    },
    body: archive,
  })
  guest.cookie = response.headers.get("set-cookie")?.split(";")[0] ?? guest.cookie
  if (response.status !== 201) throw new Error(await response.text())
  return (await response.json()) as CreatedRoom
}

interface Said {
  threads: Thread[]
  people: Record<string, string>
}

/** What an archive says, with names instead of ids, which are the room's own. */
function contentOf(zip: Uint8Array): { canvas: unknown; threads: unknown; versions: unknown } {
  const files = unzipSync(zip)
  const parse = (name: string): Record<string, unknown> =>
    JSON.parse(strFromU8(files[name] ?? new Uint8Array())) as Record<string, unknown>
  const { threads, people, ...canvas } = parse("room.canvas.json")
  const versions = Object.keys(files)
    .filter(name => name.startsWith("versions/"))
    .map(name => {
      const { keptAs, ...file } = parse(name)
      return { minute: name.slice(0, "versions/2026-01-01-0000".length), file, keptAs: withoutIds(keptAs) }
    })
  return { canvas, threads: withNames({ threads, people } as Said), versions }
}

const withoutIds = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, each: unknown) => (["id", "seq", "person"].includes(key) ? undefined : each)),
  )

function withNames({ threads, people }: Said): unknown {
  const text = JSON.stringify(threads, (key, each: unknown) =>
    ["id", "thread", "start", "end"].includes(key) ? undefined : each,
  )
  return JSON.parse(Object.entries(people).reduce((all, [id, name]) => all.replaceAll(id, name), text))
}

test("[IN9][EX10] an archive becomes a room that leaves as an equal archive", async () => {
  const cleo = new ApiGuest(server.origin, "Cleo")

  const again = await archiveOf(cleo, (await roomOf(cleo)).id)

  const [left, came] = [contentOf(archive), contentOf(again)]
  expect((left.threads as unknown[]).length).toBe(9)
  expect((left.versions as unknown[]).length).toBe(3)
  expect(came).toEqual(left)
})

test("[IN11] each thread about words is on them in the new room, also where they stand three times or were edited", async () => {
  const cleo = new ApiGuest(server.origin, "Cleo")
  const { id } = await roomOf(cleo)
  const reader = new StockClient(server.origin, id, { key: { cookie: cleo.cookie ?? "" } })
  await reader.synced()

  const threads = await cleo.get<Thread[]>("GET", discussionPaths.threads(id))
  const placesIn = (from: StockClient, all: Thread[]) =>
    all.flatMap(({ target }) => {
      if (target.kind !== "text") return []
      const fragment = fragmentAt(from.content, target.anchor.place)
      return [fragment && resolveAnchor(target.anchor, lettersOf(fragment))]
    })

  const before = await ana.get<Thread[]>("GET", discussionPaths.threads(room.id))
  expect(placesIn(reader, threads)).toEqual(placesIn(content, before))
  expect(placesIn(reader, threads)).toEqual([
    { from: 0, to: 4 },
    { from: 0, to: 2 },
    { from: 6, to: 8 },
    { from: 26, to: 33 },
    { from: 3, to: 9 },
  ])
  reader.close()
})

test("[IN9] a version that came along brings the room back to what it was elsewhere", async () => {
  const cleo = new ApiGuest(server.origin, "Cleo")
  const { id } = await roomOf(cleo)
  const [version] = await cleo.get<{ id: string; name: string }[]>("GET", versionPaths.versions(id))

  const restored = await cleo.get<{ hasChanged: boolean }>(
    "POST",
    versionPaths.restore(id, version?.id as never),
    { part: { kind: "everything" } },
  )

  // What was kept last was the room as it left.
  expect(restored.hasChanged).toBe(false)
})

test("[CM8] the command takes all of it along, on a server and in a folder, and leaves it out where that is asked", async () => {
  const origins = { NINEFOLD_ORIGINS: server.origin }
  const made = [
    await command(["import", archiveFile, server.origin]),
    await command(["import", archiveFile, server.dataDir], origins),
    await command(["import", archiveFile, server.origin, "--bare"]),
  ]

  expect(made.map(({ code }) => code)).toEqual([0, 0, 0])
  const said = made.map(({ out }) => /9 threads, 10 comments and 3 versions (.*)\n/.exec(out)?.[1])
  expect(said).toEqual(["come along.", "come along.", "are left out."])
  const rooms = made.map(async ({ out }) => {
    const { pathname, hash } = new URL(out.trim().split("\n").at(-1) ?? "")
    const guest = new ApiGuest(server.origin, "Ada")
    const id = pathname.slice("/r/".length) as RoomId
    await guest.enter(id, hash.slice("#k=".length) as LinkSecret)
    const threads = await guest.get<Thread[]>("GET", discussionPaths.threads(id))
    return [threads.length, (await guest.get<unknown[]>("GET", versionPaths.versions(id))).length]
  })
  expect(await Promise.all(rooms)).toEqual([
    [9, 3],
    [9, 3],
    [0, 0],
  ])
})

test("[IN7] a preview says how much would come along", async () => {
  const response = await fetch(`${server.origin}${formatPaths.preview}?name=room.zip`, {
    method: "POST",
    headers: { origin: server.origin, "content-type": "application/octet-stream" },
    body: archive,
  })

  const { along, remarks } = (await response.json()) as ImportPreview
  expect(along).toEqual({ threads: 9, comments: 10, versions: 3 })
  expect(remarks).toEqual([])
})
