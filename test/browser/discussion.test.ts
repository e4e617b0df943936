// The discussion as those who write a room and those who only comment see it, with and without a line, a cookie or a
// clock that is right. Rules BR14–BR17, DI20–DI29, CL13.

import { expect, test } from "vitest"
import { apiPaths, type Link, linkPath } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import type { Role } from "../../shared/roles.ts"
import type { Person } from "../harness/browser.ts"
import { faultsOf } from "../harness/faults.ts"
import { come, newExample, openServerAndBrowser, server } from "../harness/pages.ts"
import { block, card, goToParagraph, isKept, isSaved, loseNetwork, saysState } from "../harness/room-page.ts"
import { dialog, linkFor, openShare } from "../harness/share-page.ts"
import { commentOn, commentsButton, field, marked, rail, send, thread } from "../harness/talk-page.ts"

openServerAndBrowser()

const HOUR_MS = 3_600_000

/** Somebody who has come by a link of this role and may speak. */
async function comeToTalk(room: RoomId, name: string, role: Role, options = {}): Promise<Person> {
  const person = await come(room, name, role, options)
  await commentsButton(person.page).waitFor()
  return person
}

test("[BR14][DI23] a phrase stays marked for a reader while an editor types before it and splits its paragraph", async () => {
  const room = await newExample()
  const ana = await comeToTalk(room, "Ana", "edit")
  const ben = await comeToTalk(room, "Benedikt", "comment")
  await commentOn(ben.page, "opening bell")
  await send(ben.page, "Here")
  await expect.poll(() => marked(ana.page)).toEqual(["opening bell"])

  await goToParagraph(ana.page, "opening bell in Hong Kong")
  await ana.page.keyboard.press("Control+Home")
  await ana.page.keyboard.press("ArrowDown")
  await ana.page.keyboard.press("Home")
  await ana.page.keyboard.type("Some words before. ")
  await ana.page.keyboard.press("Enter")
  await isSaved(ana.page)

  for (const { page } of [ana, ben]) {
    await page.locator("[data-text=commentary]").getByText("Some words before.").waitFor()
    await expect.poll(() => marked(page)).toEqual(["opening bell"])
  }
  expect(await ben.page.locator("[contenteditable=true]").count()).toBe(0)
})

test("[BR15][DI20][DI21] a comment sent without the server says so, survives a reload with the draft beside it, and is there once", async () => {
  const room = await newExample()
  const ana = await comeToTalk(room, "Ana", "edit")
  const ben = await comeToTalk(room, "Benedikt", "comment")
  await isKept(ana.page)
  await ana.page.reload()
  await commentsButton(ana.page).waitFor()
  await isSaved(ana.page)
  const mend = await loseNetwork(ana, server)
  await saysState(ana.page, /^Offline/)

  await card(ana.page, "Government procurement").focus()
  await ana.page.keyboard.press("c")
  await send(ana.page, "Written in a tunnel.")
  await thread(ana.page, "Written in a tunnel.").getByText("Will be sent when you are back").waitFor()
  await card(ana.page, "Open-source community").focus()
  await ana.page.keyboard.press("c")
  await ana.page.keyboard.type("Only begun")
  await ana.page.reload()
  await saysState(ana.page, /^Offline/)
  await commentsButton(ana.page).click()
  await thread(ana.page, "Written in a tunnel.").getByText("Will be sent when you are back").waitFor()
  await rail(ana.page)
    .getByRole("button", { name: /^Go on with your draft/ })
    .click()
  expect(await field(rail(ana.page)).first().inputValue()).toBe("Only begun")
  await mend()

  await commentsButton(ben.page).click()
  await thread(ben.page, "Written in a tunnel.").waitFor()
  await thread(ana.page, "Written in a tunnel.")
    .getByText("Will be sent when you are back")
    .waitFor({ state: "detached" })
  await isSaved(ana.page)
  expect(await thread(ben.page, "Written in a tunnel.").count()).toBe(1)
  expect(await thread(ben.page, "Only begun").count()).toBe(0)
})

