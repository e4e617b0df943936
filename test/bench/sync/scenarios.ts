// What the load generator does. Each scenario joins, calls `measured` around the part that counts, and returns figures.
import * as Y from "yjs"
import { type Dialect, LoadClient } from "./client.ts"
import { Latencies, Receiver, rangesOf, SharedReads, Writer } from "./tally.ts"

export interface Line {
  url: string
  dialect: Dialect
  /** Rooms that exist, as many as the scenario wants. */
  rooms: string[]
  /** True where the first room already holds the scenario's document; else the scenario sends it. */
  filled: boolean
}
export type Figures = Record<string, number>
/** Runs the part during which the server's CPU time counts. */
export type Measured = (part: () => Promise<void>) => Promise<void>

/** How many receivers keep what they get, to compare whole documents at the end. */
const SAMPLED = 3

export const roomsWanted: Record<string, number> = { rooms: 5000, leak: 4000, ceiling: 20 }

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))
const roomOf = (line: Line, index = 0): string => line.rooms[index] ?? "none"
const p95 = (latencies: Latencies) => latencies.at(0.95)

async function until(condition: () => boolean, ms: number): Promise<boolean> {
  const end = performance.now() + ms
  while (!condition()) {
    if (performance.now() > end) return false
    await pause(20)
  }
  return true
}

/** Runs `act` for each index at an even rate, catching up where the clock got ahead. */
async function atRate(perSecond: number, ms: number, act: (index: number) => void): Promise<number> {
  const start = performance.now()
  let done = 0
  for (;;) {
    const elapsed = performance.now() - start
    const due = Math.floor((Math.min(elapsed, ms) * perSecond) / 1000)
    while (done < due) act(done++)
    if (elapsed >= ms) return done
    await pause(1)
  }
}

class Crowd {
  readonly latencies = new Latencies()
  readonly writers = new Map<number, Writer>()
  readonly receivers: Receiver[] = []
  readonly clients: LoadClient[] = []
  readonly staleness = new Latencies()
  readonly #updates = new SharedReads(rangesOf)
  readonly #awareness = new SharedReads(sentTimes)

