// Links, roles and people, as those who share and those who are shared with see them. Rules SH1–SH9.

import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Page, WebSocket } from "playwright-core"
import { expect, test } from "vitest"
import { newPerson, type Person } from "../harness/browser.ts"
import { faultsOf } from "../harness/faults.ts"
import { browser, come, newExample, openServerAndBrowser, server } from "../harness/pages.ts"
import { block, card, cardEditor, cardsOf, editCard, isSaved, saysState } from "../harness/room-page.ts"
import { dialog, linkFor, openShare } from "../harness/share-page.ts"

openServerAndBrowser()

/** Somebody who has just made a room of the example, and so facilitates it. */
async function newFacilitator(): Promise<Person> {
  const ana = await newPerson(browser, "Ana")
  await ana.page.goto(server.origin)
  await ana.page.getByRole("button", { name: "Open the Z.ai example as my copy" }).click()
  await isSaved(ana.page)
  return ana
}

async function follow(name: string, address: string): Promise<Person> {
  const guest = await newPerson(browser, name)
  await guest.page.goto(address)
  return guest
}

const storesOf = (page: Page): Promise<(string | undefined)[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))

test("[SH1][SH4][SH5] a link to comment, read off its code, lets a guest in to read; nothing of it stays in the address or on the device", async () => {
  const ana = await newFacilitator()
  const address = await linkFor(ana.page, "comment")

  const ben = await follow("Benedikt", address)
  await ben.page.getByText("You can comment").waitFor()
  await saysState(ben.page, "Live")

  expect(ben.page.url()).toBe(ana.page.url())
  expect(
    await block(ben.page, "Key Partners")
      .getByRole("button", { name: /^New card/ })
      .count(),
  ).toBe(0)
  await card(ben.page, "Government procurement").dblclick()
  await ben.page.keyboard.press("Enter")
  expect(await ben.page.locator("[contenteditable=true]").count()).toBe(0)
  expect(await ben.page.getByRole("button", { name: /^(Share|Undo|Archive|Edit tags)/ }).count()).toBe(0)
  expect((await storesOf(ben.page)).filter(name => name?.startsWith("ninefold:"))).toEqual([])
  // What others write is there while it is written.
  await editCard(ana.page, "Government procurement")
  await ana.page.keyboard.type(" Seen by the guest.")
  await card(ben.page, "Seen by the guest.").waitFor()
  // The address alone opens nothing for anybody else.
  const stranger = await follow("Cho", ana.page.url())
  await stranger.page.getByText("There is nothing at this address.").waitFor()
})

test("[SH5][SH6] revoking a link ends its guest's socket; the guest is told by that, without asking again, and keeps the copy", async () => {
  const ana = await newFacilitator()
  const address = await linkFor(ana.page, "edit")
  const ben = await newPerson(browser, "Benedikt")
  const sockets: WebSocket[] = []
  ben.page.on("websocket", socket => sockets.push(socket))
  await ben.page.goto(address)
  await isSaved(ben.page)
  await openShare(ana.page)
  const row = dialog(ana.page).getByRole("region", { name: "Edit" })
  await row.getByText("1 guest so far").waitFor()
  await row.getByRole("button", { name: /^Options of/ }).click()
  await row.getByRole("button", { name: "Revoke" }).click()

  const opened = sockets.length
  await row.getByRole("button", { name: "Revoke the link" }).click()
  await ben.page.getByRole("alert").getByText("no longer opens this room").waitFor()

  expect([opened > 0, sockets.length]).toEqual([true, opened])
  await saysState(ben.page, "Disconnected")
  await ben.page.getByRole("button", { name: "Download my copy" }).waitFor()
  await row.getByRole("button", { name: "Copy link" }).waitFor()
  // Neither the page nor the link opens it again.
  await ben.page.reload()
  await ben.page.getByRole("alert").getByText("no longer opens this room").waitFor()
  const late = await follow("Cho", address)
  await late.page.getByText(/^This link (was revoked|opens nothing)/).waitFor()
})

