// What one peer, or many at once, can do with well-formed traffic and plain connections: stop reading, flood, drip,
// hang about, come back all together, send what would be large if it were unpacked. Others must not feel it. Times are
// printed; what gates is that everybody is served at all, and what is kept and sent.
import { once } from "node:events"
import { readdirSync, readFileSync } from "node:fs"
import { connect, type Socket } from "node:net"
import path from "node:path"
import { deflateRawSync } from "node:zlib"
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest"
import * as Y from "yjs"
import { openDatabase } from "../../server/storage/sqlite-driver.ts"
import type { RoomSummary } from "../../shared/api.ts"
import { Close } from "../../shared/protocol/close.ts"
import { MAX_REQUEST_HEAD_MS } from "../../shared/protocol/limits.ts"
import { encodeHave, encodeMissing, encodeQueryAwareness } from "../../shared/protocol/messages.ts"
import { RawClient } from "../harness/raw-client.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { areEqual, StockClient } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"

const MIB = 1024 * 1024
/** A closed socket whose goodbye could not be read any more. */
const CUT_OFF = 1006

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

async function pairIn(room: RoomSummary): Promise<[StockClient, StockClient]> {
  const pair: [StockClient, StockClient] = [
    new StockClient(server.origin, room.id),
    new StockClient(server.origin, room.id),
  ]
  onTestFinished(() => {
    for (const client of pair) client.close()
  })
  await Promise.all(pair.map(client => client.synced()))
  return pair
}

const newRoom = () => server.newRoom({ kind: "template", template: "swot" })

/** How long an edit of one takes to the other, in ms, the slowest of some. */
async function slowestEditMs([ada, ben]: [StockClient, StockClient], edits: number): Promise<number> {
  let slowest = 0
  for (let edit = 0; edit < edits; edit++) {
    const title = `Edit ${edit} at ${performance.now()}`
    const begun = performance.now()
    ada.content.meta.set("title", title)
    await until("the edit arrives", () => ben.content.meta.get("title") === title)
    slowest = Math.max(slowest, performance.now() - begun)
  }
  return slowest
}

/** Memory of the server, as Linux counts it; 0 where nobody says. */
function residentBytes(): number {
  if (process.platform !== "linux") return 0
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) * 1024
}

test("[FA11] readers that stop are let go with bounded memory, and everybody else has everything", async () => {
  const room = await newRoom()
  const [ada, ben] = await pairIn(room)
  const stopped = Array.from({ length: 10 }, () => new RawClient(server.origin, room.id))
  await Promise.all(stopped.map(reader => reader.opened()))
  for (const reader of stopped) {
    reader.send(encodeHave(Uint8Array.of(0)))
    await reader.next("missing")
    reader.socket.pause()
  }
  const before = residentBytes()
  let most = 0

  for (let count = 0; count < 45; count++) {
    ada.content.meta.set("title", String.fromCharCode(97 + (count % 26)).repeat(900_000))
    await ada.stored()
    most = Math.max(most, residentBytes() - before)
  }
  await until("the one who reads has everything", () => areEqual(ada.doc, ben.doc))
  for (const { socket } of stopped) socket.resume()
  const codes = await Promise.all(stopped.map(({ closed }) => closed))

  console.info(
    `45 updates of 0.9 MB past 10 readers that stopped: ${(most / MIB).toFixed(0)} MiB more at most`,
  )
  expect(codes.filter(code => code !== Close.overloaded && code !== CUT_OFF)).toEqual([])
  expect([...ada.closeCodes, ...ben.closeCodes]).toEqual([])
  // The document with its history, and what waits: the same frames for all ten, not ten copies.
  expect(most).toBeLessThan(600 * MIB)
})

/** How many updates the log of a room has. */
async function loggedUpdates(room: RoomSummary): Promise<unknown> {
  const file = readdirSync(server.dataDir).find(name => name.endsWith(".db")) ?? ""
  const db = await openDatabase(path.join(server.dataDir, file))
  const row = db.prepare("SELECT count(*) AS count FROM updates WHERE room = ?").get(room.id)
  db.close()
  return row?.count
}

test("[FA6] three hundred who come back at once with nothing new log nothing, and nobody else hears of it", async () => {
  const room = await newRoom()
  const pair = await pairIn(room)
  const [ada] = pair
  ada.doc.transact(() => {
    const words = ada.doc.getText("words")
    words.insert(0, "x".repeat(20_000))
    for (let at = 0; at < 10_000; at++) words.delete(at, 1)
  })
  await ada.stored()
  const [vector, all] = [Y.encodeStateVector(ada.doc), Y.encodeStateAsUpdate(ada.doc)]
  const deletesOnly = Y.encodeStateAsUpdate(ada.doc, vector)
  const witness = new RawClient(server.origin, room.id)
  await witness.next("have")
  witness.send(encodeHave(vector))
  await witness.next("missing")
  const [loggedBefore, heardBefore] = [await loggedUpdates(room), witness.heard.length]

  const begun = performance.now()
  const returning = Array.from({ length: 300 }, () => new RawClient(server.origin, room.id))
  await Promise.all(
    returning.map(async client => {
      await client.opened()
      client.send(encodeHave(vector), encodeMissing(client === returning[0] ? all : deletesOnly))
      await client.next("missing")
    }),
  )
  const tookMs = performance.now() - begun
  const answers = returning.flatMap(({ heard }) => heard.filter(({ kind }) => kind === "missing"))

  console.info(`300 returned to ${all.length} bytes in ${tookMs.toFixed(0)} ms`)
  expect(await loggedUpdates(room)).toBe(loggedBefore)
  expect(witness.heard.slice(heardBefore).filter(({ kind }) => kind === "update")).toEqual([])
  expect(answers.length).toBe(300)
  for (const answer of answers)
    if (answer.kind === "missing") expect(answer.update.length).toBeLessThanOrEqual(deletesOnly.length + 100)
  for (const client of [witness, ...returning]) client.close()
  await slowestEditMs(pair, 1)
})

