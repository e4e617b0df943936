// The hostile corpus against the running server: each attack is refused with a code, asked about or passed over; the
// two honest clients in the room notice nothing, an edit costs the server no more than before, and the room loads whole
// after a restart. Rule FA10.
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import * as Y from "yjs"
import type { RoomSummary } from "../../shared/api.ts"
import { readCanvas } from "../../shared/model/read.ts"
import { Close } from "../../shared/protocol/close.ts"
import { encodeBarrier, encodeHave, encodeUpdate } from "../../shared/protocol/messages.ts"
import { makeLargeAttacks, makeSmallAttacks, type Outcome, VICTIM } from "../fixtures/hostile/attacks.ts"
import { entryOf, packed, readFrames, readManifest } from "../fixtures/hostile/corpus.ts"
import { rootText, structs } from "../harness/forge.ts"
import type { Key } from "../harness/keys.ts"
import { ApiGuest } from "../harness/people.ts"
import { RawClient } from "../harness/raw-client.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { areEqual, StockClient } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"

const BATCHES = 7
const EDITS_IN_BATCH = 40
const generator = fileURLToPath(new URL("../fixtures/hostile/generate.ts", import.meta.url))
/** The attacks that work make an edit dozens of times as dear; noise of a busy machine does not. */
const MAX_FACTOR = 4

let server: TestServer
let room: RoomSummary
let ana: StockClient
let ben: StockClient
/** The attacker may edit the room like anybody who was given its link. */
let malloryKey: Key
/** CPU of one edit before the first attack. */
let costBeforeUs: number

beforeAll(async () => {
  server = await startServer()
  room = await server.newRoom({ kind: "example" })
  ana = new StockClient(server.origin, room.id, { clientId: VICTIM, key: await keyFor("Ana") })
  ben = new StockClient(server.origin, room.id, { key: await keyFor("Ben") })
  malloryKey = await keyFor("Mallory")
  ana.provider.awareness.setLocalState({ user: { name: "Ana", color: "#2f7d4f" } })
  await Promise.all([ana.synced(), ben.synced()])
  // Once to be compiled, once to be measured.
  await editCostUs()
  costBeforeUs = await editCostUs()
})

afterAll(async () => {
  for (const client of [ana, ben]) client.close()
  await server.close()
})

/** Lets a guest of this name in by the room's link. */
async function keyFor(name: string): Promise<Key> {
  const guest = new ApiGuest(server.origin, name)
  await guest.enter(room.id, await server.linkTo(room.id))
  return { cookie: guest.cookie ?? "" }
}

/** CPU time of the server's main thread so far, as Linux counts it; elsewhere there is none to compare. */
function cpuNs(): number {
  if (process.platform !== "linux") return 0
  const [running = "0"] = readFileSync(`/proc/${server.pid}/task/${server.pid}/schedstat`, "utf8").split(" ")
  return Number(running)
}

/** What an ordinary edit costs the server, stored and told: the median of some batches. */
async function editCostUs(): Promise<number> {
  const costs: number[] = []
  for (let batch = 0; batch < BATCHES; batch++) {
    const before = cpuNs()
    for (let edit = 0; edit < EDITS_IN_BATCH; edit++) {
      ana.content.meta.set("category", `Edit ${batch}.${edit}`)
      await ana.stored()
    }
    costs.push((cpuNs() - before) / 1_000 / EDITS_IN_BATCH)
  }
  return costs.sort((a, b) => a - b)[BATCHES >> 1] ?? 0
}

/** How it ended for the one who sent it. */
async function attack(frames: readonly Uint8Array[]): Promise<{ code?: number; answered: boolean }> {
  const mallory = new RawClient(server.origin, room.id, { key: malloryKey })
  await mallory.next("have")
  mallory.send(encodeHave(Y.encodeStateVector(ana.doc)))
  await mallory.next("missing")
  const asked = mallory.next("have")
  const answered = mallory.next("barrier")
  for (const frame of frames) mallory.send(frame)
  mallory.send(encodeBarrier(1))
  const end = await Promise.race([
    mallory.closed.then(code => ({ code, answered: false })),
    answered.then(() => ({ answered: true })),
    // Asked for what comes before: then no barrier is answered, and the socket stays.
    asked.then(() => ({ answered: false })),
  ])
  mallory.close()
  return end
}

