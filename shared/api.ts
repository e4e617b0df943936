// The HTTP interface in types: what client and server say to each other outside the socket. The server checks every
// request against a schema of its own (server/http); answers are built from these types.
import { isLinkSecret, type LinkId, type LinkSecret, type PersonId, type RoomId } from "./ids.ts"
import type { Role } from "./roles.ts"

/** What a new room starts from. */
export type RoomSource =
  | { kind: "template"; template: string }
  /** A copy of the Z.ai example as it was delivered. */
  | { kind: "example" }
  /** The text of a page, parsed by shared/model/parse.ts. */
  | { kind: "page"; text: string }
  /** A `*.canvas.json` file. */
  | { kind: "file"; file: unknown }

export interface NewRoom {
  from: RoomSource
  /** How its maker is shown; absent where they have not said it yet. */
  me?: PersonLooks
}

export interface RoomSummary {
  id: RoomId
  title: string
  /** ms since 1970 */
  createdAt: number
  /** The version of the document's schema; a client with a lower one must not edit. */
  schema: number
  /** Changes when what clients hold of the room must not be merged back. */
  epoch: number
  /** Present where the room can be read but not written, with the reason for people. */
  readOnly?: string
  /** Present where the canvas is so large, some KiB, that its snapshot is better fetched first: its position. */
  snapshot?: string
}

/** The caller in a room. */
export interface You {
  person: PersonId
  role: Role
  /** False where the link hides the discussion. */
  seesComments: boolean
}

export interface EnteredRoom extends RoomSummary {
  /** True where only facilitators may change the canvas now. */
  isLocked: boolean
  you: You
}

export interface CreatedRoom extends EnteredRoom {
  /** Opens the room as a facilitator from any device. Said this once; the server keeps only its hash. */
  recovery: LinkSecret
}

/** The example everybody on this server shares, with what opens it. */
export interface ExampleRoom extends RoomSummary {
  secret: LinkSecret
}

/** What turns a link into a grant for the caller's cookie. Only this counts as a use of the link. */
export interface EnterRoom {
  secret: LinkSecret
  password?: string
  name: string
  color: string
}

/** What a person shows of themselves in a room. */
export interface PersonLooks {
  name: string
  color: string
}

export interface Link {
  id: LinkId
  /** A token is for programs: it is its own guest, and travels in an Authorization header. */
  kind: "link" | "token"
  role: Role
  /** For facilitators to tell links apart; a program is shown to others by it. */
  label: string
  hasPassword: boolean
  /** ms since 1970 */
  expiresAt?: number
  /** How many different guests may enter by it. */
  maxGuests?: number
  /** How many have. */
  guests: number
  createdAt: number
  revokedAt?: number
  /** Whether those who come by it see the discussion; those who may comment always do. */
  seesComments: boolean
}

export interface NewLink {
  kind: Link["kind"]
  role: Role
  label: string
  password?: string
  expiresAt?: number
  maxGuests?: number
  seesComments?: boolean
}

/** What is absent stays; null takes it away. A change reaches everybody who came by the link, at once. */
export interface LinkChange {
  label?: string
  role?: Role
  password?: string | null
  expiresAt?: number | null
  maxGuests?: number | null
  seesComments?: boolean
}

export interface IssuedLink {
  link: Link
  /** Said this once; the server keeps only its hash. */
  secret: LinkSecret
}

/** Somebody who is or has been in the room, for those who may comment. */
export interface PersonName extends PersonLooks {
  person: PersonId
}

/** The same for facilitators. */
export interface RoomPerson extends PersonName {
  role: Role
  /** The link they came by; absent where the role was given in person. */
  link?: LinkId
  isProgram: boolean
  /** True while they have the room open. */
  isHere: boolean
  /** ms since 1970 */
  grantedAt: number
  seenAt: number
  /** Present where they have been removed. */
  removedAt?: number
}

export interface PersonChange {
  /** Given in person: it no longer follows the link they came by. */
  role?: Role
  /** True ends their sockets and keeps them out; false lets them in again. */
  isRemoved?: boolean
}

export interface RoomChange {
  title?: string
  isLocked?: boolean
}

export interface DeletedRoom {
  /** Until when a facilitator may restore it, ms since 1970. */
  restorableUntil: number
}

export interface EmptiedArchive {
  /** How many cards are gone for good. */
  cards: number
}

/** RFC 9457. `type` is a name of ours from `problems`, relative to the API. */
export interface Problem {
  type: string
  title: string
  status: number
  detail?: string
}

