// The byte engine against Yjs itself. The oracle is always a Y.Doc: what the engine takes, Yjs applies at once and
// whole; what leaves Yjs waiting or makes it throw, the engine does not take.
import { expect, test } from "vitest"
import * as Y from "yjs"
import { RoomState } from "../../server/rooms/state.ts"
import { forge } from "../harness/forge.ts"
import { type Random, randomBySeed } from "../harness/random.ts"
import { forgedUpdate } from "./forged-update.ts"
import { editAtRandom, readAll } from "./random-edits.ts"

/** How many seeds each test tries. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 20)

const documentOf = (update: Uint8Array): Y.Doc => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc
}

type Outcome = "applied" | "waits" | "throws"

/** What Yjs does with an update. */
function applyTo(doc: Y.Doc, update: Uint8Array): Outcome {
  try {
    Y.applyUpdate(doc, update)
  } catch {
    // Whatever it throws: that it does is the answer.
    return "throws"
  }
  return doc.store.pendingStructs || doc.store.pendingDs ? "waits" : "applied"
}

const stateVectorOf = (doc: Y.Doc) => Y.decodeStateVector(Y.encodeStateVector(doc))

/** Deletes as Yjs holds them, and as an update carries them. */
const deletesIn = (doc: Y.Doc) => plainDeletes(Y.createDeleteSetFromStructStore(doc.store))
const deletesOf = (update: Uint8Array) => plainDeletes(Y.decodeUpdate(update).ds)
const plainDeletes = (deletes: ReturnType<typeof Y.createDeleteSet>) =>
  new Map(
    [...deletes.clients].map(([client, ranges]) => [client, ranges.map(({ clock, len }) => [clock, len])]),
  )

/** People who edit, each in a document of their own, and what they have sent. */
class World {
  readonly docs: Y.Doc[]
  readonly sent: Uint8Array[] = []
  readonly #undo: Y.UndoManager[]
  readonly #random: Random

  constructor(random: Random, people: number) {
    this.#random = random
    this.docs = Array.from({ length: people }, (_, index) => {
      const doc = new Y.Doc({ gc: random.chance(0.8) })
      doc.clientID = random.chance(0.5) ? index + 1 : random.below(2 ** 32)
      doc.on("update", (update: Uint8Array, origin: unknown) => {
        if (origin !== "sync") this.sent.push(update)
      })
      return doc
    })
    this.#undo = this.docs.map(
      doc =>
        new Y.UndoManager(
          [doc.getText("text"), doc.getMap("map"), doc.getArray("array"), doc.getXmlFragment("xml")],
          {
            trackedOrigins: new Set(["edit"]),
            captureTimeout: 0,
          },
        ),
    )
  }

  act(): void {
    const person = this.#random.below(this.docs.length)
    const doc = this.docs[person]
    if (!doc) return
    if (this.#random.chance(0.1)) this.#undo[person]?.undo()
    else if (this.#random.chance(0.05)) this.#undo[person]?.redo()
    else editAtRandom(doc, this.#random)
    if (this.#random.chance(0.2)) this.meet()
  }

  /** One person learns all that another has. */
  meet(): void {
    const from = this.#random.pick(this.docs)
    const to = this.#random.pick(this.docs)
    Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), "sync")
  }

  /** Something a server may be sent: an update, one again, some merged (also over a gap), a whole state, a diff. */
  delivery(): Uint8Array {
    const random = this.#random
    const at = random.below(this.sent.length)
    const update = this.sent[at] ?? Uint8Array.of(0, 0)
    if (random.chance(0.6)) return this.sent[Math.max(0, this.sent.length - 1 - random.below(4))] ?? update
    if (random.chance(0.4)) return Y.mergeUpdates(this.sent.slice(at, at + 1 + random.below(8)))
    if (random.chance(0.3)) return Y.mergeUpdates(this.sent.filter(() => random.chance(0.5)).concat(update))
    if (random.chance(0.3)) return Y.encodeStateAsUpdate(random.pick(this.docs))
    if (random.chance(0.5))
      return Y.encodeStateAsUpdate(random.pick(this.docs), Y.encodeStateVector(random.pick(this.docs)))
    return update
  }
}

function expectSame(state: RoomState, oracle: Y.Doc): void {
  expect(Y.decodeStateVector(state.stateVector())).toEqual(stateVectorOf(oracle))
  const loaded = documentOf(state.encode())
  expect(readAll(loaded)).toEqual(readAll(oracle))
  expect(stateVectorOf(loaded)).toEqual(stateVectorOf(oracle))
  expect(deletesIn(loaded)).toEqual(deletesIn(oracle))
}

test("[EN1] [EN3] of honest traffic in any order, the engine takes exactly what Yjs applies at once", () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    const random = randomBySeed(seed)
    const world = new World(random, 2 + random.below(4))
    let state = RoomState.load(undefined, [])
    const oracle = new Y.Doc({ gc: random.chance(0.5) })
    for (let step = 0; step < 60; step++) {
      world.act()
      const update = world.delivery()
      const before = documentOf(state.encode())
      const outcome = applyTo(before, update)

      const taken = state.take(update)

      expect([seed, step, outcome]).toEqual([seed, step, taken.kind === "gap" ? "waits" : "applied"])
      expect(taken.kind).not.toBe("refused")
      if (taken.kind === "fresh") {
        expect(applyTo(oracle, taken.update)).toBe("applied")
        expect(stateVectorOf(before)).toEqual(Y.decodeStateVector(state.stateVector()))
      }
      expect(["gap", "known"]).toContain(state.take(update).kind)
      if (random.chance(0.1)) state = RoomState.load(state.encode(), [])
    }
    expectSame(state, oracle)
  }
})

