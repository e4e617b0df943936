// Files come in and go out by the dialogs, in a real browser: what is recognised is seen before it is written, and what
// is saved is what the format says. Rules IN7, IN8.

import { readFileSync } from "node:fs"
import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { formatChoices } from "../../client/files/export-choices.ts"
import { exampleCanvas } from "../../seeds/seeds.ts"
import { apiPaths } from "../../shared/api.ts"
import { discussionPaths } from "../../shared/discussion-api.ts"
import { type ExportFormat, formatPaths } from "../../shared/formats-api.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { versionPaths } from "../../shared/versions-api.ts"
import { report } from "../fixtures/imports/word.ts"
import { newPerson } from "../harness/browser.ts"
import { faultsOf } from "../harness/faults.ts"
import { browser, come, newExample, openServerAndBrowser, server } from "../harness/pages.ts"
import { card, cardsOf, isSaved } from "../harness/room-page.ts"

openServerAndBrowser()

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k")
  await page.getByRole("combobox").fill(words)
  await page.keyboard.press("Enter")
}

const giveReport = async (page: Page) =>
  page.getByLabel("File to import").setInputFiles({
    name: "report.docx",
    mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    buffer: Buffer.from(await report()),
  })

test("[IN7] a Word document is looked over, then its cards come behind what two people have", async () => {
  const room = await newExample()
  const [{ page }, ben] = [await come(room, "Ana"), await come(room, "Ben")]

  await command(page, "Import a file")
  const dialog = page.getByRole("dialog", { name: "Import" })
  await giveReport(page)
  await dialog.getByText("5 cards in 3 blocks, 1 section, 2 table rows").waitFor()
  await dialog.getByText("Key Partners").click()
  await dialog.getByText("Chip makers").waitFor()
  await dialog.getByText("A picture is left out.").waitFor()
  expect(await cardsOf(page, "Key Partners").count()).toBe(4)
  expect(await faultsOf(page)).toEqual([])
  await dialog.getByRole("button", { name: "Add to this room" }).click()

  await card(ben.page, "Chip makers").waitFor()
  // Two cards, and the item of a list within one of them.
  expect(await cardsOf(ben.page, "Key Partners").count()).toBe(7)
  await ben.page.getByRole("heading", { name: "Risks", exact: true }).waitFor()
  await dialog.waitFor({ state: "detached" })
})

test("[IN7] from an empty room, by a phone, a file may become a room of its own", async () => {
  const room = await server.newRoom({ kind: "template", template: "swot" })
  const { page } = await come(room.id, "Ana", "edit", { isPhone: true })

  await page.getByRole("button", { name: /^Bring what you have/ }).tap()
  await giveReport(page)
  await page.getByRole("radio", { name: /^Make a new room of it/ }).check()
  await page.getByRole("button", { name: "Create the room" }).tap()
  await page.waitForURL(({ pathname }) => pathname !== `/r/${room.id}`)
  await isSaved(page)

  await page.getByRole("heading", { name: "Our model" }).waitFor()
  expect(await page.getByRole("dialog").count()).toBe(0)
})

