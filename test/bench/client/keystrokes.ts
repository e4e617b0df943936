// What a keystroke in the example's commentary costs in scripting while five others move their carets in it: all that
// runs from the key until the page has been drawn again.
import type { Browser } from "playwright-core"
import * as Y from "yjs"
import { openWindow } from "../../harness/chromium.ts"
import { randomBySeed } from "../../harness/random.ts"
import type { TestServer } from "../../harness/server.ts"
import { StockClient } from "../../harness/stock-client.ts"
import { countScripting, nextFrame, scriptingMs } from "./scripting.ts"

const OTHERS = 5
const KEYS = 120
const CARET_MOVES_PER_SECOND = 10

export async function measureKeystrokes(server: TestServer, browser: Browser): Promise<number[]> {
  const room = await server.newRoom({ kind: "example" })
  const others = Array.from({ length: OTHERS }, () => new StockClient(server.origin, room.id))
  await Promise.all(others.map(other => other.synced()))
  const { page, context } = await openWindow(browser, "Ana")
  const session = await countScripting(page)
  await page.goto(await server.addressOf(room.id))
  await page.getByRole("textbox", { name: "Commentary" }).getByRole("paragraph").nth(8).click()
  const stop = moveCarets(others)

  const costs: number[] = []
  for (let i = 0; i < KEYS; i++) {
    const before = await scriptingMs(session)
    await page.keyboard.press(i % 6 === 5 ? "Space" : "e")
    await nextFrame(page)
    costs.push((await scriptingMs(session)) - before)
  }

  stop()
  for (const other of others) other.close()
  await context.close()
  return costs
}

/** Each of the others goes to a random place of the commentary, again and again. Returns the way to stop. */
function moveCarets(others: readonly StockClient[]): () => void {
  const random = randomBySeed(7)
  const timer = setInterval(() => {
    for (const { content, provider } of others) {
      const runs = [...content.commentary.createTreeWalker(node => node instanceof Y.XmlText)] as Y.XmlText[]
      const text = random.pick(runs)
      const cursor = Y.relativePositionToJSON(
        Y.createRelativePositionFromTypeIndex(text, random.below(text.length + 1)),
      )
      provider.awareness.setLocalState({
        user: { name: `Guest ${content.doc.clientID % 100}`, color: "#2f68b0" },
        at: { kind: "commentary" },
        cursor: { anchor: cursor, head: cursor },
      })
    }
  }, 1000 / CARET_MOVES_PER_SECOND)
  return () => clearInterval(timer)
}
