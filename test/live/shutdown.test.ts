// SIGTERM: what has arrived is stored, everybody is told to come back, the process ends in time. Rule SV5.
import { expect, onTestFinished, test } from "vitest"
import * as Y from "yjs"
import { Close } from "../../shared/protocol/close.ts"
import { encodeUpdate } from "../../shared/protocol/messages.ts"
import { RawClient } from "../harness/raw-client.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { StockClient } from "../harness/stock-client.ts"

const GRACE_MS = 10_000
const EDITS = 300
const NO_MESSAGE = Uint8Array.of(77)

async function newServer(): Promise<TestServer> {
  const server = await startServer()
  onTestFinished(() => server.close())
  return server
}

/** Updates as somebody causes them who types one letter after another, under a key that nobody else writes. */
function typed(count: number): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on("update", (update: Uint8Array) => updates.push(update))
  for (let i = 0; i < count; i++) doc.getMap("meta").set("letter", i)
  return updates
}

test("[SV5] SIGTERM stores what has arrived, closes with restarting and exits 0", async () => {
  const server = await newServer()
  const room = await server.newRoom({ kind: "template", template: "business-model-canvas" })
  const writer = new RawClient(server.origin, room.id)
  const viewer = new StockClient(server.origin, room.id)
  await Promise.all([writer.opened(), viewer.synced()])
  // Frames are read in order: once the server has ended the line over the last one, the edits have arrived; whether
  // they are stored by then nobody has said.
  writer.send(...typed(EDITS).map(encodeUpdate), NO_MESSAGE)
  const writerCode = await writer.closed

  const begun = performance.now()
  const ending = await server.end("SIGTERM")
  const tookMs = performance.now() - begun

  expect(ending).toEqual({ code: 0, signal: null })
  expect(writerCode).toBe(Close.violation)
  expect(viewer.closeCodes[0]).toBe(Close.restarting)
  expect(tookMs).toBeLessThan(GRACE_MS)
  viewer.close()
  await server.start()
  const fresh = new StockClient(server.origin, room.id)
  await fresh.synced()
  expect(fresh.content.meta.get("letter")).toBe(EDITS - 1)
  fresh.close()
})

test("[SV5] a second SIGTERM changes nothing, and a client comes back by itself", async () => {
  const server = await newServer()
  const room = await server.newRoom({ kind: "template", template: "business-model-canvas" })
  const client = new StockClient(server.origin, room.id)
  await client.synced()
  client.content.meta.set("title", "Before")

  process.kill(server.pid, "SIGTERM")
  const ending = await server.end("SIGTERM")
  client.content.meta.set("category", "While it was away")
  await server.start()
  await client.synced()
  await client.stored()

  expect(ending).toEqual({ code: 0, signal: null })
  const fresh = new StockClient(server.origin, room.id)
  await fresh.synced()
  expect(fresh.content.meta.get("title")).toBe("Before")
  expect(fresh.content.meta.get("category")).toBe("While it was away")
  for (const each of [client, fresh]) each.close()
})
