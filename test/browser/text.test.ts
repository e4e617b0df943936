// What only a browser can show of a text: where the caret goes, a paste, a word being composed, marks over the page.

import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import type { Person } from "../harness/browser.ts"
import { come, newExample, openServerAndBrowser } from "../harness/pages.ts"
import {
  card,
  cardEditor,
  commentary,
  editCard,
  goToParagraph,
  moveCaret,
  reads,
} from "../harness/room-page.ts"

openServerAndBrowser()

const inNewExample = async () => come(await newExample(), "Ana")

async function twoInOneRoom(): Promise<{ ana: Person; ben: Person }> {
  const room = await newExample()
  return { ana: await come(room, "Ana"), ben: await come(room, "Benedikt") }
}

/** Where a word of a card is on the screen. */
const boxOf = (page: Page, word: string) =>
  card(page, word).evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node.textContent ?? "").indexOf(wanted)
      if (at === -1) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      const { left, top, height } = range.getBoundingClientRect()
      return { left, middle: top + height / 2 }
    }
    throw new Error(`no ${wanted}`)
  }, word)

async function paste(page: Page, html: string): Promise<void> {
  await page.evaluate(markup => {
    const clipboardData = new DataTransfer()
    clipboardData.setData("text/html", markup)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    )
  }, html)
}

test("[RT5] a press into a card puts the caret where it was pressed, and changes nothing", async () => {
  const ana = await inNewExample()
  const before = await card(ana.page, "procurement").innerText()
  const { left, middle } = await boxOf(ana.page, "procurement")

  await ana.page.mouse.dblclick(left, middle)
  await cardEditor(ana.page).waitFor()
  const during = await cardEditor(ana.page).innerText()
  await ana.page.keyboard.type("|")

  await reads(cardEditor(ana.page), "|procurement")
  expect(before.replace(/\s+/g, " ")).toContain(during.replace(/\s+/g, " ").trim())
})

test("[CL6] words of another that arrive behind a word being composed do not break it", async () => {
  const { ana, ben } = await twoInOneRoom()
  await Promise.all([editCard(ana.page, "procurement"), editCard(ben.page, "procurement")])
  await moveCaret(ana.page, "Control+Home", anchor => anchor === 1)
  await moveCaret(ben.page, "Control+End", anchor => anchor > 50)
  const keyboard = await ana.context.newCDPSession(ana.page)
  await keyboard.send("Input.imeSetComposition", { text: "n", selectionStart: 1, selectionEnd: 1 })
  await keyboard.send("Input.imeSetComposition", { text: "ni", selectionStart: 2, selectionEnd: 2 })

  await ben.page.keyboard.type(" Theirs.")
  await reads(cardEditor(ben.page), "Theirs.")
  await keyboard.send("Input.imeSetComposition", { text: "ni h", selectionStart: 4, selectionEnd: 4 })
  await keyboard.send("Input.insertText", { text: "你好" })

  for (const { page } of [ana, ben]) {
    await reads(cardEditor(page), "你好Government")
    await reads(cardEditor(page), "Theirs.")
  }
})

test("[RT6] a step taken back in a text that others have shortened leaves both editors live", async () => {
  const { ana, ben } = await twoInOneRoom()
  const complaints: string[] = []
  ana.page.on("pageerror", error => complaints.push(String(error)))
  ana.page.on("console", message => {
    if (message.type() === "error") complaints.push(message.text())
  })
  await Promise.all([editCard(ana.page, "procurement"), editCard(ben.page, "procurement")])
  await moveCaret(ana.page, "Control+End", anchor => anchor > 50)
  await ana.page.keyboard.type("!")
  await reads(cardEditor(ben.page), "!")
  await moveCaret(ben.page, "Control+Home", anchor => anchor === 1)
  await moveCaret(ben.page, "Control+Shift+End", (anchor, head) => head > anchor + 50)
  await moveCaret(ben.page, "Shift+ArrowLeft", (anchor, head) => head > anchor + 40)

  // All at once, and so one step.
  await ben.page.keyboard.insertText("Theirs")
  await reads(cardEditor(ana.page), "Theirs!")
  await ben.page.keyboard.press("Escape")
  await cardEditor(ben.page).waitFor({ state: "detached" })
  await ana.page.keyboard.press("Control+z")
  await card(ben.page, "Theirs").getByText("Theirs", { exact: true }).waitFor()
  // Nobody else has a caret there now: the next that the editor hears of is the change itself.
  await ben.page.getByRole("button", { name: "Undo" }).click()

  for (const text of [cardEditor(ana.page), card(ben.page, "procurement")]) await reads(text, "procurement")
  expect(complaints).toEqual([])
})

