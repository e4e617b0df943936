// A room's past, as two people use it: kept, compared, brought back and taken back. Rules BR7, BR18, BR19.

import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { newPerson } from "../harness/browser.ts"
import { faultsOf } from "../harness/faults.ts"
import { browser, come, newExample, openServerAndBrowser } from "../harness/pages.ts"
import { block, card, cardsOf, editCard, goToParagraph, isSaved, reads } from "../harness/room-page.ts"

openServerAndBrowser()

/** Keeps the canvas as it is, by the keys for it. */
async function keep(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+s")
  const dialog = page.getByRole("dialog", { name: "Keep this version" })
  await dialog.getByLabel("Name").fill(name)
  await dialog.getByRole("button", { name: "Keep it" }).click()
  await page.getByText(`Kept: ${name}.`).first().waitFor()
}

const versions = (page: Page) => page.getByRole("main", { name: "Versions" })
const openVersions = async (page: Page) => {
  await page.getByRole("button", { name: "Versions", exact: true }).click()
  await versions(page)
    .getByRole("list", { name: /^Versions/ })
    .waitFor()
}

/** Opens the comparison of a version with now. */
async function compareWithNow(page: Page, name: string): Promise<void> {
  await openVersions(page)
  await versions(page)
    .getByRole("button", { name: new RegExp(`^${name}`) })
    .click()
  await versions(page).getByRole("button", { name: "Compare", exact: true }).click()
  await versions(page).getByRole("list", { name: "Changes" }).waitFor()
}

const leaveVersions = async (page: Page) => {
  await page.keyboard.press("Escape")
  await block(page, "Channels").getByRole("button", { name: "Add a card to Channels" }).waitFor()
}

test("[BR18] two people change what was kept; a comparison shows it, a restore arrives at the other, undoing it brings it back", async () => {
  const room = await newExample()
  const [ana, ben] = await Promise.all([come(room, "Ana"), come(room, "Benedikt")])
  await keep(ana.page, "Before the meeting")

  await editCard(ana.page, "Open-source community")
  await ana.page.keyboard.type(" Also on Gitee.")
  await ana.page.keyboard.press("Escape")
  await card(ben.page, "Domestic chip adaptation").dragTo(cardsOf(ben.page, "Channels").last(), {
    targetPosition: { x: 60, y: 40 },
  })
  await card(ben.page, "Government procurement").click()
  await ben.page.keyboard.press("Delete")
  await goToParagraph(ben.page, "The Customers: Who Pays the Bills?")
  await ben.page.keyboard.type(" 谁来付钱")
  await Promise.all([isSaved(ana.page), isSaved(ben.page)])
  await block(ana.page, "Channels").getByText("Domestic chip adaptation").waitFor()

  await compareWithNow(ana.page, "Before the meeting")

  const past = versions(ana.page)
  await card(ana.page, "Open-source community").getByText("Reworded").waitFor()
  expect(await card(ana.page, "Open-source community").getByRole("insertion").textContent()).toBe(
    " Also on Gitee.",
  )
  await card(ana.page, "Domestic chip adaptation").getByText("Moved from Key Activities").waitFor()
  await card(ana.page, "Government procurement").getByText("Archived").waitFor()
  expect(
    await past
      .getByRole("heading", { name: /^The Customers/ })
      .getByRole("insertion")
      .textContent(),
  ).toContain("谁来付钱")
  const entry = past
    .getByRole("list", { name: "Changes" })
    .getByRole("listitem")
    .filter({ hasText: "Domestic chip" })
  await reads(entry, "by Benedikt")
  await past.getByLabel("Last changed by").selectOption("Ana")
  expect(await past.getByRole("list", { name: "Changes" }).getByRole("listitem").count()).toBe(1)
  await past.getByLabel("Last changed by").selectOption("")

  // One card, taken back, then everything: all is told to the other, in words that say who did it.
  await entry.getByRole("button", { name: /^Restore/ }).click()
  await ana.page.getByRole("button", { name: "Restore this card" }).click()
  await ben.page
    .getByText("Ana restored the card “Domestic chip adaptation” from “Before the meeting”.")
    .first()
    .waitFor()
  await block(ben.page, "Key Activities").getByText("Domestic chip adaptation").waitFor()
  await ana.page.getByRole("button", { name: "Undo" }).click()
  await block(ben.page, "Channels").getByText("Domestic chip adaptation").waitFor()
  await past.getByRole("button", { name: "End the comparison" }).click()
  await past.getByRole("button", { name: "Restore everything…" }).click()
  await ana.page.getByRole("button", { name: "Restore everything", exact: true }).click()
  await ben.page.getByText("Ana restored the whole canvas from “Before the meeting”.").first().waitFor()
  await card(ben.page, "Government procurement").waitFor()
  await ben.page.getByText("Also on Gitee.").waitFor({ state: "detached" })

  await ana.page.getByRole("button", { name: "Undo" }).click()
  await block(ben.page, "Customer Relationships").getByText("Also on Gitee.").waitFor()
  await card(ben.page, "Government procurement").waitFor({ state: "detached" })
  await leaveVersions(ana.page)
  await block(ana.page, "Customer Relationships").getByText("Also on Gitee.").waitFor()
})

