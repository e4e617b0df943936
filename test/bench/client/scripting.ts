// How long a page has run scripts, as Chromium counts it.
import type { CDPSession, Page } from "playwright-core"

/** Switches the counting on; call it before the page is loaded. */
export async function countScripting(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send("Performance.enable")
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
