// The two SQLite bindings behind one face: the one built into Node where Node has it (22.13 and later), and on Node 20
// a prebuilt package with the same interface, so that no machine needs a compiler. Also owns what SQLite's error
// numbers mean to us.

/** What SQL can hold here; `null` only comes out. */
type Value = string | number | Uint8Array | null
export type Row = Record<string, Value>

interface Statement {
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
  DatabaseSync: new (file: string, options?: { readOnly: boolean }) => Database
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

/** Opens a database file that is there, to be read only; beside a server that writes to it, too. */
export async function openDatabaseToRead(file: string): Promise<Database> {
  const { DatabaseSync } = await loadBinding()
  const db = new DatabaseSync(file, { readOnly: true })
  // The first to open a database after a crash puts its log in order, for which it is locked for a moment.
  db.exec("PRAGMA busy_timeout = 5000")
  return db
}

interface Failure {
  code: number
  /** SQLite's own words for it. */
  text: string
  /** Ours. */
  reason: string
}

const locks: readonly Failure[] = [
  { code: 5, text: "database is locked", reason: "another process holds the lock" },
  { code: 6, text: "database table is locked", reason: "the database is locked" },
]
/** What passes, or what people can mend: the same call may succeed later. https://sqlite.org/rescode.html */
const passing: readonly Failure[] = [
  ...locks,
  { code: 7, text: "out of memory", reason: "there is no memory left" },
  { code: 8, text: "attempt to write a readonly database", reason: "the database is read-only" },
  { code: 10, text: "disk I/O error", reason: "the disk failed to read or write" },
  { code: 13, text: "database or disk is full", reason: "the disk is full" },
  { code: 14, text: "unable to open database file", reason: "the database file cannot be opened" },
]
const corrupt: readonly Failure[] = [
  { code: 11, text: "database disk image is malformed", reason: "the database file is damaged" },
  { code: 26, text: "file is not a database", reason: "the database file is damaged" },
]

function failureIn(error: unknown, failures: readonly Failure[]): Failure | undefined {
  if (!(error instanceof Error)) return undefined
  const { errcode } = error as { errcode?: unknown }
  // The package for Node 20 gives no number with what `all` throws; the words are SQLite's in either case.
  if (typeof errcode !== "number") return failures.find(({ text }) => error.message.includes(text))
  return failures.find(({ code }) => code === (errcode & 0xff))
}

/** @returns why SQLite could not do its work now, or undefined where the error is of another kind. */
export const passingFailure = (error: unknown): string | undefined =>
  failureIn(error, [...passing, ...corrupt])?.reason

/** True where somebody else holds a lock. */
export const isLocked = (error: unknown): boolean => failureIn(error, locks) !== undefined

/** True where SQLite found its own pages damaged. */
export const isCorruption = (error: unknown): boolean => failureIn(error, corrupt) !== undefined