test("[RT3] a paste brings lists from Word and no forbidden address", async () => {
  const ana = await inNewExample()
  await goToParagraph(ana.page, "As a business, it parts ways with OpenAI at the root.")
  await ana.page.keyboard.press("Enter")
  const item = (words: string) =>
    `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>${words}</p>`

  await paste(ana.page, `${item("First of Word")}${item("<a href='javascript:alert(1)'>Second</a>")}`)

  await reads(commentary(ana.page).locator("ul li").first(), "First of Word")
  await reads(commentary(ana.page).locator("ul li").nth(1), "Second")
  expect(await commentary(ana.page).locator("ul a").count()).toBe(0)
})

test("[BR13] Ctrl+F finds words in cards and commentary, steps through them and lets go with Escape", async () => {
  const ana = await inNewExample()
  const marked = () => ana.page.evaluate(() => [...(CSS.highlights.get("ninefold-match") ?? [])].map(String))
  const current = () =>
    ana.page.evaluate(() => {
      const [range] = CSS.highlights.get("ninefold-current-match") ?? []
      const place = (range as Range).startContainer.parentElement?.closest<HTMLElement>("[data-place]")
      return place?.dataset.place?.split(":")[0]
    })

  await ana.page.keyboard.press("Control+f")
  await ana.page.getByRole("searchbox").fill("tsinghua")
  await ana.page.getByText(/^1 of \d+$/).waitFor()
  const first = await current()
  await ana.page.keyboard.press("Shift+Enter")
  await ana.page.getByText(/^(\d+) of \1$/).waitFor()
  const last = await current()
  const words = await marked()
  await ana.page.keyboard.press("Escape")
  await ana.page.getByRole("searchbox").waitFor({ state: "detached" })

  expect([first, last]).toEqual(["card", "commentary"])
  expect(words.length).toBeGreaterThan(2)
  expect(new Set(words.map(word => word.toLowerCase()))).toEqual(new Set(["tsinghua"]))
  expect(await marked()).toEqual([])
})

test("[RT3] a link is made with the keyboard, and a forbidden address is refused in words", async () => {
  const ana = await inNewExample()
  await editCard(ana.page, "procurement")
  await moveCaret(ana.page, "Control+a", (anchor, head) => head > anchor)
  await ana.page.keyboard.press("Alt+F10")
  // The bar moves the focus a moment after the key.
  for (const tool of ["Bold", "Italic", "Strike", "Code"]) {
    await ana.page.locator(`button[aria-label="${tool}"]:focus`).press("ArrowRight")
  }
  await ana.page.locator("button[aria-label='Link']:focus").waitFor()
  await ana.page.keyboard.press("Enter")
  const address = ana.page.getByRole("textbox", { name: "Address of the link" })

  await address.fill("javascript:alert(1)")
  await ana.page.keyboard.press("Enter")
  await ana.page.getByRole("alert").getByText("Write a web or mail address").waitFor()
  await address.fill("z.ai/glm")
  await ana.page.keyboard.press("Enter")

  await cardEditor(ana.page).locator("a[href='https://z.ai/glm']").first().waitFor()
})
