// The built server writes files while its rooms go on: in a thread beside the loop, one after the other, and not at all
// where nobody waits any more.
import { afterAll, beforeAll, expect, test } from "vitest"
import { exampleCanvas } from "../../seeds/seeds.ts"
import type { CreatedRoom } from "../../shared/api.ts"
import { type ExportFormat, exportFormats, formatPaths } from "../../shared/formats-api.ts"
import type { CardId } from "../../shared/ids.ts"
import { toCanvasFile } from "../../shared/model/canvas-file.ts"
import type { ApiGuest } from "../harness/people.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { until } from "../harness/wait.ts"

/** Runs in the server beside our own code: measures how late its loop comes round, and says it at a signal. */
const watch = `
import { monitorEventLoopDelay } from "node:perf_hooks"
import { isMainThread } from "node:worker_threads"
if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  process.on("SIGUSR2", () => {
    const ms = value => (value / 1e6).toFixed(1)
    process.stderr.write("loop delay p99 " + ms(delay.percentile(99)) + " ms, max " + ms(delay.max) + " ms\\n")
    delay.reset()
  })
}`

let server: TestServer
let room: CreatedRoom
let maker: ApiGuest

beforeAll(async () => {
  const preload = `--import=data:text/javascript,${encodeURIComponent(watch)}`
  server = await startServer({ env: { NODE_OPTIONS: preload } })
  const example = exampleCanvas()
  const cards = Array.from({ length: 10 }, (_, round) =>
    example.cards.map(card => ({ ...card, id: `${card.id}-${round}` as CardId })),
  ).flat()
  room = await server.newRoom({ kind: "file", file: toCanvasFile({ ...example, cards }) })
  maker = server.makerOf(room.id)
})
afterAll(() => server.close())

const addressOf = (format: ExportFormat) => `${formatPaths.export(room.id)}?format=${format}`

async function exported(
  format: ExportFormat,
): Promise<{ status: number; bytes: number; type: string | null }> {
  const response = await maker.ask("GET", addressOf(format))
  const { byteLength } = await response.arrayBuffer()
  return { status: response.status, bytes: byteLength, type: response.headers.get("content-type") }
}

async function loopDelay(): Promise<string> {
  const before = server.output.length
  process.kill(server.pid, "SIGUSR2")
  await until("the server says its loop's delay", () => server.output.slice(before).includes(" ms\n"))
  return server.output.slice(before).trim()
}

test("[EX4] ten exports of 300 cards at once are all written, and the loop of the rooms goes round meanwhile", async () => {
  await loopDelay()

  const files = await Promise.all(exportFormats.map(exported))

  const delay = await loopDelay()
  console.info(`While ten exports of 300 cards ran: ${delay}.`)
  expect(files.map(({ status }) => status)).toEqual(exportFormats.map(() => 200))
  expect(files.filter(({ bytes }) => bytes < 1_000)).toEqual([])
  expect(new Set(files.map(({ type }) => type)).size).toBe(exportFormats.length)
  // In the loop itself the shortest of the drawn ones would take longer than this. On a quiet machine it is a few ms.
  expect(Number(/max ([\d.]+)/.exec(delay)?.[1])).toBeLessThan(250)
})

test("[EX4] files that nobody waits for any more are not written, and hold up no others", async () => {
  const startedAt = performance.now()
  await exported("zip")
  const zipMs = performance.now() - startedAt
  const giving = new AbortController()
  const abandoned = Array.from({ length: 8 }, () =>
    fetch(server.origin + addressOf("zip"), {
      headers: { cookie: maker.cookie ?? "" },
      signal: giving.signal,
    }),
  )
  const ended = Promise.allSettled(abandoned)
  // All are in line when one that came after them is answered that needs no line.
  await maker.ask("GET", formatPaths.schema)

  giving.abort()
  await ended
  const askedAt = performance.now()
  const { status } = await exported("json")
  const jsonMs = performance.now() - askedAt

  expect(status).toBe(200)
  // Eight of them would take eight times as long.
  expect(jsonMs).toBeLessThan(zipMs * 3)
})