test("[SH2][SH6] a role taken in mid-typing and given back changes the page under the guest's hands, in words", async () => {
  const room = await newExample()
  const [ana, ben] = [await come(room, "Ana", "facilitate"), await come(room, "Benedikt")]
  await editCard(ben.page, "Open-source community")
  await ben.page.keyboard.type(" Before.")
  await isSaved(ben.page)
  await openShare(ana.page)
  await dialog(ana.page).getByRole("tab", { name: "People" }).click()
  const role = dialog(ana.page).getByRole("combobox", { name: "What Benedikt may do" })

  await role.selectOption("comment")
  await ben.page.getByText("You can comment", { exact: false }).first().waitFor()
  await cardEditor(ben.page).waitFor({ state: "detached" })
  await saysState(ben.page, "Live")
  const before = await ben.page.evaluate(() => scrollY)
  await ben.page.keyboard.type(" Too late.")
  expect(await ben.page.evaluate(() => scrollY)).toBe(before)
  await role.selectOption("edit")
  await saysState(ben.page, "Saved")
  await editCard(ben.page, "Open-source community")
  await ben.page.keyboard.type(" After.")

  await card(ana.page, "Before. After.").waitFor()
  await isSaved(ben.page)
  expect(await card(ana.page, "Too late.").count()).toBe(0)
})

test("[SH3] what was written offline and is no longer taken is kept and offered; letting go of it shows the room as it is", async () => {
  const room = await newExample()
  const [ana, ben] = [await come(room, "Ana", "facilitate"), await come(room, "Benedikt")]
  // Not seen by the server, and not told: as in a tunnel.
  let isCut = true
  await ben.page.routeWebSocket(/\/sync\//, socket => {
    if (isCut) void socket.close()
    else socket.connectToServer()
  })
  await ben.page.reload()
  await saysState(ben.page, /^Offline/)
  await editCard(ben.page, "Open-source community")
  await ben.page.keyboard.type(" Written in a tunnel.")
  await ben.page.keyboard.press("Escape")
  await saysState(ben.page, "Offline, 1 change on this device")
  await openShare(ana.page)
  await dialog(ana.page).getByRole("tab", { name: "People" }).click()
  await dialog(ana.page).getByRole("combobox", { name: "What Benedikt may do" }).selectOption("comment")
  isCut = false

  await ben.page.getByRole("alert").getByText("1 change of yours did not reach the others").waitFor()
  await saysState(ben.page, "1 change on this device only")
  const [file] = await Promise.all([
    ben.page.waitForEvent("download"),
    ben.page.getByRole("button", { name: "Download my copy" }).click(),
  ])
  const chunks = await (await file.createReadStream()).toArray()
  expect(Buffer.concat(chunks).toString()).toContain("Written in a tunnel.")
  await ben.page.reload()
  await card(ben.page, "Written in a tunnel.").waitFor()
  await ben.page.getByRole("button", { name: "Let go of them" }).click()

  await saysState(ben.page, "Live")
  await card(ben.page, "Open-source community").waitFor()
  expect(await card(ben.page, "Written in a tunnel.").count()).toBe(0)
  expect(await card(ana.page, "Written in a tunnel.").count()).toBe(0)
})

test("[SH9][SH2][SH3] a locked canvas is its facilitators' alone; unlocking brings back the others' hands and their work", async () => {
  const room = await newExample()
  const [ana, ben] = [await come(room, "Ana", "facilitate"), await come(room, "Benedikt")]
  const settings = ana.page.getByRole("dialog", { name: "Room settings" })
  await ana.page.getByRole("button", { name: "Room settings" }).click()

  await settings.getByRole("button", { name: "Lock the canvas" }).click()
  await ben.page
    .getByRole("note")
    .getByText(/^Locked/)
    .waitFor()
  await card(ben.page, "Open-source community").dblclick()
  expect(await cardEditor(ben.page).count()).toBe(0)
  expect(
    await block(ben.page, "Channels")
      .getByRole("button", { name: /^New card/ })
      .count(),
  ).toBe(0)
  await ana.page.keyboard.press("Escape")
  await ana.page.getByText("Locked for others").waitFor()
  await editCard(ana.page, "Open-source community")
  await ana.page.keyboard.type(" While locked.")
  await card(ben.page, "While locked.").waitFor()
  await ana.page.keyboard.press("Escape")
  await ana.page.getByRole("button", { name: "Room settings" }).click()
  await settings.getByRole("button", { name: "Unlock the canvas" }).click()

  await ben.page.getByRole("note").waitFor({ state: "detached" })
  await editCard(ben.page, "Open-source community")
  await ben.page.keyboard.type(" Unlocked.")
  await card(ana.page, "While locked. Unlocked.").waitFor()
})

