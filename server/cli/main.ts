// The commands' wiring, as server/main.ts is the server's: the one place of theirs that touches the process and knows
// which driver stands behind an interface.
import { randomBytes } from "node:crypto"
import { nanoid } from "nanoid"
import { originsOf, parseConfig } from "../config.ts"
import { openSqliteStore } from "../storage/sqlite.ts"
import { sqliteDataFiles } from "../storage/sqlite-data-file.ts"
import { ninefold } from "./ninefold.ts"
import { Refusal } from "./refusal.ts"

/** By the server's own settings, where the commands are given them. */
function origin(): string {
  const parsed = parseConfig(process.env)
  if (!parsed.ok) throw new Refusal(parsed.faults.join(" "))
  return originsOf(parsed.config, parsed.config.port)[0]
}

process.exitCode = await ninefold(process.argv.slice(2), {
  files: sqliteDataFiles,
  openStore: openSqliteStore,
  fetch,
  out: process.stdout,
  err: process.stderr,
  origin,
  token: process.env.NINEFOLD_TOKEN,
  newId: nanoid,
  random: length => new Uint8Array(randomBytes(length)),
  now: () => Date.now(),
  steadyNow: () => performance.now(),
})
