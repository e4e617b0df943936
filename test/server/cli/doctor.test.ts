// The doctor on a healthy folder, and on one with damage of each kind planted in it.
import { readdirSync, readFileSync, truncateSync } from "node:fs"
import { open } from "node:fs/promises"
import path from "node:path"
import { deflateSync } from "node:zlib"
import { expect, test } from "vitest"
import * as Y from "yjs"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import { newRoom } from "../../../server/rooms/new-room.ts"
import { checksumOf } from "../../../server/storage/checksum.ts"
import { DATA_FILE } from "../../../server/storage/data-file.ts"
import { sql as firstLayout } from "../../../server/storage/migrations/0001-rooms.ts"
import type { Database } from "../../../server/storage/sqlite-driver.ts"
import { roomIdOf } from "../../contracts/records.ts"
import {
  discussed,
  HEAD,
  meddle,
  newFolder,
  newHouse,
  plain,
  run,
  SNAPSHOT,
  VERSION_AT,
  written,
} from "./house.ts"

interface Report {
  faults: string[]
  rooms: { id: string; findings: { document?: string; says: string }[] }[]
}

/** What the doctor finds in a folder: its exit code, the file's faults, and each damaged room's. */
async function examined(folder: string) {
  const { code, out } = await run(["doctor", folder, "--json"])
  const { faults, rooms } = JSON.parse(out) as Report
  const damaged = rooms.filter(({ findings }) => findings.length > 0)
  return { code, faults, damaged: Object.fromEntries(damaged.map(({ id, findings }) => [id, findings])) }
}

const content = (says: string) => ({ document: "content", says })
const well = { code: 0, faults: [], damaged: {} }

test("[CM4] a healthy folder is well, room by room, and its backup too", async () => {
  const folder = await newHouse()

  const { code, out } = await run(["doctor", folder])

  expect(code).toBe(0)
  expect(out.split("\n")).toEqual([
    expect.stringMatching(`^Room ${plain} “Z.ai: .*”: well, 30 cards, 0 comments, 0 versions.$`),
    `Room ${written} “Title ${HEAD}”: well, 30 cards, 0 comments, 1 version.`,
    expect.stringMatching(`^Room ${discussed} `),
    "3 rooms, all well.",
    "",
  ])
  expect(await examined(folder)).toEqual(well)
})

/** Bytes that are not those that were stored, under the checksum of those that were. */
const flip = (table: string, seq: number) => (db: Database) =>
  db
    .prepare(`UPDATE ${table} SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB) WHERE room = ? AND seq = ?`)
    .run(written, seq)

/** Other bytes with a checksum that fits them, so that only their meaning is wrong. */
const replace = (table: string, seq: number, bytes: Uint8Array) => (db: Database) =>
  db
    .prepare(`UPDATE ${table} SET bytes = ?, checksum = ? WHERE room = ? AND seq = ?`)
    .run(bytes, checksumOf(bytes), written, seq)

const remove = (table: string, ...seqs: number[]) => {
  return (db: Database) => {
    for (const seq of seqs) db.prepare(`DELETE FROM ${table} WHERE room = ? AND seq = ?`).run(written, seq)
  }
}

function foreignDocument(): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap("meta").set("title", "Somebody else's")
  return Y.encodeStateAsUpdate(doc)
}

/** An update that builds on something that is nowhere. */
function orphan(): Uint8Array {
  const doc = new Y.Doc()
  doc.getArray("a").push([1])
  const before = Y.encodeStateVector(doc)
  doc.getArray("a").push([2])
  return Y.encodeStateAsUpdate(doc, before)
}

const planted: [kind: string, plant: (db: Database) => unknown, findings: unknown[]][] = [
  ["an update's bytes", flip("updates", HEAD - 1), [content(`Update ${HEAD - 1} is damaged.`)]],
  [
    "the newer snapshot's bytes",
    flip("snapshots", SNAPSHOT),
    [content(`The snapshot at ${SNAPSHOT} is damaged.`)],
  ],
  ["the older snapshot's bytes", flip("snapshots", 0), [content("The snapshot at 0 is damaged.")]],
  ["an update that is gone", remove("updates", HEAD - 1), [content(`Update ${HEAD - 1} is missing.`)]],
  [
    "updates gone that only the older snapshot needs",
    remove("updates", 1, 2),
    [content("The updates 1 to 2 are missing.")],
  ],
  [
    "a snapshot that is gone with its log",
    (db: Database) => {
      remove("snapshots", 0)(db)
      remove("updates", 1, 2, 3)(db)
    },
    [content("The updates 1 to 3 are missing.")],
  ],
  [
    "bytes that are no update",
    replace("updates", HEAD, Uint8Array.of(1, 2, 3)),
    [content(expect.stringMatching(/^It does not load: /) as string)],
  ],
  [
    "an update without what it builds on",
    replace("updates", HEAD, orphan()),
    [content("It does not load: Yjs waits for a part that is not there.")],
  ],
  [
    "a snapshot of another document",
    replace("snapshots", SNAPSHOT, foreignDocument()),
    [content(expect.stringMatching(/^It does not load: /) as string)],
  ],
  [
    "a room of texts that are not known yet",
    (db: Database) => db.prepare("UPDATE rooms SET schema = 99 WHERE id = ?").run(written),
    [{ says: "It needs version 99 of the texts; this Ninefold knows up to 1." }],
  ],
  [
    "a room without anything in it",
    (db: Database) => {
      for (const table of ["snapshots", "updates"])
        db.prepare(`DELETE FROM ${table} WHERE room = ?`).run(written)
    },
    [content("There is no canvas in it.")],
  ],
]

