// The long loops, by hand: `npm run soak` takes most of an hour. 200 kills, rooms that people come to and leave for half
// an hour, and the scanner against Yjs by two thousand seeds. Ends with 1 where anything failed.
import { spawnSync } from "node:child_process"
import path from "node:path"
import { parseArgs } from "node:util"
import { churn } from "./churn.ts"

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    rooms: { type: "string", default: "10000" },
    seeds: { type: "string", default: "2000" },
    only: { type: "string", default: "kills,churn,fuzz" },
  },
})
const root = path.resolve(import.meta.dirname, "../..")
const say = (line: string) => process.stdout.write(`${line}\n`)

function vitest(file: string, env: Record<string, string>): boolean {
  const given = ["vitest", "run", "--config", "test/vitest.config.ts", "--testTimeout=3600000", file]
  return (
    spawnSync("npx", given, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } }).status === 0
  )
}

async function churned(): Promise<boolean> {
  const { faults } = await churn(Number(values.minutes), Number(values.rooms), say)
  for (const fault of faults) say(`FAULT: ${fault}`)
  return faults.length === 0
}

const parts: Record<string, () => boolean | Promise<boolean>> = {
  kills: () => vitest("test/live/faults-kill.test.ts", { SOAK: "1" }),
  churn: churned,
  fuzz: () => vitest("test/fuzz/scan.test.ts", { FUZZ_RUNS: values.seeds }),
}

let failed = 0
for (const name of values.only.split(",")) {
  say(`\n== ${name}`)
  const isWell = await parts[name]?.()
  if (!isWell) failed++
}
say(failed === 0 ? "\nThe soak held." : `\n${failed} parts failed.`)
process.exitCode = failed === 0 ? 0 : 1
