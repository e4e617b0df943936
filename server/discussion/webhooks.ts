// Events on their way to the rooms' webhooks: written down first, then sent, and again with growing pauses until they
// are taken or it has gone on too long. What waits survives a restart, since the store has it. Rule DI12.
import type { DiscussionEvent } from "../../shared/discussion-api.ts"
import type { Timers } from "../rooms/timers.ts"
import type { DeliveryRecord, DiscussionStore } from "../storage/discussion-store.ts"
import type { Posted } from "./post.ts"
import { signatureOf } from "./signature.ts"

const FIRST_PAUSE_MS = 10_000
const PAUSE_GROWTH = 3
/** The pauses add up to some nine hours: a night in which nobody looks after the other side. */
const MAX_ATTEMPTS = 8
/** How many are under way at once. */
const MAX_TOGETHER = 8
/** How soon the store is asked again where it did not answer. */
const STORE_RETRY_MS = 5_000

export interface WebhooksOptions {
  store: Pick<DiscussionStore, "webhook" | "saveDelivery" | "dueDeliveries" | "nextDelivery">
  timers: Timers
  /** ms since 1970 */
  now: () => number
  newDeliveryId: () => string
  /** Sends a body and says what came of it; see post.ts. */
  post: (url: string, body: string, headers: Record<string, string>) => Promise<Posted>
  onError: (message: string, error: unknown) => void
}

export class Webhooks {
  readonly #options: WebhooksOptions
  #isSending = false
  /** True where something was written down while the others were being sent. */
  #isMore = false
  #isClosed = false

  constructor(options: WebhooksOptions) {
    this.#options = options
  }

  /** Goes on with what was waiting when the server stopped. */
  start(): void {
    void this.#send()
  }

  /** Writes an event down for the room's webhook, if it has one, and sends it. */
  async notify(event: DiscussionEvent): Promise<void> {
    const { store, now, newDeliveryId, onError } = this.#options
    try {
      if (!(await store.webhook(event.room))) return
      await store.saveDelivery({
        id: newDeliveryId(),
        room: event.room,
        kind: event.kind,
        body: JSON.stringify(event),
        createdAt: now(),
        attempts: 0,
        state: "waiting",
        nextAt: now(),
      })
      await this.#send()
    } catch (error) {
      onError("An event could not be written down for its webhook", error)
    }
  }

  /** Starts no further delivery; what waits is sent after the next start. May be called twice. */
  close(): void {
    this.#isClosed = true
  }

  async #send(): Promise<void> {
    this.#isMore = true
    if (this.#isSending) return
    this.#isSending = true
    try {
      while (this.#isMore && !this.#isClosed) {
        this.#isMore = false
        const due = await this.#options.store.dueDeliveries(this.#options.now(), MAX_TOGETHER)
        await Promise.all(due.map(delivery => this.#deliver(delivery)))
        if (due.length === MAX_TOGETHER) this.#isMore = true
      }
      const next = await this.#options.store.nextDelivery()
      if (next !== undefined) this.#sendAgainIn(next - this.#options.now())
    } catch (error) {
      this.#options.onError("Webhooks could not be looked after", error)
      this.#sendAgainIn(STORE_RETRY_MS)
    } finally {
      this.#isSending = false
    }
  }

  #sendAgainIn(delayMs: number): void {
    // The wheel's longest wait costs a look at the store, no more.
    this.#options.timers.after(Math.max(1, delayMs), () => {
      if (!this.#isClosed) void this.#send()
    })
  }

  async #deliver(delivery: DeliveryRecord): Promise<void> {
    const { store, now, post } = this.#options
    const webhook = await store.webhook(delivery.room)
    if (!webhook) return
    const seconds = Math.floor(now() / 1_000)
    const posted = await post(webhook.url, delivery.body, {
      "content-type": "application/json",
      "x-ninefold-event": delivery.kind,
      "x-ninefold-id": delivery.id,
      "x-ninefold-signature": signatureOf(webhook.secret, seconds, delivery.body),
    })
    await store.saveDelivery(afterAttempt(delivery, posted, now()))
  }
}

/** What is noted about a delivery after it was tried. */
export function afterAttempt(delivery: DeliveryRecord, posted: Posted, now: number): DeliveryRecord {
  const { id, room, kind, body, createdAt } = delivery
  const attempts = delivery.attempts + 1
  const tried = { id, room, kind, body, createdAt, attempts }
  if (posted.kind === "answered" && posted.status >= 200 && posted.status < 300)
    return { ...tried, state: "delivered", status: posted.status }
  const outcome =
    posted.kind === "answered"
      ? { status: posted.status, fault: `the answer was ${posted.status}` }
      : { fault: posted.fault }
  // 410 says that nobody will ever listen there again.
  const isOver = attempts >= MAX_ATTEMPTS || (posted.kind === "answered" && posted.status === 410)
  if (isOver) return { ...tried, ...outcome, state: "failed" }
  const nextAt = now + FIRST_PAUSE_MS * PAUSE_GROWTH ** (attempts - 1)
  return { ...tried, ...outcome, state: "waiting", nextAt }
}
