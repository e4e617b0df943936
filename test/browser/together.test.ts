// Two people, one room: what each of them sees. Rules BR1, BR2, BR4, BR11.

import { expect, test } from "vitest"
import type { RoomId } from "../../shared/ids.ts"
import type { Person } from "../harness/browser.ts"
import { come, newExample, openServerAndBrowser, server } from "../harness/pages.ts"
import {
  block,
  card,
  cardEditor,
  cardsOf,
  commentary,
  editCard,
  goToParagraph,
  isSaved,
  moveCaret,
  reads,
} from "../harness/room-page.ts"
import { StockClient } from "../harness/stock-client.ts"

openServerAndBrowser()

async function twoInOneRoom(): Promise<{ room: RoomId; ana: Person; ben: Person }> {
  const room = await newExample()
  const [ana, ben] = await Promise.all([come(room, "Ana"), come(room, "Benedikt")])
  return { room, ana, ben }
}

test("[BR1] two people type in one card, see each other there, and both see both", async () => {
  const { ana, ben } = await twoInOneRoom()
  await Promise.all([
    editCard(ana.page, "Government procurement"),
    editCard(ben.page, "Government procurement"),
  ])
  await moveCaret(ben.page, "Control+Home", anchor => anchor === 1)

  await Promise.all([
    ana.page.keyboard.type(" Ana was here.", { delay: 25 }),
    ben.page.keyboard.type("Benedikt too, ", { delay: 25 }),
  ])

  const both = "Benedikt too, Government procurement agencies"
  for (const { page } of [ana, ben]) {
    await reads(cardEditor(page), both)
    await reads(cardEditor(page), "Ana was here.")
  }
  // The ring on the card says who else is at it.
  await card(ana.page, "The main door to AI work")
    .getByText(/^Benedikt.*is editing this card$/)
    .waitFor()
  await card(ben.page, "The main door to AI work")
    .getByText(/^Ana.*is editing this card$/)
    .waitFor()
})

test("[BR1] two people type in one paragraph of the commentary, and both see both", async () => {
  const { ana, ben } = await twoInOneRoom()
  const words = "The Customers: Who Pays the Bills?"
  await Promise.all([goToParagraph(ana.page, words), goToParagraph(ben.page, words)])
  await ben.page.keyboard.press("Home")

  await Promise.all([
    ana.page.keyboard.type(" Ana asks.", { delay: 25 }),
    ben.page.keyboard.type("Benedikt: ", { delay: 25 }),
  ])

  const both = `Benedikt: ${words} Ana asks.`
  for (const { page } of [ana, ben]) await reads(commentary(page), both)
  await Promise.all([isSaved(ana.page), isSaved(ben.page)])
})

test("[BR2] a card is dragged while another person edits it; the words and the move stay", async () => {
  const { ana, ben } = await twoInOneRoom()
  await editCard(ana.page, "Domestic chip adaptation")
  await ana.page.keyboard.type(" Before the move")

  await Promise.all([
    card(ben.page, "Domestic chip adaptation").dragTo(cardsOf(ben.page, "Channels").last(), {
      targetPosition: { x: 60, y: 40 },
    }),
    ana.page.keyboard.type(" and during it", { delay: 40 }),
  ])
  await block(ana.page, "Channels").getByText("Domestic chip adaptation").waitFor()
  await cardEditor(ana.page).waitFor()
  await ana.page.keyboard.type(" and after it.", { delay: 15 })

  const whole = "Before the move and during it and after it."
  for (const { page } of [ana, ben]) {
    await reads(block(page, "Channels"), whole)
    expect(await cardsOf(page, "Key Activities").count()).toBe(3)
    expect(await page.getByRole("group", { name: "Domestic chip adaptation" }).count()).toBe(1)
  }
})

test("[BR11] each person undoes only their own changes while both work", async () => {
  const { ana, ben } = await twoInOneRoom()
  await editCard(ana.page, "API platform (bigmodel.cn)")
  await ana.page.keyboard.type(" ANA1")
  await card(ben.page, "ANA1").waitFor()
  await editCard(ben.page, "API platform (bigmodel.cn)")
  await ben.page.keyboard.type(" BEN1")
  await reads(cardEditor(ana.page), "BEN1")
  await ana.page.keyboard.press("Escape")
  await addCard(ana, "Channels", "Ana's own card")
  await block(ben.page, "Channels").getByText("Ana's own card").waitFor()
  await ben.page.keyboard.press("Escape")
  await addCard(ben, "Channels", "Benedikt's own card")
  await block(ana.page, "Channels").getByText("Benedikt's own card").waitFor()

  // The last thing Ana did is her card, before that her word; Benedikt's work lies between and on top.
  await ana.page.getByRole("button", { name: "Undo" }).click()
  await block(ben.page, "Channels").getByText("Ana's own card").waitFor({ state: "detached" })
  await ana.page.getByRole("button", { name: "Undo" }).click()
  await block(ben.page, "Channels").getByText("ANA1").waitFor({ state: "detached" })

  for (const { page } of [ana, ben]) {
    await block(page, "Channels").getByText("Benedikt's own card").waitFor()
    await block(page, "Channels").getByText("BEN1").waitFor()
  }
  await ana.page.getByRole("button", { name: "Redo" }).click()
  await block(ben.page, "Channels").getByText("ANA1").waitFor()
  await ben.page.getByRole("button", { name: "Undo" }).click()
  await block(ana.page, "Channels").getByText("Benedikt's own card").waitFor({ state: "detached" })
  await block(ana.page, "Channels").getByText("ANA1").waitFor()
})

test("[BR4] the server is killed in mid-typing and comes back; both browsers and the store agree", async () => {
  const { room, ana, ben } = await twoInOneRoom()
  await editCard(ana.page, "Open-source community")
  await goToParagraph(ben.page, "The Customers: Who Pays the Bills?")

  const typing = Promise.all([
    ana.page.keyboard.type(" one two three four five six seven eight nine ten", { delay: 30 }),
    ben.page.keyboard.type(" eins zwei drei vier fünf sechs sieben acht neun zehn", { delay: 30 }),
  ])
  await reads(cardEditor(ana.page), "two")
  await server.kill9()
  await ana.page
    .getByText(/^Offline|^Saving/)
    .first()
    .waitFor()
  await server.start()
  await typing

  for (const { page } of [ana, ben]) {
    await reads(block(page, "Customer Relationships"), "one two three four five six seven eight nine ten")
    await reads(commentary(page), "eins zwei drei vier fünf sechs sieben acht neun zehn")
    await isSaved(page)
  }
  const stored = new StockClient(server.origin, room)
  await stored.synced()
  expect(stored.content.commentary.toString()).toContain(
    "eins zwei drei vier fünf sechs sieben acht neun zehn",
  )
  stored.close()
})

async function addCard({ page }: Person, title: string, words: string): Promise<void> {
  await page.getByRole("button", { name: `Add a card to ${title}` }).click()
  await page.getByRole("textbox", { name: `New card in ${title}` }).fill(words)
  await page.keyboard.press("Enter")
  await page.keyboard.press("Escape")
}
