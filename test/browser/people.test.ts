// A room shared with somebody who has never been here, from the code on the wall to the end of their visit; and what
// does not count as a visit. Rules BR14, SH1, SH5, SH6, LR2.

import type { Page, WebSocket } from "playwright-core"
import { expect, test } from "vitest"
import { linkPath } from "../../shared/api.ts"
import { newPerson } from "../harness/browser.ts"
import { browser, openServerAndBrowser, server } from "../harness/pages.ts"
import { card, isSaved, saysState } from "../harness/room-page.ts"
import { dialog, linkFor, openShare } from "../harness/share-page.ts"
import {
  commentOn,
  commentsButton,
  field,
  marked,
  mention,
  rail,
  send,
  thread,
} from "../harness/talk-page.ts"

openServerAndBrowser()

test("[BR14][SH5][SH6] a guest scans a comment link, gives a name, comments on a card and a phrase, is named, answers, sees it resolved, and is told when the link is revoked", async () => {
  const ana = await newPerson(browser, "Ana")
  await ana.page.goto(server.origin)
  await ana.page.getByRole("button", { name: "Open the Z.ai example as my copy" }).click()
  await isSaved(ana.page)
  const address = await linkFor(ana.page, "comment")

  // In a browser that has never been here.
  const ben = await newPerson(browser, "Benedikt", { isNew: true })
  const sockets: WebSocket[] = []
  ben.page.on("websocket", socket => sockets.push(socket))
  await ben.page.goto(address)
  await ben.page.getByText("You can comment").waitFor()
  const strip = ben.page.getByRole("region", { name: "Who are you?" })
  await strip.getByRole("textbox", { name: "Your name" }).fill("Benedikt")
  await strip.getByRole("button", { name: "Join in" }).click()
  await strip.waitFor({ state: "detached" })

  await card(ben.page, "Government procurement").click()
  await ben.page.keyboard.press("c")
  await field(rail(ben.page)).waitFor()
  await send(ben.page, "Is this the only door?")
  await thread(ben.page, "Is this the only door?").waitFor()
  expect(await ben.page.locator("[contenteditable=true]").count()).toBe(0)
  await commentOn(ben.page, "opening bell")
  await ben.page.keyboard.type("When was this, ")
  await mention(ben.page, "Ana")
  await send(ben.page, "exactly?")
  await thread(ben.page, "When was this").waitFor()
  await rail(ben.page).getByRole("button", { name: "Close the comments" }).click()

  // What the facilitator sees: the count on the card, what is new, both their names.
  await card(ana.page, "Government procurement")
    .getByRole("button", { name: "1 comment thread, 1 new to you" })
    .waitFor()
  await ana.page.getByRole("button", { name: "Comments, 2 new" }).click()
  await rail(ana.page).getByRole("button", { name: "Mine 1" }).click()
  const question = thread(ana.page, "When was this")
  await question.getByText("Benedikt", { exact: true }).waitFor()
  await question.getByText("@Ana").waitFor()
  await question.getByText("opening bell").click()
  await expect.poll(() => marked(ana.page)).toContain("opening bell")
  await field(question).click()
  await ana.page.keyboard.type("In January, ")
  await mention(ana.page, "Benedikt")
  await send(ana.page, "as the text says.")

  await ben.page.getByRole("button", { name: "Comments, 1 new" }).click()
  const answered = thread(ben.page, "When was this")
  await answered.getByRole("img", { name: "New" }).waitFor()
  await answered.getByRole("button").first().click()
  await answered.getByText("as the text says.").waitFor()
  await answered.getByText("@Benedikt").waitFor()
  await ben.page.getByRole("button", { name: "Comments", exact: true }).waitFor()
  await field(answered).click()
  await send(ben.page, "Thank you.")
  await question.getByText("Thank you.").waitFor()
  await question.getByRole("button", { name: "Resolve" }).click()
  await answered.getByText(/^Resolved by Ana/).waitFor()
  expect(await thread(ana.page, "When was this").count()).toBe(1)

  await openShare(ana.page)
  const row = dialog(ana.page).getByRole("region", { name: "Comment" })
  await row.getByText("1 guest so far").waitFor()
  await row.getByRole("button", { name: /^Options of/ }).click()
  await row.getByRole("button", { name: "Revoke" }).click()
  const open = sockets.filter(socket => !socket.isClosed())
  const ended = Promise.all(open.map(socket => socket.waitForEvent("close")))
  const opened = sockets.length
  await row.getByRole("button", { name: "Revoke the link" }).click()
  await Promise.all([
    ended,
    ben.page.getByRole("alert").getByText("The link you came by no longer opens this room.").waitFor(),
  ])

  expect(open.length).toBeGreaterThan(0)
  // Told by that, not by asking again.
  expect(sockets.length).toBe(opened)
  await saysState(ben.page, "Disconnected")
})

test("[LR2] a link for one guest is used up by no preview of its address: not by programs that read the page, nor by pages drawn unseen", async () => {
  const room = (await server.newRoom({ kind: "example" })).id
  const { secret } = await server.makerOf(room).newLink(room, { role: "comment", maxGuests: 1 })
  const address = server.origin + linkPath(room, secret)
  for (const agent of ["facebookexternalhit/1.1", "Slackbot-LinkExpanding 1.0", "WhatsApp/2.23"])
    for (const method of ["HEAD", "GET"]) await fetch(address, { method, headers: { "user-agent": agent } })
  // A messenger that runs the page's scripts to draw what it shows.
  const preview = await newPerson(browser, "Preview", { isNew: true })
  await preview.context.addInitScript(hide)
  await preview.page.goto(address)
  await preview.page.getByText("Opening the room…").waitFor()

  const ben = await newPerson(browser, "Benedikt")
  await ben.page.goto(address)
  await saysState(ben.page, "Live")
  await commentsButton(ben.page).waitFor()

  // Looked at, the preview is a visit like any other, and late.
  await lookAt(preview.page)
  await preview.page.getByText("As many people as this link allows have come by it.").waitFor()
})

/** Runs in the page before anything else does. */
function hide(): void {
  Object.defineProperty(document, "visibilityState", { configurable: true, value: "hidden" })
}

const lookAt = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { configurable: true, value: "visible" })
    document.dispatchEvent(new Event("visibilitychange"))
  })
