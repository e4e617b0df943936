// People in front of browsers, in tests: each leaves when the test is over, and what they see is kept as a picture in
// test/artifacts when it fails.
import { mkdirSync } from "node:fs"
import path from "node:path"
import type { Browser } from "playwright-core"
import { onTestFinished } from "vitest"
import { openWindow, type Person, type WindowOptions } from "./chromium.ts"
import { root } from "./sources.ts"

export { openBrowser, type Person } from "./chromium.ts"

/** A person with a browser of their own. Call it inside a test: people made in hooks have no test that could end. */
export async function newPerson(
  browser: Browser,
  name: string,
  options: WindowOptions = {},
): Promise<Person> {
  const person = await openWindow(browser, name, options)
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") await keepPicture(task.name, person)
    await person.context.close()
  })
  return person
}

async function keepPicture(test: string, { name, page }: Person): Promise<void> {
  const folder = path.join(root, "test/artifacts")
  mkdirSync(folder, { recursive: true })
  const file = `${test} ${name}`.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-/, "")
  if (!page.isClosed()) await page.screenshot({ path: path.join(folder, `${file}.png`) })
}
