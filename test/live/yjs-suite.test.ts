// Yjs's own random suite, its instances joined by our server instead of by its list of messages: five documents edit,
// lose their lines, come back and hear each other in any order, and the suite itself compares them down to every struct.
// Its connector is replaced by one that sends and hears over real sockets. Rules EN1, EN8, WR1.
import { MessageChannel, receiveMessageOnPort, type Worker } from "node:worker_threads"
import * as prng from "lib0/prng"
import { afterAll, beforeAll, expect, test } from "vitest"
import * as Y from "yjs"
import { applyRandomTests, TestConnector, TestYInstance } from "yjs/testHelper"
import { startWorker } from "../../server/start-worker.ts"
import {
  decodeMessage,
  encodeBarrier,
  encodeHave,
  encodeMissing,
  encodeUpdate,
} from "../../shared/protocol/messages.ts"
import type { Report, Request, Start } from "./yjs-suite-worker.ts"

const PATIENCE_MS = 20_000
/** How a socket ends whose line is cut. */
const CUT = 1006

/** What one instance has to do with its socket. */
interface Line {
  number: number
  inbox: Uint8Array[]
  /** Barriers sent and answered, and answers to the question what is missing. */
  asked: number
  answered: number
  missing: number
}

const reported = new Int32Array(new SharedArrayBuffer(4))
const { port1: port, port2: workersPort } = new MessageChannel()
let worker: Worker
let lines = new Map<TestYInstance, Line>()
let codes: number[] = []
let roomCount = 0

const ask = (request: Request) => port.postMessage(request)

/** Takes in what was reported, waiting for something up to `waitMs`. */
function listen(waitMs: number): void {
  const before = Atomics.load(reported, 0)
  if (takeIn() > 0 || waitMs === 0) return
  Atomics.wait(reported, 0, before, waitMs)
  takeIn()
}

function takeIn(): number {
  let count = 0
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
    count++
    const report = next.message as Report
    if (report.kind === "room") roomCount++
    else if (report.kind === "closed") codes.push(report.code)
    else
      for (const [{ userID }, line] of lines)
        if (userID === report.user && line.number === report.line) line.inbox.push(report.frame)
  }
  return count
}

