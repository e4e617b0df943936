// The word "Saved" under `kill -9`, twenty times: whatever the page showed while it said so is in the store afterwards.
// The browser is closed before the server comes back, so that its own copy cannot heal a loss. Rules CL1, SV3.

import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { plainText, readText } from "../../shared/model/rich-text.ts"
import { come, newExample, openServerAndBrowser, server } from "../harness/pages.ts"
import { randomBySeed } from "../harness/random.ts"
import { goToParagraph, isSaved } from "../harness/room-page.ts"
import { StockClient } from "../harness/stock-client.ts"

const ROUNDS = 20
const HEADING = "The Customers: Who Pays the Bills?"

openServerAndBrowser()

/** Notes, frame by frame, what the heading read while the bar said "Saved"; counts the frames that said other things. */
const watchSaved = (page: Page) =>
  page.evaluate(words => {
    const seen = { saved: "", others: 0 }
    Object.assign(globalThis, { seen })
    const headings = [
      ...document.querySelectorAll('[role="textbox"][aria-label="Commentary"] :is(h2, h3, h4)'),
    ]
    const heading = headings.find(({ textContent }) => textContent === words)
    const look = () => {
      if (document.querySelector("[data-state]")?.textContent === "Saved")
        seen.saved = heading?.textContent ?? ""
      else seen.others++
      requestAnimationFrame(look)
    }
    look()
  }, HEADING)
const seenSaved = (page: Page): Promise<{ saved: string; others: number }> =>
  page.evaluate(() => (globalThis as unknown as { seen: { saved: string; others: number } }).seen)

test("[CL1][SV3] nothing shown as saved is lost by kill -9, twenty times", { timeout: 400_000 }, async () => {
  const random = randomBySeed(4)
  let othersSeen = 0
  let savedSeen = 0

  for (let round = 0; round < ROUNDS; round++) {
    const room = await newExample()
    const ana = await come(room, "Ana")
    await goToParagraph(ana.page, HEADING)
    await watchSaved(ana.page)
    await ana.page.keyboard.type(` ${round}:`)
    for (let i = random.below(12); i > 0; i--) await ana.page.keyboard.type(`${random.below(10)}`)
    if (round % 2 === 0) {
      // It comes to rest and says "Saved"; then the server hangs, and what is typed now must not be said to be saved.
      await isSaved(ana.page)
      process.kill(server.pid, "SIGSTOP")
      await ana.page.keyboard.type("late")
      await ana.page.waitForTimeout(600 + random.below(200))
      await server.kill9()
    } else {
      const killed = server.kill9()
      await ana.page.keyboard.type("late")
      await killed
    }
    const { saved, others } = await seenSaved(ana.page)
    othersSeen += others
    if (saved.includes(` ${round}:`)) savedSeen++
    await ana.context.close()
    await server.start()

    const fresh = new StockClient(server.origin, room)
    await fresh.synced()
    const lines = plainText(readText(fresh.content.commentary)).split("\n")
    const stored = lines.find(line => line.startsWith(HEADING)) ?? ""
    expect(stored.slice(0, saved.length), `round ${round}: what was shown as saved`).toBe(saved)
    fresh.close()
  }
  // The watcher has seen both: the words "Saved" over what was typed, and others.
  expect(savedSeen).toBeGreaterThan(3)
  expect(othersSeen).toBeGreaterThan(ROUNDS)
})