test("[EN8] a peer that left at any point is brought level in one update that applies at once", () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    const random = randomBySeed(seed * 7919)
    const world = new World(random, 3)
    const state = RoomState.load(undefined, [])
    const log: Uint8Array[] = []
    // Beside each peer one that Yjs brings level: what it cleans up of formats depends on what came together.
    const peers = Array.from({ length: 4 }, () => [new Y.Doc(), new Y.Doc()] as const)
    for (let step = 0; step < 60; step++) {
      world.act()
      const taken = state.take(world.delivery())
      if (taken.kind === "fresh") log.push(taken.update)
      if (random.chance(0.8) || log.length === 0) continue
      const [peer, twin] = random.pick(peers)
      Y.applyUpdate(twin, Y.diffUpdate(Y.mergeUpdates(log), Y.encodeStateVector(twin)))

      const missing = state.missingFor(Y.encodeStateVector(peer))

      expect(missing && applyTo(peer, missing)).toBe("applied")
      expect(readAll(peer)).toEqual(readAll(twin))
      expect(stateVectorOf(peer)).toEqual(Y.decodeStateVector(state.stateVector()))
    }
  }
})

test("[EN4] once everybody has synced, the engine has every delete Yjs has, and a sync tells it nothing", () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    const world = new World(randomBySeed(seed * 104_729), 3)
    for (let step = 0; step < 60; step++) world.act()
    for (const update of world.sent) for (const doc of world.docs) Y.applyUpdate(doc, update, "sync")
    const [doc = new Y.Doc()] = world.docs
    const state = RoomState.load(undefined, world.sent)

    // Yjs also deletes by itself: of two values set at once for one key, the one that loses.
    state.take(Y.encodeStateAsUpdate(doc))

    expectSame(state, doc)
    expect(deletesOf(state.encode())).toEqual(deletesIn(doc))
    for (const other of world.docs)
      expect(state.take(Y.encodeStateAsUpdate(other))).toEqual({ kind: "known" })
  }
})

/** Damage: bytes changed, cut off, put in, moved, or taken from another update. */
function damaged(update: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  const at = random.below(update.length)
  const to = at + random.below(update.length - at + 1)
  switch (random.below(6)) {
    case 0:
      return update.slice(0, at)
    case 1:
      return Buffer.concat([update.subarray(0, at), update.subarray(to)])
    case 2:
      return Buffer.concat([update.subarray(0, to), update.subarray(at)])
    case 3:
      return Buffer.concat([update.subarray(0, at), other.subarray(random.below(other.length))])
    default: {
      const changed = update.slice()
      for (let changes = random.below(3); changes >= 0; changes--) {
        const place = random.below(changed.length)
        const byte = changed[place] ?? 0
        changed[place] = random.pick([byte ^ (1 << random.below(8)), byte + 1, byte - 1, 0, 0x7f, 0x80, 0xff])
      }
      return changed
    }
  }
}

