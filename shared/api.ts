// The HTTP interface in types: what client and server say to each other outside the socket. The server checks every
// request against a schema of its own (server/http); answers are built from these types.
import type { RoomId } from "./ids.ts"

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
  forbiddenOrigin: "forbidden-origin",
  unavailable: "unavailable",
  failed: "failed",
} as const

export const apiPaths = {
  /** POST NewRoom → RoomSummary (201) */
  rooms: "/api/rooms",
  /** GET → RoomSummary, or 404 */
  room: (id: RoomId): string => `/api/rooms/${id}`,
  /** GET → Template[] */
  templates: "/api/templates",
  /** GET → RoomSummary of the example everybody on this server shares */
  example: "/api/example",
  health: "/health",
} as const

/** The documents a room has; each is a socket of its own at `/sync/<room>/<document>`. */
export const documentNames = ["content"] as const
export type DocumentName = (typeof documentNames)[number]
