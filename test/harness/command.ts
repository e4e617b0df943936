// The commands as people run them: the program that package.json names, as a process.
import { type ChildProcess, spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import { root } from "./sources.ts"

export interface Ended {
  code: number | null
  out: string
  err: string
}

function program(): string {
  const { bin } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    bin: { ninefold: string }
  }
  return path.join(root, bin.ninefold)
}

/** Runs a command to its end. */
export function command(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const child: ChildProcess = spawn(process.execPath, [program(), ...args], {
    env: { ...process.env, ...env },
  })
  let [out, err] = ["", ""]
  child.stdout?.on("data", chunk => {
    out += String(chunk)
  })
  child.stderr?.on("data", chunk => {
    err += String(chunk)
  })
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("close", code => resolve({ code, out, err }))
  })
}