const expected: Record<Outcome["kind"], (outcome: Outcome) => unknown> = {
  refused: outcome => ({
    code: outcome.kind === "refused" ? expect.toBeOneOf(outcome.codes) : undefined,
    answered: false,
  }),
  asked: () => ({ answered: false }),
  harmless: () => ({ answered: true }),
}

test("[FA10] the corpus is what its generator writes, byte for byte, and every refusal has a code of ours", () => {
  const attacks = makeSmallAttacks()
  const codes = readManifest().flatMap(({ outcome }) => (outcome.kind === "refused" ? outcome.codes : []))

  expect(readManifest(), `new attacks are written by ${generator}`).toEqual(attacks.map(entryOf))
  for (const { name, frames } of attacks)
    expect([name, Buffer.compare(packed(readFrames(name)), packed(frames))]).toEqual([name, 0])
  expect(codes.filter(code => !Object.values<number>(Close).includes(code))).toEqual([])
})

const corpus = [
  ...readManifest().map(({ name, outcome }) => ({ name, outcome, frames: () => readFrames(name) })),
  ...makeLargeAttacks().map(({ name, outcome, frames }) => ({ name, outcome, frames: () => frames })),
]

test.each(corpus)(
  "[FA10] $name: $outcome.kind, and nobody else feels it",
  async ({ name, outcome, frames }) => {
    const clientsBefore = ana.doc.store.clients.size

    const end = await attack(frames())
    ana.content.meta.set("title", `After ${name}`)
    await ana.stored()
    await until("the others go on", () => ben.content.meta.get("title") === `After ${name}`)

    expect(end).toEqual(expected[outcome.kind](outcome))
    expect([...ana.closeCodes, ...ben.closeCodes]).toEqual([])
    for (const { doc } of [ana, ben])
      expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
    // What every reader pays for each id it has heard of is bounded by what an honest update may bring.
    expect(ana.doc.store.clients.size - clientsBefore).toBeLessThanOrEqual(1)
    expect(ana.provider.awareness.getLocalState()).toMatchObject({ user: { name: "Ana" } })
    expect(ben.provider.awareness.getStates().get(VICTIM)).toMatchObject({ user: { name: "Ana" } })
    expect(ben.provider.awareness.getStates().size).toBeLessThanOrEqual(3)
  },
)

test("[FA10] words of another under the victim's id are refused, and the victim's own next words are whole", async () => {
  const evil = structs(VICTIM, Y.getState(ana.doc.store, VICTIM), [rootText("evil")])

  const end = await attack([encodeUpdate(evil)])
  ana.doc.getText("text").insert(0, "good")
  await ana.stored()
  await until("the others read the victim's words", () => ben.doc.getText("text").toString() === "good")

  expect(end).toEqual({ code: Close.violation, answered: false })
  expect(areEqual(ana.doc, ben.doc)).toBe(true)
})

test("[FA10] after all of them an edit costs no more than before, and the room loads whole into a fresh document", async () => {
  const costAfterUs = await editCostUs()
  console.info(`CPU of an edit: ${costBeforeUs.toFixed(0)} µs before, ${costAfterUs.toFixed(0)} µs after`)
  const canvas = readCanvas(ana.content)
  ana.cut()
  await server.kill9()
  await server.start()
  const fresh = new StockClient(server.origin, room.id)
  await fresh.synced()
  const { pendingStructs, pendingDs } = fresh.doc.store
  ana.mend()
  await ana.synced()
  await ana.stored()
  fresh.content.meta.set("title", "After it all")
  await until("the victim sees it", () => ana.content.meta.get("title") === "After it all")

  expect(costAfterUs).toBeLessThanOrEqual(costBeforeUs * MAX_FACTOR)
  expect([pendingStructs, pendingDs]).toEqual([null, null])
  expect(canvas?.cards.length).toBe(30)
  expect(readCanvas(fresh.content)).toEqual({ ...canvas, title: "After it all" })
  expect(areEqual(ana.doc, fresh.doc)).toBe(true)
  fresh.close()
})
