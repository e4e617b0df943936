// Links and grants in plain objects: access-store.ts as memory.ts keeps it.
import type { RoomId } from "../../shared/ids.ts"
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

export interface MemoryAccess extends Immediate<AccessStore> {
  addRoom(room: RoomId): void
}

/** @param forget removes what else is kept about a room. */
export function createMemoryAccess(forget: (room: RoomId) => void): MemoryAccess {
  const standings = new Map<RoomId, RoomStanding>()
  const links = new Map<string, LinkRecord>()
  const grants = new Map<string, GrantRecord>()
  const entries = new Map<string, Set<Holder>>()

  const nameOf = (room: RoomId, holder: Holder): string => `${room}/${holder}`
  const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

  function mustKnow(room: RoomId): RoomStanding {
    const standing = standings.get(room)
    if (!standing) throw new Error(`There is no room ${room}.`)
    return standing
  }

  function saveGrant(grant: GrantRecord): void {
    mustKnow(grant.room)
    const name = nameOf(grant.room, grant.holder)
    // Who somebody is in a room never changes.
    grants.set(name, structuredClone({ ...grant, person: grants.get(name)?.person ?? grant.person }))
  }

  function purge(room: RoomId): void {
    for (const [name, grant] of grants) if (grant.room === room) grants.delete(name)
    for (const [id, link] of links) {
      if (link.room !== room) continue
      links.delete(id)
      entries.delete(id)
    }
    standings.delete(room)
    forget(room)
  }

  return {
    addRoom: room => void standings.set(room, {}),
    access(room, holder) {
      const standing = standings.get(room)
      const grant = holder === undefined ? undefined : grants.get(nameOf(room, holder))
      const link = grant?.link === undefined ? undefined : links.get(grant.link)
      const record: AccessRecord = {}
      if (standing) record.standing = structuredClone(standing)
      if (grant) record.grant = structuredClone(grant)
      if (link) record.link = structuredClone(link)
      return record
    },
    setStanding(room, change) {
      const standing: { [Key in keyof RoomStanding]: number | null } = { ...mustKnow(room), ...change }
      const kept = Object.entries(standing).filter(([, at]) => at !== null)
      standings.set(room, Object.fromEntries(kept))
    },
    purgeRooms(before) {
      const due = [...standings].filter(([, { deletedAt }]) => deletedAt !== undefined && deletedAt < before)
      for (const [room] of due) purge(room)
      return due.length
    },
    linkBySecret(secretHash) {
      const link = [...links.values()].find(each => isSame(each.secretHash, secretHash))
      return link && structuredClone(link)
    },
    links: room =>
      [...links.values()]
        .filter(link => link.room === room)
        .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
        .map(
          (link): CountedLink => ({ link: structuredClone(link), guests: entries.get(link.id)?.size ?? 0 }),
        ),
    saveLink(link) {
      mustKnow(link.room)
      const revokedAt = links.get(link.id)?.revokedAt ?? link.revokedAt
      links.set(link.id, structuredClone({ ...link, ...(revokedAt !== undefined && { revokedAt }) }))
    },
    grants: room =>
      [...grants.values()]
        .filter(grant => grant.room === room)
        .sort((a, b) => a.grantedAt - b.grantedAt || (a.person < b.person ? -1 : 1))
        .map(grant => structuredClone(grant)),
    saveGrant,
    setLooks(room, holder, { name, color }) {
      const grant = grants.get(nameOf(room, holder))
      if (grant) Object.assign(grant, { name, color })
    },
    enter(link, grant) {
      const removedAt = grants.get(nameOf(grant.room, grant.holder))?.removedAt
      if (removedAt !== undefined && removedAt >= link.issuedAt) return "removed"
      const entered = entries.get(link.id) ?? new Set<Holder>()
      const others = entered.size - (entered.has(grant.holder) ? 1 : 0)
      if (link.maxGuests !== undefined && others >= link.maxGuests) return "full"
      entries.set(link.id, entered.add(grant.holder))
      saveGrant(grant)
      return "entered"
    },
    touchGrants(seen) {
      for (const { room, holder, seenAt } of seen) {
        const grant = grants.get(nameOf(room, holder))
        if (grant) grant.seenAt = Math.max(grant.seenAt, seenAt)
      }
    },
  }
}
