// What every storage driver promises (rule RM4), as one suite that each driver's test runs.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type Store, StoreUnavailable, type Writer } from "../../server/storage/store.ts"
import { bytes, guestIdOf, roomIdOf, roomRecord } from "./records.ts"

/** Runs the contract on stores that `open` makes, each of them empty. */
export function storeContract(driver: string, open: () => Promise<Store>): void {
  describe(`the store contract, kept by ${driver}`, () => {
    let store: Store
    const room = roomRecord("a")
    const key = { room: room.id, document: "content" as const }
    const append = (...updates: Uint8Array[]) => store.append(updates.map(update => ({ ...key, update })))

    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    test("[RM4] a room is found as it was made, and one that was not made is not", async () => {
      await store.createRoom(room, { content: bytes(1, 2) })

      expect(await store.room(room.id)).toEqual(room)
      expect(await store.room(roomIdOf("b"))).toBeUndefined()
      expect(await store.load(key)).toEqual({ snapshot: { seq: 0, update: bytes(1, 2) }, tail: [] })
    })

    test("[RM4] a room that exists is not made again, and keeps what it has", async () => {
      await store.createRoom(room, { content: bytes(1) })

      await expect(store.createRoom({ ...room, title: "Other" }, { content: bytes(2) })).rejects.toThrow()
      expect(await store.room(room.id)).toEqual(room)
      expect((await store.load(key)).snapshot?.update).toEqual(bytes(1))
    })

    test("[RM4] a name is given once; who comes later gets the room that has it", async () => {
      const [first, second] = await Promise.all([
        store.createNamedRoom("example", room, { content: bytes(1) }),
        store.createNamedRoom("example", roomRecord("b"), { content: bytes(2) }),
      ])

      expect(first).toEqual(second)
      expect(await store.namedRoom("example")).toEqual(room)
      expect(await store.namedRoom("other")).toBeUndefined()
      expect(await store.room(roomIdOf("b"))).toBeUndefined()
    })

    test("[RM4] the first guest who writes under a client id stays its writer", async () => {
      await store.createRoom(room, {})
      const [ada, ben] = [guestIdOf("ada"), guestIdOf("ben")]
      const from = (...writers: Writer[]) => ({ ...key, update: bytes(1), provenance: { at: 1, writers } })
      await store.append([from({ client: 7, guest: ada }), from()])
      await store.append([from({ client: 7, guest: ben }, { client: 2 ** 32 - 1, guest: ben })])

      const writers = await store.writers(key)
      expect(writers.sort((a, b) => a.client - b.client)).toEqual([
        { client: 7, guest: ada },
        { client: 2 ** 32 - 1, guest: ben },
      ])
      expect(await store.writers({ ...key, document: "discussion" })).toEqual([])
    })

    test("[RM4] the log since a number is read in order, or not at all where it has gaps or is too much", async () => {
      const most = { updates: 3, bytes: 6 }
      await store.createRoom(room, { content: bytes(0) })
      await append(bytes(1), bytes(2), bytes(3), bytes(4, 4, 4, 4))
      const [two, none, tooMany, tooLarge, ahead] = await Promise.all([
        store.tailSince(key, 2, most),
        store.tailSince(key, 4, most),
        store.tailSince(key, 0, most),
        store.tailSince(key, 2, { updates: 3, bytes: 4 }),
        store.tailSince(key, 5, most),
      ])
      await store.saveSnapshot(key, { seq: 2, update: bytes(7) })
      await store.saveSnapshot(key, { seq: 3, update: bytes(8) })
      const [kept, removed] = await Promise.all([
        store.tailSince(key, 2, most),
        store.tailSince(key, 1, most),
      ])

      const tail = [
        { seq: 3, update: bytes(3) },
        { seq: 4, update: bytes(4, 4, 4, 4) },
      ]
      expect([two, none, kept]).toEqual([tail, [], tail])
      expect([tooMany, tooLarge, ahead, removed]).toEqual([undefined, undefined, undefined, undefined])
    })

    test("[RM4] updates are numbered from 1 in each document and come back in order", async () => {
      await store.createRoom(room, { content: bytes(0) })
      await store.createRoom(roomRecord("b"), {})
      const other = { room: roomIdOf("b"), document: "content" as const }

      const numbers = await store.append([
        { ...key, update: bytes(1) },
        { ...other, update: bytes(9) },
        { ...key, update: bytes(2) },
      ])
      const later = await append(bytes(3))

      expect([numbers, later]).toEqual([[1, 1, 2], [3]])
      expect((await store.load(key)).tail).toEqual([
        { seq: 1, update: bytes(1) },
        { seq: 2, update: bytes(2) },
        { seq: 3, update: bytes(3) },
      ])
      expect(await store.load(other)).toEqual({ tail: [{ seq: 1, update: bytes(9) }] })
    })

    test("[RM4] many appends at once keep the order in which they were called", async () => {
      await store.createRoom(room, {})

      const numbers = await Promise.all(Array.from({ length: 300 }, (_, i) => append(bytes(i % 256))))

      expect(numbers.flat()).toEqual(Array.from({ length: 300 }, (_, i) => i + 1))
      expect((await store.load(key)).tail.map(({ update }) => update[0])).toEqual(
        Array.from({ length: 300 }, (_, i) => i % 256),
      )
    })

    test("[RM4] an append is stored whole or not at all, and leaves those beside it alone", async () => {
      await store.createRoom(room, {})

      const results = await Promise.allSettled([
        append(bytes(1)),
        store.append([
          { ...key, update: bytes(2) },
          { room: roomIdOf("x"), document: "content", update: bytes(3) },
        ]),
        append(bytes(4)),
      ])

      expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"])
      expect((await store.load(key)).tail.map(({ update }) => update)).toEqual([bytes(1), bytes(4)])
    })

    test("[RM4] what is stored does not change when the caller uses the memory again", async () => {
      await store.createRoom(room, {})
      const frame = Buffer.from([7, 1, 2, 3, 7])

      const stored = append(frame.subarray(1, 4))
      frame.fill(0)
      await stored

      expect((await store.load(key)).tail).toEqual([{ seq: 1, update: bytes(1, 2, 3) }])
      expect(frame.length).toBe(5)
    })

    test("[RM4] a snapshot replaces the updates it contains; those that came meanwhile stay", async () => {
      await store.createRoom(room, { content: bytes(0) })
      await append(bytes(1), bytes(2), bytes(3))

      await store.saveSnapshot(key, { seq: 2, update: bytes(12) })

      expect(await store.load(key)).toEqual({
        snapshot: { seq: 2, update: bytes(12) },
        tail: [{ seq: 3, update: bytes(3) }],
      })
    })

    test("[RM4] a snapshot that is late changes nothing, and one ahead of the log is refused", async () => {
      await store.createRoom(room, { content: bytes(0) })
      await append(bytes(1), bytes(2))
      await store.saveSnapshot(key, { seq: 2, update: bytes(12) })

      await store.saveSnapshot(key, { seq: 1, update: bytes(11) })
      await store.saveSnapshot(key, { seq: 2, update: bytes(99) })

      await expect(store.saveSnapshot(key, { seq: 3, update: bytes(13) })).rejects.toThrow("ahead of the log")
      expect(await store.load(key)).toEqual({ snapshot: { seq: 2, update: bytes(12) }, tail: [] })
    })

    test("[RM4] numbers go on where they were when the log has been emptied by snapshots", async () => {
      await store.createRoom(room, { content: bytes(0) })
      await append(bytes(1), bytes(2))
      await store.saveSnapshot(key, { seq: 1, update: bytes(1) })
      await store.saveSnapshot(key, { seq: 2, update: bytes(2) })

      expect(await append(bytes(3))).toEqual([3])
    })

    test("[RM4] a document nobody has written is empty", async () => {
      await store.createRoom(room, {})

      expect(await store.load(key)).toEqual({ tail: [] })
    })

    test("[RM4] a secret is 32 bytes, the same each time, and another for each name", async () => {
      const [first, again, other] = await Promise.all([
        store.secret("one"),
        store.secret("one"),
        store.secret("two"),
      ])

      expect(first.length).toBe(32)
      expect(again).toEqual(first)
      expect(other).not.toEqual(first)
    })

    test("[RM4] a closed store refuses, and closing it again does nothing", async () => {
      await store.createRoom(room, {})
      const underWay = append(bytes(1))

      await store.close()
      await store.close()

      expect(await underWay).toEqual([1])
      await expect(append(bytes(2))).rejects.toBeInstanceOf(StoreUnavailable)
    })
  })
}
