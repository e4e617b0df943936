// `npm run bench:client`: how fast the built client is, in Chromium on this machine. Prints a table of figures beside
// what we aim at; nothing is judged, since another load on the machine changes every figure.
//
//   npm run bench:client -- [--runs 5]
import { parseArgs } from "node:util"
import type { Browser } from "playwright-core"
import { openBrowser } from "../harness/chromium.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { measureBoard } from "./client/board.ts"
import { measureEditToPeer } from "./client/edit-to-peer.ts"
import { median, percentile } from "./client/figures.ts"
import { measureKeystrokes } from "./client/keystrokes.ts"
import { measureMounts } from "./client/mounts.ts"
import { measureOpening } from "./client/opening.ts"

interface Line {
  what: string
  ms: number
  aimMs: number
}

async function measure(server: TestServer, browser: Browser, runs: number): Promise<Line[]> {
  const openings = await measureOpening(server, browser, runs)
  const mounts = await measureMounts(server, browser)
  const keystrokes = await measureKeystrokes(server, browser)
  const board = await measureBoard(server, browser, runs)
  const toPeer = await measureEditToPeer(server, browser)
  return [
    {
      what: "cards painted, 4 × CPU, 10 Mbit/s, 40 ms",
      ms: median(openings.map(each => each.cardsMs)),
      aimMs: 1000,
    },
    {
      what: "commentary live, 4 × CPU, 10 Mbit/s, 40 ms",
      ms: median(openings.map(each => each.liveMs)),
      aimMs: 2000,
    },
    { what: "card editor mounts, warm, p50", ms: median(mounts), aimMs: 16 },
    { what: "keystroke scripting, five carets moving, p95", ms: percentile(keystrokes, 95), aimMs: 8 },
    { what: "board of 200 cards, scripting beyond an empty one's", ms: board, aimMs: 50 },
    { what: "edit to peer, key to page, p50", ms: median(toPeer), aimMs: 10 },
  ]
}

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } })
const server = await startServer()
const browser = await openBrowser()
try {
  const lines = await measure(server, browser, Number(values.runs))
  console.table(
    Object.fromEntries(lines.map(({ what, ms, aimMs }) => [what, { ms: Math.round(ms * 10) / 10, aimMs }])),
  )
} finally {
  await browser.close()
  await server.close()
}
