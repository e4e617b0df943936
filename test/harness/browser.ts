// People in front of browsers, in tests: what each of them sees is kept as a picture in test/artifacts when the test
// fails.
import { mkdirSync } from "node:fs"
import path from "node:path"
import type { Browser, Page } from "playwright-core"
import { onTestFailed } from "vitest"
import { openWindow, type Person, type WindowOptions } from "./chromium.ts"
import { root } from "./sources.ts"

export { openBrowser, type Person } from "./chromium.ts"

/** A person with a browser of their own. Call it inside a test: people made in hooks have no test that could fail. */
export async function newPerson(
  browser: Browser,
  name: string,
  options: WindowOptions = {},
): Promise<Person> {
  const person = await openWindow(browser, name, options)
  keepPictureOnFailure(name, person.page)
  return person
}

function keepPictureOnFailure(name: string, page: Page): void {
  onTestFailed(async ({ task }) => {
    const folder = path.join(root, "test/artifacts")
    mkdirSync(folder, { recursive: true })
    const file = `${task.name} ${name}`.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-/, "")
    if (!page.isClosed()) await page.screenshot({ path: path.join(folder, `${file}.png`) })
  })
}
