// Stock y-websocket clients of three versions, and raw sockets that behave badly, on the server's own sockets.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import * as Y from "yjs"
import { Close } from "../../shared/protocol/close.ts"
import { MAX_FIRST_SYNC_BYTES, MAX_UPDATE_BYTES } from "../../shared/protocol/limits.ts"
import { encodeUpdate } from "../../shared/protocol/messages.ts"
import { SCHEMA_VERSION } from "../../shared/protocol/version.ts"
import { areEqual, StockClient, type StockOptions, stockVersions } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"
import { type LiveWire, openLiveWire } from "../world/live-wire.ts"
import { malformedContents, malformedFrames } from "../world/malformed-frames.ts"
import { RawClient, type RawOptions } from "../world/raw-client.ts"

let live: LiveWire
const clients: { close(): void }[] = []

beforeEach(async () => {
  live = await openLiveWire()
})

afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await live.close()
  expect(live.errors).toEqual([])
})

function join(options: StockOptions = {}): StockClient {
  const client = new StockClient(live.origin, live.room, options)
  clients.push(client)
  return client
}

function joinRaw(options: Partial<RawOptions> = {}): RawClient {
  const client = new RawClient(live.origin, { path: `/sync/${live.room}/content`, ...options })
  clients.push(client)
  return client
}

const wordsOf = (client: StockClient) => client.doc.getText("words")
const statesSeenBy = (client: StockClient) => [...client.provider.awareness.getStates().keys()]

describe.each(stockVersions)("y-websocket %s", version => {
  test("[WR1] joins, receives what it lacks, is told it is synced, and sees another's edits", async () => {
    const ada = join({ version })
    await ada.synced()
    const ben = join({ version })
    await ben.synced()

    expect(wordsOf(ada).toString()).toBe("seed")
    wordsOf(ada).insert(4, "ling")
    wordsOf(ben).insert(0, "a ")
    await until("both have both words", () => areEqual(ada.doc, ben.doc) && wordsOf(ada).length === 10)

    expect(wordsOf(ben).toString()).toBe("a seedling")
  })

  test("[WR1] brings what it did while it was away, once", async () => {
    const ada = join({ version })
    const ben = join({ version })
    await Promise.all([ada.synced(), ben.synced()])

    ada.cut()
    await until("the line is cut", () => !ada.provider.wsconnected)
    wordsOf(ada).insert(0, "offline ")
    wordsOf(ben).insert(4, "ling")
    wordsOf(ben).delete(0, 1)
    ada.mend()
    await until(
      "both have what was done apart",
      () => areEqual(ada.doc, ben.doc) && wordsOf(ben).toString().startsWith("offline"),
    )

    expect(wordsOf(ben).toString()).toBe("offline eedling")
  })

  test("[SV2] is answered its barrier, and what it wrote before is then in the store", async () => {
    const ada = join({ version })
    await ada.synced()

    wordsOf(ada).insert(0, "a ")
    await ada.stored()

    const { tail } = await live.store.load({ room: live.room, document: "content" })
    expect(tail.length).toBe(1)
  })

  test("[WR9] shows who is here, and takes down at once who closes", async () => {
    const ada = join({ version })
    const ben = join({ version })
    // y-protocols shows nobody who has said nothing of itself yet.
    for (const { provider } of [ada, ben]) provider.awareness.setLocalStateField("user", { name: "Somebody" })
    await until("Ada sees Ben", () => statesSeenBy(ada).includes(ben.doc.clientID))
    await until("Ben sees Ada", () => statesSeenBy(ben).includes(ada.doc.clientID))

    ben.cut()
    await until("Ada sees Ben no more", () => !statesSeenBy(ada).includes(ben.doc.clientID))

    expect(statesSeenBy(ada)).toEqual([ada.doc.clientID])
  })
})

test("[WR10] returning over a new line before the old one is missed, a person stays visible", async () => {
  const ada = join()
  const ben = join()
  ben.provider.awareness.setLocalStateField("at", 0)
  await until("Ada sees Ben", () => statesSeenBy(ada).includes(ben.doc.clientID))
  const oldLine = ben.provider.ws as unknown as { readyState: number; close(): void }

  // The client has given the line up, the server has not noticed yet.
  ben.provider.shouldConnect = false
  ben.provider.ws = null
  ben.provider.wsconnected = false
  ben.provider.connect()
  await until("Ben has a second line", () => ben.provider.wsconnected && live.wireSize() === 3)
  ben.provider.awareness.setLocalStateField("at", 1)
  await until(
    "Ada sees what Ben said over it",
    () => ada.provider.awareness.getStates().get(ben.doc.clientID)?.at === 1,
  )
  oldLine.close()
  await until("the old line is gone", () => live.wireSize() === 2)
  ben.provider.awareness.setLocalStateField("at", 2)
  await until(
    "Ada sees what Ben says now",
    () => ada.provider.awareness.getStates().get(ben.doc.clientID)?.at === 2,
  )

  expect(statesSeenBy(ada)).toContain(ben.doc.clientID)
})

