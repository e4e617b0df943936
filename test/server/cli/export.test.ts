// Rooms of a data folder leave as files and files come in as rooms, without a server. With one: test/live/commands.test.ts.
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import { hashSecret } from "../../../server/access/secrets.ts"
import { DATA_FILE } from "../../../server/storage/data-file.ts"
import { openSqliteStore } from "../../../server/storage/sqlite.ts"
import type { CardId, LinkSecret, RoomId } from "../../../shared/ids.ts"
import { parseCanvasFile, toCanvasFile } from "../../../shared/model/canvas-file.ts"
import { roomIdOf } from "../../contracts/records.ts"
import { HEAD, meddle, newFolder, newHouse, plain, run, written } from "./house.ts"

function canvasIn(file: string) {
  const parsed = parseCanvasFile(JSON.parse(readFileSync(file, "utf8")), { newCardId: () => "new" as CardId })
  if (!parsed.ok) throw new Error(parsed.fault)
  return toCanvasFile(parsed.canvas)
}

/** The example as a room gives it back: tags have no order of their own there. */
function example() {
  const file = toCanvasFile(exampleCanvas())
  return { ...file, tags: file.tags.sort((a, b) => (a.id < b.id ? -1 : 1)) }
}

test("[CM7] a room of a data folder is written as it is now, or as one version of it", async () => {
  const [house, shelf] = [await newHouse(), newFolder()]
  const [now, then] = [path.join(shelf, "now.json"), path.join(shelf, "then.json")]

  const first = await run(["export", house, written, "--out", now, "--comments"])
  const second = await run(["export", house, written, "--out", then, "--version", "version-of-b", "--quiet"])

  expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/now\.json, \d+ kB\n$/) as string })
  expect(second).toEqual({ code: 0, out: "", err: "" })
  expect(canvasIn(now)).toEqual({ ...example(), title: `Title ${HEAD}` })
  expect(canvasIn(then)).toEqual(toCanvasFile(exampleCanvas()))
})

test("[CM7] without a room all are written, each under a name of its own", async () => {
  const [house, shelf] = [await newHouse(), newFolder()]

  const { code } = await run(["export", house, "--format", "json", "--out", shelf])
  await run(["export", house, "--format", "json", "--out", shelf])

  const title = "Z.ai China’s First Listed LLM Maker and the Question of Profit"
  const names = (stem: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${stem}${i === 0 ? "" : ` ${i + 1}`}.canvas.json`)
  expect(code).toBe(0)
  expect(readdirSync(shelf).sort()).toEqual([...names(title, 4), ...names(`Title ${HEAD}`, 2)].sort())
})

test("[CM7] what is there is not written over, and what is not there is said", async () => {
  const [house, shelf] = [await newHouse(), newFolder()]
  const file = path.join(shelf, "mine.json")
  writeFileSync(file, "mine")
  const refused = async (...args: string[]) => {
    const { code, err } = await run(["export", house, ...args, "-q"])
    expect(code).toBe(2)
    return err.replace("ninefold export: ", "").trim()
  }

  expect(await refused(written, "--out", file)).toBe(
    `There is ${file} already, and nothing is written over it.`,
  )
  expect(await refused(roomIdOf("z"), "--out", shelf)).toBe(`There is no room ${roomIdOf("z")}.`)
  expect(await refused("z", "--out", shelf)).toBe("“z” is the id of no room.")
  expect(await refused(written, "--version", "abcdefghijkl")).toBe(
    `Room ${written} has no version abcdefghijkl.`,
  )
  expect(await refused("--out", file)).toBe(`There is no folder ${file} for the rooms to go into.`)
  expect(readFileSync(file, "utf8")).toBe("mine")
  expect(readdirSync(shelf)).toEqual(["mine.json"])
})

test("[CM7] of a damaged room what can be read is written, and said; of many, the others are written too", async () => {
  const [house, shelf] = [await newHouse(), newFolder()]
  await meddle(house, db => {
    db.prepare("UPDATE updates SET checksum = 0 WHERE room = ? AND seq = ?").run(written, HEAD)
    db.prepare("UPDATE snapshots SET checksum = 0 WHERE room = ?").run(plain)
  })

  const { code, out } = await run(["export", house, "--out", shelf, "-q"])

  expect(code).toBe(1)
  expect(out.split("\n")).toEqual([
    `There is no canvas in room ${plain} that can be read.`,
    `Room ${written} is damaged; its file has what can be read.`,
    "",
  ])
  expect(readdirSync(shelf)).toHaveLength(2)
  expect(canvasIn(path.join(shelf, `Title ${HEAD - 1}.canvas.json`)).title).toBe(`Title ${HEAD - 1}`)
})

test("[CM8] a file becomes a room of a data folder, which the printed link opens", async () => {
  const [house, shelf] = [await newHouse(), newFolder()]
  const file = path.join(shelf, "mine.canvas.json")
  writeFileSync(file, JSON.stringify(toCanvasFile(exampleCanvas())))

  const dry = await run(["import", file, house, "--dry-run"])
  const before = await meddle(house, db => db.prepare("SELECT count(*) AS count FROM rooms").get()?.count)
  const { code, out, err } = await run(["import", file, house, "-q"])

  const [, room, secret] = /^https:\/\/canvas\.example\.org\/r\/([\w-]{22})#k=([\w-]{43})\n$/.exec(out) ?? []
  const store = await openSqliteStore({ file: path.join(house, DATA_FILE) })
  const link = await store.linkBySecret(hashSecret(secret as LinkSecret))
  await store.close()
  const again = path.join(shelf, "again.canvas.json")
  await run(["export", house, room ?? "", "--out", again])
  expect(dry).toMatchObject({ code: 0, out: expect.stringMatching(/: “Z\.ai: .*”, 30 cards\.\n$/) as string })
  expect(before).toBe(3)
  expect({ code, err }).toEqual({ code: 0, err: "" })
  expect(link).toMatchObject({ room: room as RoomId, kind: "link", role: "facilitate" })
  expect(canvasIn(again)).toEqual(example())
})

test("[CM8] a file that cannot be read, or a folder of a newer Ninefold, is left alone", async () => {
  const [house, shelf] = [await newHouse(), newFolder()]
  const [picture, text] = [path.join(shelf, "a.png"), path.join(shelf, "a.txt")]
  writeFileSync(picture, Buffer.from("\x89PNG\r\n", "latin1"))
  writeFileSync(text, "Channels\nWeb shop\n")

  const unreadable = await run(["import", picture, house])
  await meddle(house, db => db.exec("PRAGMA user_version = 99"))
  const newer = await run(["import", text, house])

  expect(unreadable).toMatchObject({
    code: 2,
    out: "",
    err: "ninefold import: This is a picture, which cannot be read.\n",
  })
  expect(newer).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringContaining("is of version 99") as string,
  })
  expect(await meddle(house, db => db.prepare("SELECT count(*) AS count FROM rooms").get()?.count)).toBe(3)
})
