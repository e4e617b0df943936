// The discussion as those who lead a room and those who only comment see it. Rules BR14–BR17, DI20, DI21, DI23, DI26.
import type { Browser, Locator, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { linkPath } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import type { Role } from "../../shared/roles.ts"
import { newPerson, openBrowser, type Person } from "../harness/browser.ts"
import { faultsOf } from "../harness/faults.ts"
import { block, card, goToParagraph, isKept, isSaved, loseNetwork, saysState } from "../harness/room-page.ts"
import { startServer, type TestServer } from "../harness/server.ts"

let server: TestServer
let browser: Browser
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** As long as a page is waited for elsewhere: two cores run everything at once. */
const PATIENCE = { timeout: 30_000, interval: 50 }

const newRoom = async (): Promise<RoomId> => (await server.newRoom({ kind: "example" })).id

/** Somebody who has come by a link of this role. */
async function come(name: string, room: RoomId, role: Role, options = {}): Promise<Person> {
  const { secret } = await server.makerOf(room).newLink(room, { role })
  const person = await newPerson(browser, name, options)
  await person.page.goto(server.origin + linkPath(room, secret))
  await saysState(person.page, /^(Saved|Live)$/)
  await commentsButton(person.page).waitFor()
  return person
}

const leave = (...people: Person[]) => Promise.all(people.map(({ context }) => context.close()))

const commentsButton = (page: Page) => page.getByRole("button", { name: /^Comments/ })
const rail = (page: Page) => page.getByRole("complementary", { name: "Comments" })
const thread = (page: Page, words: string) => rail(page).getByRole("listitem").filter({ hasText: words })
const field = (where: Locator) => where.getByRole("textbox")

async function send(page: Page, words: string): Promise<void> {
  await page.keyboard.type(words)
  await page.keyboard.press("Control+Enter")
}

/** Selects words of the commentary as dragging over them does. */
async function selectWords(page: Page, words: string): Promise<void> {
  await page.locator("[data-text=commentary]").getByText(words).first().scrollIntoViewIfNeeded()
  await page.evaluate(wanted => {
    const texts = document.createTreeWalker(
      document.querySelector("[data-text=commentary]") as Element,
      NodeFilter.SHOW_TEXT,
    )
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const at = (node as Text).data.indexOf(wanted)
      if (at < 0) continue
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
      return
    }
  }, words)
}

/** The words of the page that are marked as commented on. */
const marked = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    ["ninefold-comment", "ninefold-current-comment"].flatMap(name =>
      [...(CSS.highlights.get(name) ?? [])].map(range => String(range)),
    ),
  )

test("[BR14] a guest with a comment link comments on a card and on a phrase, names the facilitator, is named, answers; the facilitator resolves", async () => {
  const room = await newRoom()
  const ana = await come("Ana", room, "facilitate")
  const ben = await come("Benedikt", room, "comment")

  await card(ben.page, "Government procurement").click()
  await ben.page.keyboard.press("c")
  await field(rail(ben.page)).waitFor()
  await send(ben.page, "Is this the only door?")
  await thread(ben.page, "Is this the only door?").waitFor()
  await selectWords(ben.page, "opening bell")
  await ben.page.getByRole("button", { name: "Comment", exact: true }).click()
  await ben.page.keyboard.type("When was this, @An")
  await ben.page.getByRole("option", { name: "Ana" }).waitFor()
  await ben.page.keyboard.press("Enter")
  await send(ben.page, "exactly?")

  // What the facilitator sees: the count on the card, what is new, her name.
  await card(ana.page, "Government procurement")
    .getByRole("button", { name: "1 comment thread, 1 new to you" })
    .waitFor()
  await ana.page.getByRole("button", { name: "Comments, 2 new" }).click()
  await rail(ana.page).getByRole("button", { name: "Mine 1" }).click()
  const question = thread(ana.page, "When was this")
  await question.getByText("@Ana").waitFor()
  await question.getByText("opening bell").click()
  await expect.poll(() => marked(ana.page), PATIENCE).toContain("opening bell")
  await field(question).click()
  await ana.page.keyboard.type("In January, @Be")
  await ana.page.keyboard.press("Enter")
  await send(ana.page, "as the text says.")

  const answered = thread(ben.page, "When was this")
  await answered.getByText("as the text says.").waitFor()
  await field(answered).click()
  await send(ben.page, "Thank you.")
  await question.getByText("Thank you.").waitFor()
  await question.getByRole("button", { name: "Resolve" }).click()

  await answered.getByText(/^Resolved by Ana/).waitFor()
  expect(await thread(ana.page, "When was this").count()).toBe(1)
  await leave(ana, ben)
})

test("[BR14][DI23] a phrase stays marked for a reader while an editor types before it and splits its paragraph", async () => {
  const room = await newRoom()
  const ana = await come("Ana", room, "edit")
  const ben = await come("Benedikt", room, "comment")
  await selectWords(ben.page, "opening bell")
  await ben.page.getByRole("button", { name: "Comment", exact: true }).click()
  await send(ben.page, "Here")
  await expect.poll(() => marked(ana.page), PATIENCE).toEqual(["opening bell"])

  await goToParagraph(ana.page, "opening bell in Hong Kong")
  await ana.page.keyboard.press("Control+Home")
  await ana.page.keyboard.press("ArrowDown")
  await ana.page.keyboard.press("Home")
  await ana.page.keyboard.type("Some words before. ")
  await ana.page.keyboard.press("Enter")
  await isSaved(ana.page)

  for (const { page } of [ana, ben]) {
    await page.locator("[data-text=commentary]").getByText("Some words before.").waitFor()
    await expect.poll(() => marked(page), PATIENCE).toEqual(["opening bell"])
  }
  expect(await ben.page.locator("[contenteditable=true]").count()).toBe(0)
  await leave(ana, ben)
})

test("[BR15][DI20][DI21] a comment sent without the server says so, survives a reload with the draft beside it, and is there once", async () => {
  const room = await newRoom()
  const ana = await come("Ana", room, "edit")
  const ben = await come("Benedikt", room, "comment")
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
  await leave(ana, ben)
})

test("[BR16][DI26] on a phone a card is commented on from its sheet, and its threads are read there", async () => {
  const room = await newRoom()
  const ben = await come("Benedikt", room, "comment", { isPhone: true })
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
  await leave(ben)
})

test("[BR17] what is said to a person waits in the inbox at home, and leads to its thread", async () => {
  const room = await newRoom()
  const ana = await come("Ana", room, "edit")
  const ben = await come("Benedikt", room, "comment")
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
  await leave(ana, ben)
})

test.each(["light", "dark"] as const)(
  "[DI26][BR7] the discussion works by keyboard and has no serious accessibility violation, %s",
  async colorScheme => {
    const room = await newRoom()
    const { page, context } = await come("Ana", room, "edit", { colorScheme })
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
    await context.close()
  },
)
