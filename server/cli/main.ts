// The commands' wiring, as server/main.ts is the server's: the one place of theirs that touches the process and knows
// which driver stands behind an interface.
import { sqliteDataFiles } from "../storage/sqlite-data-file.ts"
import { ninefold } from "./ninefold.ts"

process.exitCode = await ninefold(process.argv.slice(2), {
  files: sqliteDataFiles,
  out: process.stdout,
  err: process.stderr,
  now: () => Date.now(),
  steadyNow: () => performance.now(),
})