test("[EN2] [EN3] of damaged and forged updates, the engine takes none that Yjs would wait or throw at", () => {
  let fresh = 0
  for (let seed = 1; seed <= RUNS; seed++) {
    const random = randomBySeed(seed * 15_485_863)
    const world = new World(random, 3)
    for (let step = 0; step < 20; step++) world.act()
    const held = Y.mergeUpdates(world.sent)
    const next = world.sent.length
    for (let step = 0; step < 10; step++) world.act()
    for (let trial = 0; trial < 100; trial++) {
      const update = Y.mergeUpdates(world.sent.slice(next, next + 1 + random.below(4)))
      const forged = damaged(update, world.delivery(), random)
      const state = RoomState.load(held, [])

      const taken = state.take(forged)

      if (taken.kind !== "fresh") continue
      fresh++
      const raw = documentOf(held)
      const told = documentOf(held)
      expect([seed, trial, applyTo(raw, forged)]).toEqual([seed, trial, "applied"])
      expect(applyTo(told, taken.update)).toBe("applied")
      expect(stateVectorOf(raw)).toEqual(stateVectorOf(told))
      expect(raw.getText("text").toString()).toBe(told.getText("text").toString())
      // What is forged Yjs may read in another way when it comes in another order, but never wait for.
      const loaded = new Y.Doc()
      expect(applyTo(loaded, state.encode())).toBe("applied")
      expect(stateVectorOf(loaded)).toEqual(Y.decodeStateVector(state.stateVector()))
    }
  }
  // The damage must be small enough, often enough, for the comparison to mean something.
  expect(fresh).toBeGreaterThan(RUNS * 2)
})

test("[EN3] of structs that refer to each other at random, none is taken that Yjs would wait or throw at", () => {
  const kinds = new Set<string>()
  for (let seed = 1; seed <= RUNS * 4; seed++) {
    const random = randomBySeed(seed * 32_452_843)
    const state = RoomState.load(undefined, [])
    for (let step = 0; step < 40; step++) {
      const update = forgedUpdate(Y.decodeStateVector(state.stateVector()), random)
      const raw = documentOf(state.encode())
      const told = documentOf(state.encode())
      const outcome = applyTo(raw, update)

      const taken = state.take(update)

      kinds.add(taken.kind)
      // Yjs throws at a struct whose known beginning it has collected; the engine hands on the rest alone.
      if (taken.kind === "fresh" || taken.kind === "known")
        expect([seed, step, outcome]).not.toContain("waits")
      if (taken.kind !== "fresh") continue
      expect(applyTo(told, taken.update)).toBe("applied")
      expect(stateVectorOf(told)).toEqual(Y.decodeStateVector(state.stateVector()))
    }
    expect(applyTo(new Y.Doc(), state.encode())).toBe("applied")
    state.take(deletingAll(state, random))
    expect(applyTo(new Y.Doc(), state.encode())).toBe("applied")
  }
  expect(kinds).toEqual(new Set(["fresh", "known", "gap", "refused"]))
})

/** Deletes all that some of the clients wrote. */
function deletingAll(state: RoomState, random: Random): Uint8Array {
  const clients = [...Y.decodeStateVector(state.stateVector())].filter(() => random.chance(0.6))
  return forge(
    0,
    clients.length,
    clients.map(([client, clock]) => [client, 1, 0, clock]),
  )
}

test("[EN1] [EN7] twenty thousand edits of four people, with the room loaded again now and then, are as in Yjs", () => {
  const random = randomBySeed(86_028_121)
  const docs = Array.from({ length: 4 }, () => new Y.Doc())
  const log: Uint8Array[] = []
  let state = RoomState.load(undefined, [])
  for (const doc of docs)
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "told") return
      const taken = state.take(update)
      expect(taken.kind).toBe("fresh")
      if (taken.kind !== "fresh") return
      log.push(taken.update)
    })
  const told = docs.map(() => 0)
  const carets = docs.map(() => 0)
  for (let step = 0; step < 20_000; step++) {
    const person = random.below(docs.length)
    const doc = docs[person] ?? new Y.Doc()
    if (random.chance(0.05)) {
      // Everybody is some words behind everybody else.
      for (const update of log.slice(told[person])) Y.applyUpdate(doc, update, "told")
      told[person] = log.length
    }
    const text = doc.getText("text")
    const caret = random.chance(0.02)
      ? random.below(text.length + 1)
      : Math.min(carets[person] ?? 0, text.length)
    carets[person] = caret
    if (caret > 0 && random.chance(0.15)) text.delete(caret - 1, 1)
    else text.insert(caret, random.pick(["a", "e", "n", " ", "é", "word"]))
    carets[person] = caret + 1
    if (step % 5_000 === 4_999) state = RoomState.load(state.encode(), [])
  }
  for (const [person, doc] of docs.entries())
    for (const update of log.slice(told[person])) Y.applyUpdate(doc, update, "told")

  const loaded = documentOf(state.encode()).getText("text").toString()

  for (const doc of docs) expect(doc.getText("text").toString()).toBe(loaded)
  expect(documentOf(RoomState.load(undefined, log).encode()).getText("text").toString()).toBe(loaded)
  expect(loaded.length).toBeGreaterThan(10_000)
})
