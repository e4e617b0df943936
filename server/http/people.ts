// Who is and has been in a room, and what facilitators make of it. Others are known by their person id: guests' ids,
// which their cookies carry, leave the server nowhere. Rules LR5, LR10, LR12.
import { z } from "zod"
import { apiPaths, type PersonName, type RoomPerson } from "../../shared/api.ts"
import { isPersonId, type PersonId, type RoomId } from "../../shared/ids.ts"
import { mayFacilitate } from "../../shared/roles.ts"
import { type Access, isProgram } from "../access/access.ts"
import { hasFacilitator } from "../access/facilitators.ts"
import type { AccessStore, CountedLink, GrantRecord } from "../storage/access-store.ts"
import type { Api } from "./api.ts"
import { problemResponse } from "./problems.ts"
import { roleShape } from "./shapes.ts"

export interface PeopleOptions {
  store: AccessStore
  access: Access
  /** ms since 1970 */
  now: () => number
}

const personChangeShape = z.object({ role: roleShape.optional(), isRemoved: z.boolean().optional() })

export function peopleRoutes(api: Api, { store, access, now }: PeopleOptions): void {
  function personOf(grant: GrantRecord, links: readonly CountedLink[]): RoomPerson {
    const { room, holder, person, name, color, link, grantedAt, seenAt, removedAt } = grant
    const followed = links.find(each => each.link.id === link)?.link
    return {
      person,
      name,
      color,
      role: followed?.role ?? grant.role,
      isProgram: isProgram(holder),
      isHere: access.isHere(room, holder),
      grantedAt,
      seenAt,
      ...(link !== undefined && { link }),
      ...(removedAt !== undefined && { removedAt }),
    }
  }

  api.inRoom(
    {
      method: "get",
      path: apiPaths.people(":room" as RoomId),
      summary: "Who is or has been in the room; for facilitators with what they hold",
      answer: "200 RoomPerson[] or PersonName[]",
      needs: "comment",
    },
    async ({ context, room, access: mine }) => {
      const grants = await store.grants(room)
      if (mayFacilitate(mine.role)) {
        const links = await store.links(room)
        return context.json(grants.map(grant => personOf(grant, links)))
      }
      const present = grants.filter(grant => grant.removedAt === undefined)
      return context.json(present.map(({ person, name, color }): PersonName => ({ person, name, color })))
    },
  )

  api.inRoom(
    {
      method: "patch",
      path: apiPaths.person(":room" as RoomId, ":person" as PersonId),
      summary: "Give somebody another role, remove them, or let them in again",
      answer: "200 RoomPerson",
      needs: "facilitate",
      body: personChangeShape,
    },
    async ({ context, room, body }) => {
      const id = context.req.param("person")
      const [grants, links] = await Promise.all([store.grants(room), store.links(room)])
      const grant = isPersonId(id) ? grants.find(each => each.person === id) : undefined
      if (!grant) return problemResponse("notFound", "There is no such person in the room.")
      const changed = changedGrant(grant, body, now())
      const after = grants.map(each => (each === grant ? changed : each))
      if (
        !hasFacilitator(
          after,
          links.map(each => each.link),
          now(),
        )
      )
        return problemResponse("lastFacilitator")
      await store.saveGrant(changed)
      await access.changed(room, grant.holder)
      return context.json(personOf(changed, links))
    },
  )
}

/** A role given in person no longer follows the link somebody came by. */
function changedGrant(
  { link, removedAt, ...rest }: GrantRecord,
  { role, isRemoved = removedAt !== undefined }: z.infer<typeof personChangeShape>,
  now: number,
): GrantRecord {
  return {
    ...rest,
    ...(role !== undefined && { role }),
    ...(role === undefined && link !== undefined && { link }),
    ...(isRemoved && { removedAt: removedAt ?? now }),
  }
}
