// Reads, webhooks and deliveries in plain objects: discussion-store.ts as memory.ts keeps it.
import type { RoomId, ThreadId } from "../../shared/ids.ts"
import {
  type DeliveryRecord,
  type DiscussionStore,
  KEPT_DELIVERIES,
  type WebhookRecord,
} from "./discussion-store.ts"
import type { Immediate } from "./immediate.ts"

export interface MemoryDiscussion extends Immediate<DiscussionStore> {
  forgetRoom(room: RoomId): void
}

export function createMemoryDiscussion(): MemoryDiscussion {
  const reads = new Map<string, Map<ThreadId, number>>()
  const webhooks = new Map<RoomId, WebhookRecord>()
  let deliveries: DeliveryRecord[] = []

  const newestFirst = (room: RoomId): DeliveryRecord[] =>
    deliveries
      .filter(each => each.room === room)
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
  const isWaiting = ({ state }: DeliveryRecord): boolean => state === "waiting"

  return {
    reads: (room, person) =>
      [...(reads.get(`${room}/${person}`) ?? [])].map(([thread, readAt]) => ({ thread, readAt })),
    markRead(room, person, marks) {
      const known = reads.get(`${room}/${person}`) ?? new Map<ThreadId, number>()
      for (const { thread, readAt } of marks) known.set(thread, Math.max(readAt, known.get(thread) ?? readAt))
      reads.set(`${room}/${person}`, known)
    },
    webhook: room => webhooks.get(room),
    setWebhook(room, webhook) {
      if (webhook) {
        webhooks.set(room, { ...webhook })
        return
      }
      webhooks.delete(room)
      deliveries = deliveries.filter(each => each.room !== room || !isWaiting(each))
    },
    saveDelivery(delivery) {
      deliveries = [...deliveries.filter(({ id }) => id !== delivery.id), { ...delivery }]
      const old = new Set(
        newestFirst(delivery.room)
          .filter(each => !isWaiting(each))
          .slice(KEPT_DELIVERIES),
      )
      deliveries = deliveries.filter(each => !old.has(each))
    },
    dueDeliveries: (now, limit) =>
      deliveries
        .filter(({ nextAt }) => nextAt !== undefined && nextAt <= now)
        .sort(
          (a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
        )
        .slice(0, limit)
        .map(each => ({ ...each })),
    nextDelivery() {
      const times = deliveries.flatMap(({ nextAt }) => nextAt ?? [])
      return times.length > 0 ? Math.min(...times) : undefined
    },
    deliveries: (room, limit) =>
      newestFirst(room)
        .slice(0, limit)
        .map(each => ({ ...each })),
    forgetRoom(room) {
      for (const name of reads.keys()) if (name.startsWith(`${room}/`)) reads.delete(name)
      webhooks.delete(room)
      deliveries = deliveries.filter(each => each.room !== room)
    },
  }
}