/** Blocks this thread, as everything in the suite does. */
function listenUntil(what: string, holds: () => boolean): void {
  const end = performance.now() + PATIENCE_MS
  while (!holds()) {
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}`)
    listen(50)
    for (const [user, line] of lines) while (line.inbox.length > 0) hearOne(user, line)
  }
}

function lineOf(user: TestYInstance): Line {
  const known = lines.get(user)
  if (known) return known
  const line: Line = { number: 0, inbox: [], asked: 0, answered: 0, missing: 0 }
  lines.set(user, line)
  user.on("update", (update, origin) => {
    if (origin !== user.tc && user.tc.onlineConns.has(user)) send(user, encodeUpdate(update))
  })
  return line
}

const send = ({ userID }: TestYInstance, frame: Uint8Array) => ask({ kind: "send", user: userID, frame })

/** The oldest frame that has come for an instance. */
function hearOne(user: TestYInstance, line: Line): void {
  const decoded = decodeMessage(line.inbox.shift() ?? new Uint8Array())
  if (!decoded.ok) throw new Error(decoded.violation)
  const { message } = decoded
  if (message.kind === "have") send(user, encodeMissing(Y.encodeStateAsUpdate(user, message.stateVector)))
  if (message.kind === "missing" || message.kind === "update") Y.applyUpdate(user, message.update, user.tc)
  if (message.kind === "missing") line.missing++
  if (message.kind === "barrier") line.answered++
}

TestYInstance.prototype.connect = function connect() {
  if (this.tc.onlineConns.has(this)) return
  this.tc.onlineConns.add(this)
  const line = lineOf(this)
  Object.assign(line, { number: line.number + 1, inbox: [], asked: 0, answered: 0, missing: 0 })
  ask({ kind: "open", user: this.userID, line: line.number })
  send(this, encodeHave(Y.encodeStateVector(this)))
}
TestYInstance.prototype.disconnect = function disconnect() {
  if (!this.tc.onlineConns.delete(this)) return
  lineOf(this).inbox = []
  ask({ kind: "cut", user: this.userID })
}
// What instances say to one another goes by the server.
TestYInstance.prototype._receive = () => undefined
TestConnector.prototype.flushRandomMessage = function flushRandomMessage() {
  listen(1)
  const waiting = [...this.onlineConns].filter(user => lineOf(user).inbox.length > 0)
  const user = waiting[Math.floor(prng.real53(random) * waiting.length)]
  if (user) hearOne(user, lineOf(user))
  return user !== undefined
}
TestConnector.prototype.flushAllMessages = function flushAllMessages() {
  const users = [...this.onlineConns].map(user => ({ user, line: lineOf(user) }))
  // The server asks before it answers: then what was written without a line is on its way.
  listenUntil("all are in the room", () => users.every(({ line }) => line.missing > 0))
  for (const { user, line } of users) send(user, encodeBarrier(++line.asked))
  listenUntil("all is stored", () => users.every(({ line }) => line.answered === line.asked))
  for (const { user, line } of users) {
    line.missing = 0
    send(user, encodeHave(Y.encodeStateVector(user)))
  }
  listenUntil("all is heard", () => users.every(({ line }) => line.missing > 0))
  return false
}

/** For choices of this connector: another generator than the suite's, so that its own choices stay those of its seed. */
let random = prng.create(0)

const some = (gen: prng.PRNG, count: number) => prng.int31(gen, 0, count - 1)

// Without formats and without keys set in maps that others may delete: with those Yjs's documents are equal to their
// readers, but not in how they cut and collect their structs, also over the suite's own connector.
const edits: ((doc: Y.Doc, gen: prng.PRNG) => void)[] = [
  (doc, gen) => doc.getText("text").insert(some(gen, doc.getText("text").length + 1), prng.word(gen)),
  (doc, gen) => {
    const text = doc.getText("text")
    const at = some(gen, text.length + 1)
    text.delete(at, Math.min(some(gen, 5), text.length - at))
  },
  (doc, gen) => {
    const array = doc.getArray<unknown>("array")
    array.insert(some(gen, array.length + 1), [
      some(gen, 99),
      [some(gen, 9)],
      new Y.Map([["key", some(gen, 9)]]),
    ])
  },
  (doc, gen) => {
    const array = doc.getArray<unknown>("array")
    const at = some(gen, array.length + 1)
    array.delete(at, Math.min(some(gen, 3), array.length - at))
  },
  (doc, gen) => {
    const value = prng.bool(gen) ? prng.word(gen) : new Y.Array()
    doc.getMap<unknown>("map").set(prng.oneOf(gen, ["one", "two", "three"]), value)
  },
  (doc, gen) => doc.getMap("map").delete(prng.oneOf(gen, ["one", "two", "three"])),
  (doc, gen) => {
    const xml = doc.get("xml", Y.XmlElement)
    const element = new Y.XmlElement(prng.oneOf(gen, ["p", "li"]))
    xml.insert(some(gen, xml.length + 1), [element])
    element.setAttribute("at", prng.word(gen))
    element.insert(0, [new Y.XmlText(prng.word(gen))])
  },
  (doc, gen) => {
    const xml = doc.get("xml", Y.XmlElement)
    if (xml.length > 0) xml.delete(some(gen, xml.length), 1)
  },
]

beforeAll(() => {
  const start: Start = { port: workersPort, reported }
  worker = startWorker("yjs-suite-worker", import.meta.url, {
    workerData: start,
    transferList: [workersPort],
  })
})
afterAll(() => worker.terminate())

const runs = [
  ...Array.from({ length: 24 }, (_, index) => ({ seed: index + 1, rounds: 300 })),
  { seed: 100, rounds: 2_000 },
]

test.each(runs)(
  "[EN1][EN8][WR1] Yjs's own suite over our sockets, seed $seed, $rounds rounds",
  ({ seed, rounds }) => {
    const rooms = roomCount
    lines = new Map()
    codes = []
    ask({ kind: "room" })
    listenUntil("a new room", () => roomCount > rooms)
    codes = []
    random = prng.create(seed)

    const { users } = applyRandomTests({ prng: prng.create(seed) }, edits, rounds)

    const [first] = users
    expect(first && Y.encodeStateVector(first).length).toBeGreaterThan(5)
    expect(codes.filter(code => code !== CUT)).toEqual([])
  },
)