test("[BR18] who wrote a card is looked up by keys alone", async () => {
  const ana = await come(await newExample(), "Ana")
  await editCard(ana.page, "Open-source community")
  await ana.page.keyboard.type(" Also on Gitee.")
  await ana.page.keyboard.press("Escape")
  await isSaved(ana.page)

  await ana.page.keyboard.press("Control+k")
  await ana.page.keyboard.type("who wrote")
  await ana.page.keyboard.press("Enter")

  const dialog = ana.page.getByRole("dialog", { name: "Who wrote this" })
  await reads(dialog.getByRole("list", { name: "Writers" }), "Ana")
  await reads(dialog, "15 letters")
  await reads(dialog, "by Ana.")
})

test.each(["light", "dark"] as const)(
  "[BR7] a comparison has no serious accessibility violation, %s",
  async colorScheme => {
    const ana = await come(await newExample(), "Ana", "edit", { colorScheme })
    await keep(ana.page, "Draft")
    await editCard(ana.page, "Open-source community")
    await ana.page.keyboard.type(" Also on Gitee.")
    await ana.page.keyboard.press("Escape")
    await card(ana.page, "Government procurement").click()
    await ana.page.keyboard.press("Delete")
    await isSaved(ana.page)

    await compareWithNow(ana.page, "Draft")

    expect(await faultsOf(ana.page)).toEqual([])
  },
)

test("[BR19] readers are offered nothing of the past; a version's link shows that version alone until it is revoked", async () => {
  const room = await newExample()
  const [ana, reader, stranger] = [
    await come(room, "Ana", "facilitate"),
    await come(room, "Reader", "view"),
    await newPerson(browser, "Stranger", { isPhone: true }),
  ]
  await keep(ana.page, "To show")

  expect(await reader.page.getByRole("button", { name: "Versions", exact: true }).count()).toBe(0)
  await reader.page.keyboard.press("Control+k")
  await reader.page.keyboard.type("version")
  expect(await reader.page.getByRole("option", { name: /version/i }).count()).toBe(0)

  await openVersions(ana.page)
  const past = versions(ana.page)
  await past.getByRole("button", { name: /^To show/ }).click()
  await ana.context.grantPermissions(["clipboard-read", "clipboard-write"])
  await past.getByRole("button", { name: "Link to this version" }).click()
  await past.getByRole("button", { name: /^Cop/ }).waitFor()
  const address = await ana.page.evaluate(() => navigator.clipboard.readText())
  await stranger.page.goto(address)
  await block(stranger.page, "Channels").getByText("API platform (bigmodel.cn)").waitFor()
  expect(await stranger.page.getByRole("button").count()).toBe(0)
  expect(await stranger.page.content()).not.toContain(room)

  await past.getByRole("button", { name: "Revoke the link" }).click()
  await past
    .getByRole("group", { name: "Revoke the link" })
    .getByRole("button", { name: "Revoke the link" })
    .click()
  await past.getByRole("button", { name: "Link to this version" }).waitFor()
  await stranger.page.reload()
  await stranger.page.getByText("There is no version here.").waitFor()
})
