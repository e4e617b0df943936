// One document's log and snapshots in SQL: what is appended, what is loaded, what a new snapshot makes superfluous.
//
// 1. Numbers ascend without a gap within a document; a gap in the log is damage.
// 2. Two snapshots are kept, and the whole log since the older one: when the newer is found damaged, nothing is lost.
// 3. A row is removed only by the statement that sees, in the same transaction, two snapshots at or beyond it.
import { checksumOf, intactRun, newestIntact } from "./checksum.ts"
import type { Database, Row } from "./sqlite-driver.ts"
import type {
  DocumentKey,
  LoggedUpdate,
  NewUpdate,
  StoredDocument,
  StoredLog,
  StoredUpdate,
  TailLimits,
  Writer,
} from "./store.ts"

const DAMAGED =
  "Part of this room's stored data is damaged. It can be read as far as it is intact, but not changed."

/** What is remembered of the ends of logs; a few hundred bytes each. */
const MAX_HEADS = 10_000

/** All of these run inside a transaction of the caller's. */
export function prepareHistory(db: Database) {
  const selectHead = db.prepare(
    `SELECT max(
       coalesce((SELECT max(seq) FROM updates WHERE room = rooms.id AND document = ?2), 0),
       coalesce((SELECT max(seq) FROM snapshots WHERE room = rooms.id AND document = ?2), 0)
     ) AS head FROM rooms WHERE id = ?1`,
  )
  // Another number than before where another connection has committed in between: https://sqlite.org/pragma.html
  const selectDataVersion = db.prepare("PRAGMA data_version")
  const insertUpdate = db.prepare(
    "INSERT INTO updates (room, document, seq, bytes, checksum, at, by) VALUES (?, ?, ?, ?, ?, ?, ?)",
  )
  const insertWriter = db.prepare(
    "INSERT OR IGNORE INTO writers (room, document, client, guest) VALUES (?, ?, ?, ?)",
  )
  const selectWriters = db.prepare("SELECT client, guest FROM writers WHERE room = ? AND document = ?")
  const insertSnapshot = db.prepare(
    "INSERT INTO snapshots (room, document, seq, bytes, checksum) VALUES (?, ?, ?, ?, ?)",
  )
  const selectSnapshots = db.prepare(
    "SELECT seq, bytes, checksum FROM snapshots WHERE room = ? AND document = ? ORDER BY seq DESC",
  )
  const selectTail = db.prepare(
    "SELECT seq, bytes, checksum FROM updates WHERE room = ? AND document = ? AND seq > ? ORDER BY seq",
  )
  const selectLogged = db.prepare(
    "SELECT seq, bytes, checksum, at, by FROM updates WHERE room = ? AND document = ? AND seq > ? ORDER BY seq",
  )
  const measureTail = db.prepare(
    `SELECT count(*) AS count, coalesce(sum(length(bytes)), 0) AS bytes
       FROM updates WHERE room = ? AND document = ? AND seq > ?`,
  )
  const deleteOtherSnapshots = db.prepare(
    "DELETE FROM snapshots WHERE room = ? AND document = ? AND seq <> ?",
  )
  // Rule 3: with one snapshot the subquery gives no row, so nothing is removed.
  const deleteContained = db.prepare(
    `DELETE FROM updates WHERE room = ?1 AND document = ?2 AND seq <=
       (SELECT min(seq) FROM snapshots WHERE room = ?1 AND document = ?2 HAVING count(*) = 2)`,
  )

  function headOf({ room, document }: DocumentKey): number {
    const row = selectHead.get(room, document)
    if (!row) throw new Error(`There is no room ${room}.`)
    return Number(row.head)
  }

  /** The heads of documents written to lately, as long as nobody else has written. */
  const heads = new Map<string, number>()
  let dataVersion: Row[string] | undefined

  /** Inside a transaction the numbers are what they are until it ends. */
  function forgetOutdatedHeads(): void {
    const version = selectDataVersion.get()?.data_version
    if (version !== dataVersion || heads.size > MAX_HEADS) heads.clear()
    dataVersion = version
  }

  function addSnapshot({ room, document }: DocumentKey, { seq, update }: StoredUpdate): void {
    insertSnapshot.run(room, document, seq, update, checksumOf(update))
  }

  return {
    addSnapshot,

    /** @returns the number each update got. */
    append(updates: readonly NewUpdate[]): number[] {
      forgetOutdatedHeads()
      return updates.map(({ room, document, update, provenance }) => {
        const name = `${room}/${document}`
        const seq = (heads.get(name) ?? headOf({ room, document })) + 1
        const { at = 0, by = null, writers = [] } = provenance ?? {}
        insertUpdate.run(room, document, seq, update, checksumOf(update), at, by)
        for (const { client, guest } of writers) insertWriter.run(room, document, client, guest)
        heads.set(name, seq)
        return seq
      })
    },

    /** Called where a transaction failed, so that its numbers were not given, and where rooms are removed. */
    forgetHeads: () => heads.clear(),

    writers: ({ room, document }: DocumentKey): Writer[] =>
      selectWriters.all(room, document) as unknown[] as Writer[],

    load({ room, document }: DocumentKey): StoredDocument {
      const snapshots = selectSnapshots.all(room, document)
      const snapshot = newestIntact(snapshots)
      if (!snapshot && snapshots.length > 0) return { tail: [], damage: DAMAGED }
      const base = snapshot?.seq ?? 0
      const rows = selectTail.all(room, document, base)
      const tail = intactRun(rows, base)
      const isWhole = tail.length === rows.length && base + tail.length >= Number(snapshots[0]?.seq ?? 0)
      return { ...(snapshot && { snapshot }), tail, ...(!isWhole && { damage: DAMAGED }) }
    },

    tailSince(key: DocumentKey, seq: number, most: TailLimits): StoredUpdate[] | undefined {
      const { room, document } = key
      // Measured first: what is too much is not read into memory to find that out.
      const { count, bytes } = measureTail.get(room, document, seq) ?? {}
      const isWhole = Number(count) === headOf(key) - seq
      if (!isWhole || Number(count) > most.updates || Number(bytes) > most.bytes) return undefined
      const rows = selectTail.all(room, document, seq)
      const tail = intactRun(rows, seq)
      return tail.length === rows.length ? tail : undefined
    },

    log(key: DocumentKey): StoredLog | undefined {
      const { room, document } = key
      const snapshots = selectSnapshots.all(room, document)
      const base = newestIntact([...snapshots].reverse())
      if (!base && snapshots.length > 0) return undefined
      const rows = selectLogged.all(room, document, base?.seq ?? 0)
      const run = intactRun(rows, base?.seq ?? 0)
      const isWhole = run.length === rows.length && (base?.seq ?? 0) + run.length === headOf(key)
      if (!isWhole) return undefined
      return {
        ...(base && { base }),
        rows: run.map((update, index) => ({ ...update, ...sourceOf(rows[index]) })),
      }
    },

    saveSnapshot(key: DocumentKey, snapshot: StoredUpdate): void {
      const { room, document } = key
      if (snapshot.seq > headOf(key))
        throw new Error(`Snapshot ${snapshot.seq} of ${room}/${document} is ahead of the log.`)
      const snapshots = selectSnapshots.all(room, document)
      // A damaged one does not count: rule 2 holds only for a pair that can be read.
      const older = newestIntact(snapshots)
      if (!older && snapshots.length > 0)
        throw new Error(`${room}/${document} is damaged and must stay as it is.`)
      if (older && older.seq >= snapshot.seq) return
      if (older) deleteOtherSnapshots.run(room, document, older.seq)
      addSnapshot(key, snapshot)
      deleteContained.run(room, document)
    },
  }
}

/** The table is STRICT, so the columns hold what was put in. */
const sourceOf = ({ at, by }: Row = {}): Pick<LoggedUpdate, "at" | "by"> =>
  ({ at, ...(typeof by === "string" && { by }) }) as Pick<LoggedUpdate, "at" | "by">
