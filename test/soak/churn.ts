// People come to rooms, write, and go, for as long as is asked for: what the server holds afterwards must be what it held
// before, however many came. Judged once everybody has left, so that only what stays behind counts. Rule FA9.
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import { WebSocket } from "ws"
import * as Y from "yjs"
import type { RoomId } from "../../shared/ids.ts"
import {
  decodeMessage,
  encodeBarrier,
  encodeHave,
  encodeMissing,
  encodeUpdate,
} from "../../shared/protocol/messages.ts"
import { type Random, randomBySeed } from "../harness/random.ts"
import type { Holding, Told } from "./churned-server.ts"

/** Visits under way at once. */
const VISITORS = 60
/** How often everybody leaves and the server is measured, over the whole time. */
const MEASURES = 10
/** What a second half may hold beyond the first: what V8 and the allocator keep for themselves varies by this. */
const TOLERANCE = 0.1
/** A timer more or less is armed at any moment. */
const SLACK = 2
const NOTHING = Uint8Array.of(0, 0)

interface Sample extends Holding {
  minute: number
  visits: number
}

export interface Churned {
  samples: Sample[]
  faults: string[]
}

/** @param report called with each line of the table as it comes. */
export async function churn(
  minutes: number,
  roomCount: number,
  report: (line: string) => void,
): Promise<Churned> {
  const server = fork(path.join(import.meta.dirname, "churned-server.ts"), [String(roomCount)], {
    execArgv: ["--import", "tsx", "--expose-gc"],
  })
  const ready = await told(server, "ready")
  const random = randomBySeed(45)
  const samples: Sample[] = []
  const faults: string[] = []
  const startedAtMs = performance.now()
  let visits = 0
  report(
    row([
      "minute",
      "visits",
      "resident MB",
      "in use MB",
      "timers",
      "listeners",
      "sockets",
      "rooms",
      "errors",
    ]),
  )
  for (let measure = 1; measure <= MEASURES; measure++) {
    const endMs = startedAtMs + (minutes * 60_000 * measure) / MEASURES
    const visitor = async () => {
      while (performance.now() < endMs) {
        await visit(ready.origin, random.pick(ready.rooms), random)
        visits++
      }
    }
    await Promise.all(Array.from({ length: VISITORS }, visitor))
    const held = await settled(server)
    const minute = (performance.now() - startedAtMs) / 60_000
    samples.push({ minute, visits, ...held })
    report(
      row(
        [minute.toFixed(1), visits, held.residentMB.toFixed(0), held.heapMB.toFixed(1)].concat(
          countsOf(held),
        ),
      ),
    )
  }
  server.send("end")
  await once(server, "exit")
  faults.push(...faultsIn(samples))
  return { samples, faults }
}

const countsOf = ({ timers, listeners, sockets, rooms, errors }: Holding) => [
  timers,
  listeners,
  sockets,
  rooms,
  errors,
]

const row = (cells: (string | number)[]): string => cells.map(cell => String(cell).padStart(12)).join("")

/** Comes, is given the document, writes a few times, waits until that is stored, and goes, now and then without a word. */
async function visit(origin: string, room: RoomId, random: Random): Promise<void> {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/sync/${room}/content`, { origin })
  const closed = new Promise(resolve => socket.on("close", resolve))
  const doc = new Y.Doc()
  socket.on("error", () => undefined)
  socket.on("open", () => socket.send(encodeHave(Y.encodeStateVector(doc))))
  socket.on("message", (frame: Buffer) => {
    const decoded = decodeMessage(frame)
    if (!decoded.ok) throw new Error(decoded.violation)
    const { message } = decoded
    if (message.kind === "have") socket.send(encodeMissing(NOTHING))
    if (message.kind === "barrier") leave(socket, random)
    if (message.kind !== "missing") return
    Y.applyUpdate(doc, message.update)
    doc.on("update", update => socket.send(encodeUpdate(update)))
    write(doc.getText("words"), random)
    socket.send(encodeBarrier(1))
  })
  await closed
  doc.destroy()
}

function write(words: Y.Text, random: Random): void {
  for (let edits = 1 + random.below(4); edits > 0; edits--) {
    // Taken out as fast as it is put in: the rooms stay as large as they are.
    if (words.length > 40) words.delete(0, 10)
    words.insert(random.below(words.length + 1), random.pick(["a", "bc", "def "]))
  }
}

const leave = (socket: WebSocket, random: Random) =>
  random.chance(0.2) ? socket.terminate() : socket.close()

/** What the server holds once everybody is gone and it has put its things away. */
async function settled(server: ChildProcess): Promise<Holding> {
  for (let tries = 0; ; tries++) {
    const answer = told(server, "holding")
    server.send("measure")
    const held = await answer
    if ((held.rooms === 0 && held.sockets === 0) || tries === 30) return held
    await new Promise(resolve => setTimeout(resolve, 1_000))
  }
}

function told<Kind extends Told["kind"]>(
  server: ChildProcess,
  kind: Kind,
): Promise<Extract<Told, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const hear = (message: Told) => {
      if (message.kind !== kind) return
      server.off("message", hear)
      server.off("exit", fail)
      resolve(message as Extract<Told, { kind: Kind }>)
    }
    const fail = (code: number | null) => reject(new Error(`The server ended with ${code}`))
    server.on("message", hear)
    server.on("exit", fail)
  })
}

function faultsIn(samples: readonly Sample[]): string[] {
  const half = samples.length / 2
  // The first measure is of a server that still warms up.
  const [early, late] = [samples.slice(1, half), samples.slice(half)]
  // A leak raises the floor; what the collector and the allocator have not given back yet does not.
  const least = (some: readonly Sample[], figure: keyof Sample) => Math.min(...some.map(each => each[figure]))
  const most = (some: readonly Sample[], figure: keyof Sample) => Math.max(...some.map(each => each[figure]))
  const grown = (["residentMB", "heapMB", "timers", "listeners"] as const)
    .filter(figure => least(late, figure) > least(early, figure) * (1 + TOLERANCE) + SLACK)
    .map(figure => `${figure} grew from ${least(early, figure)} to ${least(late, figure)}`)
  const left = (["rooms", "sockets", "errors"] as const)
    .filter(figure => most(samples, figure) > 0)
    .map(figure => `${most(samples, figure)} ${figure} stayed`)
  return [...grown, ...left]
}
