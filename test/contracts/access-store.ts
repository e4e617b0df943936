// What every storage driver promises about links and grants (rule RM4), as one suite that each driver's test runs.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { GrantRecord, LinkRecord } from "../../server/storage/access-store.ts"
import type { Store } from "../../server/storage/store.ts"
import type { GuestId, LinkId, PersonId } from "../../shared/ids.ts"
import { bytes, roomIdOf, roomRecord } from "./records.ts"

const room = roomRecord("a")

const link: LinkRecord = {
  id: "link-1" as LinkId,
  room: room.id,
  kind: "link",
  role: "edit",
  label: "The team",
  secretHash: bytes(1, 2, 3),
  createdAt: 10,
  issuedAt: 10,
  seesComments: true,
}

const fullLink: LinkRecord = {
  ...link,
  id: "link-2" as LinkId,
  secretHash: bytes(4, 5, 6),
  password: { hash: bytes(7), salt: bytes(8) },
  expiresAt: 100,
  maxGuests: 2,
  createdAt: 20,
  revokedAt: 30,
  seesComments: false,
}

const guest = (name: string) => name as GuestId

const grant: GrantRecord = {
  room: room.id,
  holder: guest("ana"),
  person: "person-1" as PersonId,
  role: "edit",
  link: link.id,
  name: "Ana",
  color: "#b4432e",
  grantedAt: 11,
  seenAt: 12,
}

