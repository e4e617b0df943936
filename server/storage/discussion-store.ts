// What the server asks of a store about a discussion beyond its document: what each person has read, and the webhooks.
// Drivers keep this contract together with that of store.ts (test/contracts/discussion-store.ts, rule RM4).
import type { Delivery } from "../../shared/discussion-api.ts"
import type { PersonId, RoomId, ThreadId } from "../../shared/ids.ts"

/** Up to which time, ms since 1970, a thread has been read. */
export interface ReadMark {
  thread: ThreadId
  readAt: number
}

export interface WebhookRecord {
  url: string
  secret: string
}

/** An event on its way to a webhook, and after that a line of the log. */
export interface DeliveryRecord extends Delivery {
  room: RoomId
  /** The request's body, fixed when the event happened. */
  body: string
}

/** Deliveries that are over are kept up to this many a room. */
export const KEPT_DELIVERIES = 100

export interface DiscussionStore {
  reads(room: RoomId, person: PersonId): Promise<ReadMark[]>
  /** Moves marks forward; one that is further already stays. */
  markRead(room: RoomId, person: PersonId, marks: readonly ReadMark[]): Promise<void>

  webhook(room: RoomId): Promise<WebhookRecord | undefined>
  /** Sets the room's webhook, or takes it away together with what waits for it. */
  setWebhook(room: RoomId, webhook: WebhookRecord | undefined): Promise<void>
  /** Adds a delivery, or puts it in place of what it was; the room's oldest that are over make room. */
  saveDelivery(delivery: DeliveryRecord): Promise<void>
  /** Those of all rooms that wait and are due at `now`, the most urgent first. */
  dueDeliveries(now: number, limit: number): Promise<DeliveryRecord[]>
  /** When the next of all rooms is due, or undefined where none waits. */
  nextDelivery(): Promise<number | undefined>
  /** Newest first. */
  deliveries(room: RoomId, limit: number): Promise<DeliveryRecord[]>
}