  async join(line: Line, room: string, count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const receiver = new Receiver(i >= count - SAMPLED)
      this.receivers.push(receiver)
      this.clients.push(
        new LoadClient(line.url, line.dialect, room, {
          onUpdate: update => {
            receiver.take(update, this.#updates.of(update), this.writers, performance.now(), this.latencies)
          },
          onAwareness: states => {
            const now = performance.now()
            for (const sent of this.#awareness.of(states)) this.staleness.add(now - sent)
          },
        }),
      )
      if (i % 50 === 49) await pause(20)
    }
    await Promise.all(this.clients.map(client => client.synced))
  }

  addWriters(count: number): void {
    for (let i = 0; i < count; i++) this.writers.set(1000 + i, new Writer(1000 + i))
  }

  /** Types `perSecond` characters in all, spread over the writers; writer i sits at client i. */
  type(perSecond: number, ms: number): Promise<number> {
    const writers = [...this.writers.values()]
    return atRate(perSecond, ms, index => {
      const seat = index % writers.length
      const writer = writers[seat]
      if (writer) this.clients[seat]?.sendUpdate(writer.edit(performance.now()))
    })
  }

  /** How many (receiver, edit) pairs are still to arrive; writers do not receive their own. */
  missing(): number {
    let missing = 0
    const writers = [...this.writers]
    this.receivers.forEach((receiver, seat) => {
      writers.forEach(([client, writer], index) => {
        if (index !== seat) missing += writer.sentAt.length - receiver.has(client)
      })
    })
    return missing
  }

  /** 1 where the documents of the sampled receivers, none of them a writer, equal the writers'; else 0. */
  documentsEqual(): number {
    const all = new Y.Doc()
    for (const writer of this.writers.values()) Y.applyUpdate(all, Y.encodeStateAsUpdate(writer.doc))
    const expected = all.getText("load").toString()
    const sampled = this.receivers.slice(-SAMPLED)
    return sampled.every(receiver => receiver.text() === expected) ? 1 : 0
  }

  close(): void {
    for (const client of this.clients) client.close()
  }
}

/** 200 clients, 10 of them typing 10 characters a second each. */
export async function typing(line: Line, measured: Measured): Promise<Figures> {
  const crowd = new Crowd()
  await crowd.join(line, roomOf(line), 200)
  crowd.addWriters(10)
  let edits = 0
  await measured(async () => {
    edits = await crowd.type(100, 10_000)
    await until(() => crowd.missing() === 0, 15_000)
  })
  const figures = {
    edits,
    framesEach: crowd.clients.at(-1)?.framesReceived ?? 0,
    p50: crowd.latencies.at(0.5),
    p95: p95(crowd.latencies),
    missing: crowd.missing(),
    equal: crowd.documentsEqual(),
  }
  crowd.close()
  return figures
}

/** The highest rate of edits at which 200 clients still see them within 100 ms at p95. */
export async function ceiling(line: Line, measured: Measured, rates: readonly number[]): Promise<Figures> {
  let best: Figures = { rate: 0, p95: Number.NaN, missing: 0, equal: 1 }
  await measured(async () => {
    for (const [index, rate] of rates.entries()) {
      const crowd = new Crowd()
      await crowd.join(line, roomOf(line, index), 200)
      // Many writers: a server may bound what one socket says in a second, and ours does.
      crowd.addWriters(100)
      const start = performance.now()
      const edits = await crowd.type(rate, 5_000)
      const sent = (edits / (performance.now() - start)) * 1000
      const arrived = await until(() => crowd.missing() === 0, 5_000)
      const figures = {
        rate: sent,
        p95: p95(crowd.latencies),
        missing: crowd.missing(),
        equal: crowd.documentsEqual(),
      }
      crowd.close()
      await pause(500)
      if (!arrived || figures.p95 >= 100 || figures.equal === 0) break
      best = figures
    }
  })
  return best
}

/** 200 clients that show where they are 20 times a second; one of them types 10 a second, or nobody moves. */
export async function presence(line: Line, measured: Measured, moving: boolean): Promise<Figures> {
  const crowd = new Crowd()
  await crowd.join(line, roomOf(line), 200)
  crowd.addWriters(1)
  const clocks = new Array<number>(200).fill(0)
  await measured(async () => {
    await Promise.all([
      crowd.type(10, 8_000),
      moving &&
        atRate(200 * 20, 8_000, index => {
          const seat = index % 200
          const clock = (clocks[seat] ?? 0) + 1
          clocks[seat] = clock
          crowd.clients[seat]?.sendAwareness(awarenessOf(seat + 1000, clock, performance.now()))
        }),
    ])
    await until(() => crowd.missing() === 0, 10_000)
  })
  const figures = {
    presenceP50: crowd.staleness.at(0.5),
    presenceP95: p95(crowd.staleness),
    documentP95: p95(crowd.latencies),
    missing: crowd.missing(),
  }
  crowd.close()
  return figures
}

function awarenessOf(client: number, clock: number, now: number): Uint8Array {
  const state = Buffer.from(
    JSON.stringify({ user: { name: `Guest ${client}`, color: "#2f68b0" }, sent: now }),
  )
  const head = [1, ...varUint(client), ...varUint(clock), ...varUint(state.length)]
  return Buffer.concat([Uint8Array.from(head), state])
}

function varUint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  return [...bytes, rest]
}

/** The times that the states of a frame carry. */
function sentTimes(states: Uint8Array): number[] {
  return [
    ...Buffer.from(states)
      .toString("latin1")
      .matchAll(/"sent":([\d.]+)/g),
  ].map(match => Number(match[1]))
}