/** Runs the contract on stores that `open` makes, each of them empty. */
export function accessStoreContract(driver: string, open: () => Promise<Store>): void {
  describe(`the access store contract, kept by ${driver}`, () => {
    let store: Store

    beforeEach(async () => {
      store = await open()
      await store.createRoom(room, {})
    })
    afterEach(() => store.close())

    test("[RM4] links come back as they were saved, oldest first, each with its count", async () => {
      await store.saveLink(fullLink)
      await store.saveLink(link)

      expect(await store.links(room.id)).toEqual([
        { link, guests: 0 },
        { link: fullLink, guests: 0 },
      ])
      expect(await store.links(roomIdOf("b"))).toEqual([])
    })

    test("[RM4] a link is found by its secret's hash, and by the new one alone once that was replaced", async () => {
      await store.saveLink(link)
      const found = await store.linkBySecret(bytes(1, 2, 3))

      await store.saveLink({ ...link, secretHash: bytes(9), issuedAt: 50 })

      expect(found).toEqual(link)
      expect(await store.linkBySecret(bytes(1, 2, 3))).toBeUndefined()
      expect(await store.linkBySecret(bytes(9))).toEqual({ ...link, secretHash: bytes(9), issuedAt: 50 })
    })

    test("[RM4] what is taken from a link is gone from it, except that it was revoked", async () => {
      await store.saveLink(fullLink)
      const { password, expiresAt, maxGuests, revokedAt, ...plain } = fullLink

      await store.saveLink(plain)

      expect(await store.linkBySecret(fullLink.secretHash)).toEqual({ ...plain, revokedAt })
    })

    test("[RM4] access names the standing, the grant and the link it follows, each where there is one", async () => {
      await store.saveLink(link)
      await store.enter(link, grant)
      const given: GrantRecord = { ...grant, holder: guest("ben"), person: "person-2" as PersonId }
      delete given.link
      await store.saveGrant(given)

      expect(await store.access(room.id, grant.holder)).toEqual({ standing: {}, grant, link })
      expect(await store.access(room.id, given.holder)).toEqual({ standing: {}, grant: given })
      expect(await store.access(room.id, guest("cem"))).toEqual({ standing: {} })
      expect(await store.access(room.id)).toEqual({ standing: {} })
      expect(await store.access(roomIdOf("b"), grant.holder)).toEqual({})
    })

    test("[RM4] a grant is replaced by a newer one, but who somebody is in the room stays", async () => {
      await store.saveLink(link)
      await store.saveGrant(grant)

      await store.saveGrant({ ...grant, person: "person-9" as PersonId, role: "view", removedAt: 40 })

      expect(await store.grants(room.id)).toEqual([{ ...grant, role: "view", removedAt: 40 }])
    })

    test("[RM4] as many guests enter by a link as may, each counted once, whoever comes at the same time", async () => {
      await store.saveLink(fullLink)
      const enter = (name: string) =>
        store.enter(fullLink, {
          ...grant,
          holder: guest(name),
          person: `person-${name}` as PersonId,
          link: fullLink.id,
        })

      const entered = await Promise.all(["ana", "ana", "ben", "cem", "ana"].map(enter))

      expect(entered).toEqual(["entered", "entered", "entered", "full", "entered"])
      expect((await store.links(room.id))[0]?.guests).toBe(2)
      expect((await store.grants(room.id)).map(({ holder }) => holder)).toEqual(["ana", "ben"])
    })

    test("[RM4] who was removed enters only by a secret made since", async () => {
      await store.saveLink(link)
      await store.saveGrant({ ...grant, removedAt: 50 })

      const byOld = await store.enter({ ...link, issuedAt: 50 }, grant)
      const still = await store.grants(room.id)
      const byNew = await store.enter({ ...link, issuedAt: 51 }, grant)

      expect([byOld, byNew]).toEqual(["removed", "entered"])
      expect(still).toEqual([{ ...grant, removedAt: 50 }])
      expect(await store.grants(room.id)).toEqual([grant])
    })

    test("[RM4] other looks change nothing else of what somebody holds", async () => {
      await store.saveLink(link)
      await store.saveGrant({ ...grant, removedAt: 50 })

      await store.setLooks(room.id, grant.holder, { name: "Ana B", color: "#2f68b0" })

      expect(await store.grants(room.id)).toEqual([
        { ...grant, removedAt: 50, name: "Ana B", color: "#2f68b0" },
      ])
    })

    test("[RM4] a holder is seen at the latest time that was noted", async () => {
      await store.saveLink(link)
      await store.saveGrant(grant)

      await store.touchGrants([
        { room: room.id, holder: grant.holder, seenAt: 70 },
        { room: room.id, holder: grant.holder, seenAt: 60 },
        { room: room.id, holder: guest("nobody"), seenAt: 90 },
      ])

      expect(await store.grants(room.id)).toEqual([{ ...grant, seenAt: 70 }])
    })

    test("[RM4] a room's standing changes by what is named, and null takes it away", async () => {
      await store.setStanding(room.id, { lockedAt: 5 })
      await store.setStanding(room.id, { deletedAt: 6 })
      const both = await store.access(room.id)
      await store.setStanding(room.id, { lockedAt: null })

      expect(both).toEqual({ standing: { lockedAt: 5, deletedAt: 6 } })
      expect(await store.access(room.id)).toEqual({ standing: { deletedAt: 6 } })
      await expect(store.setStanding(roomIdOf("b"), { lockedAt: 5 })).rejects.toThrow("no room")
    })

    test("[RM4] purging takes everything of rooms deleted before, and nothing of others", async () => {
      const other = roomRecord("b")
      await store.createNamedRoom("example", other, { content: bytes(1) })
      await store.saveLink({ ...link, room: other.id })
      await store.enter({ ...link, room: other.id }, { ...grant, room: other.id })
      await store.append([{ room: other.id, document: "content", update: bytes(2) }])
      await store.setStanding(other.id, { deletedAt: 100 })
      await store.setStanding(room.id, { deletedAt: 200 })

      const early = await store.purgeRooms(100)
      const due = await store.purgeRooms(101)

      expect([early, due]).toEqual([0, 1])
      expect(await store.room(other.id)).toBeUndefined()
      expect(await store.namedRoom("example")).toBeUndefined()
      expect(await store.access(other.id, grant.holder)).toEqual({})
      expect(await store.links(other.id)).toEqual([])
      expect(await store.load({ room: other.id, document: "content" })).toEqual({ tail: [] })
      expect(await store.room(room.id)).toEqual(room)
    })
  })
}
