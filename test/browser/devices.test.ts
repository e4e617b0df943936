// The same room on a phone and on paper. Rules BR9, BR10.

import { expect, test } from "vitest"
import { come, newExample, openServerAndBrowser } from "../harness/pages.ts"
import { pagesOf } from "../harness/pdf.ts"
import { block, card, reads } from "../harness/room-page.ts"

openServerAndBrowser()

const inOrderOfWork = [
  "Customer Segments",
  "Value Propositions",
  "Channels",
  "Customer Relationships",
  "Revenue Streams",
  "Key Resources",
  "Key Activities",
  "Key Partners",
  "Cost Structure",
]

test("[BR9] on a phone the blocks stand in the order of work and a card opens as a sheet", async () => {
  const { page } = await come(await newExample(), "Ana", "edit", { isPhone: true })

  const tops = await Promise.all(
    inOrderOfWork.map(async title => (await block(page, title).boundingBox())?.y ?? Number.NaN),
  )
  const sorted = [...tops].sort((a, b) => a - b)
  await card(page, "Open-source community").tap()
  await page.getByRole("dialog", { name: "Customer Relationships" }).waitFor()
  const sheet = page.getByRole("dialog")
  await sheet.getByText("Open-source community").waitFor()
  await sheet.getByRole("button", { name: "Edit" }).tap()
  await sheet.getByRole("textbox").waitFor()
  await page.keyboard.press("Control+End")
  await page.keyboard.type(" From a phone.")
  await sheet.getByRole("combobox", { name: "Move to" }).selectOption({ label: "3 Channels" })
  await sheet.getByRole("button", { name: "Close" }).tap()

  expect(tops).toEqual(sorted)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await reads(block(page, "Channels"), "From a phone.")
  const chips = page.getByRole("navigation", { name: "Blocks" }).getByRole("link")
  expect(await chips.count()).toBe(9)
})

test("[BR10] printed, the board is one landscape page and the commentary follows on portrait ones", async () => {
  const { page } = await come(await newExample(), "Ana")

  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  const isLandscape = pagesOf(pdf).map(({ widthPt, heightPt }) => widthPt > heightPt)

  expect(isLandscape[0]).toBe(true)
  expect(isLandscape.slice(1)).not.toContain(true)
  expect(isLandscape.length).toBeGreaterThan(2)
})
