// `npm run bench:discussion`: what the discussion costs, on this machine: its parts in Node, then the built client in
// Chromium. Prints figures beside what we aim at and writes them as JSON into test/bench/results; nothing is judged, since
// another load on the machine changes every figure.
//
//   npm run bench:discussion -- [--runs 5]
import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { parseArgs } from "node:util"
import { openBrowser } from "../harness/chromium.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { measureAnchors } from "./discussion/anchors.ts"
import { measureAnchorsOnPage } from "./discussion/anchors-on-page.ts"
import { makeRooms } from "./discussion/big-room.ts"
import { measureOpening } from "./discussion/opening.ts"
import { measureReading } from "./discussion/reading.ts"
import { measureScrolling } from "./discussion/scrolling.ts"
import { measureTelling } from "./discussion/telling.ts"
import { measureToBrowser } from "./discussion/to-browser.ts"

export interface Line {
  what: string
  value: number
  unit: "ms" | "KiB"
  aim?: number
}

async function measureInBrowsers(server: TestServer, runs: number): Promise<Line[]> {
  const rooms = await makeRooms(server)
  const browser = await openBrowser()
  try {
    return [
      ...(await measureToBrowser(server, browser, rooms)),
      ...(await measureOpening(server, browser, rooms, runs)),
      ...(await measureScrolling(server, browser, rooms.big, runs)),
      ...(await measureAnchorsOnPage(server, browser, rooms)),
    ]
  } finally {
    await browser.close()
  }
}

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } })
const server = await startServer()
try {
  const lines: Line[] = [
    ...measureAnchors(),
    ...measureReading(),
    ...(await measureTelling(server)),
    ...(await measureInBrowsers(server, Number(values.runs))),
  ].map(line => ({ ...line, value: Math.round(line.value * 100) / 100 }))
  console.table(Object.fromEntries(lines.map(({ what, ...figures }) => [what, figures])))
  const folder = path.join(import.meta.dirname, "results")
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, "discussion.json"), `${JSON.stringify(lines, null, 2)}\n`)
} finally {
  await server.close()
}
