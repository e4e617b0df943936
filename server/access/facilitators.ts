// Whether anybody is left who may facilitate a room: a room without could never be shared, unlocked or deleted again.
import type { LinkId } from "../../shared/ids.ts"
import { mayFacilitate } from "../../shared/roles.ts"
import type { GrantRecord, LinkRecord } from "../storage/access-store.ts"
import { isProgram } from "./access.ts"
import { endOf } from "./grants.ts"

/**
 * True where a person, and no mere program, may facilitate.
 *
 * @param now ms since 1970
 */
export function hasFacilitator(
  grants: readonly GrantRecord[],
  links: readonly LinkRecord[],
  now: number,
): boolean {
  const byId = new Map<LinkId, LinkRecord>(links.map(link => [link.id, link]))
  return grants.some(grant => {
    if (grant.removedAt !== undefined || isProgram(grant.holder)) return false
    const link = grant.link && byId.get(grant.link)
    return mayFacilitate(link?.role ?? grant.role) && !(link && endOf(link, now))
  })
}
