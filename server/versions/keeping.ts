// How a version comes to be: the changes since the last one are read off the log, so that it can say whose they are; what
// the log adds up to is encoded; it is stored, and old ones make room. Rules VE2, VE3.
import type { RoomId, VersionId } from "../../shared/ids.ts"
import type { Named, VersionReason } from "../../shared/versions-api.ts"
import type { AccessStore } from "../storage/access-store.ts"
import type { DocumentKey, Store, StoredLog } from "../storage/store.ts"
import { StoreUnavailable } from "../storage/store.ts"
import type { VersionRecord, VersionStore } from "../storage/version-store.ts"
import { headOf } from "./log-docs.ts"
import { namesIn } from "./names.ts"
import { thinnedOut } from "./thin.ts"
import type { Workshop } from "./workshop.ts"

export interface KeepingOptions {
  store: Pick<Store, "log" | "writers"> & VersionStore & Pick<AccessStore, "grants">
  work: Workshop
  /** ms since 1970 */
  now: () => number
  newVersionId: () => VersionId
}

/** What is said of a version besides what is in it. */
export interface Label {
  reason: VersionReason
  name?: string
  note?: string
  by?: Named
}

const contentIn = (room: RoomId): DocumentKey => ({ room, document: "content" })

export class Keeping {
  readonly #options: KeepingOptions

  constructor(options: KeepingOptions) {
    this.#options = options
  }

  /** @throws StoreUnavailable where part of the canvas is damaged. */
  async logOf(room: RoomId): Promise<StoredLog> {
    const log = await this.#options.store.log(contentIn(room))
    if (!log) throw new StoreUnavailable("Part of this room's stored data is damaged.")
    return log
  }

  /**
   * Reads the changes off the log that have not been, before its rows are removed.
   *
   * @param seq up to where they have been.
   */
  async readChanges(room: RoomId, log: StoredLog, seq: number): Promise<void> {
    const { store, work } = this.#options
    const head = headOf(log)
    if (seq >= head) return
    const changes = await work("changes", log, seq, await store.writers(contentIn(room)))
    await store.addCanvasChanges(room, head, changes)
  }

  /** @returns the version, or undefined where the document is no canvas yet. */
  async keep(room: RoomId, log: StoredLog, label: Label): Promise<VersionRecord | undefined> {
    const { store, work, now, newVersionId } = this.#options
    await this.readChanges(room, log, (await store.canvasChanges(room)).seq)
    const [before] = await store.versions(room)
    const kept = await work("keep", log)
    if (!kept) return undefined
    const { counts, ...bytes } = kept
    const version: VersionRecord = {
      id: newVersionId(),
      room,
      reason: label.reason,
      name: label.name ?? "",
      note: label.note ?? "",
      ...(label.by && { by: label.by }),
      at: now(),
      seq: headOf(log),
      counts,
      people: await this.#peopleSince(room, before),
    }
    await store.keepVersion(version, bytes)
    await this.thin(room)
    return version
  }

  /** Lets go of the room's versions that have had their time. */
  async thin(room: RoomId): Promise<VersionRecord[]> {
    const { store, now } = this.#options
    const versions = await store.versions(room)
    const dropped = thinnedOut(versions, now())
    if (dropped.length > 0) await store.dropVersions(room, dropped)
    return versions.filter(({ id }) => !dropped.includes(id))
  }

  async #peopleSince(room: RoomId, before: VersionRecord | undefined): Promise<Named[]> {
    const { store } = this.#options
    const [changers, nameOf] = await Promise.all([
      store.changersSince(room, before?.seq ?? 0),
      namesIn(store, room),
    ])
    return changers.flatMap(holder => nameOf(holder) ?? [])
  }
}