test("[FA12] floods of frames from twenty sockets end those sockets and hold up nobody", async () => {
  const room = await newRoom()
  const pair = await pairIn(room)
  const quietMs = await slowestEditMs(pair, 10)

  const flooding = Array.from({ length: 20 }, () => new RawClient(server.origin, room.id))
  await Promise.all(flooding.map(client => client.opened()))
  for (const client of flooding) for (let sent = 0; sent < 5_000; sent++) client.send(encodeQueryAwareness())
  const floodedMs = await slowestEditMs(pair, 10)
  const codes = await Promise.all(flooding.map(({ closed }) => closed))

  console.info(`Slowest edit: ${quietMs.toFixed(0)} ms in peace, ${floodedMs.toFixed(0)} ms in the flood`)
  expect(new Set(codes)).toEqual(new Set([Close.tooMany]))
  expect(pair.flatMap(({ closeCodes }) => closeCodes)).toEqual([])
})

test("[FA12] connections that say nothing, or a letter now and then, are ended, and others are served meanwhile", async () => {
  const pair = await pairIn(await newRoom())
  const { hostname, port } = new URL(server.origin)
  const idle = await Promise.all(
    Array.from({ length: 400 }, async () => {
      const socket = connect(Number(port), hostname)
      socket.on("error", () => undefined)
      await once(socket, "connect")
      return socket
    }),
  )
  const ends = idle.map(socket => new Promise(resolve => socket.on("close", resolve)))
  const request = "GET /sync/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nX-Slow: "
  const dripping = idle.filter((_, index) => index % 4 === 0)
  for (const socket of dripping) socket.write(request)
  const drip = setInterval(() => {
    for (const socket of dripping) if (socket.writable) socket.write("x")
  }, 500)
  onTestFinished(() => clearInterval(drip))

  const begun = performance.now()
  const slowestMs = await slowestEditMs(pair, 10)
  for (const socket of idle) socket.resume()
  await Promise.all(ends)
  const tookMs = performance.now() - begun

  console.info(
    `400 idle connections ended after ${(tookMs / 1_000).toFixed(1)} s; slowest edit ${slowestMs.toFixed(0)} ms`,
  )
  expect(tookMs).toBeLessThan(MAX_REQUEST_HEAD_MS * 2)
  expect(pair.flatMap(({ closeCodes }) => closeCodes)).toEqual([])
})

/** A client's frame as it goes over the line, its mask being zeroes. */
function lineFrame(head: number, payload: Uint8Array): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(payload.length)
  return Buffer.concat([Uint8Array.of(head, 0x80 | 126), length, Uint8Array.of(0, 0, 0, 0), payload])
}

const lineOf = (client: RawClient): Socket => (client.socket as unknown as { _socket: Socket })._socket

test("[FA13] a socket that offers compression gets none, and a packed frame is refused, not unpacked", async () => {
  const room = await newRoom()
  const bomb = deflateRawSync(new Uint8Array(32 * MIB))
  const client = new RawClient(server.origin, room.id)
  await client.opened()

  // The client has asked for permessage-deflate, as `ws` does by default.
  const { extensions } = client.socket
  lineOf(client).write(lineFrame(0b1100_0010, bomb))

  expect(extensions).toBe("")
  expect(await client.closed).toBe(1002)
})

test.each<[name: string, bytes: Uint8Array, code: number]>([
  ["a reserved bit", lineFrame(0b1010_0010, Uint8Array.of(3)), 1002],
  ["a kind of frame there is not", lineFrame(0b1000_0101, Uint8Array.of(3)), 1002],
  ["a frame without a mask", Uint8Array.of(0b1000_0010, 1, 3), 1002],
  ["a continuation of nothing", lineFrame(0b1000_0000, Uint8Array.of(3)), 1002],
  ["a ping in pieces", lineFrame(0b0000_1001, Uint8Array.of(3)), 1002],
  ["a text that is no UTF-8", lineFrame(0b1000_0001, Uint8Array.of(0xc3, 0x28)), 1007],
  ["a length of 2^63", Uint8Array.of(0b1000_0010, 0x80 | 127, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 1009],
])("[WR5] %s on the line ends its socket and no other", async (_name, bytes, code) => {
  const room = await newRoom()
  const pair = await pairIn(room)
  const mallory = new RawClient(server.origin, room.id)
  await mallory.opened()

  lineOf(mallory).write(bytes)

  expect(await mallory.closed).toBe(code)
  await slowestEditMs(pair, 1)
  expect(pair.flatMap(({ closeCodes }) => closeCodes)).toEqual([])
})
