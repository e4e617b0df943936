// The part of the HTTP interface about what a room was: its versions, the moments between them, what goes back to one,
// and who wrote what stands there now. Readers (view, comment) see none of it: a room's past is its writers'. Rule VE1.
import {
  type BlockId,
  type CardId,
  isLinkSecret,
  type LinkSecret,
  type PersonId,
  type RoomId,
  type VersionId,
} from "./ids.ts"
import type { CanvasFile } from "./model/canvas-file.ts"

/** Why a version was kept: by hand, or by the server before or after something. */
export const versionReasons = [
  "kept",
  "activity",
  "idle",
  "before-restore",
  "before-import",
  "before-lock",
] as const
export type VersionReason = (typeof versionReasons)[number]

/** A person as a version remembers them: the name stays readable when they are gone. */
export interface Named {
  /** Absent where the version came with a file: then the name is what the file says. */
  person?: PersonId
  name: string
}

export interface Version {
  id: VersionId
  /** Only "kept" ones, and those somebody has named since, are never thinned out. */
  reason: VersionReason
  /** "" where nobody has named it. */
  name: string
  note: string
  /** Who kept it, or did what it was kept before; absent where the server kept it by itself. */
  by?: Named
  /** ms since 1970 */
  at: number
  /** Where in the content's log it stands. */
  seq: number
  counts: { cards: number; words: number }
  /** Who has changed the canvas since the version before. */
  people: Named[]
  /** True where a frozen link leads to it. */
  isShared: boolean
}

export interface NewVersion {
  name: string
  note: string
}

/** What is absent stays. */
export interface VersionChange {
  name?: string
  note?: string
}

export interface VersionContent {
  version: Version
  canvas: CanvasFile
}

/** A point between versions that the log still reaches. */
export interface Moment {
  seq: number
  /** ms since 1970 */
  at: number
  people: Named[]
}

export interface MomentContent {
  moment: Moment
  canvas: CanvasFile
}

export type RestoredPart =
  | { kind: "everything" }
  | { kind: "block"; block: BlockId }
  | { kind: "card"; card: CardId }

export interface Restore {
  part: RestoredPart
}

/** What a part was brought back from. */
export type RestoredFrom =
  | ({ kind: "version" } & Pick<Version, "id" | "name" | "reason" | "at">)
  | ({ kind: "moment" } & Pick<Moment, "seq" | "at">)

export interface Restored {
  /** What the room was right before. */
  kept: Version
  /** False where the room was like the version already. */
  hasChanged: boolean
}

/** Puts a canvas read from a file into the room, as a forward transaction like a restore. */
export interface ImportIntoRoom {
  file: unknown
  /** Whether the file's cards and commentary are added behind what is there, or stand instead of it. */
  mode: "add" | "replace"
}

/** Who writes under which client id, so that a reader of the document can say who wrote a character. */
export interface Writers {
  clients: Record<number, Named>
}

/** When a card last changed, and by whom as far as that is known. */
export interface CardChange {
  card: CardId
  /** ms since 1970 */
  at: number
  by?: Named
}

/**
 * What everybody who may edit is told when somebody has brought back what was, or brought in what is new: the change
 * itself comes like any other, and cannot say so.
 */
export type RoomNews =
  | {
      kind: "restored"
      by: Named
      part: RestoredPart
      from: RestoredFrom
      /** What the room was right before. */
      kept: VersionId
    }
  | { kind: "imported"; by: Named; mode: ImportIntoRoom["mode"]; title: string; kept: VersionId }

export interface FrozenLink {
  /** Said this once; the server keeps only its hash. Making another ends the one before. */
  secret: LinkSecret
}

/** What a frozen link shows: nothing that leads to the room. */
export interface FrozenVersion {
  title: string
  name: string
  note: string
  at: number
  canvas: CanvasFile
}

const base = (room: RoomId) => `/api/rooms/${room}`

export const versionPaths = {
  /** GET → Version[], newest first; POST NewVersion → Version (201) */
  versions: (room: RoomId): string => `${base(room)}/versions`,
  /** GET → VersionContent; PATCH VersionChange → Version; DELETE → 204 (facilitators) */
  version: (room: RoomId, version: VersionId): string => `${base(room)}/versions/${version}`,
  /** POST Restore → Restored */
  restore: (room: RoomId, version: VersionId): string => `${base(room)}/versions/${version}/restore`,
  /** POST → FrozenLink (201); DELETE → 204; facilitators */
  frozenLink: (room: RoomId, version: VersionId): string => `${base(room)}/versions/${version}/link`,
  /** POST { secret } → FrozenVersion, for anybody */
  frozen: "/api/frozen",
  /** GET → Moment[], oldest first, of what the log still reaches, some hundred at most */
  moments: (room: RoomId): string => `${base(room)}/moments`,
  /** GET → MomentContent */
  moment: (room: RoomId, seq: number): string => `${base(room)}/moments/${seq}`,
  /** POST Restore → Restored */
  restoreMoment: (room: RoomId, seq: number): string => `${base(room)}/moments/${seq}/restore`,
  /** POST ImportIntoRoom → Restored */
  import: (room: RoomId): string => `${base(room)}/import`,
  /** GET → Writers */
  writers: (room: RoomId): string => `${base(room)}/writers`,
  /** GET → CardChange[], one for each card that has changed since this is recorded */
  cardChanges: (room: RoomId): string => `${base(room)}/card-changes`,
} as const

/** The address of a frozen version's page; what opens it stays in the fragment. */
export const frozenPath = (secret: LinkSecret): string => `/frozen#${secret}`

/** @param fragment of the page's address, with or without its "#". */
export const frozenSecretIn = (fragment: string): LinkSecret | undefined => {
  const secret = fragment.replace(/^#/, "")
  return isLinkSecret(secret) ? secret : undefined
}
