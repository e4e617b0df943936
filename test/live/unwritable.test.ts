// A store that cannot write, for real: the database held by another process, and a process that may not make files any
// larger, which is what a full disk is to it. Nothing is acknowledged, nobody is told what is not stored, and all goes
// on by itself once the store can write again. Rules SV4, SV1.
import { execFileSync } from "node:child_process"
import { readdirSync } from "node:fs"
import path from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { openDatabase } from "../../server/storage/sqlite-driver.ts"
import { RawClient } from "../harness/raw-client.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { StockClient } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"

/** Takes the server's ability to write, and returns the way to give it back. */
type Break = (server: TestServer) => Promise<() => void>

const lockDatabase: Break = async ({ dataDir }) => {
  const file = readdirSync(dataDir).find(name => /\.(db|sqlite3?)$/.test(name))
  if (!file) throw new Error(`There is no database in ${readdirSync(dataDir)}`)
  const db = await openDatabase(path.join(dataDir, file))
  db.exec("BEGIN IMMEDIATE")
  return () => db.close()
}

const fillDisk: Break = async ({ pid }) => {
  const allow = (bytes: string) =>
    execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:unlimited`])
  allow("0")
  return () => allow("unlimited")
}

const ways: [name: string, way: Break][] = [["its database is locked", lockDatabase]]
// Only Linux can take this from a process that runs already.
if (process.platform === "linux") ways.push(["its disk is full", fillDisk])

test.each(ways)(
  "[SV4][SV1] while %s, nothing is acknowledged or lost, and saving resumes",
  async (_name, breakStore) => {
    const server = await startServer()
    onTestFinished(() => server.close())
    const room = await server.newRoom({ kind: "template", template: "business-model-canvas" })
    const [writer, viewer] = [
      new StockClient(server.origin, room.id),
      new StockClient(server.origin, room.id),
    ]
    const listener = new RawClient(server.origin, room.id)
    await Promise.all([writer.synced(), viewer.synced(), listener.opened()])
    const mendStore = await breakStore(server)
    let isStored = false

    const trouble = listener.next("trouble")
    writer.content.meta.set("title", "Written in trouble")
    const stored = writer.stored().then(() => {
      isStored = true
    })
    await trouble
    const inTrouble = { isStored, seen: viewer.content.meta.get("title"), codes: [...writer.closeCodes] }
    const health = await fetch(`${server.origin}/health`)
    mendStore()
    await stored
    await until("the viewer sees it", () => viewer.content.meta.get("title") === "Written in trouble")
    await until("all is well is said", () =>
      listener.heard.some(said => said.kind === "trouble" && !said.cannotWrite),
    )

    expect(inTrouble).toEqual({ isStored: false, seen: expect.not.stringContaining("trouble"), codes: [] })
    expect(health.ok || health.status === 503).toBe(true)
    for (const client of [writer, viewer]) client.close()
    await server.kill9()
    await server.start()
    const fresh = new StockClient(server.origin, room.id)
    await fresh.synced()
    expect(fresh.content.meta.get("title")).toBe("Written in trouble")
    fresh.close()
  },
)
