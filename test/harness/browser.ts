// People in front of browsers: one Chromium, a window of its own for each person, as far apart as two machines. What
// they see is kept as a picture in test/artifacts when a test fails.
import { mkdirSync } from "node:fs"
import path from "node:path"
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"
import { onTestFailed } from "vitest"
import { findBrowser } from "../../.scripts/find-browser.mjs"
import { personColours } from "../../shared/presence.ts"
import { root } from "./sources.ts"

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/** How long a page may take for what a person waits for; generous, since two cores run everything at once. */
const PATIENCE_MS = 30_000

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error("There is no Chromium: install one or set CHROMIUM_PATH")
  return await chromium.launch({ executablePath, args: flags })
}

export interface PersonOptions {
  width?: number
  height?: number
  /** A phone: touch, and a narrow window unless another size is given. */
  isPhone?: boolean
  colorScheme?: "light" | "dark"
}

export interface Person {
  name: string
  page: Page
  context: BrowserContext
}

/** A person with a browser of their own, who has given name and colour before. */
export async function newPerson(
  browser: Browser,
  name: string,
  options: PersonOptions = {},
): Promise<Person> {
  const { isPhone = false, colorScheme = "light" } = options
  const context = await browser.newContext({
    viewport: {
      width: options.width ?? (isPhone ? 390 : 1440),
      height: options.height ?? (isPhone ? 844 : 900),
    },
    hasTouch: isPhone,
    isMobile: isPhone,
    colorScheme,
    reducedMotion: "reduce",
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const color = personColours[name.length % personColours.length]
  await context.addInitScript(me => {
    if (localStorage.getItem("ninefold.me") === null) localStorage.setItem("ninefold.me", me)
  }, JSON.stringify({ name, color }))
  const page = await context.newPage()
  keepPictureOnFailure(name, page)
  return { name, page, context }
}

/** Call it inside a test only; people made in hooks have no test that could fail. */
function keepPictureOnFailure(name: string, page: Page): void {
  onTestFailed(async ({ task }) => {
    const folder = path.join(root, "test/artifacts")
    mkdirSync(folder, { recursive: true })
    const file = `${task.name} ${name}`.replace(/[^A-Za-z0-9]+/g, "-")
    if (!page.isClosed()) await page.screenshot({ path: path.join(folder, `${file}.png`) })
  })
}
