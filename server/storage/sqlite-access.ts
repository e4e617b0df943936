// Links and grants in SQL: the calls of access-store.ts, without waiting. The tables are STRICT and have checks, so the
// columns hold what was put in.
import type {
  AccessRecord,
  AccessStore,
  CountedLink,
  GrantRecord,
  Holder,
  LinkRecord,
  RoomStanding,
} from "./access-store.ts"
import type { Immediate } from "./immediate.ts"
import type { Database, Row } from "./sqlite-driver.ts"
import { transact } from "./transact.ts"

export function prepareAccess(db: Database): Immediate<AccessStore> {
  const selectRoom = db.prepare("SELECT locked_at, deleted_at FROM rooms WHERE id = ?")
  const selectGrant = db.prepare("SELECT * FROM grants WHERE room = ? AND holder = ?")
  const selectLink = db.prepare("SELECT * FROM links WHERE id = ?")
  const updateRoom = db.prepare("UPDATE rooms SET locked_at = ?, deleted_at = ? WHERE id = ?")
  const selectBySecret = db.prepare("SELECT * FROM links WHERE secret_hash = ?")
  const selectLinks = db.prepare(
    `SELECT links.*, (SELECT count(*) FROM entries WHERE link = links.id) AS guests
     FROM links WHERE room = ? ORDER BY created_at, id`,
  )
  const upsertLink = db.prepare(
    `INSERT INTO links (id, room, kind, role, label, secret_hash, password_hash, password_salt, expires_at,
       max_guests, created_at, issued_at, revoked_at, sees_comments)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET role = excluded.role, label = excluded.label,
       secret_hash = excluded.secret_hash, password_hash = excluded.password_hash,
       password_salt = excluded.password_salt, expires_at = excluded.expires_at,
       max_guests = excluded.max_guests, issued_at = excluded.issued_at,
       revoked_at = coalesce(links.revoked_at, excluded.revoked_at),
       sees_comments = excluded.sees_comments`,
  )
  const selectGrants = db.prepare("SELECT * FROM grants WHERE room = ? ORDER BY granted_at, person")
  const upsertGrant = db.prepare(
    `INSERT INTO grants (room, holder, person, role, link, name, color, granted_at, seen_at, removed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (room, holder) DO UPDATE SET role = excluded.role, link = excluded.link,
       name = excluded.name, color = excluded.color, granted_at = excluded.granted_at,
       seen_at = excluded.seen_at, removed_at = excluded.removed_at`,
  )
  const updateLooks = db.prepare("UPDATE grants SET name = ?, color = ? WHERE room = ? AND holder = ?")
  const selectOthers = db.prepare("SELECT count(*) AS count FROM entries WHERE link = ? AND holder <> ?")
  const insertEntry = db.prepare("INSERT OR IGNORE INTO entries (link, holder) VALUES (?, ?)")
  const touch = db.prepare("UPDATE grants SET seen_at = max(seen_at, ?) WHERE room = ? AND holder = ?")
  const selectDeleted = db.prepare("SELECT id FROM rooms WHERE deleted_at < ?")
  // In the order of their references.
  const purge = [
    "DELETE FROM entries WHERE link IN (SELECT id FROM links WHERE room = ?)",
    "DELETE FROM grants WHERE room = ?",
    "DELETE FROM links WHERE room = ?",
    "DELETE FROM reads WHERE room = ?",
    "DELETE FROM webhooks WHERE room = ?",
    "DELETE FROM deliveries WHERE room = ?",
    "DELETE FROM versions WHERE room = ?",
    "DELETE FROM card_changes WHERE room = ?",
    "DELETE FROM changes_read WHERE room = ?",
    "DELETE FROM updates WHERE room = ?",
    "DELETE FROM writers WHERE room = ?",
    "DELETE FROM snapshots WHERE room = ?",
    "DELETE FROM room_names WHERE room = ?",
    "DELETE FROM rooms WHERE id = ?",
  ].map(sql => db.prepare(sql))

  function saveGrant(grant: GrantRecord): void {
    const { room, holder, person, role, link, name, color, grantedAt, seenAt, removedAt } = grant
    upsertGrant.run(
      room,
      holder,
      person,
      role,
      link ?? null,
      name,
      color,
      grantedAt,
      seenAt,
      removedAt ?? null,
    )
  }

  return {
    access(room, holder) {
      // All of it is looked for even where there is no room, so that absent and forbidden take as long.
      const row = selectRoom.get(room)
      const grantRow = holder === undefined ? undefined : selectGrant.get(room, holder)
      const linkRow = selectLink.get(grantRow?.link ?? "")
      const record: AccessRecord = {}
      if (row) record.standing = standingOf(row)
      if (grantRow) record.grant = grantOf(grantRow)
      if (linkRow) record.link = linkOf(linkRow)
      return record
    },
    setStanding: (room, change) =>
      transact(db, () => {
        const row = selectRoom.get(room)
        if (!row) throw new Error(`There is no room ${room}.`)
        const { lockedAt = row.locked_at, deletedAt = row.deleted_at } = change
        updateRoom.run(lockedAt ?? null, deletedAt ?? null, room)
      }),
    purgeRooms: before =>
      transact(db, () => {
        const rooms = selectDeleted.all(before).map(row => row.id)
        for (const room of rooms) if (room !== undefined) for (const statement of purge) statement.run(room)
        return rooms.length
      }),
    linkBySecret(secretHash) {
      const row = selectBySecret.get(secretHash)
      return row && linkOf(row)
    },
    links: room =>
      selectLinks.all(room).map((row): CountedLink => ({ link: linkOf(row), guests: Number(row.guests) })),
    saveLink(link) {
      upsertLink.run(
        link.id,
        link.room,
        link.kind,
        link.role,
        link.label,
        link.secretHash,
        link.password?.hash ?? null,
        link.password?.salt ?? null,
        link.expiresAt ?? null,
        link.maxGuests ?? null,
        link.createdAt,
        link.issuedAt,
        link.revokedAt ?? null,
        link.seesComments ? 1 : 0,
      )
    },
    grants: room => selectGrants.all(room).map(grantOf),
    saveGrant,
    setLooks: (room, holder, { name, color }) => void updateLooks.run(name, color, room, holder),
    enter: (link, grant) =>
      transact(db, () => {
        const removedAt = selectGrant.get(grant.room, grant.holder)?.removed_at
        if (typeof removedAt === "number" && removedAt >= link.issuedAt) return "removed"
        const others = Number(selectOthers.get(link.id, grant.holder)?.count)
        if (link.maxGuests !== undefined && others >= link.maxGuests) return "full"
        insertEntry.run(link.id, grant.holder)
        saveGrant(grant)
        return "entered"
      }),
    touchGrants: seen =>
      transact(db, () => {
        for (const { room, holder, seenAt } of seen) touch.run(seenAt, room, holder)
      }),
  }
}