export const problems = {
  notFound: "not-found",
  malformed: "malformed",
  tooLarge: "too-large",
  wrongType: "wrong-type",
  tooMany: "too-many",
  unreadablePage: "unreadable-page",
  /** A file to import is damaged, too large inside, or of a kind that is not known. */
  unreadableFile: "unreadable-file",
  forbiddenOrigin: "forbidden-origin",
  /** The role does not allow it. */
  forbidden: "forbidden",
  passwordNeeded: "password-needed",
  wrongPassword: "wrong-password",
  linkExpired: "link-expired",
  linkRevoked: "link-revoked",
  /** As many guests as may have come by the link. */
  linkFull: "link-full",
  /** A facilitator has removed the caller. */
  removed: "removed",
  /** Said to facilitators only; to all others a deleted room is none. */
  deleted: "deleted",
  lastFacilitator: "last-facilitator",
  /** The id of a new thread or comment is that of another. */
  idTaken: "id-taken",
  /** As much has been said as may be, in the thread, on the comment or in the room. */
  discussionFull: "discussion-full",
  unavailable: "unavailable",
  failed: "failed",
} as const

export const apiPaths = {
  /** POST NewRoom → CreatedRoom (201) */
  rooms: "/api/rooms",
  /** GET → EnteredRoom, or 404; PATCH RoomChange → EnteredRoom; DELETE → DeletedRoom */
  room: (id: RoomId): string => `/api/rooms/${id}`,
  /** POST EnterRoom → EnteredRoom */
  enter: (id: RoomId): string => `/api/rooms/${id}/enter`,
  /** PUT PersonLooks → You */
  me: (id: RoomId): string => `/api/rooms/${id}/me`,
  /** GET → Link[]; POST NewLink → IssuedLink (201) */
  links: (id: RoomId): string => `/api/rooms/${id}/links`,
  /** PATCH LinkChange → Link; DELETE → Link, revoked */
  link: (id: RoomId, link: LinkId): string => `/api/rooms/${id}/links/${link}`,
  /** POST → IssuedLink: another secret; the old one opens nothing any more, those who came by it stay */
  rotateLink: (id: RoomId, link: LinkId): string => `/api/rooms/${id}/links/${link}/rotate`,
  /** GET → RoomPerson[] for facilitators, PersonName[] for those who may comment */
  people: (id: RoomId): string => `/api/rooms/${id}/people`,
  /** PATCH PersonChange → RoomPerson */
  person: (id: RoomId, person: PersonId): string => `/api/rooms/${id}/people/${person}`,
  /** POST → CreatedRoom (201): the canvas without its past, people and links */
  copyRoom: (id: RoomId): string => `/api/rooms/${id}/copy`,
  /** POST → EmptiedArchive */
  emptyArchive: (id: RoomId): string => `/api/rooms/${id}/archive/empty`,
  /** POST → EnteredRoom */
  restoreRoom: (id: RoomId): string => `/api/rooms/${id}/restore`,
  /** GET → a document's snapshot at a position, or 404 where that is no longer the newest */
  snapshot: (id: RoomId, document: string, position: string): string =>
    `/api/rooms/${id}/documents/${document}/snapshots/${position}`,
  /** GET → Template[] */
  templates: "/api/templates",
  /** GET → ExampleRoom */
  example: "/api/example",
  /** GET → this interface as an OpenAPI document */
  openApi: "/api/openapi.json",
  health: "/health",
} as const

/** The documents a room has; each is a socket of its own at `/sync/<room>/<document>`. */
export const documentNames = ["content", "discussion"] as const
export type DocumentName = (typeof documentNames)[number]

/** A room's address for people: the fragment never leaves the browser by itself. */
export const linkPath = (room: RoomId, secret: LinkSecret): string => `/r/${room}#k=${secret}`

/** What the server chooses of the subprotocols below. */
export const SOCKET_PROTOCOL = "ninefold"
const BEARER = "bearer."

/**
 * The subprotocols by which a page names a token to its socket where it has no cookie, as in a frame of another site:
 * browsers let it set no header. The server chooses the first and never repeats the second.
 */
export const bearerProtocols = (secret: LinkSecret): string[] => [SOCKET_PROTOCOL, BEARER + secret]

/** @returns the token among the subprotocols of a socket's request. */
export function bearerAmong(protocols: readonly string[]): LinkSecret | undefined {
  const token = protocols.find(each => each.startsWith(BEARER))?.slice(BEARER.length)
  return isLinkSecret(token) ? token : undefined
}
