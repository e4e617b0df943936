// What the commands (server/cli) ask of the file a server keeps everything in, while the server runs or not: to read what
// is stored as it is, damaged or whole, and to copy it. Nothing here writes to the file or keeps a writer waiting. Rules
// CM1, CM4.
import type { RoomId } from "../../shared/ids.ts"
import type { DocumentKey, RoomRecord } from "./store.ts"
import type { VersionBytes, VersionRecord } from "./version-store.ts"

/** The one file in a data folder that everything is in. */
export const DATA_FILE = "ninefold.db"

/** Stored bytes with the checksum that was stored beside them; whether they agree is for the reader to find out. */
export interface NumberedRow {
  seq: number
  bytes: Uint8Array
  checksum: number
}

/** All that is stored of one document, as of one moment. */
export interface StoredHistory {
  /** Newest first. */
  snapshots: NumberedRow[]
  /** The log, oldest first. */
  updates: NumberedRow[]
}

export interface StoredVersion {
  record: VersionRecord
  bytes: VersionBytes
}

/** A number of rows that name a room which is not there. */
export interface Strays {
  table: string
  count: number
}

export interface DataFile {
  /** What is in it, also where a part still waits in a file beside it. */
  readonly bytes: number
  /** What the database finds wrong with its own pages, indexes and references; a sentence each. Reads the whole file. */
  faults(): string[]
  rooms(): RoomRecord[]
  /**
   * @returns undefined where the room is gone by now.
   * @throws DataUnreadable where the file is damaged there.
   */
  history(key: DocumentKey): StoredHistory | undefined
  /**
   * The room's versions, oldest first, read one after the other: all of them may be large.
   *
   * @throws DataUnreadable where the file is damaged there.
   */
  versions(room: RoomId): Iterable<StoredVersion>
  strays(): Strays[]
  close(): void
}

export interface DataFiles {
  /** @throws DataUnreadable where it is not there, cannot be read, holds something else, or a newer Ninefold wrote it. */
  open(file: string): Promise<DataFile>
  /**
   * Copies the file as of one moment, whatever is written to it meanwhile, and without making a writer wait.
   *
   * @param to a file that is not there, or empty; written through to the disk when the promise resolves.
   * @throws DataUnreadable
   */
  copy(from: string, to: string): Promise<void>
}

/** The data cannot be read; `message` says why, without a full stop. */
export class DataUnreadable extends Error {
  override name = "DataUnreadable"
}