/** 5,000 rooms of two clients, an edit every two seconds in each. */
export async function rooms(line: Line, measured: Measured): Promise<Figures> {
  const latencies = new Latencies()
  const pairs: { client: LoadClient; writer: Writer }[] = []
  const count = Math.min(line.rooms.length, 5000)
  for (let i = 0; i < count; i++) {
    const writer = new Writer(1000 + i)
    const receiver = new Receiver(false)
    const writers = new Map([[1000 + i, writer]])
    const client = new LoadClient(line.url, line.dialect, roomOf(line, i))
    const peer = new LoadClient(line.url, line.dialect, roomOf(line, i), {
      onUpdate: update => receiver.take(update, rangesOf(update), writers, performance.now(), latencies),
    })
    pairs.push({ client, writer })
    if (i % 25 === 24) await Promise.all([client.synced, peer.synced])
  }
  await Promise.all(pairs.map(pair => pair.client.synced))
  await pause(2_000)
  await measured(async () => {
    await atRate(count / 2, 10_000, index => {
      const pair = pairs[index % count]
      pair?.client.sendUpdate(pair.writer.edit(performance.now()))
    })
    await until(() => latencies.count >= (count / 2) * 10, 10_000)
  })
  return { p50: latencies.at(0.5), p95: p95(latencies), arrived: latencies.count }
}

/** A document of about `bytes` bytes: one text in many small insertions by a few clients. */
export function bigUpdate(bytes: number): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 7
  const cards = doc.getMap("big")
  for (let i = 0; Y.encodeStateAsUpdate(doc).length < bytes; i++)
    doc.transact(() => {
      for (let k = 0; k < 200; k++) {
        const card = new Y.Map()
        cards.set(`card-${i}-${k}`, card)
        card.set("at", ["key-partners", `a${i}${k}`])
        card.set("text", `Card ${i}.${k}: ${"an explanation of some length ".repeat(4)}`)
      }
    })
  return Y.encodeStateAsUpdate(doc)
}

/** Sends a document into the first room and waits until a newcomer gets it. */
async function fill(line: Line, update: Uint8Array): Promise<LoadClient> {
  const room = roomOf(line)
  const owner = new LoadClient(line.url, line.dialect, room, {}, undefined, line.filled ? undefined : update)
  await owner.synced
  for (let tries = 0; tries < 100; tries++) {
    let largest = 0
    const newcomer = new LoadClient(line.url, line.dialect, room, {
      onUpdate: bytes => {
        largest = Math.max(largest, bytes.length)
      },
    })
    await newcomer.synced
    newcomer.close()
    if (largest > update.length / 2) return owner
    await pause(100)
  }
  throw new Error("the room never held the document")
}

/** `count` clients join a room of `bytes` bytes at once while somebody is in it. */
export async function join(line: Line, measured: Measured, count: number, bytes: number): Promise<Figures> {
  const update = bigUpdate(bytes)
  const owner = await fill(line, update)
  const latencies = new Latencies()
  const clients: LoadClient[] = []
  let first = Number.NaN
  await measured(async () => {
    const start = performance.now()
    for (let i = 0; i < count; i++) {
      const client = new LoadClient(line.url, line.dialect, roomOf(line))
      clients.push(client)
      void client.synced.then(() => latencies.add(performance.now() - start))
    }
    await Promise.all(clients.map(client => client.synced))
    first = performance.now() - start
  })
  const short = clients.filter(client => client.bytesReceived < update.length / 2).length
  for (const client of clients) client.close()
  owner.close()
  return { bytes: update.length, all: first, p95: p95(latencies), short }
}

