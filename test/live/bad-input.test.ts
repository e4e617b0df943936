// What no honest client sends, to the running server: the sender gets a clear answer, everybody else feels nothing, the
// process stays, and the stored room still loads. Rules WR5–WR8, HT1, RM3.
import { readdirSync } from "node:fs"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import * as Y from "yjs"
import { openDatabase } from "../../server/storage/sqlite-driver.ts"
import { apiPaths, type Problem, type RoomSummary } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { readCanvas } from "../../shared/model/read.ts"
import { Close } from "../../shared/protocol/close.ts"
import { MAX_BODY_BYTES, MAX_FIRST_SYNC_BYTES, MAX_UPDATE_BYTES } from "../../shared/protocol/limits.ts"
import * as messages from "../../shared/protocol/messages.ts"
import { randomBySeed } from "../harness/random.ts"
import { RawClient } from "../harness/raw-client.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { areEqual, StockClient } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"

const ours: readonly number[] = Object.values(Close)
const noRoom = "A".repeat(22) as RoomId

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const bytes = (...values: number[]) => Uint8Array.of(...values)

function updateOf(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}
const honest = updateOf(doc => doc.getMap("meta").set("category", "Honest"))

/** One XML element in another, deeper than anything a reader could walk. */
const deep = updateOf(doc => {
  let parent: Y.XmlFragment | Y.XmlElement = doc.getXmlFragment("commentary")
  for (let depth = 0; depth < 5_000; depth++) {
    const child = new Y.XmlElement("blockquote")
    parent.insert(0, [child])
    parent = child
  }
})

const violations: [name: string, frame: Uint8Array | string, code: number][] = [
  ["a text frame", "hello", Close.violation],
  ["an empty frame", bytes(), Close.violation],
  ["a type there is not", bytes(77), Close.violation],
  ["a kind of sync there is not", bytes(0, 9, 0), Close.violation],
  ["a number without an end", bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), Close.violation],
  ["a message cut short", messages.encodeUpdate(honest).slice(0, -3), Close.violation],
  ["a message with more behind it", bytes(...messages.encodeUpdate(honest), 0), Close.violation],
  ["a length beyond the frame", bytes(0, 2, 0xff, 0xff, 0xff, 0x7f, 1), Close.violation],
  ["an update of noise", messages.encodeUpdate(bytes(1, 200, 3, 255, 9, 9, 9)), Close.violation],
  ["an update cut short", messages.encodeUpdate(honest.slice(0, -2)), Close.violation],
  ["an update that is empty", messages.encodeUpdate(bytes()), Close.violation],
  ["an update nested beyond reading", messages.encodeUpdate(deep), Close.violation],
  ["a state vector of noise", messages.encodeHave(bytes(0xff, 0xff, 0xff, 0xff, 0x0f)), Close.violation],
  ["presence that is no presence", messages.encodeAwareness(bytes(3, 1, 2)), Close.violation],
  [
    "more than an update may hold",
    messages.encodeUpdate(new Uint8Array(MAX_UPDATE_BYTES + 4096)),
    Close.tooLarge,
  ],
  ["more than any message may hold", new Uint8Array(MAX_FIRST_SYNC_BYTES + 4096), Close.frameTooLarge],
]

test.each(violations)("[WR5] %s ends its socket and no other", async (_name, frame, code) => {
  const room = await server.newRoom({ kind: "template", template: "swot" })
  const [ana, ben] = [new StockClient(server.origin, room.id), new StockClient(server.origin, room.id)]
  await Promise.all([ana.synced(), ben.synced()])
  const mallory = new RawClient(server.origin, room.id)
  await mallory.opened()

  mallory.send(frame)
  const closedWith = await mallory.closed
  ana.content.meta.set("title", "Still here")
  await until("the others go on", () => ben.content.meta.get("title") === "Still here")

  expect(closedWith).toBe(code)
  expect([...ana.closeCodes, ...ben.closeCodes]).toEqual([])
  for (const client of [ana, ben]) client.close()
})

