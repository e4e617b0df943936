// Two servers that start in the same moment on one empty folder make one example, and both lead to it. Rule RM5.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { apiPaths, type ExampleRoom } from "../../shared/api.ts"
import { readCanvas } from "../../shared/model/read.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { StockClient } from "../harness/stock-client.ts"

const exampleOf = async ({ origin }: TestServer) =>
  (await (await fetch(origin + apiPaths.example)).json()) as ExampleRoom

test.each([1, 2, 3])(
  "[RM5] two servers that start at once on an empty folder share one example (run %s)",
  async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "ninefold-seed-"))
    onTestFinished(() => rmSync(dataDir, { recursive: true }))

    const servers = await Promise.all([startServer({ dataDir }), startServer({ dataDir })])
    const [first, second] = await Promise.all(servers.map(exampleOf))

    expect(first?.id).toMatch(/^[\w-]{22}$/)
    expect(second).toEqual(first)
    for (const server of servers) expect(server.output).toContain(`/r/${first?.id}#k=${first?.secret}\n`)
    await Promise.all(servers.map(server => server.close()))
  },
)

test("[RM5] the example is whole, and the same room after a restart", async () => {
  const server = await startServer()
  onTestFinished(() => server.close())
  const first = await server.enterExample()
  const client = new StockClient(server.origin, first.id)
  await client.synced()
  const canvas = readCanvas(client.content)
  client.close()

  await server.end("SIGTERM")
  await server.start()

  expect(canvas?.cards.length).toBe(30)
  expect((await exampleOf(server)).id).toBe(first.id)
})

test("[HT3] a server that is set up wrongly says every mistake and ends with 1", async () => {
  const env = { NINEFOLD_LOG: "loud", NINEFOLD_ORIGINS: "nowhere" }

  const failure = await startServer({ env }).then(
    () => "",
    (error: Error) => error.message,
  )

  expect(failure).toMatch(/ended at its start \(1\)/)
  expect(failure).toContain('NINEFOLD_LOG is "loud"')
  expect(failure).toContain('NINEFOLD_ORIGINS has "nowhere"')
  expect(failure).not.toMatch(/\.[jt]s:\d/)
})

test("[HT3] a port that is in use is said in one sentence", async () => {
  const server = await startServer()
  onTestFinished(() => server.close())
  const { port } = new URL(server.origin)

  const failure = await startServer({ env: { PORT: port } }).then(
    () => "",
    (error: Error) => error.message,
  )

  expect(failure).toContain("ended at its start (1)")
  expect(failure).toContain(`Port ${port} is in use already; set PORT to another one.`)
})
