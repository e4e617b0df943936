// The word "Saved" under `kill -9`, twenty times: whatever the page showed while it said so is in the store afterwards.
// The browser is closed before the server comes back, so that its own copy cannot heal a loss. Rules CL1, SV3.
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { newPerson, openBrowser } from "../harness/browser.ts"
import { randomBySeed } from "../harness/random.ts"
import { goToParagraph, openRoom } from "../harness/room-page.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { StockClient } from "../harness/stock-client.ts"

const ROUNDS = 20
const HEADING = "The Customers: Who Pays the Bills?"

let server: TestServer
let browser: Browser
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** Notes, frame by frame, what the commentary read while the bar said "Saved"; counts the frames that said other things. */
const watchSaved = (page: Page) =>
  page.evaluate(() => {
    const seen = { saved: "", others: 0 }
    Object.assign(globalThis, { seen })
    const look = () => {
      const state = document.querySelector("[data-state]")?.textContent
      const text = document.querySelector('[role="textbox"][aria-label="Commentary"]')?.textContent ?? ""
      if (state === "Saved") seen.saved = text
      else seen.others++
      requestAnimationFrame(look)
    }
    look()
  })
const seenSaved = (page: Page): Promise<{ saved: string; others: number }> =>
  page.evaluate(() => (globalThis as unknown as { seen: { saved: string; others: number } }).seen)

test("[CL1][SV3] nothing shown as saved is lost by kill -9, twenty times", { timeout: 240_000 }, async () => {
  const random = randomBySeed(4)
  const room = await server.newRoom({ kind: "example" })
  let othersSeen = 0

  for (let round = 0; round < ROUNDS; round++) {
    const ana = await newPerson(browser, "Ana", { width: 900, height: 700 })
    await openRoom(ana, server, room.id)
    await goToParagraph(ana.page, HEADING)
    await watchSaved(ana.page)
    const words = `<${round}:`
    await ana.page.keyboard.type(words)
    // Half of the rounds end in the middle of typing, the others while the page comes to rest and says "Saved".
    const before = random.below(12)
    for (let i = 0; i < before; i++) await ana.page.keyboard.type(`${random.below(10)}`)
    if (round % 2 === 0) await ana.page.waitForTimeout(random.below(700))
    const killed = server.kill9()
    await ana.page.keyboard.type("late")
    await killed
    const { saved, others } = await seenSaved(ana.page)
    othersSeen += others
    await ana.context.close()
    await server.start()

    const fresh = new StockClient(server.origin, room.id)
    await fresh.synced()
    const stored = headingIn(fresh.content.commentary.toString())
    const shown = headingIn(saved)
    expect({ round, isStored: stored.startsWith(shown), shown, stored }).toMatchObject({ isStored: true })
    fresh.close()
  }
  // The watcher has seen the words change: it was not looking at something else.
  expect(othersSeen).toBeGreaterThan(ROUNDS)
})

/** The heading that is typed into, up to where it ends, without the marks of either form. */
function headingIn(text: string): string {
  const plain = text.replaceAll("&lt;", "<")
  const typed = /Who Pays the Bills\?((?:<\d+:\w*)*)/.exec(plain)
  return typed?.[0] ?? ""
}
