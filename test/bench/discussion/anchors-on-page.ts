// What a remote edit of the commentary costs a page on which five hundred threads are about its words: finding them again
// and marking them anew, beyond what the same edit costs where nobody has said anything.
import type { Browser } from "playwright-core"
import type { RoomId } from "../../../shared/ids.ts"
import { lettersOf, pointAt } from "../../../shared/model/letters.ts"
import { openWindow } from "../../harness/chromium.ts"
import { randomBySeed } from "../../harness/random.ts"
import type { TestServer } from "../../harness/server.ts"
import { StockClient } from "../../harness/stock-client.ts"
import { median } from "../client/figures.ts"
import { countScripting, scriptingMs, untilInPage } from "../client/scripting.ts"
import type { Line } from "../discussion.ts"
import type { Rooms } from "./big-room.ts"

const EDITS = 30
/** Words are looked for 120 ms after an edit and marked 60 ms later. */
const SETTLE_MS = 400

export async function measureAnchorsOnPage(
  server: TestServer,
  browser: Browser,
  rooms: Rooms,
): Promise<Line[]> {
  const withThreads = median(await scriptingOfEdits(server, browser, rooms.big))
  const without = median(await scriptingOfEdits(server, browser, rooms.quiet))
  return [
    {
      what: "500 anchors found and marked again in the page after a remote edit",
      value: withThreads - without,
      unit: "ms",
      aim: 10,
    },
  ]
}

async function scriptingOfEdits(server: TestServer, browser: Browser, room: RoomId): Promise<number[]> {
  const { page, context } = await openWindow(browser, "Ana")
  const session = await countScripting(page)
  await page.goto(await server.addressOf(room))
  await untilInPage(page, () => document.querySelector('[role="textbox"][aria-label="Commentary"]') !== null)
  const ben = new StockClient(server.origin, room)
  await ben.synced()
  await page.waitForTimeout(SETTLE_MS)

  const random = randomBySeed(7)
  const costs: number[] = []
  for (let i = 0; i < EDITS; i++) {
    const letters = lettersOf(ben.content.commentary)
    const point = pointAt(letters, random.below(letters.words.length))
    const before = await scriptingMs(session)
    point?.text.insert(point.index, "edited ")
    await page.waitForTimeout(SETTLE_MS)
    costs.push((await scriptingMs(session)) - before)
  }
  ben.close()
  await context.close()
  return costs
}
