// `kill -9` in mid-work, twenty times: what was answered as stored, and what somebody else has seen, is there when the
// server comes back. The clients' own copies are thrown away first, so that none of them can heal a loss. Rule SV3.
import { afterAll, beforeAll, expect, test } from "vitest"
import type { BlockId, CardId } from "../../shared/ids.ts"
import { addCards } from "../../shared/model/edits.ts"
import { readHeads } from "../../shared/model/read.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { randomBySeed } from "../harness/random.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { StockClient } from "../harness/stock-client.ts"

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const idsOf = (client: StockClient): string[] => readHeads(client.content).map(head => head.id)

/** Adds cards one by one until the line is down, and notes those the server called stored. */
async function writeUntilDown(writer: StockClient, round: number, stored: Set<string>): Promise<void> {
  const down = new Promise<void>(resolve => writer.provider.on("connection-close", () => resolve()))
  for (let i = 0; writer.provider.wsconnected; i++) {
    const id = `r${round}-${i}` as CardId
    addCards(writer.content, [{ id, text: [paragraph(id)], by: "", born: 0 }], {
      block: "channels" as BlockId,
      position: 0,
    })
    const answered = writer.stored().then(() => stored.add(id))
    // Every third edit waits for its answer; the others are under way together.
    await (i % 3 === 0 ? Promise.race([answered, down]) : new Promise(resolve => setImmediate(resolve)))
  }
}

test("[SV3][SV1][SV2] what was stored or seen survives kill -9, twenty times", {
  timeout: 300_000,
}, async () => {
  const random = randomBySeed(9)
  const room = await server.newRoom({ kind: "template", template: "business-model-canvas" })
  const kept = new Set<string>()
  let told = 0

  for (let round = 0; round < 20; round++) {
    const writer = new StockClient(server.origin, room.id)
    const viewer = new StockClient(server.origin, room.id, { version: "3.0" })
    await Promise.all([writer.synced(), viewer.synced()])
    const stored = new Set<string>()
    const seen = new Set<string>()
    const enough = 1 + random.below(40)
    const killsAtSight = round % 2 === 0
    let killed: Promise<unknown> | undefined
    const kill = () => {
      killed ??= server.kill9()
    }
    viewer.content.cards.observe(event => {
      for (const id of event.keysChanged) seen.add(id)
      // The harshest moment: the very turn in which somebody has seen it.
      if (killsAtSight && seen.size >= enough) kill()
    })
    writer.content.cards.observe(() => {
      if (!killsAtSight && stored.size >= enough) kill()
    })
    await writeUntilDown(writer, round, stored)
    await killed
    for (const client of [writer, viewer]) client.close()
    await server.start()

    const fresh = new StockClient(server.origin, room.id)
    await fresh.synced()
    const there = new Set(idsOf(fresh))
    for (const id of [...stored, ...seen]) kept.add(id)
    told += stored.size + seen.size
    expect({ round, lost: [...kept].filter(id => !there.has(id)) }).toEqual({ round, lost: [] })
    fresh.close()
  }
  expect(told).toBeGreaterThan(100)
})
