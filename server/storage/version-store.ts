// What the server asks of a store about what a room was: its versions, and which cards changed when. Drivers keep this
// contract together with that of store.ts (test/contracts/version-store.ts, rule RM4).
import type { CardId, RoomId, VersionId } from "../../shared/ids.ts"
import type { Named, VersionReason } from "../../shared/versions-api.ts"
import type { Holder } from "./access-store.ts"

export interface VersionRecord {
  id: VersionId
  room: RoomId
  reason: VersionReason
  name: string
  note: string
  by?: Named
  /** ms since 1970 */
  at: number
  /** The last update of the content's log that is in it. */
  seq: number
  counts: { cards: number; words: number }
  people: Named[]
  /** SHA-256 of what opens it to whoever has that. */
  frozenHash?: Uint8Array
}

/** What a version holds, both deflated (zlib), whose checksum tells of damage. */
export interface VersionBytes {
  /** The whole document, encoded as Yjs does in its second form. */
  state: Uint8Array
  /** The canvas file as JSON in UTF-8. */
  canvas: Uint8Array
}

export interface VersionRecordChange {
  name?: string
  note?: string
  /** null takes it away. */
  frozenHash?: Uint8Array | null
}

export const changeKinds = ["added", "moved", "edited", "tagged", "archived", "restored", "removed"] as const
export type ChangeKind = (typeof changeKinds)[number]

export interface CanvasChange {
  /** Absent where it was no card: the commentary, the title. */
  card?: CardId
  kind: ChangeKind
  /** The update of the log that made it. */
  seq: number
  /** ms since 1970 */
  at: number
  /** Absent where not known. */
  by?: Holder
}

/** The changes of a room that have been read off its log. */
export interface KnownChanges {
  /** Up to which update of the log. */
  seq: number
  /** The last change of each card. */
  last: CanvasChange[]
}

export interface VersionStore {
  /** Newest first. */
  versions(room: RoomId): Promise<VersionRecord[]>
  versionBytes(room: RoomId, id: VersionId): Promise<VersionBytes | undefined>
  keepVersion(version: VersionRecord, bytes: VersionBytes): Promise<void>
  /** Changes what is named. */
  changeVersion(room: RoomId, id: VersionId, change: VersionRecordChange): Promise<void>
  dropVersions(room: RoomId, ids: readonly VersionId[]): Promise<void>
  /** The version that this opens, unless its room is deleted. */
  frozenVersion(frozenHash: Uint8Array): Promise<VersionRecord | undefined>

  canvasChanges(room: RoomId): Promise<KnownChanges>
  /** Appends changes up to an update of the log; none of them where that has been reached already. */
  addCanvasChanges(room: RoomId, seq: number, changes: readonly CanvasChange[]): Promise<void>
  /** Who has changed the canvas after an update of its log, as far as that is known. */
  changersSince(room: RoomId, seq: number): Promise<Holder[]>
}
