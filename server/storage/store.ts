// What the server asks of a store. Drivers (sqlite, memory) keep this contract (test/contracts/store.ts, rule RM4);
// only main.ts names one.
//
// A document's history is a snapshot and a tail of updates with ascending sequence numbers. Sequence numbers start at 1
// in each document and are never used twice.
import type { DocumentName } from "../../shared/api.ts"
import type { GuestId, RoomId } from "../../shared/ids.ts"
import type { AccessStore } from "./access-store.ts"
import type { DiscussionStore } from "./discussion-store.ts"
import type { VersionBytes, VersionRecord, VersionStore } from "./version-store.ts"

export interface RoomRecord {
  id: RoomId
  /** As it was when the room was made; the living title is in the document. */
  title: string
  /** ms since 1970 */
  createdAt: number
  /** The document schema the room needs. */
  schema: number
  /** Raised when what clients hold must not be merged back. */
  epoch: number
}

/** A version that a room has from its first moment: of what it was elsewhere. */
export interface FirstVersion {
  version: Omit<VersionRecord, "room">
  bytes: VersionBytes
}

export interface DocumentKey {
  room: RoomId
  document: DocumentName
}

/** Who writes under a client id. */
export interface Writer {
  client: number
  guest: GuestId
}

/** Where an update comes from. */
export interface Provenance {
  /** ms since 1970 */
  at: number
  /** Whose it is, where it is one guest's alone. */
  by?: GuestId
  /** The client ids that nobody had written under before. The first guest of an id stays its writer. */
  writers: readonly Writer[]
}

export interface NewUpdate extends DocumentKey {
  update: Uint8Array
  provenance?: Provenance
}

export interface StoredUpdate {
  seq: number
  update: Uint8Array
}

export interface StoredDocument {
  /** The newest snapshot whose checksum holds; it contains every update up to and with `seq`. */
  snapshot?: StoredUpdate
  /** Everything after the snapshot, in order and without gaps; up to the damage where there is one. */
  tail: StoredUpdate[]
  /**
   * Set where stored bytes are damaged and something is missing from the above: the document must stay read-only. A
   * sentence for people.
   */
  damage?: string
}

/** A row of the log with where it comes from. */
export interface LoggedUpdate extends StoredUpdate, Pick<Provenance, "at" | "by"> {}

/** A document's past, as far back as the store has it. */
export interface StoredLog {
  /** The oldest snapshot that is kept and intact; absent where the log begins with the document. */
  base?: StoredUpdate
  /** Every update since, in order and without gaps. */
  rows: LoggedUpdate[]
}

/** How much of a log is worth reading. */
export interface TailLimits {
  updates: number
  bytes: number
}

/** The store cannot do its work now (disk full, locked, unreachable); the same call may succeed later. */
export class StoreUnavailable extends Error {
  override name = "StoreUnavailable"
}

export interface Store extends AccessStore, DiscussionStore, VersionStore {
  /** Makes a room with its first snapshots and what it was before, all or nothing. */
  createRoom(
    room: RoomRecord,
    snapshots: Partial<Record<DocumentName, Uint8Array>>,
    versions?: readonly FirstVersion[],
  ): Promise<void>
  /**
   * Makes a room under a name of the server's own, such as "example", unless the name is taken; of two processes that
   * try at once exactly one succeeds.
   *
   * @returns the room that has the name now.
   */
  createNamedRoom(
    name: string,
    room: RoomRecord,
    snapshots: Partial<Record<DocumentName, Uint8Array>>,
  ): Promise<RoomRecord>
  namedRoom(name: string): Promise<RoomRecord | undefined>
  room(id: RoomId): Promise<RoomRecord | undefined>
  /**
   * Stores updates in order with where they come from, all or nothing, durably: when the promise resolves they survive a power cut.
   *
   * @returns the sequence number of each.
   * @throws StoreUnavailable and nothing was stored.
   */
  append(updates: readonly NewUpdate[]): Promise<number[]>
  load(key: DocumentKey): Promise<StoredDocument>
  /** Who writes under which client id of the document, in no order; ids of before this was recorded are missing. */
  writers(key: DocumentKey): Promise<Writer[]>
  /**
   * Everything after `seq`, in order.
   *
   * @returns undefined where the log does not reach back that far, is damaged there, or holds more than `most` since.
   */
  tailSince(key: DocumentKey, seq: number, most: TailLimits): Promise<StoredUpdate[] | undefined>
  /** @returns everything that is kept of a document, or undefined where part of it is damaged. */
  log(key: DocumentKey): Promise<StoredLog | undefined>
  /**
   * Stores a snapshot that contains every update up to and with `seq`, then removes the updates that the snapshot
   * before it contains, in one transaction. Two snapshots are kept. Does nothing where a newer one is there already.
   */
  saveSnapshot(key: DocumentKey, snapshot: StoredUpdate): Promise<void>
  /** A secret of the server's own, made at first use and the same ever after; 32 bytes. */
  secret(name: string): Promise<Uint8Array>
  /**
   * Writes something small, durably, to find out whether the store can.
   *
   * @throws StoreUnavailable where it cannot.
   */
  checkWritable(): Promise<void>
  /** Ends what is under way, then closes. May be called twice. */
  close(): Promise<void>
}