test("[SH6] somebody who is removed is told so, cannot come back by the link, and can when they are let in again", async () => {
  const ana = await newFacilitator()
  const address = await linkFor(ana.page, "view")
  const ben = await follow("Benedikt", address)
  await saysState(ben.page, "Live")
  await openShare(ana.page)
  await dialog(ana.page).getByRole("tab", { name: "People" }).click()
  const people = dialog(ana.page).getByRole("list", { name: "People in this room" })
  await people.getByText("Benedikt").waitFor()

  await people.getByRole("button", { name: "Remove" }).click()
  await people.getByRole("button", { name: "Remove Benedikt" }).click()
  await ben.page.getByRole("alert").getByText("You no longer have access to this room.").waitFor()
  await ben.page.goto("about:blank")
  await ben.page.goto(address)
  await ben.page.getByText("You were removed from this room.").waitFor()
  await dialog(ana.page).getByRole("button", { name: "Let in again" }).click()
  await people.getByText("Benedikt").waitFor()
  await ben.page.getByRole("button", { name: "Try again" }).click()

  await saysState(ben.page, "Live")
})

test("[SH1][SH5] a link with a password and one guest at most asks the first for it and turns the second away", async () => {
  const ana = await newFacilitator()
  const address = await linkFor(ana.page, "edit")
  await openShare(ana.page)
  const row = dialog(ana.page).getByRole("region", { name: "Edit" })
  await row.getByRole("button", { name: /^Options of/ }).click()
  await row.getByRole("textbox", { name: "Password" }).fill("nine blocks")
  await row.getByRole("spinbutton", { name: "Guests at most" }).fill("1")
  await row.getByRole("combobox", { name: "Expires" }).selectOption({ label: "In a week" })
  await row.getByRole("button", { name: "Save" }).click()
  await row.getByText(/^0 of 1 guests so far · password · until /).waitFor()

  const ben = await follow("Benedikt", address)
  await ben.page.getByText("This link asks for a password.").waitFor()
  await ben.page.getByLabel("Password").fill("wrong")
  await ben.page.keyboard.press("Enter")
  await ben.page.getByText("That was not the password.").waitFor()
  await ben.page.getByLabel("Password").fill("nine blocks")
  await ben.page.keyboard.press("Enter")
  await isSaved(ben.page)

  await row.getByText(/^1 of 1 guests so far/).waitFor()
  const late = await follow("Cho", address)
  await late.page.getByLabel("Password").fill("nine blocks")
  await late.page.keyboard.press("Enter")
  await late.page.getByText("As many people as this link allows have come by it.").waitFor()
})

test("[SH7] the recovery link is offered once, undrawn, and opens the room to facilitate in another browser", async () => {
  const ana = await newFacilitator()
  const strip = ana.page.getByRole("region", { name: "Recovery link" })
  await strip.waitFor()
  expect(await ana.page.content()).not.toContain("#k=")
  await ana.page.reload()
  await strip.waitFor()

  const [file] = await Promise.all([
    ana.page.waitForEvent("download"),
    strip.getByRole("button", { name: "Save it as a file" }).click(),
  ])
  const note = Buffer.concat(await (await file.createReadStream()).toArray()).toString()
  await strip.getByRole("button", { name: "Done" }).click()
  await ana.page.reload()
  await isSaved(ana.page)
  expect(await strip.count()).toBe(0)

  const elsewhere = await follow("Ana", /http\S+/.exec(note)?.[0] ?? "")
  await isSaved(elsewhere.page)
  await openShare(elsewhere.page)
})

test("[SH8] the code to embed shows the room in another page, live and to be read, and keeps its hands off this browser's own access", async () => {
  const ana = await come(await newExample(), "Ana", "facilitate")
  await openShare(ana.page)
  await dialog(ana.page).getByRole("tab", { name: "Embed" }).click()
  await dialog(ana.page).getByRole("button", { name: "Make the code" }).click()
  const code = await dialog(ana.page).getByRole("textbox", { name: "Code to embed" }).inputValue()
  await ana.page.keyboard.press("Escape")
  const elsewhere = createServer((_request, answer) =>
    answer.setHeader("content-type", "text/html").end(`<!doctype html><title>A magazine</title>${code}`),
  ).listen(0, "127.0.0.1")

  // In the facilitator's own browser: what her cookie may do must not reach the frame.
  const page = await ana.context.newPage()
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`http://localhost:${(elsewhere.address() as AddressInfo).port}/`)
  const frame = page.frameLocator("iframe")
  await frame.getByRole("region", { name: "Key Partners" }).waitFor()
  await frame.getByText("Government procurement").dblclick()

  expect(await frame.getByRole("region", { name: "This room" }).count()).toBe(0)
  expect(await frame.getByRole("button", { name: /^New card/ }).count()).toBe(0)
  expect(await frame.locator("[contenteditable=true]").count()).toBe(0)
  await editCard(ana.page, "Open-source community")
  await ana.page.keyboard.type(" Seen in a frame.")
  await frame.getByText("Seen in a frame.").waitFor()
  await page.close()
  elsewhere.close()
})

