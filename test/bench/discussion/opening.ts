// What a thousand threads add to opening their room: the work of the page's main thread, beyond what the same room takes
// in which nobody has said anything.
import type { Browser } from "playwright-core"
import type { RoomId } from "../../../shared/ids.ts"
import { openWindow } from "../../harness/chromium.ts"
import type { TestServer } from "../../harness/server.ts"
import { median } from "../client/figures.ts"
import { countScripting, untilInPage } from "../client/scripting.ts"
import type { Line } from "../discussion.ts"
import type { Rooms } from "./big-room.ts"
import { tasksDuring } from "./tasks.ts"

/** The editor is there by then, and the worker that keeps the program has not begun. */
const SETTLE_MS = 1_000

interface Opening {
  scriptingMs: number
  /** Scripting, style, layout, all of it. */
  busyMs: number
  longestMs: number
}

export async function measureOpening(
  server: TestServer,
  browser: Browser,
  rooms: Rooms,
  runs: number,
): Promise<Line[]> {
  const [quiet, big]: [Opening[], Opening[]] = [[], []]
  for (let run = 0; run < runs; run++) {
    quiet.push(await openOnce(server, browser, rooms.quiet, hasButton))
    big.push(await openOnce(server, browser, rooms.big, areMarksDrawn))
  }
  const middle = (openings: Opening[], which: keyof Opening) => median(openings.map(each => each[which]))
  const added = (which: keyof Opening) => middle(big, which) - middle(quiet, which)
  return [
    { what: "1,000 threads in the page: scripting added", value: added("scriptingMs"), unit: "ms", aim: 150 },
    { what: "… all work of the main thread added", value: added("busyMs"), unit: "ms", aim: 150 },
    { what: "… longest task of opening", value: middle(big, "longestMs"), unit: "ms", aim: 50 },
    { what: "… the same without a thread", value: middle(quiet, "longestMs"), unit: "ms" },
  ]
}

const hasButton = () => document.querySelector('[aria-label^="Comments"]') !== null
const areMarksDrawn = () => (CSS.highlights.get("ninefold-comment")?.size ?? 0) > 0

async function openOnce(
  server: TestServer,
  browser: Browser,
  room: RoomId,
  isDrawn: () => boolean,
): Promise<Opening> {
  const { page, context } = await openWindow(browser, "Ana")
  const session = await countScripting(page)
  const address = await server.addressOf(room)
  const tasks = await tasksDuring(browser, page, async () => {
    await page.goto(address)
    await untilInPage(page, () => document.querySelector('[data-state="saved"]') !== null)
    await untilInPage(page, isDrawn)
    await page.waitForTimeout(SETTLE_MS)
  })
  const { metrics } = await session.send("Performance.getMetrics")
  const metricMs = (wanted: string) =>
    1000 * (metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN)
  await context.close()
  return {
    scriptingMs: metricMs("ScriptDuration"),
    busyMs: metricMs("TaskDuration"),
    longestMs: Math.max(...tasks),
  }
}
