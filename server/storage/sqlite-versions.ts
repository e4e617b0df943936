// Versions and changes in SQL: the calls of version-store.ts, without waiting. The tables are STRICT, so the columns hold
// what was put in.
import type { Holder } from "./access-store.ts"
import type { Immediate } from "./immediate.ts"
import type { Database, Row } from "./sqlite-driver.ts"
import { transact } from "./transact.ts"
import type { CanvasChange, VersionRecord, VersionStore } from "./version-store.ts"

export function prepareVersions(db: Database): Immediate<VersionStore> {
  const listed =
    "room, id, reason, name, note, by_person, by_name, at, seq, cards, words, people, frozen_hash"
  const selectVersions = db.prepare(
    `SELECT ${listed} FROM versions WHERE room = ? ORDER BY at DESC, rowid DESC`,
  )
  const selectBytes = db.prepare("SELECT state, canvas FROM versions WHERE room = ? AND id = ?")
  const insertVersion = db.prepare(
    `INSERT INTO versions (room, id, reason, name, note, by_person, by_name, at, seq, cards, words, people,
       frozen_hash, canvas, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const updateName = db.prepare("UPDATE versions SET name = ? WHERE room = ? AND id = ?")
  const updateNote = db.prepare("UPDATE versions SET note = ? WHERE room = ? AND id = ?")
  const updateFrozen = db.prepare("UPDATE versions SET frozen_hash = ? WHERE room = ? AND id = ?")
  const deleteVersion = db.prepare("DELETE FROM versions WHERE room = ? AND id = ?")
  const selectFrozen = db.prepare(
    `SELECT ${listed} FROM versions WHERE frozen_hash = ?
       AND EXISTS (SELECT 1 FROM rooms WHERE rooms.id = room AND deleted_at IS NULL)`,
  )
  const selectRead = db.prepare("SELECT seq FROM changes_read WHERE room = ?")
  const upsertRead = db.prepare(
    "INSERT INTO changes_read (room, seq) VALUES (?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq",
  )
  const insertChange = db.prepare(
    "INSERT INTO card_changes (room, card, seq, at, by, kind) VALUES (?, ?, ?, ?, ?, ?)",
  )
  // Of two by one update, the one that was added later.
  const selectLast = db.prepare(
    `SELECT card, seq, at, by, kind FROM (
       SELECT card, seq, at, by, kind, row_number() OVER (PARTITION BY card ORDER BY seq DESC, rowid DESC) AS place
       FROM card_changes WHERE room = ? AND card IS NOT NULL
     ) WHERE place = 1 ORDER BY card`,
  )
  const selectChangers = db.prepare(
    "SELECT DISTINCT by FROM card_changes WHERE room = ? AND seq > ? AND by IS NOT NULL ORDER BY by",
  )

  return {
    versions: room => selectVersions.all(room).map(versionOf),
    versionBytes(room, id) {
      const { state, canvas } = selectBytes.get(room, id) ?? {}
      if (!(state instanceof Uint8Array) || !(canvas instanceof Uint8Array)) return undefined
      return { state, canvas }
    },
    keepVersion(
      { room, id, reason, name, note, by, at, seq, counts, people, frozenHash },
      { state, canvas },
    ) {
      insertVersion.run(
        room,
        id,
        reason,
        name,
        note,
        by?.person ?? null,
        by?.name ?? null,
        at,
        seq,
        counts.cards,
        counts.words,
        JSON.stringify(people),
        frozenHash ?? null,
        canvas,
        state,
      )
    },
    changeVersion: (room, id, { name, note, frozenHash }) =>
      transact(db, () => {
        if (name !== undefined) updateName.run(name, room, id)
        if (note !== undefined) updateNote.run(note, room, id)
        if (frozenHash !== undefined) updateFrozen.run(frozenHash, room, id)
      }),
    dropVersions: (room, ids) =>
      transact(db, () => {
        for (const id of ids) deleteVersion.run(room, id)
      }),
    frozenVersion(frozenHash) {
      const row = selectFrozen.get(frozenHash)
      return row && versionOf(row)
    },
    canvasChanges: room => ({
      seq: Number(selectRead.get(room)?.seq ?? 0),
      last: selectLast.all(room).map(changeOf),
    }),
    addCanvasChanges: (room, seq, changes) =>
      transact(db, () => {
        if (Number(selectRead.get(room)?.seq ?? 0) >= seq) return
        for (const { card, seq: made, at, by, kind } of changes)
          insertChange.run(room, card ?? null, made, at, by ?? null, kind)
        upsertRead.run(room, seq)
      }),
    changersSince: (room, seq) => selectChangers.all(room, seq).map(row => String(row.by) as Holder),
  }
}

/** @returns the version in a row of all columns, or of all but the bytes. */
export function versionOf(row: Row): VersionRecord {
  const { room, id, reason, name, note, at, seq } = row
  const version = {
    room,
    id,
    reason,
    name,
    note,
    at,
    seq,
    counts: { cards: row.cards, words: row.words },
    people: JSON.parse(String(row.people)),
  } as VersionRecord
  if (typeof row.by_name === "string")
    version.by = {
      name: row.by_name,
      ...(typeof row.by_person === "string" && { person: row.by_person }),
    } as NonNullable<VersionRecord["by"]>
  if (row.frozen_hash instanceof Uint8Array) version.frozenHash = row.frozen_hash
  return version
}

function changeOf({ card, seq, at, by, kind }: Row): CanvasChange {
  return { card, seq, at, kind, ...(by !== null && { by }) } as CanvasChange
}
