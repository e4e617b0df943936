// Stock clients of every version over the real server: random edits, lines cut and mended, by seed. At the end all
// hold the same, and so does one that comes new, before and after the server is killed. Rules HO5, WR1, SV3.
import { afterAll, beforeAll, expect, test } from "vitest"
import { WebSocket } from "ws"
import * as Y from "yjs"
import type { BlockId, CardId, TagId } from "../../shared/ids.ts"
import { cardOf, textOf } from "../../shared/model/document.ts"
import * as edits from "../../shared/model/edits.ts"
import { readCanvas, readHeads, readTemplate } from "../../shared/model/read.ts"
import { appendText, paragraph } from "../../shared/model/rich-text.ts"
import { type Random, randomBySeed } from "../harness/random.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { areEqual, StockClient, stockVersions } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"

const CLIENTS = 5
const STEPS = 500
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** A run of text somewhere in a fragment, or undefined where there is none. */
function someText(fragment: Y.XmlFragment, random: Random): Y.XmlText | undefined {
  const runs = [...fragment.createTreeWalker(node => node instanceof Y.XmlText)] as Y.XmlText[]
  return runs.length > 0 ? random.pick(runs) : undefined
}

/** The places between whole characters: no editor writes into the middle of one, and Yjs would break it in two. */
function placesIn(text: Y.XmlText): number[] {
  const words = (text.toDelta() as { insert: unknown }[]).map(({ insert }) => String(insert)).join("")
  const places = [0]
  for (const character of words) places.push((places.at(-1) ?? 0) + character.length)
  return places
}

/** Writes as an editor does: a few letters in, a few out, now and then a mark. */
function type(doc: Y.Doc, fragment: Y.XmlFragment, random: Random): void {
  doc.transact(() => {
    const text = someText(fragment, random)
    if (!text) return appendText(fragment, [paragraph("new")])
    const places = placesIn(text)
    const first = random.below(places.length)
    const at = places[first] ?? 0
    const end = places[first + 3]
    const kind = random.below(4)
    if (kind === 0 && end !== undefined) text.delete(at, end - at)
    else if (kind === 1 && end !== undefined)
      text.format(at, end - at, { bold: random.chance(0.5) ? {} : null })
    else text.insert(at, random.pick(["a", "né ", "漢字", "word ", "🙂"]))
  })
}

/** One thing a person does. */
function act({ content, doc }: StockClient, random: Random, step: number): void {
  const cards = readHeads(content)
  const blocks = readTemplate(content)?.blocks ?? []
  // A client that was cut before it had the room yet has nothing to do things to.
  if (cards.length === 0 || blocks.length === 0) return
  const some = () => random.pick(cards).id
  const block = (): BlockId => random.pick(blocks).id
  const actions: (() => void)[] = [
    () =>
      edits.addCards(
        content,
        [{ id: `c${doc.clientID}-${step}` as CardId, text: [paragraph(`Card ${step}`)], by: "", born: step }],
        { block: block(), position: random.below(6) },
      ),
    () => edits.moveCards(content, [some(), some()], { block: block(), position: random.below(6) }),
    () => edits.archiveCards(content, [some()], step),
    () => edits.restoreCards(content, [some()]),
    () => edits.tagCards(content, [some()], random.chance(0.5) ? ("t1" as TagId) : undefined),
    () => edits.setTag(content, "t1" as TagId, { name: `Tag ${step}`, hue: "moss" }),
    () => edits.setMeta(content, { title: `Title ${step}` }),
    () =>
      content.commentary.insert(random.below(content.commentary.length + 1), [new Y.XmlElement("paragraph")]),
    () => {
      if (content.commentary.length > 4) content.commentary.delete(random.below(content.commentary.length), 1)
    },
  ]
  const roll = random.below(20)
  if (roll < 8) type(doc, content.commentary, random)
  else if (roll < 13) {
    const card = cardOf(content, some())
    const text = card && textOf(card)
    if (text) type(doc, text, random)
  } else random.pick(actions)()
}

const isLive = ({ provider }: StockClient) => provider.synced && provider.ws?.readyState === WebSocket.OPEN

const breathe = () => new Promise(resolve => setImmediate(resolve))

test.each(SEEDS)("[HO5][WR1] seed %i: all are equal after edits, cuts and returns", async seed => {
  const random = randomBySeed(seed)
  const room = await server.newRoom({ kind: "example" })
  const clients = Array.from({ length: CLIENTS }, (_, i) => {
    const version = stockVersions[i % stockVersions.length] ?? "3.1"
    return new StockClient(server.origin, room.id, { version, clientId: seed * 1000 + i })
  })
  // Whoever edits last may win a key; what was typed must be there whoever wins.
  const witness = new Y.Doc()
  for (const { doc, provider } of clients)
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== provider) Y.applyUpdate(witness, update, "witness")
    })

  for (let step = 0; step < STEPS; step++) {
    const client = random.pick(clients)
    if (random.chance(0.04)) client.cut()
    else if (random.chance(0.1)) client.mend()
    else act(client, random, step)
    if (random.chance(0.3)) await breathe()
    const online = clients.filter(({ provider }) => provider.shouldConnect)
    if (random.chance(0.02) && online.length > 0) await random.pick(online).synced()
  }
  for (const client of clients) client.mend()
  // A line that was cut a moment ago may not have noticed yet: only an open one can be asked.
  await until(`seed ${seed}: all are back`, () => clients.every(isLive))
  await Promise.all(clients.map(client => client.stored()))
  const [first, ...others] = clients as [StockClient, ...StockClient[]]
  await until(`seed ${seed}: equal`, () => others.every(other => areEqual(first.doc, other.doc)))

  const fresh = new StockClient(server.origin, room.id)
  await fresh.synced()
  const canvas = readCanvas(first.content)
  expect(canvas?.cards.length).toBeGreaterThan(20)
  for (const { content } of [...others, fresh]) expect(readCanvas(content)).toEqual(canvas)
  expect(areEqual(first.doc, fresh.doc)).toBe(true)
  expect([...clients, fresh].map(({ doc }) => doc.store.pendingStructs)).toEqual(
    Array(CLIENTS + 1).fill(null),
  )
  Y.applyUpdate(witness, Y.encodeStateAsUpdate(fresh.doc))
  expect(areEqual(witness, fresh.doc)).toBe(true)
  for (const client of [...clients, fresh]) client.close()
})

test("[SV3] a room with a long history is the same after the server was killed and started again", async () => {
  const random = randomBySeed(99)
  const room = await server.newRoom({ kind: "example" })
  const writer = new StockClient(server.origin, room.id)
  await writer.synced()
  for (let step = 0; step < 400; step++) {
    act(writer, random, step)
    if (step % 20 === 0) await breathe()
  }
  await writer.stored()
  const before = readCanvas(writer.content)
  writer.cut()

  await server.kill9()
  await server.start()

  const fresh = new StockClient(server.origin, room.id)
  await fresh.synced()
  expect(readCanvas(fresh.content)).toEqual(before)
  expect(areEqual(writer.doc, fresh.doc)).toBe(true)
  for (const client of [writer, fresh]) client.close()
})
