// From following a link to a room until its cards are painted and its commentary can be written in, with nothing in
// the browser's stores, on a slow laptop on a slow line.
import type { Browser } from "playwright-core"
import { openWindow } from "../../harness/chromium.ts"
import type { TestServer } from "../../harness/server.ts"

const CARDS = 30
const CPU_SLOWDOWN = 4
const LATENCY_MS = 40
const BYTES_PER_SECOND = 10_000_000 / 8

export interface Opening {
  cardsMs: number
  liveMs: number
}

export async function measureOpening(server: TestServer, browser: Browser, runs: number): Promise<Opening[]> {
  const openings: Opening[] = []
  for (let run = 0; run < runs; run++) openings.push(await openOnce(server, browser))
  return openings
}

async function openOnce(server: TestServer, browser: Browser): Promise<Opening> {
  const room = await server.newRoom({ kind: "example" })
  const { page, context } = await openWindow(browser, "Ana")
  const session = await context.newCDPSession(page)
  await session.send("Network.enable")
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: BYTES_PER_SECOND,
    uploadThroughput: BYTES_PER_SECOND,
  })
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN })
  await page.addInitScript(watchOpening, CARDS)
  await page.goto(await server.addressOf(room.id), { waitUntil: "commit" })
  // Asked of the page's own promise: Playwright's way of waiting runs a large script in the page, which on a slow
  // processor is a good part of what is measured here.
  const opening = await page.evaluate(() => (globalThis as unknown as { opened: Promise<Opening> }).opened)
  await context.close()
  return opening
}

/** Runs in the page: looks at every frame. */
function watchOpening(cards: number): void {
  const seen: Opening = { cardsMs: 0, liveMs: 0 }
  const opened = new Promise<Opening>(resolve => {
    const look = () => {
      if (seen.cardsMs === 0 && document.querySelectorAll("[data-card]").length >= cards)
        // Drawn with this frame: the time counts once the next one begins.
        requestAnimationFrame(() => {
          seen.cardsMs ||= performance.now()
        })
      if (document.querySelector('[role="textbox"][aria-label="Commentary"]'))
        seen.liveMs ||= performance.now()
      if (seen.cardsMs > 0 && seen.liveMs > 0) resolve(seen)
      else requestAnimationFrame(look)
    }
    look()
  })
  Object.assign(globalThis, { opened })
}
