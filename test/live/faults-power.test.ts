// The power goes: whatever was written and not yet synced may be there, in part or not at all. What the store had
// acknowledged by then must be. Two ways, since nothing in Node stands between SQLite and the kernel:
//
// 1. Where strace is there and allowed, the store runs under it, and files are put together again as a cut at any point
//    of the trace would leave them: unsynced writes lost, or kept and torn by chance. This sees each fsync itself.
// 2. Everywhere, the files are copied at the moment of an acknowledgement, with noise where the next write was under
//    way; that the acknowledged was synced, and not only written, is what `synchronous = FULL` says on the store's own
//    connection. Weaker only in taking SQLite at its word.
import { spawnSync } from "node:child_process"
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, test } from "vitest"
import { type Database, openDatabase } from "../../server/storage/sqlite-driver.ts"
import { createSqliteStore, type SqliteStore } from "../../server/storage/sqlite-store.ts"
import { roomRecord } from "../contracts/records.ts"
import { randomBySeed } from "../harness/random.ts"
import {
  afterPowerCut,
  canTrace,
  type Fate,
  readTrace,
  type Traced,
  traceCommand,
} from "../harness/write-trace.ts"

const CUTS = process.env.SOAK ? 150 : 15

const folder = mkdtempSync(path.join(tmpdir(), "ninefold-power-"))
afterAll(() => rmSync(folder, { recursive: true }))

const key = { room: roomRecord("a").id, document: "content" } as const
const decoder = new TextDecoder()

function openStore(db: Database): SqliteStore {
  return createSqliteStore(db, { lockWaitMs: 1_000, random: length => new Uint8Array(length) })
}

/** The labels a store has, by number, from its snapshot and the updates after it. */
function labelsIn(store: SqliteStore): { labels: string[]; damage: string | undefined; snapshot: number } {
  const { snapshot, tail, damage } = store.load(key)
  const folded = snapshot && snapshot.seq > 0 ? decoder.decode(snapshot.update).split(" ") : []
  const labels = tail.map(({ update }) => decoder.decode(update).split(" ")[0] ?? "")
  return { labels: [...folded, ...labels], damage, snapshot: snapshot?.seq ?? 0 }
}

async function found(files: ReadonlyMap<string, Uint8Array>, name: string) {
  const place = path.join(folder, name)
  mkdirSync(place)
  // The index of the log is shared memory that SQLite makes anew; no write to it is in the trace.
  for (const [file, bytes] of files)
    if (!file.endsWith("-shm")) writeFileSync(path.join(place, path.basename(file)), bytes)
  const store = openStore(await openDatabase(path.join(place, "power.db")))
  const labels = labelsIn(store)
  store.close()
  rmSync(place, { recursive: true })
  return labels
}

/** What was acknowledged before a cut; others that print under the trace, such as a compiler, are not meant. */
function acknowledged(events: readonly Traced[]): { appends: [number, string][]; snapshot: number } {
  const appends: [number, string][] = []
  let snapshot = 0
  for (const event of events)
    if (event.kind === "print")
      for (const line of event.text.trim().split("\n")) {
        const [what, seq, label = ""] = line.split(" ")
        if (what === "append") appends.push([Number(seq), label])
        else if (what === "snapshot") snapshot = Number(seq)
      }
  return { appends, snapshot }
}

const fates: [name: string, fateOf: (seed: number) => () => Fate][] = [
  ["lost", () => () => "lost"],
  [
    "kept, torn or lost by chance",
    seed => {
      const random = randomBySeed(seed)
      return () => random.pick<Fate>(["kept", "torn", "lost"])
    },
  ],
]

if (canTrace()) {
  test("[FA3] cut anywhere in the trace of its writes, the store has all it had acknowledged", {
    timeout: process.env.SOAK ? 900_000 : 120_000,
  }, async () => {
    const traceFile = path.join(folder, "trace")
    const home = path.join(folder, "traced")
    mkdirSync(home)
    const writer = fileURLToPath(new URL("./faults-power-writer.ts", import.meta.url))
    const [command = "", ...given] = traceCommand(traceFile, [
      ...[process.execPath, "--import", "tsx", writer, path.join(home, "power.db")],
    ])
    spawnSync(command, given, { stdio: "ignore" })
    const events = readTrace(readFileSync(traceFile, "latin1"), home)
    const isAck = (event: Traced) => event.kind === "print" && event.text.startsWith("append")
    const firstAck = events.findIndex(isAck)
    const intoDatabase = events.flatMap((event, at) =>
      at > firstAck && event.kind === "write" && event.file.endsWith(".db") ? [at] : [],
    )
    const random = randomBySeed(7)
    const anywhere = () => firstAck + 1 + random.below(events.length - firstAck)
    const cuts = Array.from({ length: CUTS }, (_, i) =>
      i % 3 === 0 ? random.pick(intoDatabase) : anywhere(),
    )

    for (const [cutNumber, cut] of cuts.entries())
      for (const [fate, fateOf] of fates) {
        const before = events.slice(0, cut)
        const { appends, snapshot } = acknowledged(before)
        const there = await found(afterPowerCut(before, fateOf(cut)), `cut-${cutNumber}`)

        expect({ cut, fate, damage: there.damage }).toEqual({ cut, fate, damage: undefined })
        expect(appends.filter(([seq, label]) => there.labels[seq - 1] !== label)).toEqual([])
        expect(there.snapshot).toBeGreaterThanOrEqual(snapshot)
      }

    // The log was carried over into the database meanwhile, or the cuts have missed the moment that matters.
    expect(intoDatabase.length).toBeGreaterThan(0)
    expect(acknowledged(events).snapshot).toBeGreaterThan(0)
  })
}

test("[FA3] copied at the moment of an acknowledgement, the store's files have all that was acknowledged", async () => {
  const file = path.join(folder, "copied.db")
  const db = await openDatabase(file)
  const store = openStore(db)
  const random = randomBySeed(11)
  const noise = Uint8Array.from({ length: 5_000 }, () => random.below(256))
  store.createRoom(roomRecord("a"), {})
  const labels: string[] = []

  for (let count = 0; count < 40; count++) {
    const label = `0.${count}`
    store.append([{ ...key, update: new TextEncoder().encode(`${label} ${"-".repeat(2_000)}`) }])
    labels.push(label)
    if (count % 15 === 14)
      store.saveSnapshot(key, { seq: labels.length, update: new TextEncoder().encode(labels.join(" ")) })
    const copy = path.join(folder, `copy-${count}.db`)
    copyFileSync(file, copy)
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`)
    appendFileSync(`${copy}-wal`, noise.subarray(0, random.below(noise.length)))
    const reopened = openStore(await openDatabase(copy))
    expect(labelsIn(reopened)).toMatchObject({ labels, damage: undefined })
    reopened.close()
  }

  // 2 is FULL: in WAL mode the log is synced at every commit.
  expect(db.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 })
  expect(db.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" })
  store.close()
})