test("[IN8] the room is saved as a PDF by keys alone", async () => {
  const { page } = await come(await newExample(), "Ana")

  await command(page, "Export")
  const dialog = page.getByRole("dialog", { name: "Export" })
  await dialog.getByRole("radio", { name: /^PDF/ }).waitFor()
  expect(await faultsOf(page)).toEqual([])
  const coming = page.waitForEvent("download")
  await page.keyboard.press("Enter")
  const download = await coming
  await dialog.getByText(/^Saved as “Z\.ai.*\.pdf”\.$/).waitFor()

  expect(download.suggestedFilename()).toMatch(/^Z\.ai.*\.pdf$/)
  expect(
    readFileSync(await download.path())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-")
  await page.keyboard.press("Escape")
  await dialog.waitFor({ state: "detached" })
})

const written: Record<ExportFormat, { extension: string; beginning: string }> = {
  pdf: { extension: ".pdf", beginning: "%PDF-" },
  docx: { extension: ".docx", beginning: "PK\x03\x04" },
  pptx: { extension: ".pptx", beginning: "PK\x03\x04" },
  png: { extension: ".png", beginning: "\x89PNG\r\n\x1a\n" },
  svg: { extension: ".svg", beginning: "<svg " },
  html: { extension: ".html", beginning: "<!doctype html>" },
  markdown: { extension: ".md", beginning: "---\n" },
  csv: { extension: ".csv", beginning: '\xef\xbb\xbf"Block",' },
  json: { extension: ".canvas.json", beginning: "{\n" },
  zip: { extension: ".zip", beginning: "PK\x03\x04" },
}

test("[IN8] every format is chosen in the dialog, one after the other, and saved as what it is under the room's name", async () => {
  const { page } = await come(await newExample(), "Ana")
  await page.getByRole("button", { name: "Export" }).click()
  const dialog = page.getByRole("dialog", { name: "Export" })

  const saved: [ExportFormat, string, string][] = []
  for (const { format, name } of formatChoices) {
    await dialog.getByRole("radio", { name }).check()
    const coming = page.waitForEvent("download")
    await dialog.getByRole("button", { name: "Export" }).click()
    const download = await coming
    const file = readFileSync(await download.path())
    const { length } = written[format].beginning
    saved.push([format, download.suggestedFilename(), file.subarray(0, length).toString("latin1")])
    await dialog.getByText(`Saved as “${download.suggestedFilename()}”.`).waitFor()
  }

  const called = exampleCanvas().title.replaceAll(/[:?]/g, "")
  expect(saved).toEqual(
    formatChoices.map(({ format }) => [
      format,
      `${called}${written[format].extension}`,
      written[format].beginning,
    ]),
  )
})

test("[IN8] the canvas file that is saved comes back by the import as it was", async () => {
  const { page } = await come(await newExample(), "Ana")

  await page.getByRole("button", { name: "Export" }).click()
  await page.getByRole("radio", { name: /^Canvas file/ }).check()
  const coming = page.waitForEvent("download")
  await page.getByRole("dialog").getByRole("button", { name: "Export" }).click()
  const saved = await (await coming).path()
  await page.goto(`${server.origin}/`)
  await page.getByLabel("File to import").setInputFiles(saved)

  await page.getByText("Canvas file of Ninefold", { exact: true }).waitFor()
  await page.getByText(/^30 cards in 9 blocks, \d sections, 9 table rows$/).waitFor()
})

test("[IN7][IN10] a room's archive is taken along whole: its talk is there, under names that everybody sees are imported", async () => {
  const room = await server.newRoom({ kind: "example" })
  const maker = server.makerOf(room.id)
  await maker.get("PUT", apiPaths.me(room.id), { name: "Mia Chen", color: "#2f68b0" })
  await maker.get("POST", discussionPaths.threads(room.id), {
    id: "thread".padEnd(16, "_"),
    target: { kind: "block", block: "key-partners" },
    comment: { id: "comment".padEnd(16, "_"), body: [paragraph("Who else is there?")] },
  })
  await maker.get("POST", versionPaths.versions(room.id), { name: "Before the summer", note: "" })
  const exported = await maker.ask("GET", `${formatPaths.export(room.id)}?format=zip&comments=true`)
  const archive = Buffer.from(await exported.arrayBuffer())
  const { page } = await newPerson(browser, "Ana")

  await page.goto(`${server.origin}/`)
  await page
    .getByLabel("File to import")
    .setInputFiles({ name: "room.zip", mimeType: "application/zip", buffer: archive })
  const talk = page.getByRole("checkbox", { name: "1 thread and 1 comment" })
  await talk.waitFor()
  expect([
    await talk.isChecked(),
    await page.getByRole("checkbox", { name: "1 version" }).isChecked(),
  ]).toEqual([true, true])
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole("button", { name: "Create the room" }).click()
  await isSaved(page)

  const thread = page.getByRole("button", { name: "1 comment thread" })
  await thread.click()
  await page.getByText("Who else is there?").waitFor()
  await page.getByText("Mia Chen", { exact: true }).waitFor()
  await page.getByText("· imported", { exact: true }).waitFor()
  expect(await page.getByRole("button", { name: /new to you/ }).count()).toBe(0)
  await command(page, "Versions")
  await page.getByRole("button", { name: /Before the summer.*Mia Chen · imported/ }).waitFor()
})
