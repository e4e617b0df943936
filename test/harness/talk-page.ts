// A room's discussion as a person finds their way in it.
import type { Locator, Page } from "playwright-core"
import { eventually } from "./wait.ts"

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

/** An offer that is out of sight by then. */
const SCROLLED_AWAY_MS = 2_000

/**
 * Takes the offer to comment on words of the commentary. Again where they went out of sight before it was pressed: what
 * was said just now is brought into view some frames after it can be read.
 */
export const commentOn = (page: Page, words: string): Promise<void> =>
  eventually(async () => {
    await selectWords(page, words)
    await page.getByRole("button", { name: "Comment", exact: true }).click({ timeout: SCROLLED_AWAY_MS })
  })

/** Selects words of the commentary as dragging over them does. */
async function selectWords(page: Page, words: string): Promise<void> {
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