test("[WR5] frames damaged at random harm nobody, and the room still loads", async () => {
  const random = randomBySeed(31)
  const room = await server.newRoom({ kind: "example" })
  const [ana, ben] = [new StockClient(server.origin, room.id), new StockClient(server.origin, room.id)]
  await Promise.all([ana.synced(), ben.synced()])
  const state = Y.encodeStateAsUpdate(ana.doc)
  const wholes = [
    messages.encodeUpdate(honest),
    messages.encodeUpdate(state),
    messages.encodeMissing(state),
    messages.encodeHave(Y.encodeStateVector(ana.doc)),
    messages.encodeAwareness(bytes(1, 5, 1, 2, 123, 125)),
    messages.encodeBarrier(300),
  ]
  const damaged = Array.from({ length: 150 }, () => {
    const frame = random.pick(wholes).slice()
    for (let hits = 1 + random.below(4); hits > 0; hits--)
      frame[random.below(frame.length)] = random.below(256)
    return random.chance(0.3) ? frame.slice(0, random.below(frame.length)) : frame
  })

  const codes = new Set<number>()
  for (const frame of damaged) {
    const mallory = new RawClient(server.origin, room.id)
    await mallory.next("have")
    // A damaged frame may still be a sound one: then it is stored, or the server asks for what it builds on.
    const answered = Promise.race([mallory.next("barrier"), mallory.next("have")])
    mallory.send(frame, messages.encodeBarrier(7))
    const code = await Promise.race([mallory.closed, answered.then(() => undefined)])
    if (code !== undefined) codes.add(code)
    mallory.close()
  }

  expect([...codes].filter(code => !ours.includes(code))).toEqual([])
  expect(codes).toContain(Close.violation)
  ana.content.meta.set("title", "Still here")
  await until("the others go on", () => ben.content.meta.get("title") === "Still here")
  expect([...ana.closeCodes, ...ben.closeCodes]).toEqual([])
  await ana.stored()
  await until("both hold the same", () => areEqual(ana.doc, ben.doc))
  const canvas = readCanvas(ana.content)
  for (const client of [ana, ben]) client.close()
  await server.kill9()
  await server.start()
  const fresh = new StockClient(server.origin, room.id)
  await fresh.synced()
  expect(readCanvas(fresh.content)).toEqual(canvas)
  fresh.close()
})

test("[WR6] a socket for a room that is not there is closed with gone and makes nothing", async () => {
  for (const name of [noRoom, "short", "..%2f..%2fetc", "x".repeat(5000)]) {
    const client = new RawClient(server.origin, name)
    const refused = new Promise<number>(resolve =>
      client.socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0)),
    )
    client.socket.on("error", () => undefined)
    const end = await Promise.race([client.closed, refused])

    // A name that is no room's may be refused before the upgrade already.
    expect(name === noRoom ? [Close.gone] : [Close.gone, 400, 404, 431]).toContain(end)
    client.close()
  }
  expect((await fetch(server.origin + apiPaths.room(noRoom))).status).toBe(404)
})

test("[WR7] a page of another origin gets no socket", async () => {
  const room = await server.newRoom({ kind: "template", template: "swot" })
  for (const origin of ["https://evil.example", "null", `${server.origin}.evil.example`]) {
    const client = new RawClient(server.origin, room.id, { origin })
    await expect(client.opened()).rejects.toThrow("403")
  }
})

test("[WR8] a client with an older schema is closed with outdated", async () => {
  const room = await server.newRoom({ kind: "template", template: "swot" })
  const client = new RawClient(server.origin, room.id, { query: "?schema=0" })

  expect(await client.closed).toBe(Close.outdated)
})

const post = (body: string, headers: Record<string, string> = { "content-type": "application/json" }) =>
  fetch(server.origin + apiPaths.rooms, {
    method: "POST",
    headers: { origin: server.origin, ...headers },
    body,
  })

