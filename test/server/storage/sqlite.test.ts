// The contract on a real disk, and what only a disk can do: fill up, be locked, be damaged.
import { mkdtempSync, rmSync } from "node:fs"
import { open } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, expect, test } from "vitest"
import { sql as firstVersion } from "../../../server/storage/migrations/0001-rooms.ts"
import { openSqliteStore, type SqliteStoreOptions } from "../../../server/storage/sqlite.ts"
import { type Database, openDatabase } from "../../../server/storage/sqlite-driver.ts"
import { type Store, StoreUnavailable } from "../../../server/storage/store.ts"
import { accessStoreContract } from "../../contracts/access-store.ts"
import { discussionStoreContract } from "../../contracts/discussion-store.ts"
import { bytes, roomRecord } from "../../contracts/records.ts"
import { storeContract } from "../../contracts/store.ts"
import { versionStoreContract } from "../../contracts/version-store.ts"

const folder = mkdtempSync(path.join(tmpdir(), "ninefold-sqlite-"))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const newFile = () => path.join(folder, `${++files}.db`)

storeContract("SQLite", () => openSqliteStore({ file: newFile() }))
accessStoreContract("SQLite", () => openSqliteStore({ file: newFile() }))
discussionStoreContract("SQLite", () => openSqliteStore({ file: newFile() }))
versionStoreContract("SQLite", () => openSqliteStore({ file: newFile() }))

const room = roomRecord("a")
const key = { room: room.id, document: "content" as const }
const append = (store: Store, ...updates: Uint8Array[]) =>
  store.append(updates.map(update => ({ ...key, update })))

