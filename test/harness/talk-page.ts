// A room's discussion as a person finds their way in it.
import type { Locator, Page } from "playwright-core"

export const commentsButton = (page: Page): Locator => page.getByRole("button", { name: /^Comments/ })
export const rail = (page: Page): Locator => page.getByRole("complementary", { name: "Comments" })
export const thread = (page: Page, words: string): Locator =>
  rail(page).getByRole("listitem").filter({ hasText: words })
export const field = (where: Locator): Locator => where.getByRole("textbox")

export async function send(page: Page, words: string): Promise<void> {
  await page.keyboard.type(words)
  await page.keyboard.press("Control+Enter")
}

/** Names somebody in the field that is being written in. */
export async function mention(page: Page, name: string): Promise<void> {
  await page.keyboard.type(`@${name.slice(0, 2)}`)
  await page.getByRole("option", { name }).waitFor()
  await page.keyboard.press("Enter")
}

/** Selects words of the commentary as dragging over them does. */
export async function selectWords(page: Page, words: string): Promise<void> {
  await page.locator("[data-text=commentary]").getByText(words).first().scrollIntoViewIfNeeded()
  await page.evaluate(wanted => {
    const texts = document.createTreeWalker(
      document.querySelector("[data-text=commentary]") as Element,
      NodeFilter.SHOW_TEXT,
    )
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const at = (node as Text).data.indexOf(wanted)
      if (at < 0) continue
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
      return
    }
  }, words)
}

/** The words of the page that are marked as commented on. */
export const marked = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    ["ninefold-comment", "ninefold-current-comment"].flatMap(name =>
      [...(CSS.highlights.get(name) ?? [])].map(range => String(range)),
    ),
  )
