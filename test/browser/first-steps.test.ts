// From home into a room, and whether everybody can use the two. Rules BR5, BR7.

import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { newPerson } from "../harness/browser.ts"
import { faultsOf } from "../harness/faults.ts"
import { browser, come, newExample, openServerAndBrowser, server } from "../harness/pages.ts"
import { block, cardsOf, editCard, isSaved } from "../harness/room-page.ts"
import { root } from "../harness/sources.ts"

openServerAndBrowser()

/** The page itself where it lies beside the project, else one of the same shape in words of our own. */
function referencePage(): string {
  const places = ["../shared/reference/zai-breakdown.txt", "test/fixtures/breakdown-page.txt"]
  const place = places.map(each => path.join(root, each)).find(existsSync)
  if (!place) throw new Error("There is no page to import")
  return readFileSync(place, "utf8")
}

test("[BR5] the reference page pasted at home becomes 30 cards, nine table rows and six sections", async () => {
  const { page } = await newPerson(browser, "Ana")
  await page.goto(`${server.origin}/`)

  await page.getByRole("textbox", { name: "Text of the page" }).fill(referencePage())
  await page.getByText(/^30 cards in 9 blocks, \d sections, 9 table rows$/).waitFor()
  await page.getByRole("button", { name: "Create the room" }).click()
  await isSaved(page)

  const counts = []
  for (const title of [
    "Key Partners",
    "Key Activities",
    "Key Resources",
    "Value Propositions",
    "Customer Relationships",
    "Channels",
    "Customer Segments",
    "Cost Structure",
    "Revenue Streams",
  ])
    counts.push(await cardsOf(page, title).count())
  expect(counts).toEqual([4, 4, 4, 3, 3, 3, 3, 3, 3])
  const article = page.getByRole("region", { name: "Commentary" }).getByRole("article")
  // Nine rows of figures under their heading row.
  expect(await article.getByRole("table").getByRole("row").count()).toBe(10)
  const numbered = article.getByRole("heading", { name: /^(?:I|II|III|IV|V|VI)[.:]? / })
  expect(await numbered.count()).toBe(6)
})

test("[BR5] a page without any of the headings is refused in words, and nothing is made", async () => {
  const { page } = await newPerson(browser, "Ana")
  await page.goto(`${server.origin}/`)

  await page.getByRole("textbox", { name: "Text of the page" }).fill("Nothing of a canvas.\n\nNot at all.")

  await page
    .getByText(/Key Partners/)
    .first()
    .waitFor()
  expect(await page.getByRole("button", { name: "Create the room" }).count()).toBe(0)
})

test("[BR5] every start at home leads into a room, and home lists it afterwards", async () => {
  const { page } = await newPerson(browser, "Ana")
  for (const name of [
    /^Business Model Canvas/,
    /^Lean Canvas/,
    /^SWOT/,
    "Open the Z.ai example as my copy",
  ]) {
    await page.goto(`${server.origin}/`)
    await page.getByRole("button", { name }).click()
    await isSaved(page)
    expect(new URL(page.url()).pathname).toMatch(/^\/r\/[\w-]{22}$/)
  }
  await page.getByRole("link", { name: "Ninefold: all rooms" }).click()

  await page.getByRole("heading", { name: "Rooms on this device" }).waitFor()
  expect(await page.getByRole("link").count()).toBeGreaterThanOrEqual(4)
  await page.getByRole("link", { name: /^Z\.ai/ }).click()
  await block(page, "Key Partners").waitFor()
})

test.each(["light", "dark"] as const)(
  "[BR7] home has no serious accessibility violation, %s",
  async colorScheme => {
    const { page } = await newPerson(browser, "Ana", { colorScheme })
    await page.goto(`${server.origin}/`)
    await page.getByRole("button", { name: /^SWOT/ }).waitFor()

    expect(await faultsOf(page)).toEqual([])
  },
)

test.each(["light", "dark"] as const)(
  "[BR7] the room has no serious accessibility violation, %s",
  async colorScheme => {
    const ana = await come(await newExample(), "Ana", "edit", { colorScheme })

    expect(await faultsOf(ana.page)).toEqual([])
    await editCard(ana.page, "Open-source community")
    expect(await faultsOf(ana.page)).toEqual([])
    await ana.page.keyboard.press("Escape")
    await ana.page.keyboard.press("Control+k")
    await ana.page.getByRole("dialog", { name: "Commands" }).waitFor()
    expect(await faultsOf(ana.page)).toEqual([])
  },
)
