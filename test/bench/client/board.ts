// What two hundred cards cost in scripting when their room is opened: that of a full room, less that of an empty one.
import type { Browser } from "playwright-core"
import type { BlockId, CardId, RoomId } from "../../../shared/ids.ts"
import { addCards } from "../../../shared/model/edits.ts"
import { readTemplate } from "../../../shared/model/read.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"
import { openWindow } from "../../harness/chromium.ts"
import type { TestServer } from "../../harness/server.ts"
import { StockClient } from "../../harness/stock-client.ts"
import { median } from "./figures.ts"
import { countScripting, nextFrame, scriptingMs, untilInPage } from "./scripting.ts"

const CARDS = 200

/** @returns ms, the median of the runs. */
export async function measureBoard(server: TestServer, browser: Browser, runs: number): Promise<number> {
  const empty = await server.newRoom({ kind: "template", template: "business-model-canvas" })
  const full = await server.newRoom({ kind: "template", template: "business-model-canvas" })
  await fill(server, full.id)
  const differences: number[] = []
  for (let run = 0; run < runs; run++) {
    const cost = await scriptingToOpen(server, browser, full.id, CARDS)
    differences.push(cost - (await scriptingToOpen(server, browser, empty.id, 0)))
  }
  return median(differences)
}

async function fill(server: TestServer, room: RoomId): Promise<void> {
  const client = new StockClient(server.origin, room)
  await client.synced()
  const blocks = readTemplate(client.content)?.blocks.map(({ id }) => id) ?? []
  for (let i = 0; i < CARDS; i++) {
    const text = [paragraph(`Card ${i}: what it means, in a dozen words or so, as people write them.`)]
    addCards(client.content, [{ id: `bench-${i}` as CardId, text, by: "Bench", born: i }], {
      block: blocks[i % blocks.length] ?? ("channels" as BlockId),
      position: CARDS,
    })
  }
  await client.stored()
  client.close()
}

async function scriptingToOpen(
  server: TestServer,
  browser: Browser,
  room: RoomId,
  cards: number,
): Promise<number> {
  const { page, context } = await openWindow(browser, "Ana")
  const session = await countScripting(page)
  await page.goto(await server.addressOf(room))
  await untilInPage(page, () => document.querySelector('[data-state="saved"]') !== null)
  await nextFrame(page)
  const cost = await scriptingMs(session)
  const drawn = await page.locator("[data-card]").count()
  if (drawn !== cards) throw new Error(`${drawn} cards of ${cards} are on the board`)
  await context.close()
  return cost
}