const bodies: [name: string, body: string, status: number][] = [
  ["no JSON", "{", 400],
  ["an empty body", "", 400],
  ["no source", "{}", 400],
  ["a source there is not", '{"from":{"kind":"air"}}', 400],
  ["a template that is no name", '{"from":{"kind":"template","template":7}}', 400],
  ["a template there is not", '{"from":{"kind":"template","template":"../../etc/passwd"}}', 400],
  ["a file that is no canvas", '{"from":{"kind":"file","file":{"cards":"many"}}}', 400],
  ["a page without headings", '{"from":{"kind":"page","text":"Nothing of a canvas."}}', 422],
  ["a list", "[]", 400],
  ["too much", JSON.stringify({ from: { kind: "page", text: "x".repeat(MAX_BODY_BYTES) } }), 413],
]

test.each(bodies)("[HT1] a body with %s gets a problem document", async (_name, body, status) => {
  const response = await post(body)
  const problem = (await response.json()) as Problem

  expect(response.headers.get("content-type")).toContain("application/problem+json")
  // Which of the two client errors says "well-formed but not usable" is a matter of taste, not of the promise.
  expect(status === 400 || status === 422 ? [400, 404, 422] : [status]).toContain(response.status)
  expect(problem.status).toBe(response.status)
  expect(problem.title.length).toBeGreaterThan(0)
  expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:|at .+\(/)
})

test("[HT1] a body of another type, a method and a path that are not there get problem documents too", async () => {
  const asked = await Promise.all([
    post('{"from":{"kind":"example"}}', { "content-type": "text/plain" }),
    fetch(server.origin + apiPaths.rooms, { method: "DELETE", headers: { origin: server.origin } }),
    fetch(`${server.origin}/api/nothing`),
  ])

  for (const response of asked) {
    expect([404, 405, 415]).toContain(response.status)
    expect(response.headers.get("content-type")).toContain("application/problem+json")
  }
})

test("[RM3] a damaged room opens read-only with a reason, and the others are untouched", async () => {
  const own = await startServer()
  const [hurt, whole] = [await own.newRoom({ kind: "example" }), await own.newRoom({ kind: "example" })]
  const writer = new StockClient(own.origin, whole.id)
  await writer.synced()
  await own.end("SIGTERM")
  await damage(own.dataDir, hurt.id)

  await own.start()
  const summary = await own.makerOf(hurt.id).get<RoomSummary>("GET", apiPaths.room(hurt.id))
  const reader = new StockClient(own.origin, hurt.id)
  await reader.synced()
  writer.content.meta.set("title", "Untouched")
  await writer.synced()
  await writer.stored()

  expect(summary.readOnly).toMatch(/\w+ \w+/)
  const visitor = new StockClient(own.origin, whole.id)
  await visitor.synced()
  expect(visitor.content.meta.get("title")).toBe("Untouched")
  expect(readCanvas(visitor.content)?.cards.length).toBe(30)
  reader.content.meta.set("title", "Must not be kept")
  const second = new StockClient(own.origin, hurt.id)
  await second.synced()
  expect(second.content.meta.get("title")).not.toBe("Must not be kept")
  for (const client of [writer, reader, visitor, second]) client.close()
  await own.close()
})

/** Flips a bit in everything stored of a room, as a bad disk does. */
async function damage(dataDir: string, room: RoomId): Promise<void> {
  const file = readdirSync(dataDir).find(name => /\.(db|sqlite3?)$/.test(name))
  if (!file) throw new Error(`There is no database in ${readdirSync(dataDir)}`)
  const db = await openDatabase(path.join(dataDir, file))
  let hits = 0
  for (const table of ["snapshots", "updates"]) {
    const write = db.prepare(`UPDATE ${table} SET bytes = ? WHERE room = ? AND document = ? AND seq = ?`)
    for (const row of db.prepare(`SELECT document, seq, bytes FROM ${table} WHERE room = ?`).all(room)) {
      if (!(row.bytes instanceof Uint8Array)) continue
      const flipped = Uint8Array.from(row.bytes)
      const middle = flipped.length >> 1
      flipped[middle] = (flipped[middle] ?? 0) ^ 0x10
      write.run(flipped, room, row.document ?? null, row.seq ?? null)
      hits++
    }
  }
  db.close()
  if (hits === 0) throw new Error("There was nothing to damage")
}
