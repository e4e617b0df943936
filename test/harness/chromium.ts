// Chromium, and windows in it as far apart as two machines. Knows nothing of the test runner, so that benchmarks can
// use it too.
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"
import { findBrowser } from "../../.scripts/find-browser.mjs"
import { personColours } from "../../shared/presence.ts"

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

export interface WindowOptions {
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
export async function openWindow(
  browser: Browser,
  name: string,
  options: WindowOptions = {},
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
  // tsx wraps named functions in a helper of its own, which functions that are sent to a page would miss there.
  await context.addInitScript("globalThis.__name = named => named")
  const color = personColours[name.length % personColours.length]
  await context.addInitScript(me => {
    if (localStorage.getItem("ninefold.me") === null) localStorage.setItem("ninefold.me", me)
  }, JSON.stringify({ name, color }))
  return { name, page: await context.newPage(), context }
}