/** Opens a store, lets `work` use it, closes it. */
async function using<Result>(options: SqliteStoreOptions, work: (store: Store) => Promise<Result>) {
  const store = await openSqliteStore(options)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Changes the database as something else on the machine could. */
async function meddle<Result>(file: string, work: (db: Database) => Result): Promise<Result> {
  const db = await openDatabase(file)
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** A file with a snapshot at 0, one at 2 and updates up to 4. */
async function storedRoom(): Promise<string> {
  const file = newFile()
  await using({ file }, async store => {
    await store.createRoom(room, { content: bytes(0) })
    await append(store, bytes(1), bytes(2), bytes(3), bytes(4))
    await store.saveSnapshot(key, { seq: 2, update: bytes(12) })
  })
  return file
}

test("[RM4] everything is there when the file is opened again", async () => {
  const file = await storedRoom()
  const secret = await using({ file }, store => store.secret("one"))

  const [again, found, loaded] = await using({ file }, store =>
    Promise.all([store.secret("one"), store.room(room.id), store.load(key)]),
  )

  expect(again).toEqual(secret)
  expect(found).toEqual(room)
  expect(loaded).toEqual({
    snapshot: { seq: 2, update: bytes(12) },
    tail: [
      { seq: 3, update: bytes(3) },
      { seq: 4, update: bytes(4) },
    ],
  })
})

test("[RM4] a large document goes in and comes back whole", async () => {
  const large = new Uint8Array(9_000_000).map((_, index) => (index * 31) % 251)

  await using({ file: newFile() }, async store => {
    await store.createRoom(room, { content: large })
    await append(store, large.subarray(1, 1_000_001))
    const { snapshot, tail } = await store.load(key)

    expect(Buffer.compare(snapshot?.update ?? bytes(), large)).toBe(0)
    expect(Buffer.compare(tail[0]?.update ?? bytes(), large.subarray(1, 1_000_001))).toBe(0)
  })
})

test("[SV4] on a full disk an append is refused whole, and the next one succeeds once there is room", async () => {
  const file = newFile()
  await using({ file, maxBytes: 400_000 }, async store => {
    await store.createRoom(room, {})
    const block = new Uint8Array(50_000)
    let stored = 0
    let refusal: unknown
    while (refusal === undefined)
      await append(store, block, block).then(
        numbers => (stored += numbers.length),
        error => (refusal = error),
      )

    expect(refusal).toBeInstanceOf(StoreUnavailable)
    expect((await store.load(key)).tail.length).toBe(stored)

    await meddle(file, db => db.exec("DELETE FROM updates WHERE seq = 1"))
    expect(await append(store, bytes(5))).toEqual([stored + 1])
    await expect(store.checkWritable()).resolves.toBeUndefined()
  })
})

test("[SV4] while another process holds the lock an append is refused, and succeeds when it lets go", async () => {
  const file = newFile()
  await using({ file, lockWaitMs: 1 }, async store => {
    await store.createRoom(room, {})
    const other = await openDatabase(file)
    other.exec("BEGIN IMMEDIATE")

    await expect(append(store, bytes(1))).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(store.checkWritable()).rejects.toBeInstanceOf(StoreUnavailable)
    other.exec("ROLLBACK")
    other.close()

    expect(await append(store, bytes(2))).toEqual([1])
  })
})

test("[RM4] of two processes that write to one room in turn each goes on from what the other has stored", async () => {
  const file = newFile()
  await using({ file }, first =>
    using({ file }, async second => {
      await first.createRoom(room, {})

      const numbers = [
        await append(first, bytes(1), bytes(2)),
        await append(second, bytes(3)),
        await append(first, bytes(4)),
        await append(first, bytes(5)),
        await append(second, bytes(6), bytes(7)),
      ]

      expect(numbers).toEqual([[1, 2], [3], [4], [5], [6, 7]])
      expect((await first.load(key)).tail.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
    }),
  )
})

test("[RM4] a room that was removed is not written to again", async () => {
  const file = newFile()
  await using({ file }, async store => {
    await store.createRoom(room, {})
    await append(store, bytes(1))
    await store.setStanding(room.id, { deletedAt: 1 })
    await store.purgeRooms(2)

    await expect(append(store, bytes(2))).rejects.toThrow("There is no room")
  })
})

test("[RM3] a damaged newest snapshot costs nothing: the older one and its longer tail take over", async () => {
  const file = await storedRoom()
  await meddle(file, db => db.exec("UPDATE snapshots SET bytes = x'ff' WHERE seq = 2"))

  await using({ file }, async store => {
    expect(await store.load(key)).toEqual({
      snapshot: { seq: 0, update: bytes(0) },
      tail: [1, 2, 3, 4].map(seq => ({ seq, update: bytes(seq) })),
    })

    await store.saveSnapshot(key, { seq: 4, update: bytes(14) })
    expect(await store.load(key)).toEqual({ snapshot: { seq: 4, update: bytes(14) }, tail: [] })
  })
  const kept = await meddle(file, db => [
    db.prepare("SELECT seq FROM snapshots ORDER BY seq").all().length,
    db.prepare("SELECT min(seq) AS first FROM updates").get()?.first,
  ])
  expect(kept).toEqual([2, 1])
})

test.each([
  ["both snapshots", "UPDATE snapshots SET bytes = x'ff'", undefined, []],
  ["an update", "UPDATE updates SET bytes = x'ff' WHERE seq = 4", 2, [3]],
  ["a checksum", "UPDATE updates SET checksum = checksum + 1 WHERE seq = 3", 2, []],
  ["a missing update", "DELETE FROM updates WHERE seq = 3", 2, []],
  [
    "a snapshot whose updates are gone",
    "UPDATE snapshots SET bytes = x'ff' WHERE seq = 2; DELETE FROM updates",
    0,
    [],
  ],
])("[RM3] damage is found and said: %s", async (_, damage, snapshot, tail) => {
  const file = await storedRoom()
  const other = roomRecord("b")
  await using({ file }, store => store.createRoom(other, { content: bytes(7) }))
  // The other room's snapshot is put back as it was, so that only the first room is damaged.
  await meddle(file, db =>
    db.exec(`${damage}; UPDATE snapshots SET bytes = x'07' WHERE room = '${other.id}'`),
  )

  await using({ file }, async store => {
    const loaded = await store.load(key)
    expect(loaded.damage).toMatch(/damaged/)
    expect(loaded.snapshot?.seq).toBe(snapshot)
    expect(loaded.tail.map(({ seq }) => seq)).toEqual(tail)
    expect(await store.load({ ...key, room: other.id })).toEqual({
      snapshot: { seq: 0, update: bytes(7) },
      tail: [],
    })
  })
})

test("[RM3] where nothing but damaged snapshots is left, a new one does not replace them", async () => {
  const file = await storedRoom()
  await meddle(file, db => db.exec("UPDATE snapshots SET bytes = x'ff'"))

  await using({ file }, async store => {
    await expect(store.saveSnapshot(key, { seq: 4, update: bytes(14) })).rejects.toThrow("must stay as it is")
  })
})

test("[RM3] where the file's own pages are damaged, documents are said to be, and nothing is written over them", async () => {
  const file = await storedRoom()
  const [page, pageBytes] = await meddle(file, db => [
    Number(db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'updates'").get()?.rootpage),
    Number(db.prepare("PRAGMA page_size").get()?.page_size),
  ])
  const handle = await open(file, "r+")
  await handle.write(new Uint8Array(pageBytes).fill(0xa5), 0, pageBytes, (page - 1) * pageBytes)
  await handle.close()

  await using({ file }, async store => {
    expect(await store.load(key)).toEqual({ tail: [], damage: expect.stringContaining("damaged") })
    await expect(append(store, bytes(5))).rejects.toThrow("damaged")
    expect(await store.room(room.id)).toEqual(room)
  })
})

test("[SV7] the log is kept back to the older of two snapshots", async () => {
  const file = await storedRoom()
  const firstKept = () => meddle(file, db => db.prepare("SELECT min(seq) AS first FROM updates").get()?.first)

  const afterOne = await firstKept()
  await using({ file }, store => store.saveSnapshot(key, { seq: 4, update: bytes(14) }))

  expect([afterOne, await firstKept()]).toEqual([1, 3])
})

test("[RM4] a database of a newer program is not opened", async () => {
  const file = newFile()
  await meddle(file, db => db.exec("PRAGMA user_version = 999"))

  await expect(openSqliteStore({ file })).rejects.toThrow("of version 999")
})

test("[RM4] a database that cannot be opened is said so", async () => {
  await expect(openSqliteStore({ file: path.join(folder, "absent", "x.db") })).rejects.toBeInstanceOf(
    StoreUnavailable,
  )
})

test("[RM4] a database of the version before links has its rooms, and takes links from then on", async () => {
  const file = newFile()
  await meddle(file, db => {
    db.exec(firstVersion)
    db.prepare("INSERT INTO rooms (id, title, created_at, schema, epoch) VALUES (?, ?, ?, ?, ?)").run(
      room.id,
      room.title,
      room.createdAt,
      room.schema,
      room.epoch,
    )
    db.exec("PRAGMA user_version = 1")
  })

  await using({ file }, async store => {
    expect(await store.room(room.id)).toEqual(room)
    expect(await store.access(room.id)).toEqual({ standing: {} })
    await store.setStanding(room.id, { lockedAt: 5 })
    expect(await store.access(room.id)).toEqual({ standing: { lockedAt: 5 } })
    expect(await store.links(room.id)).toEqual([])
  })
})