test("[DI29] with the line cut an edit, a reaction, resolving and deleting each say that nothing was changed, and lose nothing", async () => {
  const room = await newExample()
  const ana = await comeToTalk(room, "Ana", "edit")
  const ben = await comeToTalk(room, "Benedikt", "comment")
  await card(ana.page, "Government procurement").focus()
  await ana.page.keyboard.press("c")
  await field(rail(ana.page)).waitFor()
  await send(ana.page, "With a typo")
  await commentsButton(ben.page).click()
  await thread(ben.page, "With a typo").getByRole("button").first().click()
  const mine = thread(ana.page, "With a typo")
  const menu = async (label: string, entry: string) => {
    await mine.getByRole("button", { name: label }).click()
    await ana.page.getByRole("menuitem", { name: entry }).click()
  }
  const mend = await loseNetwork(ana, server)
  await saysState(ana.page, /^Offline/)

  // A message of its own for each.
  const messages = ana.page.getByRole("region", { name: "Messages" }).locator("[role=group]:not([data-seen])")
  const isRefused = async () => {
    const message = messages.filter({ hasText: "The server does not answer, so nothing was changed." })
    await message.evaluate(element => element.setAttribute("data-seen", ""))
  }
  const resolve = rail(ana.page).getByRole("button", { name: "Resolve", exact: true })
  await resolve.click()
  await isRefused()
  await menu("React", "Heart")
  await isRefused()
  await menu("Comment menu", "Delete")
  await isRefused()
  await menu("Comment menu", "Edit")
  const edited = rail(ana.page).getByRole("textbox", { name: "Edit your comment" })
  await edited.fill("Without a typo")
  await rail(ana.page).getByRole("button", { name: "Save" }).click()
  await isRefused()
  expect(await edited.inputValue()).toBe("Without a typo")
  expect(
    await rail(ana.page)
      .getByRole("button", { name: /^Heart/ })
      .count(),
  ).toBe(0)
  await resolve.waitFor()
  await mend()
  await isSaved(ana.page)
  const said = thread(ben.page, "With a typo")
  expect(await said.getByText(/Resolved by|was deleted|edited/).count()).toBe(0)

  // Connected again, it is there to be done.
  await rail(ana.page).getByRole("button", { name: "Save" }).click()
  await thread(ben.page, "Without a typo").getByText("edited").waitFor()
  await resolve.click()
  await thread(ben.page, "Without a typo")
    .getByText(/^Resolved by Ana/)
    .waitFor()
})

test("[DI4][DI20] a cookie that is lost in mid-typing costs no word: the comment is refused in words, kept, and sent once its writer is back by a link", async () => {
  const room = await newExample()
  const ana = await comeToTalk(room, "Ana", "edit")
  const ben = await comeToTalk(room, "Benedikt", "comment")
  await commentsButton(ana.page).click()
  await card(ben.page, "Government procurement").click()
  await ben.page.keyboard.press("c")
  await field(rail(ben.page)).waitFor()
  await ben.page.keyboard.type("A long ")
  await ben.context.clearCookies()

  await send(ben.page, "thought")
  await thread(ben.page, "A long thought")
    .getByText(/^Not sent: /)
    .waitFor()
  await thread(ben.page, "A long thought").getByRole("button", { name: "Try again" }).waitFor()
  const { secret } = await server.makerOf(room).newLink(room, { role: "comment" })
  await ben.page.goto(server.origin + linkPath(room, secret))

  await thread(ana.page, "A long thought").waitFor()
  // First it has to be there: on a page that is still empty nothing says "Not sent" either.
  await thread(ben.page, "A long thought").waitFor()
  await thread(ben.page, "A long thought")
    .getByText(/^Not sent: /)
    .waitFor({ state: "detached" })
  expect(await thread(ana.page, "A long thought").count()).toBe(1)
  expect(await thread(ben.page, "A long thought").count()).toBe(1)
})

