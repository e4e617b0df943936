// What the server asks of a store about who may enter a room: links, grants, and whether the room is locked or deleted.
// Drivers keep this contract together with that of store.ts (test/contracts/access-store.ts, rule RM4).
//
// A grant is what somebody holds in one room. It follows the link they came by: when the link is changed or ends, so
// does what they hold; one without a link was given in person and stays. A token is its own holder.
import type { GuestId, LinkId, PersonId, RoomId } from "../../shared/ids.ts"
import type { Role } from "../../shared/roles.ts"

/** Who holds a grant: the guest of a cookie, or a program by its token. */
export type Holder = GuestId | LinkId

export interface LinkRecord {
  id: LinkId
  room: RoomId
  kind: "link" | "token"
  role: Role
  label: string
  /** SHA-256 of the secret. */
  secretHash: Uint8Array
  password?: PasswordRecord
  /** ms since 1970 */
  expiresAt?: number
  maxGuests?: number
  createdAt: number
  /** When the secret it has now was made. */
  issuedAt: number
  revokedAt?: number
  seesComments: boolean
}

export interface PasswordRecord {
  hash: Uint8Array
  salt: Uint8Array
}

export interface CountedLink {
  link: LinkRecord
  /** How many different guests have entered by it. */
  guests: number
}

export interface GrantRecord {
  room: RoomId
  holder: Holder
  person: PersonId
  role: Role
  /** The link it follows; absent where it was given in person. */
  link?: LinkId
  name: string
  color: string
  /** ms since 1970 */
  grantedAt: number
  seenAt: number
  removedAt?: number
}

export interface RoomStanding {
  /** ms since 1970 */
  lockedAt?: number
  deletedAt?: number
}

/** All that decides what one holder may do in one room. */
export interface AccessRecord {
  standing?: RoomStanding
  grant?: GrantRecord
  /** The link that the grant follows. */
  link?: LinkRecord
}

export interface AccessStore {
  /** Takes the same work whether there is such a room or not. Without a holder: the standing alone. */
  access(room: RoomId, holder?: Holder): Promise<AccessRecord>
  /** Changes what is named; null takes it away. */
  setStanding(room: RoomId, change: { [Key in keyof RoomStanding]: number | null }): Promise<void>
  /** Removes everything about rooms that were deleted before `before`. @returns how many rooms. */
  purgeRooms(before: number): Promise<number>

  linkBySecret(secretHash: Uint8Array): Promise<LinkRecord | undefined>
  /** The room's links, oldest first, revoked ones too. */
  links(room: RoomId): Promise<CountedLink[]>
  /** Adds the link, or puts it in place of what it was; one that was revoked stays so. */
  saveLink(link: LinkRecord): Promise<void>

  /** The room's grants, oldest first, of removed holders too. */
  grants(room: RoomId): Promise<GrantRecord[]>
  /** Adds the grant, or puts it in place of what the holder had. */
  saveGrant(grant: GrantRecord): Promise<void>
  /** Changes how a holder is shown and nothing else of what they hold, however old the caller's knowledge of it is. */
  setLooks(room: RoomId, holder: Holder, looks: { name: string; color: string }): Promise<void>
  /**
   * Counts the holder as one who entered by the link and saves the grant, both or neither.
   *
   * @returns "full" where as many others as may have entered already, "removed" where the holder was removed since the
   *   link's secret was made; nothing is changed then.
   */
  enter(link: LinkRecord, grant: GrantRecord): Promise<"entered" | "full" | "removed">
  /** Notes that holders have been seen. */
  touchGrants(seen: readonly { room: RoomId; holder: Holder; seenAt: number }[]): Promise<void>
}
