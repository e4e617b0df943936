// The load generator's process: runs one scenario, prints "begin" and "end" around the part that counts, then its
// figures as JSON. Started by ../sync.ts on a core of its own.
import { readFileSync } from "node:fs"
import * as scenarios from "./scenarios.ts"

export interface Load extends scenarios.Line {
  scenario: string
}

const RATES = [
  50, 100, 150, 200, 250, 300, 400, 500, 700, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 12000, 16000, 24000,
  32000,
]

function run(load: Load, measured: scenarios.Measured): Promise<scenarios.Figures> {
  switch (load.scenario) {
    case "typing":
      return scenarios.typing(load, measured)
    case "ceiling":
      return scenarios.ceiling(load, measured, RATES)
    case "still":
      return scenarios.presence(load, measured, false)
    case "presence":
      return scenarios.presence(load, measured, true)
    case "rooms":
      return scenarios.rooms(load, measured)
    case "join":
      return scenarios.join(load, measured, 50, 311_000)
    case "join-big":
      return scenarios.join(load, measured, 150, 4_000_000)
    case "reconnect":
      return scenarios.reconnect(load, measured, 500, 4_000_000)
    case "latency":
      return scenarios.latency(load, measured)
    case "new-room":
      return scenarios.oldRoom(load, measured, 10)
    case "old-room":
      return scenarios.oldRoom(load, measured, 20_000)
    default:
      throw new Error(`no such scenario: ${load.scenario}`)
  }
}

const load = JSON.parse(readFileSync(0, "utf8")) as Load
const figures = await run(load, async part => {
  console.log("begin")
  await part()
  console.log("end")
})
console.log(JSON.stringify(figures))
process.exit(0)