test("[SH6][DI20] whoever was removed and is let in again by a link, on the page that stayed open, hears what is said from then on", async () => {
  const room = await newExample()
  const ana = await comeToTalk(room, "Ana", "facilitate")
  const ben = await comeToTalk(room, "Benedikt", "comment")
  await openShare(ana.page)
  await dialog(ana.page).getByRole("tab", { name: "People" }).click()
  const row = dialog(ana.page)
    .getByRole("list", { name: "People in this room" })
    .getByRole("listitem")
    .filter({ hasText: "Benedikt" })
  await row.getByRole("button", { name: "Remove" }).click()
  await row.getByRole("button", { name: "Remove Benedikt" }).click()
  await ben.page.getByRole("alert").getByText("You no longer have access to this room.").waitFor()
  await ana.page.keyboard.press("Escape")

  const { secret } = await server.makerOf(room).newLink(room, { role: "comment" })
  await ben.page.goto(server.origin + linkPath(room, secret))
  await saysState(ben.page, "Live")
  await card(ana.page, "Government procurement").focus()
  await ana.page.keyboard.press("c")
  await field(rail(ana.page)).waitFor()
  await send(ana.page, "Welcome back")

  await ben.page.getByRole("button", { name: "Comments, 1 new" }).click()
  await thread(ben.page, "Welcome back").waitFor()
})

test("[CL13][DI2][DI11] with clocks hours off, people see the server's order and times and what is new; a link for an hour lasts one", async () => {
  const room = await newExample()
  const fromMs = Date.now()
  await server.makerOf(room).newLink(room, { role: "view", label: "Over", expiresAt: fromMs + 100 })
  const ana = await comeToTalk(room, "Ana", "facilitate", { clockAheadMs: -7 * HOUR_MS })
  const ben = await comeToTalk(room, "Benedikt", "comment", { clockAheadMs: 5 * HOUR_MS })
  await card(ben.page, "Government procurement").click()
  await ben.page.keyboard.press("c")
  await field(rail(ben.page)).waitFor()
  await send(ben.page, "From the future.")
  await ana.page.getByRole("button", { name: "Comments, 1 new" }).click()
  const [hers, his] = [thread(ana.page, "From the future."), thread(ben.page, "From the future.")]
  await hers.getByRole("button").first().click()
  await ana.page.getByRole("button", { name: "Comments", exact: true }).waitFor()
  await field(hers).click()
  await send(ana.page, "From the past.")
  await his.getByText("From the past.").waitFor()
  await field(his).click()
  await send(ben.page, "Now, then.")
  await hers.getByText("Now, then.").waitFor()

  for (const page of [hers, his]) {
    await expect.poll(() => page.locator("time").count()).toBe(3)
    const times = await page
      .locator("time")
      .evaluateAll(all =>
        all.map(time => [Date.parse((time as HTMLTimeElement).dateTime), time.textContent] as const),
      )
    const moments = [fromMs, ...times.map(([at]) => at), Date.now()]
    expect(moments).toEqual(moments.toSorted((a, b) => a - b))
    for (const [, words] of times) expect(words).toMatch(/^(this minute|[12] minutes? ago)$/)
    const words = await page.innerText()
    const places = ["From the future.", "From the past.", "Now, then."].map(each => words.indexOf(each))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  }
  await rail(ben.page).getByRole("button", { name: "Close the comments" }).click()
  await field(hers).click()
  await send(ana.page, "And this is new.")
  await ben.page.getByRole("button", { name: "Comments, 1 new" }).waitFor()

  await linkFor(ana.page, "edit")
  await openShare(ana.page)
  await dialog(ana.page)
    .getByRole("region", { name: "View" })
    .getByText(/· expired/)
    .waitFor()
  const row = dialog(ana.page).getByRole("region", { name: "Edit" }).getByRole("listitem").last()
  await row.getByRole("button", { name: /^Options of/ }).click()
  await row.getByRole("combobox", { name: "Expires" }).selectOption({ label: "In an hour" })
  await row.getByRole("button", { name: "Save" }).click()
  await row.getByText(/ · until /).waitFor()
  const links = await server.makerOf(room).get<Link[]>("GET", apiPaths.links(room))
  const lastsMs = Math.max(...links.map(({ expiresAt = 0 }) => expiresAt)) - Date.now()
  expect(Math.abs(lastsMs - HOUR_MS)).toBeLessThan(60_000)
})

