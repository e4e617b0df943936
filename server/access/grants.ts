// What somebody may do in a room, decided from what the store has about them. Plain data in, a decision out; the clock
// is an argument. Rules LR2, LR3.
import type { LinkId, PersonId } from "../../shared/ids.ts"
import { isAtLeast, mayComment, mayFacilitate, type Role } from "../../shared/roles.ts"
import type { AccessRecord, GrantRecord, LinkRecord } from "../storage/access-store.ts"

/** What a holder has in a room they may be in. */
export interface RoomAccess {
  person: PersonId
  role: Role
  /** "" until they have said it. */
  name: string
  color: string
  seesComments: boolean
  isLocked: boolean
  /** The link that the grant follows. */
  link?: LinkId
  /** When that ends by itself, ms since 1970. */
  expiresAt?: number
}

export type Standing =
  | { kind: "granted"; access: RoomAccess }
  /** There is no such room, or not for them; they are not told which. */
  | { kind: "none" }
  /** They were in, and are told why they no longer are. */
  | { kind: "ended"; why: Ended }
  /** For facilitators, who may restore it. */
  | { kind: "deleted"; deletedAt: number }

export type Ended = "revoked" | "expired" | "removed"

/** @returns why a link opens nothing now, or undefined where it does. */
export function endOf(link: LinkRecord, now: number): "revoked" | "expired" | undefined {
  if (link.revokedAt !== undefined) return "revoked"
  return link.expiresAt !== undefined && link.expiresAt <= now ? "expired" : undefined
}

/** A grant that follows a link has the link's role, whatever it was at first. */
const roleOf = (grant: GrantRecord, link: LinkRecord | undefined): Role => link?.role ?? grant.role

const seesComments = (role: Role, link: LinkRecord | undefined): boolean =>
  mayComment(role) || (link?.seesComments ?? true)

/** @param now ms since 1970 */
export function standingOf({ standing, grant, link }: AccessRecord, now: number): Standing {
  if (!standing || !grant) return { kind: "none" }
  const role = roleOf(grant, link)
  const { deletedAt } = standing
  const why = grant.removedAt !== undefined ? "removed" : link && endOf(link, now)
  if (deletedAt !== undefined)
    return mayFacilitate(role) && !why ? { kind: "deleted", deletedAt } : { kind: "none" }
  if (why) return { kind: "ended", why }
  const access: RoomAccess = {
    person: grant.person,
    role,
    name: grant.name,
    color: grant.color,
    seesComments: seesComments(role, link),
    isLocked: standing.lockedAt !== undefined,
  }
  if (link) access.link = link.id
  if (link?.expiresAt !== undefined) access.expiresAt = link.expiresAt
  return { kind: "granted", access }
}

/** Somebody at the door. */
export interface Newcomer extends Pick<GrantRecord, "holder" | "name" | "color"> {
  /** Who they become if they have not been here. */
  person: PersonId
}

export type Entry =
  /** By this link; it counts as one of its guests. */
  | { kind: "enters"; grant: GrantRecord }
  /** They hold as much already; the link is not used. */
  | { kind: "stays" }
  | { kind: "removed" }

/**
 * What somebody holds after coming by a link that is good. Who holds more already keeps it; who was removed comes in
 * only by a secret made since.
 */
export function entryBy(
  by: LinkRecord,
  newcomer: Newcomer,
  { grant: held, link: heldLink }: AccessRecord,
  now: number,
): Entry {
  if (held?.removedAt !== undefined && by.issuedAt <= held.removedAt) return { kind: "removed" }
  const { holder, name, color } = newcomer
  const isAlive = held && held.removedAt === undefined && !(heldLink && endOf(heldLink, now))
  if (isAlive && isMore(held, heldLink, by)) return { kind: "stays" }
  return {
    kind: "enters",
    grant: {
      room: by.room,
      holder,
      person: held?.person ?? newcomer.person,
      role: by.role,
      link: by.id,
      name,
      color,
      grantedAt: held?.grantedAt ?? now,
      seenAt: now,
    },
  }
}

function isMore(held: GrantRecord, heldLink: LinkRecord | undefined, by: LinkRecord): boolean {
  const role = roleOf(held, heldLink)
  if (role !== by.role) return isAtLeast(role, by.role)
  // Of two alike, the one that follows no link lasts, and the one that sees more is kept.
  return !heldLink || (seesComments(role, heldLink) && !seesComments(by.role, by))
}
