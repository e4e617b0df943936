// From the keys that send a comment in one browser until another has painted it, over the server and its disk.
import { nanoid } from "nanoid"
import type { Browser } from "playwright-core"
import { discussionPaths } from "../../../shared/discussion-api.ts"
import { COMMENT_ID_LENGTH, type RoomId, THREAD_ID_LENGTH, type ThreadId } from "../../../shared/ids.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"
import { openWindow } from "../../harness/chromium.ts"
import type { TestServer } from "../../harness/server.ts"
import { median, percentile } from "../client/figures.ts"
import type { Line } from "../discussion.ts"
import type { Rooms } from "./big-room.ts"
import { THREADS, threadId } from "./big-talk.ts"

/** As many as the server lets one person send at once. */
const COMMENTS = 50
/** So that each comment travels alone. */
const PAUSE_MS = 200

export async function measureToBrowser(server: TestServer, browser: Browser, rooms: Rooms): Promise<Line[]> {
  const room = await server.newRoom({ kind: "example" })
  const thread = nanoid(THREAD_ID_LENGTH) as ThreadId
  await server.makerOf(room.id).get("POST", discussionPaths.threads(room.id), {
    id: thread,
    target: { kind: "canvas" },
    comment: { id: nanoid(COMMENT_ID_LENGTH), body: [paragraph("Begin")] },
  })
  const alone = await sendMany(server, browser, room.id, thread)
  const amongMany = await sendMany(server, browser, rooms.big, threadId(THREADS - 1))
  return [
    { what: "comment to another browser, key to paint, p50", value: median(alone), unit: "ms", aim: 50 },
    { what: "… p95", value: percentile(alone, 95), unit: "ms" },
    { what: "… among 1,000 threads, p50", value: median(amongMany), unit: "ms" },
  ]
}

async function sendMany(
  server: TestServer,
  browser: Browser,
  room: RoomId,
  thread: ThreadId,
): Promise<number[]> {
  const [ana, ben] = [await openWindow(browser, "Ana"), await openWindow(browser, "Ben")]
  for (const { page } of [ana, ben]) {
    const address = new URL(await server.addressOf(room))
    address.searchParams.set("thread", thread)
    await page.goto(address.href)
    await page.locator(`[data-thread="${thread}"]`).getByRole("textbox").waitFor()
  }
  await ana.page.evaluate(() => {
    const times: number[] = []
    Object.assign(globalThis, { times })
    const pressed = ({ key, ctrlKey }: KeyboardEvent) => {
      if (key === "Enter" && ctrlKey) times.push(performance.timeOrigin + performance.now())
    }
    addEventListener("keydown", pressed, true)
  })
  await ben.page.evaluate(watched => {
    const painted: Record<string, number> = {}
    Object.assign(globalThis, { painted })
    const place = document.querySelector(`[data-thread="${watched}"]`)
    const look = () => {
      const words = place?.textContent?.match(/Said \d+\./g)?.at(-1)
      // Drawn with the next frame: the time counts once that has been handed over.
      if (words !== undefined && !(words in painted))
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => {
            painted[words] ??= performance.timeOrigin + performance.now()
          }
          port2.postMessage(undefined)
        })
    }
    if (place) new MutationObserver(look).observe(place, { subtree: true, childList: true })
  }, thread)

  await ana.page.locator(`[data-thread="${thread}"]`).getByRole("textbox").click()
  for (let i = 0; i < COMMENTS; i++) {
    await ana.page.keyboard.insertText(`Said ${i}.`)
    await ana.page.keyboard.press("Control+Enter")
    await ana.page.waitForTimeout(PAUSE_MS)
  }
  await ben.page.getByText(`Said ${COMMENTS - 1}.`).waitFor()
  const sent = await ana.page.evaluate(() => (globalThis as unknown as { times: number[] }).times)
  const painted = await ben.page.evaluate(
    () => (globalThis as unknown as { painted: Record<string, number> }).painted,
  )
  await Promise.all([ana, ben].map(({ context }) => context.close()))
  return sent.map((sentMs, i) => (painted[`Said ${i}.`] ?? Number.NaN) - sentMs)
}
