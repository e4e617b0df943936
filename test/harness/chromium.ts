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
  // It names downloads in the letters of the system's locale, which may have few.
  const env = { ...process.env, LC_ALL: "C.UTF-8" }
  return await chromium.launch({ executablePath, args: flags, env })
}

export interface WindowOptions {
  width?: number
  height?: number
  /** A phone: touch, and a narrow window unless another size is given. */
  isPhone?: boolean
  colorScheme?: "light" | "dark"
  /** Has not been asked for name and colour yet. */
  isNew?: boolean
  /** How far the clock of their device is ahead. */
  clockAheadMs?: number
}

export interface Person {
  name: string
  page: Page
  context: BrowserContext
}

/** A person with a browser of their own, who has given name and colour before unless they are new. */
export async function openWindow(
  browser: Browser,
  name: string,
  options: WindowOptions = {},
): Promise<Person> {
  const { isPhone = false, colorScheme = "light", isNew = false, clockAheadMs = 0 } = options
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
  if (clockAheadMs !== 0) await context.addInitScript(setClock, clockAheadMs)
  const color = personColours[name.length % personColours.length]
  if (!isNew)
    await context.addInitScript(me => {
      if (localStorage.getItem("ninefold.me") === null) localStorage.setItem("ninefold.me", me)
    }, JSON.stringify({ name, color }))
  return { name, page: await context.newPage(), context }
}

/** Runs in the page, before anything else does. */
function setClock(aheadMs: number): void {
  const RightDate = Date
  class WrongDate extends RightDate {
    constructor(...given: [] | ConstructorParameters<typeof Date>) {
      if (given.length === 0) super(WrongDate.now())
      else super(...given)
    }
    static override now = () => RightDate.now() + aheadMs
  }
  globalThis.Date = WrongDate as DateConstructor
}
