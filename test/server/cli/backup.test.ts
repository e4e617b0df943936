// Backup and restore on a folder at rest: what is written, what is refused, and what is left where it does not go well.
// With a server that is busy: test/live/backup.test.ts.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { DATA_FILE, DataUnreadable } from "../../../server/storage/data-file.ts"
import { openSqliteStore } from "../../../server/storage/sqlite.ts"
import { sqliteDataFiles } from "../../../server/storage/sqlite-data-file.ts"
import { meddle, newFolder, newHouse, run, VERSION_AT, written } from "./house.ts"

/** All rows of all tables. */
const everythingIn = (folder: string) =>
  meddle(folder, db =>
    db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .all()
      .map(({ name }) => [name, db.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all()]),
  )

test("[CM1][CM3] what is restored from a backup has every row of every table, secrets too", async () => {
  const [house, shelf] = [await newHouse(), newFolder()]
  const target = path.join(shelf, "restored")

  const kept = await run(["backup", house, shelf])
  const restored = await run(["restore", path.join(shelf, "ninefold-2026-11-24T09-05-00Z.db"), target])

  expect(kept).toMatchObject({ code: 0, err: "Copying …\nChecking the copy …\n" })
  expect(kept.out).toMatch(/^\S+\/ninefold-2026-11-24T09-05-00Z\.db: 3 rooms, \d+ kB, checked\.\n$/)
  expect(restored).toMatchObject({
    code: 0,
    out: `${target} has 3 rooms; start with NINEFOLD_DATA=${target}.\n`,
  })
  expect(await everythingIn(target)).toEqual(await everythingIn(house))
  expect(readdirSync(target)).toEqual([DATA_FILE])
})

test("[CM1] a backup is for its owner alone", { skip: process.platform === "win32" }, async () => {
  const [house, shelf] = [await newHouse(), newFolder()]
  const file = path.join(shelf, "copy.db")

  await run(["backup", house, file])

  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test("[CM2] damage that was there already is copied as it is, and said", async () => {
  const [house, shelf] = [await newHouse(), newFolder()]
  await meddle(house, db => {
    db.prepare("UPDATE updates SET checksum = 0 WHERE room = ? AND seq = 5").run(written)
    db.exec("UPDATE versions SET canvas = x'00'")
  })
  const [file, target] = [path.join(shelf, "copy.db"), path.join(shelf, "restored")]

  const kept = await run(["backup", house, file, "--quiet"])
  const restored = await run(["restore", file, target, "--json"])

  const version = `Version “Pitch” of ${new Date(VERSION_AT).toISOString()}: its canvas is damaged.`
  const damage = ["content: Update 5 is damaged.", version]
  expect(kept).toEqual({ code: 1, out: damage.map(says => `Room ${written}: ${says}\n`).join(""), err: "" })
  expect(restored.code).toBe(1)
  expect(JSON.parse(restored.out)).toMatchObject({
    folder: target,
    rooms: 3,
    damage: damage.map(says => ({ room: written, says })),
  })
})

test("[CM2] a copy that cannot be made or read again leaves nothing behind", async () => {
  const [house, shelf] = [await newHouse(), newFolder()]
  const unreadable = async (_from: string, to: string) => {
    writeFileSync(`${to}-journal`, "half")
    throw new DataUnreadable("the disk failed to read or write")
  }
  const halfWritten = async (_from: string, to: string) => writeFileSync(to, "half")
  const attempt = (copy: typeof sqliteDataFiles.copy) =>
    run(["backup", house, shelf, "-q"], { files: { ...sqliteDataFiles, copy } })

  const [failed, cut] = [await attempt(unreadable), await attempt(halfWritten)]

  expect(failed).toEqual({
    code: 2,
    out: "",
    err: `ninefold backup: ${path.join(house, DATA_FILE)} cannot be copied: the disk failed to read or write.\n`,
  })
  expect(cut.code).toBe(2)
  expect(cut.err).toMatch(/cannot be read: the database file is damaged\.\n$/)
  expect(readdirSync(shelf)).toEqual([])
})

test("[CM2] nothing is written over what is there", async () => {
  const [house, shelf, full] = [await newHouse(), newFolder(), newFolder()]
  const [file, note] = [path.join(shelf, "copy.db"), path.join(full, "note.txt")]
  writeFileSync(file, "mine")
  writeFileSync(note, "mine")

  const kept = await run(["backup", house, file])
  const restored = await run(["restore", path.join(house, DATA_FILE), full])
  const ontoFile = await run(["restore", path.join(house, DATA_FILE), note])

  expect([kept, restored, ontoFile].map(({ code, err }) => [code, err])).toEqual([
    [2, `ninefold backup: There is ${file} already, and nothing is written over it.\n`],
    [
      2,
      `ninefold restore: ${full} is not empty, and nothing is put over what is there; give an empty folder.\n`,
    ],
    [2, `ninefold restore: ${note} is a file; give the name of a folder.\n`],
  ])
  expect([file, note].map(each => readFileSync(each, "utf8"))).toEqual(["mine", "mine"])
  expect(readdirSync(full)).toEqual(["note.txt"])
})

test("[CM2] a backup of a newer Ninefold, or of none, is not restored", async () => {
  const [house, shelf] = [await newHouse(), newFolder()]
  await meddle(house, db => db.exec("PRAGMA user_version = 99"))
  const [junk, target] = [path.join(shelf, "junk.db"), path.join(shelf, "target")]
  writeFileSync(junk, "not a database at all".repeat(100))

  const newer = await run(["restore", house, target])
  const none = await run(["restore", junk, target])

  expect(newer.err).toMatch(
    /^ninefold restore: \S+ cannot be read: it is of version 99, and this Ninefold knows up to \d+\.\n$/,
  )
  expect(none.err).toBe(`ninefold restore: ${junk} cannot be read: the database file is damaged.\n`)
  expect([newer.code, none.code, existsSync(target)]).toEqual([2, 2, false])
})

test("[CM1] a folder that a server has open is copied as of one moment, with what waits beside the file", async () => {
  const [folder, shelf] = [newFolder(), newFolder()]
  const store = await openSqliteStore({ file: path.join(folder, DATA_FILE) })
  const secret = await store.secret("guest-cookie")
  mkdirSync(path.join(shelf, "a"))

  const { code } = await run(["backup", folder, path.join(shelf, "copy.db")])
  await run(["restore", path.join(shelf, "copy.db"), path.join(shelf, "a")])
  await store.close()

  const again = await openSqliteStore({ file: path.join(shelf, "a", DATA_FILE) })
  expect(code).toBe(0)
  expect(await again.secret("guest-cookie")).toEqual(secret)
  await again.close()
})