test("[WR16] of many who move at once, each sees all", async () => {
  const people = Array.from({ length: 9 }, () => join())
  await Promise.all(people.map(person => person.synced()))

  for (const [index, { provider }] of people.entries()) provider.awareness.setLocalStateField("at", index)
  await until("each sees all", () =>
    people.every(
      ({ provider }) =>
        [...provider.awareness.getStates().values()].filter(state => "at" in state).length === 9,
    ),
  )

  expect(people.map(({ provider }) => provider.awareness.getStates().size)).toEqual(people.map(() => 9))
})

describe("bad input", () => {
  let ada: StockClient

  beforeEach(async () => {
    ada = join()
    await ada.synced()
  })

  afterEach(async () => {
    // Nobody else has felt anything, and the room loads as it was.
    expect(ada.closeCodes).toEqual([])
    wordsOf(ada).insert(4, "s")
    await ada.stored()
    const { snapshot, tail } = await live.store.load({ room: live.room, document: "content" })
    const doc = new Y.Doc()
    for (const { update } of [...(snapshot ? [snapshot] : []), ...tail]) Y.applyUpdate(doc, update)
    expect(doc.getText("words").toString()).toBe("seeds")
  })

  test.each([...malformedFrames, ...malformedContents])(
    "[WR5] $name ends its socket and no other",
    async ({ frame }) => {
      const eve = joinRaw()
      await eve.opened

      eve.send(frame)

      expect(await eve.closed).toBe(Close.violation)
    },
  )

  test("[WR14] an update larger than a megabyte ends its socket", async () => {
    const eve = joinRaw()
    await eve.opened

    eve.send(encodeUpdate(new Uint8Array(MAX_UPDATE_BYTES + 100)))

    expect(await eve.closed).toBe(Close.tooLarge)
  })

  test("[WR14] a frame larger than any message is not even read", async () => {
    const eve = joinRaw()
    await eve.opened

    eve.send(new Uint8Array(MAX_FIRST_SYNC_BYTES + 1_000))

    expect(await eve.closed).toBe(1009)
  })

  test("[WR14] thousands of tiny fragments end their socket before they fill the memory", async () => {
    const eve = joinRaw()
    await eve.opened

    for (let count = 0; count < 3_000 && eve.socket.readyState === eve.socket.OPEN; count++)
      eve.socket.send(Uint8Array.of(0), { fin: false })

    expect(await eve.closed).toBe(1008)
  })

  test("[WR14] a flood of messages ends its socket", async () => {
    const eve = joinRaw()
    await eve.opened

    for (let count = 0; count < 4_000; count++) eve.send(Uint8Array.of(3))

    expect(await eve.closed).toBe(Close.tooMany)
  })
})

test.each([
  ["a room nobody made", `/sync/${"x".repeat(22)}/content`],
  ["a malformed room", "/sync/nope/content"],
  ["an unknown document", `/sync/${"x".repeat(22)}/other`],
])("[WR6] a socket for %s is told that there is none, and creates nothing", async (_what, path) => {
  const eve = joinRaw({ path })

  expect(await eve.closed).toBe(Close.gone)
  expect(live.rooms.size).toBe(0)
  expect(eve.messages).toEqual([])
})

test.each([
  ["a foreign page", { origin: "https://evil.example" }],
  ["a page that hides where it comes from", { origin: "null" }],
])("[WR7] %s is refused before the upgrade", async (_who, headers) => {
  expect(await joinRaw({ headers }).refused).toBe(403)
})

test("[WR8] a client with an older schema is closed with outdated and sees nothing", async () => {
  const old = joinRaw({ path: `/sync/${live.room}/content?schema=${SCHEMA_VERSION - 1}` })

  expect(await old.closed).toBe(Close.outdated)
  expect(old.messages).toEqual([])
})

test("[RM1] nobody is answered out of a room that is still loading", async () => {
  const load = live.store.load
  let release = () => {}
  const held = new Promise<void>(resolve => (release = resolve))
  live.store.load = async key => {
    await held
    return load(key)
  }
  const raw = joinRaw()
  await raw.opened
  raw.ask()
  const ada = join()
  await until("both are connected", () => live.wireSize() === 2 && ada.provider.wsconnected)
  const during = [raw.messages.length, ada.provider.synced]

  release()
  await ada.synced()
  await until("it is given the document", () => raw.has("missing"))

  expect(during).toEqual([0, false])
  expect(wordsOf(ada).toString()).toBe("seed")
})

test("[WR13] a client that stops reading while others write on gets everything when it reads again", async () => {
  const ada = join()
  await ada.synced()
  const slow = join()
  await slow.synced()
  const socket = slow.provider.ws as unknown as { pause(): void; resume(): void }

  socket.pause()
  for (let count = 0; count < 60; count++) {
    ada.content.meta.set("title", "x".repeat(100_000) + count)
    await ada.stored()
  }
  socket.resume()
  await until("the slow one has everything", () => areEqual(ada.doc, slow.doc))

  expect(slow.closeCodes).toEqual([])
})
