// How long the tasks of a page's main thread took on the processor, which other work on the machine hardly changes.
// Playwright's own work in the page is among them, so what is measured asks the page for nothing meanwhile.
import type { Browser, Page } from "playwright-core"

interface TraceEvent {
  name: string
  pid: number
  tid: number
  /** Of the thread on the processor, in microseconds. */
  tdur?: number
}

const MARK = "ninefold-measured"

/** @returns ms of each task that ran in the page while `work` did, which may load it. */
export async function tasksDuring(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<number[]> {
  await browser.startTracing(page, { categories: ["toplevel", "blink.user_timing"] })
  await work()
  // By this it is known which process is the page's: the browser draws parts of itself as pages, too.
  await page.evaluate(mark => void performance.mark(mark), MARK)
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] }
  const marked = traceEvents.find(({ name }) => name === MARK)
  if (!marked) throw new Error("The trace does not tell which process is the page's")
  return traceEvents
    .filter(({ name, pid, tid }) => name.endsWith("RunTask") && pid === marked.pid && tid === marked.tid)
    .map(({ tdur = 0 }) => tdur / 1000)
}
