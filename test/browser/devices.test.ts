// The same room on a phone and on paper. Rules BR9, BR10.

import { expect, test } from "vitest"
import { come, newExample, openServerAndBrowser, server } from "../harness/pages.ts"
import { pagesOf } from "../harness/pdf.ts"
import { block, card, reads } from "../harness/room-page.ts"
import { StockClient } from "../harness/stock-client.ts"

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

test("[BR9] with many in the room a phone's page is no wider than its screen", async () => {
  const room = await newExample()
  const others = Array.from({ length: 12 }, () => new StockClient(server.origin, room))
  for (const [i, { provider }] of others.entries())
    provider.awareness.setLocalStateField("user", { name: `Guest ${i}`, color: "#1f7a7a" })
  const { page } = await come(room, "Ana", "edit", { isPhone: true })

  await page.getByRole("button", { name: "13 people are here. Show who" }).waitFor()

  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  for (const { provider } of others) provider.destroy()
})

test("[BR10][BD10] printed, the board is one landscape page, set as large as fits, and the commentary follows on portrait ones", async () => {
  const { page } = await come(await newExample(), "Ana")

  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  const isLandscape = pagesOf(pdf).map(({ widthPt, heightPt }) => widthPt > heightPt)
  const typePt = await page.evaluate(() =>
    Number.parseFloat(document.documentElement.style.getPropertyValue("--paper-type")),
  )

  expect(isLandscape[0]).toBe(true)
  expect(isLandscape.slice(1)).not.toContain(true)
  expect(isLandscape.length).toBeGreaterThan(2)
  expect(typePt).toBeGreaterThanOrEqual(8)
})
