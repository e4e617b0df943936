// A room as a person finds their way in it: by the names of things, as a screen reader tells them.
import type { ElementHandle, Locator, Page } from "playwright-core"
import { expect } from "vitest"
import type { Person } from "./browser.ts"
import type { TestServer } from "./server.ts"

/** Waits until the bar says that everything is stored. */
export const isSaved = (page: Page): Promise<void> => saysState(page, "Saved")

/** Waits until the bar describes the state of the work like this. */
export const saysState = (page: Page, words: string | RegExp): Promise<void> =>
  page.getByText(words, { exact: true }).first().waitFor()

export const block = (page: Page, title: string): Locator =>
  page.getByRole("region", { name: title, exact: true })

export const cardsOf = (page: Page, title: string): Locator => block(page, title).getByRole("listitem")

/** A card by any of its words. */
export const card = (page: Page, words: string): Locator => page.getByRole("group", { name: words }).first()

/** The editor of the card that is being edited here. */
export const cardEditor = (page: Page): Locator => page.getByRole("textbox", { name: /^Card in / })

export const commentary = (page: Page): Locator => page.getByRole("textbox", { name: "Commentary" })

/** Waits until something reads these words, leaving out the names that stand at the carets of others. */
export async function reads(where: Locator, words: string): Promise<void> {
  const read = () =>
    where.evaluate(element => {
      const copy = element.cloneNode(true) as Element
      for (const caret of copy.querySelectorAll("[data-unsearched]")) caret.remove()
      return copy.textContent ?? ""
    })
  await expect.poll(read).toContain(words)
}

/** Opens a card's editor with the caret at the end. */
export async function editCard(page: Page, words: string): Promise<void> {
  await card(page, words).dblclick()
  await cardEditor(page).waitFor()
  await moveCaret(page, "Control+End", (_, head, end) => head === end)
}

/**
 * Presses a key that moves the caret until the editor has taken it: for some milliseconds after it got the focus,
 * ProseMirror puts the selection back where it had it.
 */
export async function moveCaret(
  page: Page,
  key: string,
  isThere: (anchor: number, head: number, end: number) => boolean,
): Promise<void> {
  const selection = () =>
    cardEditor(page).evaluate(element => {
      const { editor } = element as unknown as {
        editor: { state: { doc: { content: { size: number } }; selection: { anchor: number; head: number } } }
      }
      const { anchor, head } = editor.state.selection
      return { anchor, head, end: editor.state.doc.content.size - 1 }
    })
  await expect
    .poll(async () => {
      await page.keyboard.press(key)
      const { anchor, head, end } = await selection()
      return isThere(anchor, head, end)
    })
    .toBe(true)
}

/** Puts the caret at the end of a paragraph of the commentary; again where a redrawing has put it back. */
export async function goToParagraph(page: Page, words: string): Promise<void> {
  const isThere = () =>
    page.evaluate(text => {
      const { editor } = document.activeElement as unknown as {
        editor?: {
          state: { selection: { $head: { parent: { textContent: string }; parentOffset: number } } }
        }
      }
      const head = editor?.state.selection.$head
      if (!head?.parent.textContent.includes(text)) return false
      // In a paragraph of several lines the key leads to the end of one of them.
      const { length } = head.parent.textContent
      return head.parentOffset === length || length > 60
    }, words)
  await expect
    .poll(async () => {
      const paragraph = await paragraphWith(page, words)
      if (!paragraph) return false
      await paragraph.click()
      await page.keyboard.press("End")
      return isThere()
    })
    .toBe(true)
}

/** The block of the commentary that reads these words, whoever has a caret among them. */
async function paragraphWith(page: Page, words: string): Promise<ElementHandle<Element> | null> {
  await commentary(page).waitFor()
  const found = await commentary(page).evaluateHandle((article, wanted) => {
    const blocks = [...article.querySelectorAll("h2, h3, h4, p")]
    return blocks.find(block => {
      const copy = block.cloneNode(true) as Element
      for (const caret of copy.querySelectorAll("[data-unsearched]")) caret.remove()
      return copy.textContent?.includes(wanted)
    })
  }, words)
  return found.asElement()
}

/** Waits until the program itself is kept on this device, and serves this page. */
export const isKept = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated")

/** Keeps the browser's open lines from reaching the server and the server's from reaching it, until `mend`. */
export async function loseNetwork({ context }: Person, server: TestServer): Promise<() => Promise<void>> {
  await context.setOffline(true)
  // Chromium's switch stops new connections only; the server's end is what ends the open one. Others come back at once.
  await server.kill9()
  await server.start()
  return () => context.setOffline(false)
}
