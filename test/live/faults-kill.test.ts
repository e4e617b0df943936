// `kill -9` at moments drawn by chance, while several rooms are written so fast that the log of each is folded into
// snapshots all the time: between a commit and its telling, between a snapshot and what it makes superfluous, while a
// room is loaded. kill.test.ts kills at the sight of an edit; this one is the long loop. Rules FA1, SV3.
import { expect, onTestFinished, test } from "vitest"
import * as Y from "yjs"
import type { RoomId } from "../../shared/ids.ts"
import { encodeBarrier, encodeHave, encodeUpdate } from "../../shared/protocol/messages.ts"
import { randomBySeed } from "../harness/random.ts"
import { RawClient } from "../harness/raw-client.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { until } from "../harness/wait.ts"

const KILLS = process.env.SOAK ? 200 : 10
const ROOMS = 3
/** What each writer has saved before the clock of a round starts; in every third round it starts at once. */
const SAVED_FIRST = 60
const LONGEST_MS = 200
/** Between two barriers; several frames are under way at any time. */
const BURST = 5

/** Writes words of its own into a list as fast as it is let, and knows which were answered as saved. */
class Writer {
  readonly doc = new Y.Doc()
  readonly saved = new Set<string>()
  readonly #socket: RawClient
  readonly #name: string
  #count = 0

  constructor(server: TestServer, room: RoomId, name: string) {
    this.#name = name
    this.#socket = new RawClient(server.origin, room)
    // A line that is cut in the middle of a handshake is part of the plan.
    this.#socket.socket.on("error", () => undefined)
  }

  /** Resolves when its line is down. */
  async run(): Promise<void> {
    const down = this.#socket.closed.then(() => true)
    const begun = this.#socket.next("have").then(() => false)
    for (let isDown = await Promise.race([down, begun]); !isDown; ) {
      const words = Array.from({ length: BURST }, () => this.#write())
      const answered = this.#socket.next("barrier").then(() => {
        for (const word of words) this.saved.add(word)
        return false
      })
      this.#socket.send(encodeBarrier(this.#count))
      isDown = await Promise.race([down, answered])
    }
  }

  #write(): string {
    const word = `${this.#name}.${this.#count++}`
    this.doc.once("update", (update: Uint8Array) => this.#socket.send(encodeUpdate(update)))
    this.doc.getArray("words").push([word])
    return word
  }
}

/** Listens to a room with nothing but ears, and knows which words it was told. */
class Listener {
  readonly #doc = new Y.Doc()
  readonly #socket: RawClient

  constructor(server: TestServer, room: RoomId) {
    this.#socket = new RawClient(server.origin, room)
    this.#socket.socket.on("error", () => undefined)
    this.#socket.socket.on("open", () => this.#socket.send(encodeHave(Uint8Array.of(0))))
  }

  get closed(): Promise<number> {
    return this.#socket.closed
  }

  words(): string[] {
    for (const message of this.#socket.heard.splice(0))
      if (message.kind === "missing" || message.kind === "update") Y.applyUpdate(this.#doc, message.update)
    return this.#doc.getArray<string>("words").toArray()
  }

  async loaded(): Promise<string[]> {
    await this.#socket.next("missing")
    const words = this.words()
    // Nothing is left over that waits for what is lost.
    expect([this.#doc.store.pendingStructs, this.#doc.store.pendingDs]).toEqual([null, null])
    this.#socket.close()
    return words
  }
}

test(`[FA1][SV3] ${KILLS} kills at any moment take nothing that was saved or seen, and double nothing`, {
  timeout: 60_000 + KILLS * 10_000,
}, async () => {
  const random = randomBySeed(1_009)
  const server = await startServer()
  onTestFinished(() => server.close())
  const rooms = await Promise.all(
    Array.from({ length: ROOMS }, () => server.newRoom({ kind: "template", template: "swot" })),
  )
  const kept = rooms.map(() => new Set<string>())

  for (let round = 0; round < KILLS; round++) {
    const writers = rooms.map(({ id }, index) => new Writer(server, id, `${index}.${round}`))
    const listeners = rooms.map(({ id }) => new Listener(server, id))
    const runs = writers.map(writer => writer.run())
    if (round % 3 !== 2)
      await until("everybody has saved", () => writers.every(({ saved }) => saved.size >= SAVED_FIRST))
    setTimeout(() => void server.kill9(), random.below(LONGEST_MS))
    await Promise.all([...runs, ...listeners.map(({ closed }) => closed)])
    await server.kill9()
    await server.start()

    for (const [index, { id }] of rooms.entries()) {
      const keptHere = kept[index] ?? new Set()
      for (const word of writers[index]?.saved ?? []) keptHere.add(word)
      for (const word of listeners[index]?.words() ?? []) keptHere.add(word)
      const there = await new Listener(server, id).loaded()
      const have = new Set(there)
      expect({ round, lost: [...keptHere].filter(word => !have.has(word)) }).toEqual({ round, lost: [] })
      expect({ round, doubled: there.length - have.size }).toEqual({ round, doubled: 0 })
    }
  }
  // Enough that snapshots were under way: one is due every 256 updates of a room.
  expect(kept.reduce((sum, { size }) => sum + size, 0)).toBeGreaterThan(ROOMS * 256)
})