function standingOf({ locked_at, deleted_at }: Row): RoomStanding {
  const standing: RoomStanding = {}
  if (typeof locked_at === "number") standing.lockedAt = locked_at
  if (typeof deleted_at === "number") standing.deletedAt = deleted_at
  return standing
}

function linkOf(row: Row): LinkRecord {
  const link = {
    id: row.id,
    room: row.room,
    kind: row.kind,
    role: row.role,
    label: row.label,
    secretHash: row.secret_hash,
    createdAt: row.created_at,
    issuedAt: row.issued_at,
    seesComments: row.sees_comments === 1,
  } as LinkRecord
  if (row.password_hash instanceof Uint8Array && row.password_salt instanceof Uint8Array)
    link.password = { hash: row.password_hash, salt: row.password_salt }
  if (typeof row.expires_at === "number") link.expiresAt = row.expires_at
  if (typeof row.max_guests === "number") link.maxGuests = row.max_guests
  if (typeof row.revoked_at === "number") link.revokedAt = row.revoked_at
  return link
}

function grantOf(row: Row): GrantRecord {
  const grant = {
    room: row.room,
    holder: row.holder as Holder,
    person: row.person,
    role: row.role,
    name: row.name,
    color: row.color,
    grantedAt: row.granted_at,
    seenAt: row.seen_at,
  } as GrantRecord
  if (row.link !== null) grant.link = row.link as NonNullable<GrantRecord["link"]>
  if (typeof row.removed_at === "number") grant.removedAt = row.removed_at
  return grant
}
