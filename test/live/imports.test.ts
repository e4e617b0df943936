// Files that cannot be read, and some that can, sent to the built server: each gets its sentence, nothing is written,
// nothing is fetched, and others are answered meanwhile. Rules IN1–IN6.
import { once } from "node:events"
import { readdirSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import path from "node:path"
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest"
import { exampleCanvas } from "../../seeds/seeds.ts"
import { openDatabase } from "../../server/storage/sqlite-driver.ts"
import { apiPaths, type Problem } from "../../shared/api.ts"
import { discussionPaths } from "../../shared/discussion-api.ts"
import { formatPaths, type ImportPreview } from "../../shared/formats-api.ts"
import { toCanvasFile } from "../../shared/model/canvas-file.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { MAX_IMPORT_BYTES } from "../../shared/protocol/limits.ts"
import { zip } from "../fixtures/imports/archive.ts"
import { badFiles, wordWithLinkedPicture } from "../fixtures/imports/corpus.ts"
import { report } from "../fixtures/imports/word.ts"
import { ApiGuest } from "../harness/people.ts"
import { startServer, type TestServer } from "../harness/server.ts"

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const preview = (bytes: Uint8Array, name = ""): Promise<Response> =>
  fetch(`${server.origin}${formatPaths.preview}?name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: { origin: server.origin, "content-type": "application/octet-stream" },
    body: new Uint8Array(bytes),
  })

/** How many rows each table has. */
async function rowsStored(): Promise<Record<string, unknown>> {
  const file = readdirSync(server.dataDir).find(name => name.endsWith(".db"))
  if (!file) throw new Error("There is no database")
  const db = await openDatabase(path.join(server.dataDir, file))
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
  const counts = tables.map(({ name }) => [
    name,
    db.prepare(`SELECT count(*) AS rows FROM "${name}"`).all()[0]?.rows,
  ])
  db.close()
  return Object.fromEntries(counts)
}

test("[IN5] every bad file is refused in a sentence, and the server goes on", async () => {
  const said: [string, number, string | undefined][] = []
  for (const { what, name, bytes } of badFiles) {
    const response = await preview(await bytes(), name)
    const { detail } = (await response.json()) as Problem
    said.push([what, response.status, detail])
  }

  expect(said).toEqual(badFiles.map(({ what, says }) => [what, 422, expect.stringMatching(says)]))
  expect((await fetch(server.origin + apiPaths.health)).status).toBe(200)
})

test("[IN5] a file larger than may be sent is refused before it is read", async () => {
  const response = await preview(new Uint8Array(MAX_IMPORT_BYTES + 1), "x.docx")

  expect(response.status).toBe(413)
  expect(((await response.json()) as Problem).detail).toBe("A file may have up to 16 MB.")
})

test("[IN6] previews, sound ones and others, write nothing", async () => {
  const before = await rowsStored()

  const sound = await Promise.all([
    preview(await report(), "report.docx"),
    preview(zip({ "canvas.json": new TextEncoder().encode(JSON.stringify(toCanvasFile(exampleCanvas()))) })),
    preview(new Uint8Array([1]), "bad.yjs"),
  ])

  expect(sound.map(({ status }) => status)).toEqual([200, 200, 422])
  expect(await rowsStored()).toEqual(before)
})

test("[IN6] what others ask is answered while a file takes its time", async () => {
  const order: string[] = []
  const slow = badFiles.filter(({ what }) => /bomb|too many files/.test(what))
  expect(slow.length).toBeGreaterThan(2)
  const files = await Promise.all(slow.map(async ({ bytes, name }) => ({ bytes: await bytes(), name })))

  const readings = files.map(({ bytes, name }) => preview(bytes, name).then(() => order.push("file")))
  await fetch(server.origin + apiPaths.templates).then(() => order.push("others"))
  await Promise.all(readings)

  expect(order.at(-1)).toBe("file")
})

test("[IN3] what a Word document names outside itself is not fetched", async () => {
  const asked: string[] = []
  const outside = createServer((request, response) => {
    asked.push(request.url ?? "")
    response.end()
  })
  outside.listen(0, "127.0.0.1")
  await once(outside, "listening")
  onTestFinished(() => void outside.close())
  const { port } = outside.address() as AddressInfo

  const response = await preview(wordWithLinkedPicture(`http://127.0.0.1:${port}/picture.png`), "x.docx")
  const { file, remarks } = (await response.json()) as ImportPreview

  expect(file.blocks["key-partners"]?.map(card => card.text)).toEqual([["Labs"]])
  expect(remarks).toEqual(["A picture is left out."])
  expect(asked).toEqual([])
})

test("[IN1] a room that left with everything and its comments comes back from its archive without loss", async () => {
  const guest = new ApiGuest(server.origin, "Ana")
  const room = await guest.newRoom({ kind: "example" })
  await guest.get("POST", discussionPaths.threads(room.id), {
    id: "t".repeat(16),
    target: { kind: "canvas" },
    comment: { id: "c".repeat(16), body: [paragraph("A thought")] },
  })
  const leave = async (format: string): Promise<Uint8Array> => {
    const file = await guest.ask("GET", `${formatPaths.export(room.id)}?format=${format}&comments=true`)
    return new Uint8Array(await file.arrayBuffer())
  }

  const [archive, json] = [await leave("zip"), await leave("json")]
  const previewed = (await (await preview(archive, "room.zip")).json()) as ImportPreview

  const { threads, people, ...canvas } = JSON.parse(new TextDecoder().decode(json)) as Record<string, unknown>
  expect([threads, people]).not.toContain(undefined)
  expect(previewed).toEqual({
    kind: "Archive of a Ninefold room",
    file: canvas,
    along: { threads: 1, comments: 1, versions: 0 },
    remarks: [],
  })
})

test("[IN1] what a preview shows makes a room that has just that", async () => {
  const guest = new ApiGuest(server.origin, "Ana")
  const { file } = (await (await preview(await report(), "report.docx")).json()) as ImportPreview

  const room = await guest.newRoom({ kind: "file", file })
  const exported = await guest.ask("GET", `${formatPaths.export(room.id)}?format=json`)

  expect(room.title).toBe("Our model")
  const { blocks, commentary } = (await exported.json()) as typeof file
  expect(commentary).toEqual(file.commentary)
  expect(Object.keys(blocks).map(id => blocks[id]?.map(card => card.text))).toEqual(
    Object.keys(blocks).map(id => file.blocks[id]?.map(card => card.text)),
  )
})