test("[SH9] a room is copied, and deleted and brought back, with everybody told", async () => {
  const room = await newExample()
  const [ana, ben] = [await come(room, "Ana", "facilitate"), await come(room, "Benedikt")]
  const first = ana.page.url()
  const settings = ana.page.getByRole("dialog", { name: "Room settings" })
  await ana.page.getByRole("button", { name: "Room settings" }).click()

  await settings.getByRole("button", { name: "Make a copy" }).click()
  await ana.page.waitForURL(url => url.href !== first && url.pathname.startsWith("/r/"))
  await isSaved(ana.page)
  expect(await cardsOf(ana.page, "Key Partners").count()).toBe(4)

  await ana.page.goto(first)
  await isSaved(ana.page)
  await ana.page.getByRole("button", { name: "Room settings" }).click()
  await settings.getByRole("button", { name: "Delete the room" }).click()
  await settings.getByRole("button", { name: "Delete the room" }).click()
  await ana.page.getByRole("heading", { name: "Rooms on this device" }).waitFor()
  await ben.page.getByRole("alert").getByText("This room is no longer there.").waitFor()
  await ana.page.getByRole("button", { name: "Undo" }).click()

  await ana.page.waitForURL(first)
  await isSaved(ana.page)
  await ben.page.reload()
  await isSaved(ben.page)
})

test("[SH9] cards in the archive are gone for good when it is emptied", async () => {
  const ana = await come(await newExample(), "Ana", "facilitate")
  await card(ana.page, "Open-source community").focus()
  await ana.page.keyboard.press("Delete")
  await isSaved(ana.page)
  const settings = ana.page.getByRole("dialog", { name: "Room settings" })
  await ana.page.getByRole("button", { name: "Room settings" }).click()

  await settings.getByRole("button", { name: "Empty the archive" }).click()
  await settings.getByRole("button", { name: "Empty the archive" }).click()

  await settings.getByText("One card is gone for good.").waitFor()
  await settings.getByText("There are none.").waitFor()
})

test.each(["light", "dark"] as const)(
  "[SH5][BR7] every part of sharing has no serious accessibility violation and works by keyboard, %s",
  async colorScheme => {
    const { page } = await come(await newExample(), "Ana", "facilitate", { colorScheme })
    const share = page.getByRole("button", { name: "Share", exact: true })
    await share.focus()
    await page.keyboard.press("Control+k")
    await page.getByRole("combobox", { name: "What do you want to do?" }).waitFor()
    await page.keyboard.type("share this")
    await page.keyboard.press("Enter")
    await dialog(page).getByRole("region", { name: "Edit" }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await dialog(page).getByRole("button", { name: "Another facilitate link" }).press("Enter")
    await dialog(page)
      .getByRole("button", { name: /^Options of Facilitate link / })
      .press("Enter")
    expect(await faultsOf(page)).toEqual([])

    await dialog(page).getByRole("tab", { name: "Links" }).focus()
    for (const name of ["People", "Programs", "Embed"]) {
      await page.keyboard.press("ArrowRight")
      await dialog(page).getByRole("tab", { name, selected: true }).waitFor()
      expect(await faultsOf(page)).toEqual([])
    }
    await dialog(page).getByRole("button", { name: "Room settings" }).press("Enter")
    await page.getByRole("dialog", { name: "Room settings" }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.keyboard.press("Escape")
    expect(await share.evaluate(element => element === document.activeElement)).toBe(true)
  },
)

test("[SH5] on a phone a link is made and shown as a code that fits the screen", async () => {
  const ana = await come(await newExample(), "Ana", "facilitate", { isPhone: true })
  await openShare(ana.page)
  await dialog(ana.page).getByRole("button", { name: "Show the code of a view link" }).tap()

  const code = await ana.page.getByRole("img", { name: "The link as a QR code" }).boundingBox()
  expect(code && [code.x >= 0, code.x + code.width <= 390, code.y + code.height <= 844]).toEqual([
    true,
    true,
    true,
  ])
  const widths = await ana.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect(widths[0]).toBe(widths[1])
})
