// What every storage driver promises about versions and changes (rule RM4), as one suite that each driver's test runs.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Store } from "../../server/storage/store.ts"
import type { CanvasChange, VersionRecord } from "../../server/storage/version-store.ts"
import type { CardId, GuestId, PersonId, VersionId } from "../../shared/ids.ts"
import { bytes, roomRecord } from "./records.ts"

const [room, other] = [roomRecord("a"), roomRecord("b")]
const key = { room: room.id, document: "content" as const }
const [ada, ben] = ["ada".padEnd(22, "_") as GuestId, "ben".padEnd(22, "_") as GuestId]
const idOf = (name: string) => name.padEnd(12, "_") as VersionId

const version = (name: string, at: number): VersionRecord => ({
  id: idOf(name),
  room: room.id,
  reason: "kept",
  name,
  note: "Ä\n",
  by: { person: "person-ada" as PersonId, name: "Ada" },
  at,
  seq: at,
  counts: { cards: 3, words: 70 },
  people: [{ person: "person-ben" as PersonId, name: "Ben" }],
})
const held = { state: bytes(1, 2), canvas: bytes(3) }

const change = (seq: number, card: string | undefined, by?: GuestId): CanvasChange => ({
  ...(card !== undefined && { card: card as CardId }),
  kind: "edited",
  seq,
  at: seq * 10,
  ...(by && { by }),
})

/** Runs the contract on stores that `open` makes, each of them empty. */
export function versionStoreContract(driver: string, open: () => Promise<Store>): void {
  describe(`the version store contract, kept by ${driver}`, () => {
    let store: Store

    beforeEach(async () => {
      store = await open()
      await store.createRoom(room, { content: bytes(9) })
      await store.createRoom(other, {})
    })
    afterEach(() => store.close())

    test("[RM4] a room is made with what it was before, all of it or nothing", async () => {
      const made = roomRecord("c")
      const [one, two] = [version("one", 10), version("two", 20)].map(each => ({
        version: each,
        bytes: held,
      }))
      const twice = one && [one, one]

      await store.createRoom(made, { content: bytes(1) }, one && two && [one, two])
      const refused = store.createRoom(roomRecord("d"), { content: bytes(1) }, twice)

      await expect(refused).rejects.toThrow()
      expect(await store.versions(made.id)).toEqual([
        { ...version("two", 20), room: made.id },
        { ...version("one", 10), room: made.id },
      ])
      expect(await store.versionBytes(made.id, idOf("two"))).toEqual(held)
      expect(await store.room(roomRecord("d").id)).toBeUndefined()
      expect(await store.versions(roomRecord("d").id)).toEqual([])
    })

    test("[RM4] versions come back as they were kept, newest first, each room's its own", async () => {
      const { by: _nobody, ...unsigned } = version("two", 20)
      await store.keepVersion(version("one", 10), held)
      await store.keepVersion({ ...unsigned, reason: "idle", people: [] }, { ...held, state: bytes(7) })
      await store.keepVersion({ ...version("one", 10), room: other.id }, held)
      await store.keepVersion(version("same time", 20), held)

      expect(await store.versions(room.id)).toEqual([
        version("same time", 20),
        { ...unsigned, reason: "idle", people: [] },
        version("one", 10),
      ])
      expect(await store.versionBytes(room.id, idOf("two"))).toEqual({ ...held, state: bytes(7) })
      expect(await store.versionBytes(other.id, idOf("two"))).toBeUndefined()
    })

    test("[RM4] a version is changed by what is named, and dropped with what it holds", async () => {
      await store.keepVersion(version("one", 10), held)
      await store.keepVersion(version("two", 20), held)

      await store.changeVersion(room.id, idOf("one"), { name: "First" })
      await store.changeVersion(room.id, idOf("one"), { note: "" })
      await store.changeVersion(other.id, idOf("two"), { name: "Nobody's" })
      await store.dropVersions(room.id, [idOf("two")])

      expect(await store.versions(room.id)).toEqual([{ ...version("one", 10), name: "First", note: "" }])
      expect(await store.versionBytes(room.id, idOf("two"))).toBeUndefined()
    })

    test("[RM4] a frozen link leads to one version until it is taken back or the room is deleted", async () => {
      await store.keepVersion(version("one", 10), held)
      await store.changeVersion(room.id, idOf("one"), { frozenHash: bytes(5, 5) })
      const frozen = { ...version("one", 10), frozenHash: bytes(5, 5) }
      expect(await store.frozenVersion(bytes(5, 5))).toEqual(frozen)
      expect(await store.frozenVersion(bytes(5))).toBeUndefined()

      await store.setStanding(room.id, { deletedAt: 5 })
      expect(await store.frozenVersion(bytes(5, 5))).toBeUndefined()
      await store.setStanding(room.id, { deletedAt: null })
      await store.changeVersion(room.id, idOf("one"), { frozenHash: null })

      expect(await store.frozenVersion(bytes(5, 5))).toBeUndefined()
      expect(await store.versions(room.id)).toEqual([version("one", 10)])
    })

    test("[RM4] changes are appended once for each stretch of the log, and the last of each card is known", async () => {
      expect(await store.canvasChanges(room.id)).toEqual({ seq: 0, last: [] })
      await store.addCanvasChanges(room.id, 3, [
        change(1, "b", ada),
        change(2, "a"),
        change(3, undefined, ben),
      ])
      await store.addCanvasChanges(room.id, 3, [change(3, "a", ben)])
      await store.addCanvasChanges(room.id, 5, [change(5, "b", ben)])

      expect(await store.canvasChanges(room.id)).toEqual({
        seq: 5,
        last: [change(2, "a"), change(5, "b", ben)],
      })
      expect(await store.changersSince(room.id, 0)).toEqual([ada, ben])
      expect(await store.changersSince(room.id, 3)).toEqual([ben])
      expect(await store.changersSince(other.id, 0)).toEqual([])
    })

    test("[RM4] the log is given from the oldest snapshot on, with the source of each row", async () => {
      const from = (value: number, by?: GuestId) => ({
        ...key,
        update: bytes(value),
        provenance: { at: value, writers: [], ...(by && { by }) },
      })
      await store.append([from(1, ada), from(2), from(3, ben)])
      const rows = [
        { seq: 1, update: bytes(1), at: 1, by: ada },
        { seq: 2, update: bytes(2), at: 2 },
        { seq: 3, update: bytes(3), at: 3, by: ben },
      ]
      expect(await store.log(key)).toEqual({ base: { seq: 0, update: bytes(9) }, rows })
      expect(await store.log({ ...key, document: "discussion" })).toEqual({ rows: [] })

      await store.saveSnapshot(key, { seq: 2, update: bytes(12) })
      await store.saveSnapshot(key, { seq: 3, update: bytes(123) })

      expect(await store.log(key)).toEqual({ base: { seq: 2, update: bytes(12) }, rows: rows.slice(2) })
    })

    test("[RM4] nothing of it outlives its room", async () => {
      await store.keepVersion(version("one", 10), held)
      await store.addCanvasChanges(room.id, 3, [change(1, "a", ada)])
      await store.setStanding(room.id, { deletedAt: 5 })

      expect(await store.purgeRooms(6)).toBe(1)

      expect(await store.versions(room.id)).toEqual([])
      expect(await store.canvasChanges(room.id)).toEqual({ seq: 0, last: [] })
    })
  })
}
