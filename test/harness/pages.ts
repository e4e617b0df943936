// The server and the browser that a file of browser tests works with.
import type { Browser } from "playwright-core"
import { afterAll, beforeAll } from "vitest"
import { openBrowser } from "./browser.ts"
import { startServer, type TestServer } from "./server.ts"

/** Set while the tests run. */
export let server: TestServer
export let browser: Browser

/** Starts both before the first test of the file and ends them after its last. */
export function openServerAndBrowser(): void {
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })
}
