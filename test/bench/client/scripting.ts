// How long a page has run scripts, as Chromium counts it: time on the processor, which other work on the machine
// hardly changes.
import type { CDPSession, Page } from "playwright-core"

/** Switches the counting on; call it before the page is loaded. */
export async function countScripting(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send("Performance.enable", { timeDomain: "threadTicks" })
  return session
}

/** @returns ms of scripting since the page began. */
export async function scriptingMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics")
  return 1000 * (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? Number.NaN)
}

/** Resolves when the page has drawn what was under way. */
export const nextFrame = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve))))

/**
 * Resolves when `isSo` is true in the page, which looks for itself at every frame: Playwright's own way of waiting is a
 * large script that reads the whole page, and would be counted as the page's.
 */
export const untilInPage = (page: Page, isSo: () => boolean): Promise<void> =>
  page.evaluate(
    `new Promise(resolve => {
      const look = () => ((${isSo})() ? resolve() : requestAnimationFrame(look))
      look()
    })`,
  )