/** `count` clients that have everything come back to a room of `bytes` bytes; a witness counts what it is told. */
export async function reconnect(
  line: Line,
  measured: Measured,
  count: number,
  bytes: number,
): Promise<Figures> {
  const update = bigUpdate(bytes)
  const owner = await fill(line, update)
  const writer = new Writer(5000)
  const heard = new Latencies()
  const receiver = new Receiver(false)
  const witness = new LoadClient(line.url, line.dialect, roomOf(line), {
    onUpdate: bytesTold =>
      receiver.take(bytesTold, rangesOf(bytesTold), new Map([[5000, writer]]), performance.now(), heard),
  })
  await witness.synced
  await pause(500)
  const vector = Y.encodeStateVectorFromUpdate(update)
  const before = witness.bytesReceived
  const clients: LoadClient[] = []
  const deletes = deletesOf(update)
  // A turn of the loop for each, so that what is measured is the server's pace and not this process's.
  const comeBack = async (coming: number) => {
    for (let i = 0; i < coming; i++) {
      clients.push(new LoadClient(line.url, line.dialect, roomOf(line), {}, vector, deletes))
      await new Promise(resolve => setImmediate(resolve))
    }
  }
  await measured(async () => {
    await comeBack(count)
    await Promise.all(clients.map(client => client.synced))
    await pause(500)
  })
  const broadcast = witness.bytesReceived - before
  const received = clients.reduce((sum, client) => sum + client.bytesReceived, 0)
  // A stall shows as an edit that is late: typed while half of them come back once more.
  for (const client of clients.splice(0, count / 2)) client.close()
  const typingAlong = atRate(50, 2_000, () => owner.sendUpdate(writer.edit(performance.now())))
  await comeBack(count / 2)
  await typingAlong
  await until(() => heard.count >= writer.sentAt.length, 5_000)
  for (const client of [...clients, owner, witness]) client.close()
  return { broadcast, receivedEach: received / count, stall: heard.at(1) }
}

/** What a client with nothing new answers: no structs, and the whole delete set, as Yjs does. */
function deletesOf(update: Uint8Array): Uint8Array {
  return Y.diffUpdate(update, Y.encodeStateVectorFromUpdate(update))
}

/** One edit at a time between two clients. */
export async function latency(line: Line, measured: Measured): Promise<Figures> {
  const crowd = new Crowd()
  await crowd.join(line, roomOf(line), 2)
  crowd.addWriters(1)
  await measured(async () => {
    await crowd.type(50, 6_000)
    await until(() => crowd.missing() === 0, 5_000)
  })
  crowd.close()
  return { p50: crowd.latencies.at(0.5), p95: p95(crowd.latencies), missing: crowd.missing() }
}

/** 50 clients type 100 characters a second in a room that `clientIds` tabs have edited before. */
export async function oldRoom(line: Line, measured: Measured, clientIds: number): Promise<Figures> {
  const owner = await fill(line, manyClients(clientIds))
  const crowd = new Crowd()
  await crowd.join(line, roomOf(line), 50)
  crowd.addWriters(5)
  let edits = 0
  await measured(async () => {
    edits = await crowd.type(100, 8_000)
    await until(() => crowd.missing() === 0, 15_000)
  })
  crowd.close()
  owner.close()
  return { edits, p50: crowd.latencies.at(0.5), p95: p95(crowd.latencies), missing: crowd.missing() }
}

/** Ten years of tabs, each of which made one change. */
export function manyClients(count: number): Uint8Array {
  const pieces = Array.from({ length: count }, (_, i) => {
    const doc = new Y.Doc()
    doc.clientID = 1_000_000 + i
    doc.getMap("seen").set(`tab-${i}`, i)
    const piece = Y.encodeStateAsUpdate(doc)
    doc.destroy()
    return piece
  })
  return Y.mergeUpdates(pieces)
}

/** `count` rooms are opened, written and closed, one wave after another; the caller reads the server's memory. */
export async function wave(line: Line, first: number, count: number): Promise<void> {
  for (let i = first; i < first + count; i += 50) {
    const clients = Array.from({ length: Math.min(50, first + count - i) }, (_, k) => {
      const client = new LoadClient(line.url, line.dialect, roomOf(line, i + k))
      return { client, writer: new Writer(2000 + i + k) }
    })
    await Promise.all(clients.map(({ client }) => client.synced))
    for (const { client, writer } of clients)
      for (let edit = 0; edit < 100; edit++) client.sendUpdate(writer.edit(0))
    await pause(150)
    for (const { client } of clients) client.close()
  }
}
