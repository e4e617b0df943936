// The server's database as the commands see it: read-only, by statements of its own, so that a database of an older
// layout is read without being migrated. In WAL mode readers and the server's writer never wait for each other.
import { once } from "node:events"
import type { RoomId } from "../../shared/ids.ts"
import { startWorker } from "../start-worker.ts"
import type { CopyAnswer, CopyStart } from "./copy-worker.ts"
import {
  type DataFile,
  type DataFiles,
  DataUnreadable,
  type NumberedRow,
  type StoredVersion,
  type Strays,
} from "./data-file.ts"
import { layoutOf, newestVersion } from "./migrate.ts"
import { type Database, openDatabaseToRead, passingFailure, type Row } from "./sqlite-driver.ts"
import { versionOf } from "./sqlite-versions.ts"
import type { RoomRecord } from "./store.ts"
import type { VersionBytes } from "./version-store.ts"

/** What SQLite lists of the damage it finds: the first lines say enough. */
const MAX_FAULTS = 20

export const sqliteDataFiles: DataFiles = {
  async open(file) {
    const db = await openToRead(file)
    try {
      return readable(db)
    } catch (error) {
      db.close()
      throw error
    }
  },

  async copy(from, to) {
    const workerData: CopyStart = { from, to }
    const worker = startWorker("copy-worker", import.meta.url, { workerData })
    const [answer] = (await once(worker, "message")) as [CopyAnswer]
    if (answer.kind === "failed") throw new DataUnreadable(answer.reason)
  },
}

async function openToRead(file: string): Promise<Database> {
  try {
    return await openDatabaseToRead(file)
  } catch (error) {
    throw unreadable(error)
  }
}

/** Whatever SQLite cannot do is said in words; what is no failure of its own stays the bug it is. */
function unreadable(error: unknown): unknown {
  const reason = passingFailure(error)
  return reason === undefined ? error : new DataUnreadable(reason, { cause: error })
}

function reading<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw unreadable(error)
  }
}

function readable(db: Database): DataFile {
  const version = reading(() => layoutOf(db))
  const tables = new Set(
    reading(() => db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()).map(
      ({ name }) => name,
    ),
  )
  if (version === 0 || !tables.has("rooms"))
    throw new DataUnreadable("it is a database, but not one of Ninefold")
  if (version > newestVersion)
    throw new DataUnreadable(`it is of version ${version}, and this Ninefold knows up to ${newestVersion}`)
  const selectRooms = db.prepare(
    "SELECT id, title, created_at, schema, epoch FROM rooms ORDER BY created_at, id",
  )
  const selectRoom = db.prepare("SELECT 1 FROM rooms WHERE id = ?")
  const selectSnapshots = db.prepare(
    "SELECT seq, bytes, checksum FROM snapshots WHERE room = ? AND document = ? ORDER BY seq DESC",
  )
  const selectUpdates = db.prepare(
    "SELECT seq, bytes, checksum FROM updates WHERE room = ? AND document = ? ORDER BY seq",
  )

  /** All that `work` reads is of one moment. */
  function atOnce<Result>(work: () => Result): Result {
    db.exec("BEGIN")
    try {
      return work()
    } finally {
      db.exec("COMMIT")
    }
  }

  const number = (pragma: string) => Number(db.prepare(`PRAGMA ${pragma}`).get()?.[pragma])

  return {
    bytes: number("page_count") * number("page_size"),

    faults: () =>
      reading(() => [
        ...db
          .prepare(`PRAGMA integrity_check(${MAX_FAULTS})`)
          .all()
          .map(row => String(row.integrity_check))
          .filter(line => line !== "ok"),
        ...db
          .prepare("PRAGMA foreign_key_check")
          .all()
          .slice(0, MAX_FAULTS)
          .map(row => `a row of ${row.table} refers to a row of ${row.parent} that is not there`),
      ]),

    rooms: () => reading(() => selectRooms.all().map(roomOf)),

    history: ({ room, document }) =>
      reading(() =>
        atOnce(() => {
          if (!selectRoom.get(room)) return undefined
          const snapshots = selectSnapshots.all(room, document).map(rowOf)
          return { snapshots, updates: selectUpdates.all(room, document).map(rowOf) }
        }),
      ),

    versions: room => (tables.has("versions") ? versionsIn(db, room) : []),

    strays: () =>
      reading(() => ["updates", "snapshots"].map(table => straysIn(db, table))).filter(
        ({ count }) => count > 0,
      ),

    close: () => db.close(),
  }
}

// The tables are STRICT, so the columns hold what was put in.
const rowOf = ({ seq, bytes, checksum }: Row) => ({ seq, bytes, checksum }) as NumberedRow
const roomOf = ({ id, title, created_at, schema, epoch }: Row) =>
  ({ id, title, createdAt: created_at, schema, epoch }) as RoomRecord

function* versionsIn(db: Database, room: RoomId): Generator<StoredVersion> {
  const ids = reading(() => db.prepare("SELECT id FROM versions WHERE room = ? ORDER BY at, id").all(room))
  const select = db.prepare("SELECT * FROM versions WHERE room = ? AND id = ?")
  for (const { id = null } of ids) {
    const row = reading(() => select.get(room, id))
    // One that is gone was thinned out meanwhile.
    if (row) yield storedVersionOf(row)
  }
}

function storedVersionOf(row: Row): StoredVersion {
  try {
    return { record: versionOf(row), bytes: { state: row.state, canvas: row.canvas } as VersionBytes }
  } catch (error) {
    // The list of people in it is JSON and has no checksum.
    if (error instanceof SyntaxError) throw new DataUnreadable("a version's row is damaged", { cause: error })
    throw error
  }
}

/** The log and the snapshots are not tied to their room by a reference, which would cost every append a look. */
function straysIn(db: Database, table: string): Strays {
  const row = db
    .prepare(`SELECT count(*) AS count FROM ${table} WHERE room NOT IN (SELECT id FROM rooms)`)
    .get()
  return { table, count: Number(row?.count) }
}
