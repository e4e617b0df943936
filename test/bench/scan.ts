// `npx tsx test/bench/scan.ts`: what the engine costs beside a Y.Doc, in microseconds and milliseconds. Figures are
// printed, never judged.
import { performance } from "node:perf_hooks"
import * as Y from "yjs"
import { RoomState } from "../../server/rooms/state.ts"
import { forge, rootText, structs, textBehind } from "../harness/forge.ts"
import { randomBySeed } from "../harness/random.ts"

const TYPED = 20_000
const MANY_CLIENTS = 20_000

function milliseconds(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

const median = (figures: number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0

/** The median of five, each on what `prepare` makes anew. */
const timed = <Thing>(prepare: () => Thing, work: (thing: Thing) => void): number =>
  median(
    Array.from({ length: 5 }, () => {
      const thing = prepare()
      return milliseconds(() => work(thing))
    }),
  )

const print = (name: string, figure: number, unit: string): void =>
  console.log(`${name.padEnd(62)} ${figure.toFixed(2).padStart(9)} ${unit}`)

/** What one person typing sends, a character at a time. */
const typing = Array.from({ length: TYPED }, (_, clock) =>
  structs(2 ** 31, clock, [clock === 0 ? rootText("a") : textBehind(2 ** 31, clock - 1, "a")]),
)

/** A room that so many tabs have written in. */
const roomOf = (clients: number): Uint8Array =>
  forge(
    clients,
    Array.from({ length: clients }, (_, client) => [1, clients - client, 0, rootText("x")]),
    0,
  )

function documentOf(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc
}

/** A canvas that people have worked on: cards under keys, moved about, and a commentary. */
function canvas(cards: number): Y.Doc {
  const random = randomBySeed(7)
  const doc = new Y.Doc()
  const map = doc.getMap<Y.Map<unknown>>("cards")
  for (let card = 0; card < cards; card++) {
    const text = new Y.XmlFragment()
    map.set(`card ${card}`, new Y.Map<unknown>([["at", ["key-partners", "a0"]]]))
    map.get(`card ${card}`)?.set("text", text)
    const paragraph = new Y.XmlElement("paragraph")
    text.insert(0, [paragraph])
    paragraph.insert(0, [new Y.XmlText("Manufacturing: what the partner does and why")])
  }
  for (let move = 0; move < cards * 5; move++)
    map.get(`card ${random.below(cards)}`)?.set("at", ["key-activities", `a${move}`])
  return doc
}

const takeAll = (state: RoomState): void => {
  for (const update of typing) state.take(update)
}
const applyAll = (doc: Y.Doc, updates: Uint8Array[]): void => {
  for (const update of updates) Y.applyUpdate(doc, update)
}

takeAll(RoomState.load(undefined, []))
const perEdit = (milliseconds: number, edits = TYPED) => (milliseconds * 1_000) / edits

for (const clients of [0, 1_000, MANY_CLIENTS]) {
  const room = roomOf(clients)
  print(
    `one typed character, ${clients} clients seen: engine`,
    perEdit(timed(() => RoomState.load(room, []), takeAll)),
    "µs",
  )
  const few = typing.slice(0, clients > 1_000 ? 200 : 5_000)
  print(
    `one typed character, ${clients} clients seen: Y.applyUpdate`,
    perEdit(
      timed(
        () => documentOf(room),
        doc => applyAll(doc, few),
      ),
      few.length,
    ),
    "µs",
  )
}

for (const cards of [2_000, 15_000]) {
  const doc = canvas(cards)
  const bytes = Y.encodeStateAsUpdate(doc)
  const size = `${(bytes.length / 1e6).toFixed(2)} MB canvas`
  const loaded = () => RoomState.load(bytes, [])
  const own = structs(9, 0, [rootText("hello")])
  const vectorBefore = Y.encodeStateVector(doc)
  print(
    `${size}: load`,
    timed(
      () => bytes,
      bytes => RoomState.load(bytes, []),
    ),
    "ms",
  )
  print(
    `${size}: load into a Y.Doc`,
    timed(() => bytes, documentOf),
    "ms",
  )
  print(
    `${size}: a client returns with all of it and nothing new`,
    timed(loaded, state => state.take(bytes)),
    "ms",
  )
  print(
    `${size}: encode after an edit`,
    timed(
      () => {
        const state = loaded()
        state.take(own)
        return state
      },
      state => state.encode(),
    ),
    "ms",
  )
  print(
    `${size}: answer to who misses one edit`,
    timed(
      () => {
        const state = loaded()
        state.take(own)
        return state
      },
      state => state.missingFor(vectorBefore),
    ),
    "ms",
  )
  const halfVector = forge(1, doc.clientID, Math.floor(Y.getState(doc.store, doc.clientID) / 2))
  print(
    `${size}: answer to who has half`,
    timed(loaded, state => state.missingFor(halfVector)),
    "ms",
  )
  print(
    `${size}: the same, Y.diffUpdate`,
    timed(
      () => bytes,
      bytes => Y.diffUpdate(bytes, halfVector),
    ),
    "ms",
  )
}