const pitch = `Version “Pitch” of ${new Date(VERSION_AT).toISOString()}`
const setVersion = (column: "state" | "canvas", bytes: Uint8Array) => (db: Database) =>
  db.prepare(`UPDATE versions SET ${column} = ?`).run(bytes)
const plantedInVersions: typeof planted = [
  [
    "a version's own row",
    (db: Database) => db.exec("UPDATE versions SET people = '[{'"),
    [{ says: "The file is damaged where its versions are stored." }],
  ],
  [
    "a version's document",
    setVersion("state", Uint8Array.of(1, 2)),
    [{ says: `${pitch}: its document is damaged.` }],
  ],
  [
    "a version's canvas",
    setVersion("canvas", Uint8Array.of(1, 2)),
    [{ says: `${pitch}: its canvas is damaged.` }],
  ],
  [
    "a version that is of something else",
    setVersion("state", deflateSync(Y.encodeStateAsUpdateV2(new Y.Doc()))),
    [{ says: `${pitch}: its document does not load.` }],
  ],
  [
    "a version's canvas that is none",
    setVersion("canvas", deflateSync("{}")),
    [{ says: `${pitch}: its canvas cannot be read.` }],
  ],
]

test.each([...planted, ...plantedInVersions])(
  "[CM4] it finds %s, in that room and no other",
  async (_kind, plant, findings) => {
    const folder = await newHouse()
    await meddle(folder, plant)

    expect(await examined(folder)).toEqual({ code: 1, faults: [], damaged: { [written]: findings } })
  },
)

test("[CM4] it finds rows that belong to no room, and references that lead nowhere", async () => {
  const folder = await newHouse()
  await meddle(folder, db => {
    db.prepare("UPDATE updates SET room = ? WHERE room = ?").run(roomIdOf("z"), discussed)
    db.exec("PRAGMA foreign_keys = OFF")
    db.prepare("INSERT INTO room_names (name, room) VALUES ('lost', ?)").run(roomIdOf("y"))
  })

  expect(await examined(folder)).toEqual({
    code: 1,
    faults: [
      "The file: a row of room_names refers to a row of rooms that is not there.",
      "1 row of updates belong to no room.",
    ],
    damaged: {},
  })
})

test("[CM4] it finds pages of the file that are damaged, and says of which room they are", async () => {
  const folder = await newHouse()
  const file = path.join(folder, DATA_FILE)
  await meddle(folder, db => db.exec("PRAGMA journal_mode = DELETE"))
  const root = await meddle(folder, db =>
    Number(db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'updates'").get()?.rootpage),
  )
  const handle = await open(file, "r+")
  await handle.write(Buffer.alloc(4096, 0xff), 0, 4096, (root - 1) * 4096)
  await handle.close()

  const { code, faults, damaged } = await examined(folder)

  expect(code).toBe(1)
  expect(faults).not.toEqual([])
  expect(damaged[written]).toContainEqual(content("The file is damaged where it is stored."))
})

test("[CM4] with --quiet only what is wrong is said", async () => {
  const folder = await newHouse()
  const healthy = await run(["doctor", folder, "--quiet"])
  await meddle(folder, flip("updates", HEAD))

  const { code, out, err } = await run(["doctor", folder, "-q"])

  expect(healthy).toEqual({ code: 0, out: "", err: "" })
  expect(code).toBe(1)
  expect(err).toBe("")
  expect(out.split("\n")).toEqual([
    `Room ${written} “Title ${HEAD - 1}”: damaged.`,
    `  content: Update ${HEAD} is damaged.`,
    "3 rooms, 1 damaged.",
    "",
  ])
})

test("[CM5] it changes no byte, and reads a database of the first layout without bringing it up to date", async () => {
  const folder = newFolder()
  const { record, snapshots } = newRoom(exampleCanvas(), plain, 1)
  const snapshot = snapshots.content ?? new Uint8Array()
  await meddle(folder, db => {
    db.exec(firstLayout)
    db.exec("PRAGMA user_version = 1")
    db.prepare("INSERT INTO rooms VALUES (?, ?, ?, ?, ?)").run(plain, record.title, 1, record.schema, 0)
    db.prepare("INSERT INTO snapshots VALUES (?, 'content', 0, ?, ?)").run(
      plain,
      snapshot,
      checksumOf(snapshot),
    )
  })
  const file = path.join(folder, DATA_FILE)
  const before = readFileSync(file)

  const { code, out } = await run(["doctor", folder])

  expect({ code, lines: out.split("\n") }).toEqual({
    code: 0,
    lines: [expect.stringMatching(/: well, 30 cards, 0 comments, 0 versions\.$/), "1 room, all well.", ""],
  })
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(folder)).toEqual([DATA_FILE])
})

test("[CM6] what cannot be read is one sentence and ends with 2", async () => {
  const [empty, cut] = [newFolder(), await newHouse()]
  truncateSync(path.join(cut, DATA_FILE), 10)
  const foreign = newFolder()
  await meddle(foreign, db => db.exec("CREATE TABLE t (a)"))

  const said = await Promise.all(
    [path.join(empty, "nowhere"), empty, cut, foreign].map(folder => run(["doctor", folder])),
  )

  expect(said.map(({ code, out }) => ({ code, out }))).toEqual(Array(4).fill({ code: 2, out: "" }))
  expect(said.map(({ err }) => err)).toEqual([
    `ninefold doctor: There is no ${path.join(empty, "nowhere")}.\n`,
    `ninefold doctor: There is no ${DATA_FILE} in ${empty}; it is in the folder that NINEFOLD_DATA names.\n`,
    `ninefold doctor: ${path.join(cut, DATA_FILE)} cannot be read: the database file is damaged.\n`,
    `ninefold doctor: ${path.join(foreign, DATA_FILE)} cannot be read: it is a database, but not one of Ninefold.\n`,
  ])
})
