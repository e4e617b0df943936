// Clients that name their position, over real sockets: cut and mended at random by seed, with snapshots in between. At
// the end all hold the same; and a return costs what was missed. Rules WR19, FA6.
import { afterEach, beforeEach, expect, test } from "vitest"
import { WebSocket } from "ws"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import { followPosition } from "../../client/sync/position.ts"
import { randomBySeed } from "../harness/random.ts"
import { areEqual } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"
import { type LiveWire, openLiveWire } from "../world/live-wire.ts"

let wire: LiveWire
beforeEach(async () => {
  wire = await openLiveWire()
})
afterEach(() => wire.close())

class Client {
  readonly doc = new Y.Doc()
  readonly provider: WebsocketProvider
  /** Bytes of updates heard on the newest line. */
  heardBytes = 0

  constructor() {
    class FromHere extends WebSocket {
      constructor(url: string) {
        super(url, { origin: wire.origin })
      }
    }
    this.provider = new WebsocketProvider(
      `${wire.origin.replace("http", "ws")}/sync/${wire.room}`,
      "content",
      this.doc,
      { disableBc: true, maxBackoffTime: 100, connect: false, WebSocketPolyfill: FromHere as never },
    )
    followPosition(this.provider, 0)
    const hear = this.provider.messageHandlers[0]
    this.provider.messageHandlers[0] = (encoder, decoder, ...rest) => {
      if (decoder.arr[decoder.pos] !== 0) this.heardBytes += decoder.arr.length
      hear?.(encoder, decoder, ...rest)
    }
    this.provider.connect()
  }

  get words(): Y.Text {
    return this.doc.getText("words")
  }

  cut(): void {
    this.provider.shouldConnect = false
    const socket = this.provider.ws as unknown as WebSocket | null
    socket?.terminate()
  }

  mend(): void {
    this.heardBytes = 0
    this.provider.connect()
  }

  /** Waits until the server has said that it was told up to here. */
  told(seq: number): Promise<void> {
    return until(`a position of ${seq}`, () => this.provider.params.since === `0.${seq}`)
  }

  close(): void {
    this.provider.destroy()
    this.provider.awareness.destroy()
    this.doc.destroy()
  }
}

test("[WR19][FA6] a return costs what was missed, and nothing where that is nothing", async () => {
  const [ada, ben] = [new Client(), new Client()]
  await until("both synced", () => ada.provider.synced && ben.provider.synced)
  ada.words.insert(0, "x".repeat(3_000))
  for (let at = 0; at < 1_000; at++) ada.words.delete(at, 1)
  await until("ben has it all", () => areEqual(ada.doc, ben.doc))
  const head = async () => (await wire.store.load({ room: wire.room, document: "content" })).tail.at(-1)?.seq
  const before = (await head()) ?? 0
  await ben.told(before)

  ben.cut()
  await until("cut", () => !ben.provider.wsconnected)
  ben.mend()
  await until("back", () => ben.provider.synced)
  const nothing = ben.heardBytes
  ben.cut()
  await until("cut again", () => !ben.provider.wsconnected)
  ada.words.insert(0, "missed ")
  await ada.told(before + 1)
  ben.mend()
  await until("back again", () => ben.provider.synced)

  expect(nothing).toBeLessThan(10)
  expect(ben.heardBytes).toBeLessThan(60)
  expect(await head()).toBe(before + 1)
  expect(areEqual(ada.doc, ben.doc)).toBe(true)
  for (const client of [ada, ben]) client.close()
})

test.each([1, 2, 3, 4, 5, 6])(
  "[WR19] seed %i: however lines are cut, all are equal at the end",
  async seed => {
    const random = randomBySeed(seed)
    const clients = Array.from({ length: 4 }, () => new Client())
    await until("all synced", () => clients.every(client => client.provider.synced))

    for (let step = 0; step < 600; step++) {
      const { words } = random.pick(clients)
      const at = random.below(words.length + 1)
      if (random.chance(0.35) && at < words.length) words.delete(at, 1)
      else words.insert(at, random.pick(["a", "bc", "def"]))
      if (random.chance(0.05)) random.pick(clients).cut()
      if (random.chance(0.1)) random.pick(clients).mend()
      if (random.chance(0.3)) await new Promise(resolve => setImmediate(resolve))
    }
    for (const client of clients) client.mend()
    const [first, ...others] = clients
    await until("all equal", () =>
      others.every(other => first !== undefined && areEqual(first.doc, other.doc)),
    )

    expect(wire.errors).toEqual([])
    for (const client of clients) client.close()
  },
  60_000,
)
