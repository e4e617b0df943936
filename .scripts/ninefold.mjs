#!/usr/bin/env node
// What `npx ninefold` runs: the commands as they were built beside the server. A file of its own, since npm wants one
// that is there and may be run before anything is built.
import { existsSync } from "node:fs"

// What Node says of itself, such as that its SQLite is new, is not for those who run commands: cron would post it.
process.env.NODE_NO_WARNINGS = "1"
process.removeAllListeners("warning")

const built = new URL("../dist/server/cli.js", import.meta.url)
if (existsSync(built)) await import(built.href)
else {
  console.error("ninefold: nothing is built yet; run `npm start` or `npm run build` first.")
  process.exitCode = 2
}
