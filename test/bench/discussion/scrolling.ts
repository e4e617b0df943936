// Whether a room with a thousand threads stays smooth while its page, and then the rail beside it, is scrolled to the end.
import type { Browser, Page } from "playwright-core"
import type { RoomId } from "../../../shared/ids.ts"
import { openWindow } from "../../harness/chromium.ts"
import type { TestServer } from "../../harness/server.ts"
import { median } from "../client/figures.ts"
import { nextFrame, untilInPage } from "../client/scripting.ts"
import type { Line } from "../discussion.ts"
import { THREADS, threadId } from "./big-talk.ts"
import { tasksDuring } from "./tasks.ts"

/** A turn of the wheel, and the pause before the next. */
const TURN = { pixels: 400, pauseMs: 25 }

interface Longest {
  overPage: number
  overRail: number
}

export async function measureScrolling(
  server: TestServer,
  browser: Browser,
  room: RoomId,
  runs: number,
): Promise<Line[]> {
  const scrolls: Longest[] = []
  const openings: number[] = []
  for (let run = 0; run < runs; run++) {
    scrolls.push(await scrollOnce(server, browser, room))
    openings.push(await openAtLast(server, browser, room))
  }
  const [board, rail] = [scrolls.map(each => each.overPage), scrolls.map(each => each.overRail)]
  return [
    { what: "… longest task while the board is scrolled", value: median(board), unit: "ms", aim: 50 },
    { what: "… while the rail is scrolled to its end", value: median(rail), unit: "ms", aim: 50 },
    { what: "… while it is opened at its last thread", value: median(openings), unit: "ms", aim: 50 },
  ]
}

async function scrollOnce(server: TestServer, browser: Browser, room: RoomId): Promise<Longest> {
  const { page, context } = await openWindow(browser, "Ana")
  await page.goto(await server.addressOf(room))
  await page.getByRole("button", { name: /^Comments/ }).click()
  const rail = page.getByRole("complementary", { name: "Comments" })
  await rail.getByRole("listitem").first().waitFor()
  await page.getByRole("textbox", { name: "Commentary" }).waitFor()

  await page.mouse.move(400, 500)
  const overPage = await tasksDuring(browser, page, () => turnWheel(page, 60))
  await page.mouse.move(1300, 500)
  // Its end moves away as it is reached, until all is there.
  const overRail = await tasksDuring(browser, page, () => turnWheel(page, 600))
  const drawn = await rail.getByRole("listitem").count()
  await context.close()
  if (drawn !== THREADS) throw new Error(`${drawn} threads of ${THREADS} are in the rail at its end`)
  return { overPage: Math.max(...overPage), overRail: Math.max(...overRail) }
}

/** Opened by the address that leads to the oldest thread, which stands at the end of the rail. */
async function openAtLast(server: TestServer, browser: Browser, room: RoomId): Promise<number> {
  const { page, context } = await openWindow(browser, "Ana")
  const address = new URL(await server.addressOf(room))
  address.searchParams.set("thread", threadId(0))
  const tasks = await tasksDuring(browser, page, async () => {
    await page.goto(address.href)
    await untilInPage(page, () => document.querySelector("[data-thread][data-current] textarea") !== null)
    await nextFrame(page)
  })
  await context.close()
  return Math.max(...tasks)
}

async function turnWheel(page: Page, turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await page.mouse.wheel(0, TURN.pixels)
    await page.waitForTimeout(TURN.pauseMs)
  }
}
