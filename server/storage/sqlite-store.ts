// The store's contract in SQL, without waiting: what the worker runs, one call after the other. sqlite.ts is the same
// contract for the main thread.
import type { Immediate } from "./immediate.ts"
import { migrate } from "./migrate.ts"
import { prepareAccess } from "./sqlite-access.ts"
import { prepareDiscussion } from "./sqlite-discussion.ts"
import type { Database, Row } from "./sqlite-driver.ts"
import { isCorruption, isLocked } from "./sqlite-driver.ts"
import { prepareHistory } from "./sqlite-history.ts"
import { prepareVersions } from "./sqlite-versions.ts"
import type { NewUpdate, RoomRecord, Store, StoredDocument } from "./store.ts"
import { transact } from "./transact.ts"

export interface SqliteStore extends Immediate<Store> {
  /** Several `append` calls in one transaction, for the price of one write to the disk. */
  appendTogether(calls: readonly (readonly NewUpdate[])[]): number[][]
}

export interface SqliteOptions {
  /** How long to wait for a lock that another process holds. */
  lockWaitMs: number
  /** The most the database may take; a write beyond it fails as on a full disk. */
  maxBytes?: number
  random: (length: number) => Uint8Array
}

const SECRET_LENGTH = 32
const LOCK_LOOK_MS = 20
const LOG_PAGES = 4_000

export function createSqliteStore(
  db: Database,
  { lockWaitMs, maxBytes, random }: SqliteOptions,
): SqliteStore {
  setUp(db, lockWaitMs, maxBytes)
  migrate(db)
  const history = prepareHistory(db)
  const access = prepareAccess(db)
  const discussion = prepareDiscussion(db)
  const versions = prepareVersions(db)
  const insertRoom = db.prepare(
    "INSERT INTO rooms (id, title, created_at, schema, epoch) VALUES (?, ?, ?, ?, ?)",
  )
  const selectRoom = db.prepare("SELECT * FROM rooms WHERE id = ?")
  const selectNamed = db.prepare("SELECT rooms.* FROM room_names JOIN rooms ON id = room WHERE name = ?")
  const insertName = db.prepare("INSERT INTO room_names (name, room) VALUES (?, ?)")
  const insertSecret = db.prepare("INSERT OR IGNORE INTO secrets (name, bytes) VALUES (?, ?)")
  const selectSecret = db.prepare("SELECT bytes FROM secrets WHERE name = ?")
  const check = db.prepare(
    "INSERT INTO last_check (only_row, count) VALUES (1, 1) ON CONFLICT DO UPDATE SET count = count + 1",
  )

  function addRoom(room: RoomRecord, snapshots: Parameters<Store["createRoom"]>[1]): void {
    insertRoom.run(room.id, room.title, room.createdAt, room.schema, room.epoch)
    for (const document of keysOf(snapshots)) {
      const update = snapshots[document]
      if (update) history.addSnapshot({ room: room.id, document }, { seq: 0, update })
    }
  }

  function namedRoom(name: string): RoomRecord | undefined {
    const row = selectNamed.get(name)
    return row && roomOf(row)
  }

  function secret(name: string): Uint8Array {
    const known = selectSecret.get(name)?.bytes
    if (known instanceof Uint8Array) return known
    insertSecret.run(name, random(SECRET_LENGTH))
    return secret(name)
  }

  function appendTogether(calls: readonly (readonly NewUpdate[])[]): number[][] {
    try {
      return transact(db, () => calls.map(updates => history.append(updates)))
    } catch (error) {
      history.forgetHeads()
      throw error
    }
  }

  return {
    ...access,
    ...discussion,
    ...versions,
    appendTogether,
    namedRoom,
    secret,
    createRoom: (room, snapshots, past = []) =>
      transact(db, () => {
        addRoom(room, snapshots)
        for (const { version, bytes } of past) versions.keepVersion({ ...version, room: room.id }, bytes)
      }),
    createNamedRoom: (name, room, snapshots) =>
      transact(db, () => {
        const taken = namedRoom(name)
        if (taken) return taken
        addRoom(room, snapshots)
        insertName.run(name, room.id)
        return room
      }),
    room(id) {
      const row = selectRoom.get(id)
      return row && roomOf(row)
    },
    append: updates => appendTogether([updates])[0] ?? [],
    purgeRooms(before) {
      history.forgetHeads()
      return access.purgeRooms(before)
    },
    load: key => readable(() => history.load(key)),
    writers: key => history.writers(key),
    tailSince: (key, seq, most) => history.tailSince(key, seq, most),
    log: key => history.log(key),
    saveSnapshot: (key, snapshot) => transact(db, () => history.saveSnapshot(key, snapshot)),
    checkWritable: () => void check.run(),
    close() {
      // Else the log file stays behind where statements are still open.
      db.exec("PRAGMA wal_checkpoint(TRUNCATE)")
      db.close()
    },
  }
}

function setUp(db: Database, lockWaitMs: number, maxBytes: number | undefined): void {
  db.exec(`PRAGMA busy_timeout = ${lockWaitMs}`)
  waitingForLock(lockWaitMs, () => db.exec("PRAGMA journal_mode = WAL"))
  // FULL: in WAL mode only this syncs the log at every commit, and "saved" means it survives a power cut.
  db.exec("PRAGMA synchronous = FULL")
  // Up to 16 MB of log, four times the default: where thousands of rooms are written to, each page then goes into the
  // file once for many changes, and writers wait for that a quarter as often.
  db.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`)
  db.exec("PRAGMA foreign_keys = ON")
  if (maxBytes === undefined) return
  const pageBytes = Number(db.prepare("PRAGMA page_size").get()?.page_size)
  db.exec(`PRAGMA max_page_count = ${Math.ceil(maxBytes / pageBytes)}`)
}

/** For what SQLite does not wait with itself, such as of two processes that both turn WAL on. Only in a worker. */
function waitingForLock(lockWaitMs: number, work: () => void): void {
  for (let waitedMs = 0; ; waitedMs += LOCK_LOOK_MS)
    try {
      work()
      return
    } catch (error) {
      if (waitedMs >= lockWaitMs || !isLocked(error)) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_LOOK_MS)
    }
}

/** Damaged pages of the file are damage of the room that has them, as damaged bytes within a row are. */
function readable(load: () => StoredDocument): StoredDocument {
  try {
    return load()
  } catch (error) {
    if (!isCorruption(error)) throw error
    return { tail: [], damage: "The database file is damaged where this room is stored." }
  }
}

const keysOf = <Key extends string>(record: Partial<Record<Key, unknown>>): Key[] =>
  Object.keys(record) as Key[]

/** The table is STRICT, so the columns hold what was put in. */
function roomOf({ id, title, created_at, schema, epoch }: Row): RoomRecord {
  return { id, title, createdAt: created_at, schema, epoch } as RoomRecord
}
