// From a key in one browser until the page of another shows it, both on this machine, over the server and its disk.
import type { Browser } from "playwright-core"
import { openWindow, type Person } from "../../harness/chromium.ts"
import type { TestServer } from "../../harness/server.ts"

const KEYS = 50
/** So that each key travels alone. */
const PAUSE_MS = 120

export async function measureEditToPeer(server: TestServer, browser: Browser): Promise<number[]> {
  const room = await server.newRoom({ kind: "example" })
  const [ana, ben] = [await openWindow(browser, "Ana"), await openWindow(browser, "Ben")]
  for (const { page } of [ana, ben]) {
    await page.goto(await server.addressOf(room.id))
    await page.getByRole("textbox", { name: "Commentary" }).waitFor()
  }
  await ana.page.locator("[data-card]").first().dblclick()
  await ana.page.getByRole("textbox", { name: /^Card in/ }).waitFor()
  await ana.page.evaluate(() => {
    const times: number[] = []
    Object.assign(globalThis, { times })
    addEventListener("keydown", () => times.push(performance.timeOrigin + performance.now()), true)
  })
  await ben.page.evaluate(() => {
    const times: number[] = []
    Object.assign(globalThis, { times })
    const card = document.querySelector("[data-card] p")?.parentElement
    const note = () => times.push(performance.timeOrigin + performance.now())
    if (card)
      new MutationObserver(note).observe(card, { subtree: true, childList: true, characterData: true })
  })
  for (let i = 0; i < KEYS; i++) {
    await ana.page.keyboard.press("e")
    await ana.page.waitForTimeout(PAUSE_MS)
  }
  const timesOf = ({ page }: Person): Promise<number[]> =>
    page.evaluate(() => (globalThis as unknown as { times: number[] }).times)
  const [sent, shown] = [await timesOf(ana), await timesOf(ben)]
  await Promise.all([ana, ben].map(({ context }) => context.close()))
  // Each key meets the first change shown after it; one that was shown only with the next is counted as that late.
  return sent.flatMap(sentMs => {
    const shownMs = shown.find(each => each >= sentMs)
    return shownMs === undefined ? [] : [shownMs - sentMs]
  })
}
