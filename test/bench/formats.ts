// `npm run bench:formats`: what a room costs to take away, in each format: time, memory and size, for the example of 30
// cards and the same with each card ten times. Prints a table and writes it as JSON into test/bench/results; figures are
// printed, never judged. Memory is read as Linux counts it.
//
//   npm run bench:formats -- [--only pdf,png] [--times 1,10]
import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { parseArgs } from "node:util"
import { exportFormats } from "../../shared/formats-api.ts"
import { type Cost, exampleTimes, measureFormat } from "./formats/measure.ts"

const { values } = parseArgs({
  options: {
    only: { type: "string", default: exportFormats.join(",") },
    times: { type: "string", default: "1,10" },
  },
})

function rounded({ format, cards, ...figures }: Cost): Cost {
  return {
    format,
    cards,
    coldMs: Math.round(figures.coldMs),
    coldCpuMs: Math.round(figures.coldCpuMs),
    warmMs: Math.round(figures.warmMs),
    warmCpuMs: Math.round(figures.warmCpuMs),
    peakMiB: Math.round(figures.peakMiB),
    atRestMiB: Math.round(figures.atRestMiB),
    sizeKiB: Math.round(figures.sizeKiB),
  }
}

const wanted = values.only.split(",")
const costs: Cost[] = []
for (const times of values.times.split(",").map(Number)) {
  const canvas = exampleTimes(times)
  for (const format of exportFormats)
    if (wanted.includes(format)) costs.push(rounded(await measureFormat(format, canvas)))
}
console.table(costs)
const folder = path.join(import.meta.dirname, "results")
mkdirSync(folder, { recursive: true })
writeFileSync(path.join(folder, "formats.json"), `${JSON.stringify(costs, null, 2)}\n`)
