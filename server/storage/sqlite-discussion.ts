// Reads, webhooks and deliveries in SQL: the calls of discussion-store.ts, without waiting. The tables are STRICT and
// have checks, so the columns hold what was put in.
import {
  type DeliveryRecord,
  type DiscussionStore,
  KEPT_DELIVERIES,
  type ReadMark,
} from "./discussion-store.ts"
import type { Immediate } from "./immediate.ts"
import type { Database, Row } from "./sqlite-driver.ts"
import { transact } from "./transact.ts"

export function prepareDiscussion(db: Database): Immediate<DiscussionStore> {
  const selectReads = db.prepare("SELECT thread, read_at FROM reads WHERE room = ? AND person = ?")
  const upsertRead = db.prepare(
    `INSERT INTO reads (room, person, thread, read_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET read_at = max(read_at, excluded.read_at)`,
  )
  const selectWebhook = db.prepare("SELECT url, secret FROM webhooks WHERE room = ?")
  const upsertWebhook = db.prepare(
    `INSERT INTO webhooks (room, url, secret) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET url = excluded.url, secret = excluded.secret`,
  )
  const deleteWebhook = db.prepare("DELETE FROM webhooks WHERE room = ?")
  const deleteWaiting = db.prepare("DELETE FROM deliveries WHERE room = ? AND state = 'waiting'")
  const upsertDelivery = db.prepare(
    `INSERT INTO deliveries (id, room, kind, body, created_at, attempts, state, next_at, status, fault)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET attempts = excluded.attempts, state = excluded.state,
       next_at = excluded.next_at, status = excluded.status, fault = excluded.fault`,
  )
  const deleteOld = db.prepare(
    `DELETE FROM deliveries WHERE room = ?1 AND state <> 'waiting' AND id NOT IN
       (SELECT id FROM deliveries WHERE room = ?1 AND state <> 'waiting'
        ORDER BY created_at DESC, id DESC LIMIT ?2)`,
  )
  const selectDue = db.prepare(
    "SELECT * FROM deliveries WHERE next_at <= ? ORDER BY next_at, created_at, id LIMIT ?",
  )
  const selectNext = db.prepare("SELECT min(next_at) AS next_at FROM deliveries WHERE next_at IS NOT NULL")
  const selectOfRoom = db.prepare(
    "SELECT * FROM deliveries WHERE room = ? ORDER BY created_at DESC, id DESC LIMIT ?",
  )

  return {
    reads: (room, person) =>
      selectReads.all(room, person).map(row => ({ thread: row.thread, readAt: row.read_at }) as ReadMark),
    markRead: (room, person, marks) =>
      transact(db, () => {
        for (const { thread, readAt } of marks) upsertRead.run(room, person, thread, readAt)
      }),
    webhook(room) {
      const row = selectWebhook.get(room)
      return row && { url: String(row.url), secret: String(row.secret) }
    },
    setWebhook: (room, webhook) =>
      transact(db, () => {
        if (webhook) {
          upsertWebhook.run(room, webhook.url, webhook.secret)
          return
        }
        deleteWebhook.run(room)
        deleteWaiting.run(room)
      }),
    saveDelivery: delivery =>
      transact(db, () => {
        const { id, room, kind, body, createdAt, attempts, state, nextAt, status, fault } = delivery
        upsertDelivery.run(
          id,
          room,
          kind,
          body,
          createdAt,
          attempts,
          state,
          nextAt ?? null,
          status ?? null,
          fault ?? null,
        )
        deleteOld.run(room, KEPT_DELIVERIES)
      }),
    dueDeliveries: (now, limit) => selectDue.all(now, limit).map(deliveryOf),
    nextDelivery() {
      const next = selectNext.get()?.next_at
      return typeof next === "number" ? next : undefined
    },
    deliveries: (room, limit) => selectOfRoom.all(room, limit).map(deliveryOf),
  }
}

function deliveryOf(row: Row): DeliveryRecord {
  const delivery = {
    id: row.id,
    room: row.room,
    kind: row.kind,
    body: row.body,
    createdAt: row.created_at,
    attempts: row.attempts,
    state: row.state,
  } as DeliveryRecord
  if (typeof row.next_at === "number") delivery.nextAt = row.next_at
  if (typeof row.status === "number") delivery.status = row.status
  if (typeof row.fault === "string") delivery.fault = row.fault
  return delivery
}