test("[BR16][DI26] on a phone a card is commented on from its sheet, and its threads are read there", async () => {
  const room = await newExample()
  const ben = await comeToTalk(room, "Benedikt", "comment", { isPhone: true })
  await card(ben.page, "Government procurement").tap()

  await ben.page.getByRole("button", { name: "Comment", exact: true }).tap()
  const sheet = ben.page.getByRole("dialog", { name: "Comments" })
  await field(sheet).fill("From the train")
  await sheet.getByRole("button", { name: "Comment", exact: true }).tap()

  await sheet.getByRole("listitem").filter({ hasText: "From the train" }).waitFor()
  const widths = await ben.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect(widths[0]).toBe(widths[1])
  await sheet.getByRole("button", { name: "Close" }).tap()
  await card(ben.page, "Government procurement").getByRole("button", { name: "1 comment thread" }).tap()
  await sheet.getByText("From the train").waitFor()
})

test("[BR17] what is said to a person waits in the inbox at home, and leads to its thread", async () => {
  const room = await newExample()
  const ana = await comeToTalk(room, "Ana", "edit")
  const ben = await comeToTalk(room, "Benedikt", "comment")
  await ana.page.goto(server.origin)
  await ben.page.keyboard.press("c")
  // The discussion is fetched at its first use.
  await field(rail(ben.page)).waitFor()
  await ben.page.keyboard.type("Have a look, @An")
  await ben.page.getByRole("option", { name: "Ana" }).waitFor()
  await ben.page.keyboard.press("Enter")
  await send(ben.page, "please")
  await thread(ben.page, "Have a look").waitFor()
  await rail(ben.page).getByText("Sending…").waitFor({ state: "detached" })
  await ana.page.reload()

  const entry = ana.page.getByRole("link", { name: /Benedikt mentioned you/ })
  await entry.getByText("Have a look").waitFor()
  await entry.click()

  await thread(ana.page, "Have a look").getByRole("textbox").waitFor()
  await ana.page.getByRole("button", { name: "Comments", exact: true }).waitFor()
  expect(new URL(ana.page.url()).search).toBe("")
})

test.each(["light", "dark"] as const)(
  "[DI26][BR7] the discussion works by keyboard and has no serious accessibility violation, %s",
  async colorScheme => {
    const room = await newExample()
    const { page } = await comeToTalk(room, "Ana", "edit", { colorScheme })
    await card(page, "Government procurement").focus()
    await page.keyboard.press("c")
    expect(await faultsOf(page)).toEqual([])
    await page.keyboard.type("One @")
    await page.keyboard.press("Backspace")
    await page.keyboard.press("Control+Enter")
    await block(page, "Key Partners").getByRole("button", { name: "1 comment thread" }).waitFor()
    expect(await faultsOf(page)).toEqual([])

    await page.keyboard.press("Escape")
    await rail(page).waitFor({ state: "detached" })
    expect(await page.evaluate(() => document.activeElement?.hasAttribute("data-card"))).toBe(true)
    await page.keyboard.press("F6")
    await page.keyboard.press("F6")
    await rail(page).waitFor()
    expect(await page.evaluate(() => document.activeElement?.closest("aside") !== null)).toBe(true)
    await page.keyboard.press("F6")
    expect(await page.evaluate(() => document.activeElement?.hasAttribute("data-card"))).toBe(true)
  },
)
