// The order of things, by chance and by seed: people write, leave, return and lose their lines while the store is slow,
// fails and recovers. Whatever the order, the promises hold at every step.
import { expect, test } from "vitest"
import * as Y from "yjs"
import type { DocumentKey } from "../../../server/storage/store.ts"
import { type Random, randomBySeed } from "../../harness/random.ts"
import { LineClient } from "../../world/line-client.ts"
import { createWorld, type World } from "../../world/rooms-world.ts"

const STEPS = 300
const CLIENT_IDS = [11, 12, 13, 14]

/** What the store has by now, as a document. */
class Stored {
  readonly doc = new Y.Doc()
  #batches = 0
  constructor(seed: Uint8Array) {
    Y.applyUpdate(this.doc, seed)
  }
  clockOf(client: number): number {
    return Y.getState(this.doc.store, client)
  }
  read(world: World): void {
    for (; this.#batches < world.appended.length; this.#batches++)
      for (const { update } of world.appended[this.#batches] ?? []) Y.applyUpdate(this.doc, update)
  }
}

function edit(client: LineClient, random: Random): void {
  const words = client.doc.getText("words")
  if (random.chance(0.3) && words.length > 4) words.delete(random.below(words.length - 2), 2)
  else words.insert(random.below(words.length + 1), random.pick(["a", "bc", "def"]))
  if (random.chance(0.2)) client.doc.getMap("cards").set(random.pick(["x", "y"]), random.below(100))
}

async function step(
  world: World,
  key: DocumentKey,
  clients: readonly LineClient[],
  random: Random,
): Promise<void> {
  const client = random.pick(clients)
  switch (random.below(12)) {
    case 0:
      client.cut()
      break
    case 1:
      void client.connect(world.rooms, key)
      break
    case 2:
      world.hold(random.chance(0.5))
      break
    case 3:
      world.setWritable(random.chance(0.7))
      break
    case 4:
      world.timers.pass(random.below(3_000))
      break
    case 5:
      client.askBarrier()
      break
    case 6:
      await world.settle()
      break
    case 7:
    case 8:
      edit(client, random)
      break
    default:
      client.deliver(1 + random.below(5))
      world.timers.pass(random.below(20))
  }
}

/** Every edit somebody has seen of somebody else, and every edit of their own that was answered as saved, is stored. */
function broken(clients: readonly LineClient[], stored: Stored): string[] {
  return clients.flatMap(client => {
    const unstored = [...Y.decodeStateVector(Y.encodeStateVector(client.doc))].filter(
      ([author, clock]) => author !== client.doc.clientID && clock > stored.clockOf(author),
    )
    const saved = Math.max(0, ...client.savedClocks)
    return [
      ...unstored.map(([author]) => `${client.owner} has seen unstored work of ${author}`),
      ...(saved > stored.clockOf(client.doc.clientID) ? [`${client.owner} was told "saved" too early`] : []),
    ]
  })
}

async function comeToRest(world: World, key: DocumentKey, clients: readonly LineClient[]): Promise<void> {
  world.hold(false)
  world.setWritable(true)
  for (const client of clients) await client.connect(world.rooms, key)
  for (let round = 0; round < 20; round++) {
    await world.settle()
    world.timers.pass(6_000)
    for (const client of clients) client.deliver(1_000)
  }
}

test.each(Array.from({ length: 40 }, (_, index) => index + 1))(
  "[SV1] [SV2] [SV4] [SV6] [RM2] seed %i: nobody sees or is promised what is not stored, and all are equal at the end",
  async seed => {
    const random = randomBySeed(seed)
    const world = await createWorld()
    const key: DocumentKey = { room: world.room, document: "content" }
    const first = await world.store.load(key)
    const stored = new Stored(first.snapshot?.update ?? new Uint8Array())
    const clients = CLIENT_IDS.map(id => new LineClient(id))

    for (let count = 0; count < STEPS; count++) {
      await step(world, key, clients, random)
      stored.read(world)
      expect(broken(clients, stored)).toEqual([])
    }
    await comeToRest(world, key, clients)
    stored.read(world)

    const [ada, ...others] = clients.map(client => client.doc)
    for (const other of [...others, stored.doc])
      expect(Y.equalSnapshots(Y.snapshot(other), Y.snapshot(ada ?? new Y.Doc()))).toBe(true)
    expect(clients.flatMap(({ closeCodes }) => closeCodes)).toEqual([])
    expect(clients.every(({ isQuiet }) => isQuiet)).toBe(true)
    for (const client of clients) client.cut()
    world.timers.pass(10_000)
    await world.settle()
    expect(world.rooms.size).toBe(0)
    const { snapshot, tail } = await world.store.load(key)
    const reopened = new Y.Doc()
    for (const { update } of [...(snapshot ? [snapshot] : []), ...tail]) Y.applyUpdate(reopened, update)
    expect(Y.equalSnapshots(Y.snapshot(reopened), Y.snapshot(stored.doc))).toBe(true)
  },
)
