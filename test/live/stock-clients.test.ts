// Stock y-websocket clients of three versions on the server's own sockets.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { areEqual, StockClient, type StockOptions, stockVersions } from "../harness/stock-client.ts"
import { type LiveWire, openLiveWire } from "../world/live-wire.ts"

let live: LiveWire
const clients: StockClient[] = []

beforeEach(async () => {
  live = await openLiveWire()
})

afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await live.close()
  expect(live.errors).toEqual([])
})

function join(options: StockOptions): StockClient {
  const client = new StockClient(live.origin, live.room, options)
  clients.push(client)
  return client
}

describe.each(stockVersions)("y-websocket %s", version => {
  test("[WR1] joins, receives what it lacks, is told it is synced, and sees another's edits", async () => {
    const ada = join({ version })
    await ada.synced()
    const ben = join({ version })
    await ben.synced()

    expect(ada.doc.getText("words").toString()).toBe("seed")
    ada.doc.getText("words").insert(4, "ling")
    ben.doc.getText("words").insert(0, "a ")
    await vi.waitUntil(() => areEqual(ada.doc, ben.doc) && ada.doc.getText("words").length === 10)

    expect(ben.doc.getText("words").toString()).toBe("a seedling")
  })
})
