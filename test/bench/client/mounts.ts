// From the key that opens a card's editor until the editor is on the page and has the focus, once its code is loaded.
import type { Browser } from "playwright-core"
import { openWindow } from "../../harness/chromium.ts"
import type { TestServer } from "../../harness/server.ts"
import { nextFrame } from "./scripting.ts"

const MOUNTS = 20

export async function measureMounts(server: TestServer, browser: Browser): Promise<number[]> {
  const room = await server.newRoom({ kind: "example" })
  const { page, context } = await openWindow(browser, "Ana")
  await page.goto(await server.addressOf(room.id))
  await page.getByRole("textbox", { name: "Commentary" }).waitFor()
  await page.evaluate(() => {
    const mounts: number[] = []
    Object.assign(globalThis, { mounts })
    let pressedMs = 0
    const press = ({ key }: KeyboardEvent) => {
      if (key === "Enter") pressedMs = performance.now()
    }
    addEventListener("keydown", press, true)
    addEventListener("focusin", ({ target }) => {
      if (target instanceof Element && target.matches('[role="textbox"][aria-label^="Card in"]'))
        mounts.push(performance.now() - pressedMs)
    })
  })
  const cards = page.locator("[data-card]")
  for (let i = 0; i <= MOUNTS; i++) {
    await cards.nth(i).focus()
    await page.keyboard.press("Enter")
    await page.getByRole("textbox", { name: /^Card in/ }).waitFor()
    await nextFrame(page)
    await page.keyboard.press("Escape")
    await nextFrame(page)
  }
  const mounts = await page.evaluate(() => (globalThis as unknown as { mounts: number[] }).mounts)
  await context.close()
  // The first one is not warm.
  return mounts.slice(1)
}
