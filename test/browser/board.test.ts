// One person at the board: everything in sight, everything by keyboard, many lines at once, words found again. Rules
// BR6, BR8, BR12, BR13, BD7, BD12.

import { expect, test } from "vitest"
import { come, newExample, openServerAndBrowser, server } from "../harness/pages.ts"
import { block, card, cardEditor, cardsOf, isSaved, reads } from "../harness/room-page.ts"

const titles = [
  "Key Partners",
  "Key Activities",
  "Key Resources",
  "Value Propositions",
  "Customer Relationships",
  "Channels",
  "Customer Segments",
  "Cost Structure",
  "Revenue Streams",
]

openServerAndBrowser()

const anaAtTheExample = async () => come(await newExample(), "Ana")

test("[BR8] all nine blocks with every card are in sight at 1440 × 900, and none scrolls inside", async () => {
  const { page } = await anaAtTheExample()

  const blocks = await Promise.all(
    titles.map(async title => ({
      title,
      box: await block(page, title).boundingBox(),
      scrolls: await block(page, title).evaluate(element =>
        [element, ...element.querySelectorAll("*")].some(
          each =>
            /auto|scroll/.test(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight,
        ),
      ),
      cards: await cardsOf(page, title).count(),
    })),
  )

  expect(blocks.filter(({ box }) => !box || box.y < 0 || box.y + box.height > 900)).toEqual([])
  expect(blocks.filter(({ box }) => !box || box.x < 0 || box.x + box.width > 1440)).toEqual([])
  expect(blocks.filter(({ scrolls }) => scrolls)).toEqual([])
  expect(blocks.reduce((sum, { cards }) => sum + cards, 0)).toBe(30)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440)
})

test("[BR6] a card is added, edited, moved and archived with the keyboard alone", async () => {
  const { page } = await anaAtTheExample()
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())

  // Block 3 is Channels; N writes a new card there.
  await press("3", "n")
  await page.getByRole("textbox", { name: "New card in Channels" }).waitFor()
  await page.keyboard.type("Keyboard card: made without a mouse")
  await press("Enter", "Escape")
  await card(page, "Keyboard card").waitFor()
  expect(await cardsOf(page, "Channels").count()).toBe(4)

  await press("Enter")
  await cardEditor(page).waitFor()
  await page.keyboard.type(", and edited too")
  await press("Escape")
  await reads(block(page, "Channels"), "made without a mouse, and edited too")

  // It was put behind the card the keyboard was at: up within the block, then to the block beside it.
  await press("Control+Shift+ArrowUp")
  await expect.poll(() => cardsOf(page, "Channels").first().textContent()).toContain("Keyboard card")
  await press("Control+Shift+ArrowLeft")
  await block(page, "Value Propositions").getByText("Keyboard card").waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Keyboard card")

  // Lifted, carried and dropped; Escape would have put it back.
  await press("Space", "ArrowRight", "Space")
  await block(page, "Value Propositions").getByText("Keyboard card").waitFor({ state: "detached" })
  await card(page, "Keyboard card").waitFor()

  await press("Delete")
  await card(page, "Keyboard card").waitFor({ state: "detached" })
  await page.getByRole("button", { name: "Undo" }).first().waitFor()
  await press("Control+z")
  await card(page, "Keyboard card").waitFor()
  await isSaved(page)
})

test("[BR6] an archived card is found in the archive and put back", async () => {
  const { page } = await anaAtTheExample()
  await card(page, "AMiner academic").focus()
  await page.keyboard.press("Delete")
  await card(page, "AMiner academic").waitFor({ state: "detached" })

  await page.getByRole("button", { name: "Archive", exact: true }).click()
  const drawer = page.getByRole("dialog", { name: "Archive" })
  await drawer.getByText("AMiner academic").waitFor()
  await drawer.getByRole("button", { name: "Put back" }).click()
  await page.keyboard.press("Escape")

  await block(page, "Key Resources").getByText("AMiner academic").waitFor()
  expect(await cardsOf(page, "Key Resources").count()).toBe(4)
})

test("[BR12] several lines pasted into a composer become a card each, without their bullets", async () => {
  const { page, context } = await anaAtTheExample()
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.origin })
  await page.evaluate(() => navigator.clipboard.writeText("• First: one\n• Second: two\n\n3. Third: three"))

  await page.getByRole("button", { name: "Add a card to Channels" }).click()
  await page.getByRole("textbox", { name: "New card in Channels" }).press("Control+v")
  await page.getByRole("button", { name: "Add 3 cards" }).click()

  const added = async () => (await cardsOf(page, "Channels").allTextContents()).slice(3, 6)
  await expect.poll(added).toEqual(["First: one", "Second: two", "Third: three"])
})

test("[BR13] search finds words in cards and commentary and steps through them", async () => {
  const { page } = await anaAtTheExample()

  await page.keyboard.press("Control+f")
  const field = page.getByRole("searchbox", { name: "Find in cards and commentary" })
  await field.fill("hangzhou")
  await page.getByText(/^1 of \d+$/).waitFor()
  await field.fill("tsinghua")
  await page.getByText(/^1 of \d+$/).waitFor()
  const count = Number((await page.getByText(/^1 of \d+$/).textContent())?.split(" ").at(-1))
  await page.keyboard.press("Enter")
  await page.getByText(`2 of ${count}`).waitFor()
  await page.keyboard.press("Shift+Enter")
  await page.keyboard.press("Shift+Enter")
  await page.getByText(`${count} of ${count}`).waitFor()
  await field.fill("nobody wrote this")
  await page.getByText("Not found").waitFor()
  await page.keyboard.press("Escape")
  await field.waitFor({ state: "detached" })

  // A card and the commentary both have the word.
  expect(count).toBeGreaterThan(2)
})

test("[BD12] the menu of a card with a tag opens by the mouse", async () => {
  const { page } = await anaAtTheExample()
  const tagged = card(page, "Open-source community")

  await tagged.hover()
  await tagged.getByRole("button", { name: "Card menu" }).click()

  await page.getByRole("menuitem", { name: /^Duplicate/ }).waitFor()
})

test("[BD7] a comment that is given up, and a search that found nothing, give the keyboard back to the card", async () => {
  const { page } = await anaAtTheExample()
  const there = card(page, "Open-source community")
  const hasFocus = () => there.evaluate(element => element === document.activeElement)
  await there.click()

  await page.keyboard.press("c")
  await page.getByRole("textbox", { name: /^Comment on / }).waitFor()
  await page.keyboard.press("Escape")
  await expect.poll(hasFocus).toBe(true)

  await page.keyboard.press("Control+f")
  await page.getByRole("searchbox").waitFor()
  await page.keyboard.press("Escape")
  await expect.poll(hasFocus).toBe(true)
})
