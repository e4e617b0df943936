// What a process did to its files, call by call, and what a power cut would have left of it. Owns reading a trace of
// `strace -f -y -xx`, and the model of a disk: a write is certain only once its file was synced after it, a name only
// once its folder was; until then a cut may take any of it, or half of it. Harsher than any file system in use.
import { spawnSync } from "node:child_process"
import path from "node:path"

export type Traced =
  | { kind: "write"; file: string; at: number; bytes: Uint8Array }
  | { kind: "truncate"; file: string; length: number }
  | { kind: "create" | "remove"; file: string }
  /** Of a file or a folder, and done. */
  | { kind: "sync"; file: string }
  /** To standard output. */
  | { kind: "print"; text: string }

const TRACER = "strace"
const CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink"

/** The command line that runs another under the trace. */
export const traceCommand = (traceFile: string, command: readonly string[]): string[] => [
  ...[TRACER, "-f", "-y", "-xx", "-s", "1048576", "-e", `trace=${CALLS}`, "-o", traceFile],
  ...command,
]

/** False where there is no strace, or the machine does not let it look. */
export const canTrace = (): boolean =>
  spawnSync(TRACER, ["-f", "-o", "/dev/null", "true"], { stdio: "ignore" }).status === 0

/** @param folder only what happens below it is told, and what is printed. */
export function readTrace(text: string, folder: string): Traced[] {
  const events: Traced[] = []
  const known = new Set<string>()
  /** The beginning of a call whose end comes later, by thread. */
  const unfinished = new Map<string, string>()
  for (const line of text.split("\n")) {
    const [, thread = "", rest = ""] = /^(\d+) +(.*)$/.exec(line) ?? []
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)
    if (rest.endsWith("<unfinished ...>")) {
      unfinished.set(thread, rest.slice(0, -"<unfinished ...>".length).trimEnd())
      continue
    }
    const call = resumed ? (unfinished.get(thread) ?? "") + resumed[1] : rest
    const event = eventOf(call)
    if (!event) continue
    if (event.kind !== "print" && !`${event.file}/`.startsWith(`${folder}/`)) continue
    if (event.kind === "create") {
      if (known.has(event.file)) continue
      known.add(event.file)
    } else if (event.kind === "remove") known.delete(event.file)
    events.push(event)
  }
  return events
}

function eventOf(call: string): Traced | undefined {
  const name = /^\w+/.exec(call)?.[0]
  const file = text(/^\w+\(\d+<([^>]*)>/.exec(call)?.[1])
  if (/= -1 /.test(call)) return undefined
  switch (name) {
    case "write":
      return /^write\(1</.test(call) ? { kind: "print", text: text(quoted(call)) } : undefined
    case "pwrite64": {
      const at = Number(/, (\d+)\) *= \d+$/.exec(call)?.[1])
      return { kind: "write", file, at, bytes: bytesOf(quoted(call)) }
    }
    case "fsync":
    case "fdatasync":
      return { kind: "sync", file }
    case "ftruncate":
      return { kind: "truncate", file, length: Number(/, (\d+)\)/.exec(call)?.[1]) }
    case "openat":
      return call.includes("O_CREAT") ? { kind: "create", file: text(quoted(call)) } : undefined
    case "unlink":
      return { kind: "remove", file: text(quoted(call)) }
    default:
      return undefined
  }
}

const quoted = (call: string): string => /"([^"]*)"/.exec(call)?.[1] ?? ""
const bytesOf = (escaped: string): Uint8Array => Buffer.from(escaped.replaceAll("\\x", ""), "hex")
const text = (escaped = ""): string => Buffer.from(bytesOf(escaped)).toString()

type Change = Extract<Traced, { kind: "write" | "truncate" }>

interface TracedFile {
  /** Its first `length` bytes are the file; beyond are zeroes, so that it can grow without being copied each time. */
  memory: Uint8Array
  length: number
  unsynced: Change[]
}

/** What may happen to something that was not synced when the power went. */
export type Fate = "kept" | "torn" | "lost"

/**
 * The files as they are found after a cut.
 *
 * @param fateOf drawn for every write, truncation and name that was not synced by then.
 */
export function afterPowerCut(events: readonly Traced[], fateOf: () => Fate): Map<string, Uint8Array> {
  const files = new Map<string, TracedFile>()
  const onDisk = new Map<string, TracedFile>()
  const unsyncedNames = new Map<string, TracedFile | undefined>()
  const fileAt = (name: string): TracedFile => {
    const file = files.get(name) ?? { memory: new Uint8Array(), length: 0, unsynced: [] }
    files.set(name, file)
    return file
  }
  const settleName = (name: string, file: TracedFile | undefined) => {
    if (file) onDisk.set(name, file)
    else onDisk.delete(name)
  }
  for (const event of events) {
    switch (event.kind) {
      case "write":
      case "truncate":
        fileAt(event.file).unsynced.push(event)
        break
      case "create":
        unsyncedNames.set(event.file, fileAt(event.file))
        break
      case "remove":
        files.delete(event.file)
        unsyncedNames.set(event.file, undefined)
        break
      case "sync": {
        const file = files.get(event.file)
        if (file) for (const change of file.unsynced.splice(0)) apply(file, change, "kept")
        for (const [name, named] of unsyncedNames) {
          if (path.dirname(name) !== event.file) continue
          settleName(name, named)
          unsyncedNames.delete(name)
        }
        break
      }
      case "print":
        break
    }
  }
  for (const [name, file] of unsyncedNames) if (fateOf() === "kept") settleName(name, file)
  for (const file of new Set(onDisk.values()))
    for (const change of file.unsynced) apply(file, change, fateOf())
  return new Map([...onDisk].map(([name, { memory, length }]) => [name, memory.subarray(0, length)]))
}

function apply(file: TracedFile, change: Change, fate: Fate): void {
  if (fate === "lost") return
  if (change.kind === "truncate") {
    file.memory.fill(0, change.length)
    grow(file, change.length)
    file.length = change.length
    return
  }
  const bytes = fate === "torn" ? change.bytes.subarray(0, change.bytes.length >> 1) : change.bytes
  const end = change.at + bytes.length
  grow(file, end)
  file.memory.set(bytes, change.at)
  file.length = Math.max(file.length, end)
}

function grow(file: TracedFile, length: number): void {
  if (length <= file.memory.length) return
  const memory = new Uint8Array(length * 2)
  memory.set(file.memory)
  file.memory = memory
}
