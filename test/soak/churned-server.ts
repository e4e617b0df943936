// The server's rooms and sockets over SQLite, in a process of their own that can be asked what it holds. Forked by
// churn.ts with --expose-gc, so that memory means what is in use.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { openSqliteStore } from "../../server/storage/sqlite.ts"
import type { RoomId } from "../../shared/ids.ts"
import { openLiveWire } from "../world/live-wire.ts"
import { makeRoom } from "../world/rooms.ts"

export interface Holding {
  residentMB: number
  heapMB: number
  /** Timers that are armed, and listeners on the process. */
  timers: number
  listeners: number
  sockets: number
  rooms: number
  errors: number
}

export type Told = { kind: "ready"; origin: string; rooms: RoomId[] } | ({ kind: "holding" } & Holding)

const [, , roomCount = "10000"] = process.argv
const folder = mkdtempSync(path.join(tmpdir(), "ninefold-soak-"))
const store = await openSqliteStore({ file: path.join(folder, "ninefold.db") })
const wire = await openLiveWire({ store })
const rooms: RoomId[] = []
for (let count = 0; count < Number(roomCount); count++) rooms.push(await makeRoom(store))

const tell = (told: Told) => process.send?.(told)

function holding(): Holding {
  global.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  return {
    residentMB: rss / 1e6,
    heapMB: (heapUsed + external) / 1e6,
    timers: process.getActiveResourcesInfo().filter(kind => kind === "Timeout").length,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    sockets: wire.wireSize(),
    rooms: wire.rooms.size,
    errors: wire.errors.length,
  }
}

process.on("message", async message => {
  if (message === "measure") return tell({ kind: "holding", ...holding() })
  await wire.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
tell({ kind: "ready", origin: wire.origin, rooms })
