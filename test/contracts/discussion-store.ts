// What every storage driver promises about reads and webhooks (rule RM4), as one suite that each driver's test runs.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type DeliveryRecord, KEPT_DELIVERIES } from "../../server/storage/discussion-store.ts"
import type { Store } from "../../server/storage/store.ts"
import type { PersonId, ThreadId } from "../../shared/ids.ts"
import { roomRecord } from "./records.ts"

const [room, other] = [roomRecord("a"), roomRecord("b")]
const [ana, ben] = ["ana" as PersonId, "ben" as PersonId]
const [first, second] = ["first" as ThreadId, "second" as ThreadId]

const delivery: DeliveryRecord = {
  id: "delivery-1",
  room: room.id,
  kind: "comment-added",
  body: '{"text":"Ä"}',
  createdAt: 10,
  attempts: 0,
  state: "waiting",
  nextAt: 20,
}
const delivered = (index: number): DeliveryRecord => ({
  id: `delivered-${String(index).padStart(3, "0")}`,
  room: room.id,
  kind: "thread-opened",
  body: "{}",
  createdAt: 100 + index,
  attempts: 1,
  state: "delivered",
  status: 204,
})

/** Runs the contract on stores that `open` makes, each of them empty. */
export function discussionStoreContract(driver: string, open: () => Promise<Store>): void {
  describe(`the discussion store contract, kept by ${driver}`, () => {
    let store: Store

    beforeEach(async () => {
      store = await open()
      await store.createRoom(room, {})
      await store.createRoom(other, {})
    })
    afterEach(() => store.close())

    test("[RM4][DI11] read marks are each person's own, and only move forward", async () => {
      await store.markRead(room.id, ana, [
        { thread: first, readAt: 10 },
        { thread: second, readAt: 5 },
      ])
      await store.markRead(room.id, ana, [
        { thread: first, readAt: 8 },
        { thread: second, readAt: 6 },
      ])
      await store.markRead(room.id, ben, [{ thread: first, readAt: 1 }])

      const marks = await store.reads(room.id, ana)
      expect(new Map(marks.map(({ thread, readAt }) => [thread, readAt]))).toEqual(
        new Map([
          [first, 10],
          [second, 6],
        ]),
      )
      expect(await store.reads(room.id, ben)).toEqual([{ thread: first, readAt: 1 }])
      expect(await store.reads(other.id, ana)).toEqual([])
    })

    test("[RM4] a webhook is set, changed and taken away", async () => {
      expect(await store.webhook(room.id)).toBeUndefined()
      await store.setWebhook(room.id, { url: "https://one.example/", secret: "a" })
      await store.setWebhook(room.id, { url: "https://two.example/", secret: "b" })

      expect(await store.webhook(room.id)).toEqual({ url: "https://two.example/", secret: "b" })
      expect(await store.webhook(other.id)).toBeUndefined()
      await store.setWebhook(room.id, undefined)
      expect(await store.webhook(room.id)).toBeUndefined()
    })

    test("[RM4] with its webhook goes what waits for it; what is over stays in the log", async () => {
      await store.setWebhook(room.id, { url: "https://one.example/", secret: "a" })
      await store.saveDelivery(delivery)
      await store.saveDelivery(delivered(1))

      await store.setWebhook(room.id, undefined)

      expect(await store.nextDelivery()).toBeUndefined()
      expect(await store.deliveries(room.id, 10)).toEqual([delivered(1)])
    })

    test("[RM4] what waits is found when it is due, the most urgent first, and changed by its id", async () => {
      const later = { ...delivery, id: "delivery-2", room: other.id, nextAt: 30 }
      await store.saveDelivery(later)
      await store.saveDelivery(delivery)

      expect(await store.nextDelivery()).toBe(20)
      expect(await store.dueDeliveries(19, 10)).toEqual([])
      expect(await store.dueDeliveries(30, 10)).toEqual([delivery, later])
      expect(await store.dueDeliveries(30, 1)).toEqual([delivery])

      const { nextAt: _over, ...rest } = delivery
      const failed: DeliveryRecord = { ...rest, attempts: 8, state: "failed", status: 500, fault: "no" }
      await store.saveDelivery(failed)
      expect(await store.dueDeliveries(30, 10)).toEqual([later])
      expect(await store.deliveries(room.id, 10)).toEqual([failed])
    })

    test("[RM4] the log keeps the newest deliveries that are over, and all that wait", async () => {
      await store.saveDelivery(delivery)
      for (let index = 0; index < KEPT_DELIVERIES + 3; index++) await store.saveDelivery(delivered(index))

      const kept = await store.deliveries(room.id, 1_000)

      expect(kept).toHaveLength(KEPT_DELIVERIES + 1)
      expect(kept[0]).toEqual(delivered(KEPT_DELIVERIES + 2))
      expect(kept.at(-2)).toEqual(delivered(3))
      expect(kept.at(-1)).toEqual(delivery)
    })

    test("[RM4] nothing of it outlives its room", async () => {
      await store.setWebhook(room.id, { url: "https://one.example/", secret: "a" })
      await store.saveDelivery(delivery)
      await store.markRead(room.id, ana, [{ thread: first, readAt: 10 }])
      await store.setStanding(room.id, { deletedAt: 5 })

      expect(await store.purgeRooms(6)).toBe(1)

      expect(await store.webhook(room.id)).toBeUndefined()
      expect(await store.nextDelivery()).toBeUndefined()
      expect(await store.deliveries(room.id, 10)).toEqual([])
      expect(await store.reads(room.id, ana)).toEqual([])
    })
  })
}
