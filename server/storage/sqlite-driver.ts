// The two SQLite bindings behind one face: the one built into Node where Node has it (22.13 and later), and on Node 20
// a prebuilt package with the same interface, so that no machine needs a compiler. Also owns what SQLite's error
// numbers mean to us.

/** What SQL can hold here; `null` only comes out. */
export type Value = string | number | Uint8Array | null
export type Row = Record<string, Value>

export interface Statement {
  run(...values: Value[]): unknown
  get(...values: Value[]): Row | undefined
  all(...values: Value[]): Row[]
}

export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

interface Binding {
  DatabaseSync: new (file: string) => Database
}

async function loadBinding(): Promise<Binding> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  const isBuiltIn = major > 22 || (major === 22 && minor >= 13)
  // Named by a variable: bundlers and Node 20's types do not know the module.
  const builtIn = "node:sqlite"
  const binding: unknown = isBuiltIn
    ? await import(/* @vite-ignore */ builtIn)
    : await import("@photostructure/sqlite")
  return binding as Binding
}

/** Opens a database file, making it where there is none. */
export async function openDatabase(file: string): Promise<Database> {
  const { DatabaseSync } = await loadBinding()
  return new DatabaseSync(file)
}

/** Primary result codes after which the same call may succeed later. https://sqlite.org/rescode.html */
const passing: Record<number, string> = {
  5: "another process holds the lock",
  6: "the database is locked",
  7: "out of memory",
  8: "the database is read-only",
  10: "the disk failed to read or write",
  13: "the disk is full",
  14: "the database file cannot be opened",
}
const corrupt = new Set([11, 26])

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  const { errcode } = error as { errcode?: unknown }
  return typeof errcode === "number" ? errcode & 0xff : undefined
}

/** @returns why SQLite could not do its work now, or undefined where the error is of another kind. */
export function passingFailure(error: unknown): string | undefined {
  const code = primaryCode(error)
  if (code === undefined) return undefined
  if (corrupt.has(code)) return "the database file is damaged"
  return passing[code]
}

/** True where SQLite found its own pages damaged. */
export function isCorruption(error: unknown): boolean {
  const code = primaryCode(error)
  return code !== undefined && corrupt.has(code)
}
