// The night the disk dies: a backup was made while people wrote, the server was killed, its folder is gone, and the backup
// is put in its place. Those who were there come back with what they wrote since.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { followPosition } from "../../client/sync/position.ts"
import { apiPaths } from "../../shared/api.ts"
import type { BlockId, CardId } from "../../shared/ids.ts"
import { addCards, addToCommentary } from "../../shared/model/edits.ts"
import { readCanvas, readHeads } from "../../shared/model/read.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { writePosition } from "../../shared/protocol/position.ts"
import { command } from "../harness/command.ts"
import { ApiGuest } from "../harness/people.ts"
import { startServer } from "../harness/server.ts"
import { areEqual, StockClient } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"

const EDIT_EVERY_MS = 50
const SPOT = { block: "channels" as BlockId, position: 0 }

const idsOf = ({ content }: StockClient): string[] => readHeads(content).map(({ id }) => id)

/** Somebody who adds a card twenty times a second; `saved` are those the server called stored. */
function typing(client: StockClient) {
  const written: string[] = []
  const saved: string[] = []
  const timer = setInterval(() => {
    if (!client.provider.wsconnected) return
    const id = `typed-${written.length}` as CardId
    written.push(id)
    addCards(client.content, [{ id, text: [paragraph(id)], by: "", born: 0 }], SPOT)
    void client.stored().then(() => saved.push(id))
  }, EDIT_EVERY_MS)
  return { written, saved, stop: () => clearInterval(timer) }
}

test("[CM1][CM3] a backup made while people write, after kill -9 and the loss of the folder, gives the same rooms", async () => {
  const shelf = mkdtempSync(path.join(tmpdir(), "ninefold-shelf-"))
  const folder = path.join(shelf, "data")
  onTestFinished(() => rmSync(shelf, { recursive: true, force: true }))
  const server = await startServer({ dataDir: folder })
  onTestFinished(() => server.close())
  const room = await server.newRoom({ kind: "example" })
  const secret = await server.linkTo(room.id)
  const guest = new ApiGuest(server.origin, "Ada")
  await guest.enter(room.id, secret)
  const cookie = guest.cookie ?? ""
  // As our own client does, the writer says at its return up to where it had been told: a number of the log that was lost.
  const since = writePosition({ epoch: room.epoch, seq: 0 })
  const writer = new StockClient(server.origin, room.id, { params: { since } })
  followPosition(writer.provider, room.epoch)
  const traveller = new StockClient(server.origin, room.id, { key: { cookie } })
  await Promise.all([writer.synced(), traveller.synced()])
  const { written, saved, stop } = typing(writer)
  await until("some edits are saved", () => saved.length >= 20)

  const before = [...saved]
  const backup = path.join(shelf, "night.db")
  const made = await command(["backup", folder, backup, "--json"])
  const savedMeanwhile = saved.length - before.length
  await until("more is written after it", () => saved.length >= before.length + savedMeanwhile + 20)
  // Two who have what the backup has not: one is cut off with everybody, one goes on writing on a train.
  await until("the traveller has it", () => idsOf(traveller).includes(saved.at(-1) ?? ""))
  await until("the writer has been told a position", () => writer.provider.params.since !== since)
  traveller.cut()
  addToCommentary(traveller.content, [paragraph("Written on a train")])
  addCards(traveller.content, [{ id: "train" as CardId, text: [paragraph("Train")], by: "", born: 0 }], SPOT)
  stop()
  await server.kill9()
  writer.cut()
  rmSync(folder, { recursive: true })

  const restored = await command(["restore", backup, folder, "--json"])
  await server.start()
  const witness = new StockClient(server.origin, room.id, { key: { cookie } })
  onTestFinished(() => [writer, traveller, witness].forEach(each => void each.close()))
  await witness.synced()
  const thereAtFirst = idsOf(witness).filter(id => id.startsWith("typed-"))

  expect([made.code, restored.code, made.err, restored.err]).toEqual([0, 0, "", ""])
  expect(JSON.parse(made.out)).toMatchObject({ file: backup, rooms: 2, damage: [] })
  expect(savedMeanwhile).toBeGreaterThan(2)
  // Of one moment: what was saved before is in it, and nothing is in it without what was written before that.
  expect(thereAtFirst.length).toBeGreaterThanOrEqual(before.length)
  expect(thereAtFirst.length).toBeLessThan(written.length)
  expect(new Set(thereAtFirst)).toEqual(new Set(written.slice(0, thereAtFirst.length)))
  // The old link, the old cookie, and the same epoch.
  const newcomer = await new ApiGuest(server.origin, "Bob").enter(room.id, secret)
  const again = await guest.ask("GET", apiPaths.room(room.id))
  expect(newcomer.epoch).toBe(room.epoch)
  expect(await again.json()).toMatchObject({ id: room.id, epoch: room.epoch, you: { role: "edit" } })

  writer.mend()
  traveller.mend()
  await until(
    "all three have the same",
    () => areEqual(witness.doc, writer.doc) && areEqual(witness.doc, traveller.doc),
  )
  await witness.stored()

  const canvas = readCanvas(witness.content)
  const texts = canvas?.cards.map(({ text }) => JSON.stringify(text)) ?? []
  expect(
    idsOf(witness)
      .filter(id => id.startsWith("typed-") || id === "train")
      .sort(),
  ).toEqual([...written, "train"].sort())
  expect(texts.length).toBe(30 + written.length + 1)
  // Nothing is doubled within a card or the commentary either.
  for (const id of written)
    expect(texts.filter(text => text === JSON.stringify([paragraph(id)]))).toHaveLength(1)
  expect(JSON.stringify(canvas?.commentary).split("Written on a train")).toHaveLength(2)
})

test("[CM5][CM1] the doctor looks at a server's data while people write, and finds nothing", async () => {
  const server = await startServer()
  onTestFinished(() => server.close())
  const room = await server.newRoom({ kind: "example" })
  const writer = new StockClient(server.origin, room.id)
  onTestFinished(() => writer.close())
  await writer.synced()
  const { saved, stop } = typing(writer)
  await until("some edits are saved", () => saved.length >= 5)

  const looks = []
  for (let look = 0; look < 3; look++) looks.push(await command(["doctor", server.dataDir]))
  const savedMeanwhile = saved.length
  stop()
  await server.kill9()
  looks.push(await command(["doctor", server.dataDir]))

  expect(savedMeanwhile).toBeGreaterThan(10)
  for (const { code, out } of looks) {
    expect(code).toBe(0)
    expect(out).toMatch(/\n2 rooms, all well\.\n$/)
  }
})
