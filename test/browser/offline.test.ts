// Without a network: the room opens, is edited, survives a reload, and comes together again on return. Rules BR3, CL2.

import { expect, test } from "vitest"
import { come, newExample, openServerAndBrowser, server } from "../harness/pages.ts"
import {
  block,
  cardsOf,
  commentary,
  editCard,
  goToParagraph,
  isKept,
  isSaved,
  loseNetwork,
  reads,
  saysState,
} from "../harness/room-page.ts"

openServerAndBrowser()

test("[BR3][CL2] a person edits offline, reloads offline, returns; everything is there once", async () => {
  const room = await newExample()
  const [ana, ben] = await Promise.all([come(room, "Ana"), come(room, "Ben")])
  await isKept(ana.page)

  const mend = await loseNetwork(ana, server)
  await saysState(ana.page, /^Offline/)
  await editCard(ana.page, "Open-source community")
  await ana.page.keyboard.type(" Written without a network.")
  await saysState(ana.page, /^Offline, \d+ changes? on this device$/)
  await isSaved(ben.page)
  await goToParagraph(ben.page, "The Customers: Who Pays the Bills?")
  await ben.page.keyboard.type(" Ben goes on meanwhile.")
  await isSaved(ben.page)
  await ana.page.reload()
  await saysState(ana.page, /^Offline/)
  await reads(block(ana.page, "Customer Relationships"), "Written without a network.")
  await ana.page.getByRole("button", { name: "Add a card to Channels" }).click()
  await ana.page.getByRole("textbox", { name: "New card in Channels" }).fill("Added after the reload")
  await ana.page.keyboard.press("Enter")
  await mend()
  await isSaved(ana.page)

  for (const { page } of [ana, ben]) {
    await reads(block(page, "Customer Relationships"), "by a side door. Written without a network.")
    await block(page, "Channels").getByText("Added after the reload").waitFor()
    await reads(commentary(page), "Who Pays the Bills? Ben goes on meanwhile.")
    expect(await cardsOf(page, "Customer Relationships").count()).toBe(3)
    expect(await page.getByRole("group", { name: "Added after the reload" }).count()).toBe(1)
    expect(await commentary(page).getByRole("heading", { name: "Ben goes on meanwhile" }).count()).toBe(1)
    expect(await page.getByRole("group", { name: "Written without a network." }).count()).toBe(1)
  }
})

test("[CL2] home opens without a network too, and from there a room that was opened before", async () => {
  const ana = await come(await newExample(), "Ana")
  await isKept(ana.page)
  const mend = await loseNetwork(ana, server)

  await ana.page.goto(`${server.origin}/`)
  await ana.page.getByRole("link", { name: /^Z\.ai/ }).click()
  await saysState(ana.page, /^Offline/)

  expect(await cardsOf(ana.page, "Key Partners").count()).toBe(4)
  await mend()
  await isSaved(ana.page)
})
