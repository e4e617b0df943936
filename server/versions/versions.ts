// The versions of all rooms, as requests see them: kept, listed, read, renamed, dropped; and the room brought back to one,
// or to what a file holds. Who asks is known and may. Rules VE1–VE9.
import { promisify } from "node:util"
import { inflate } from "node:zlib"
import type { LinkSecret, RoomId, VersionId } from "../../shared/ids.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import type { CanvasFile } from "../../shared/model/canvas-file.ts"
import { MAX_LASTING_VERSIONS } from "../../shared/protocol/limits.ts"
import { encodeNews } from "../../shared/protocol/messages.ts"
import type {
  FrozenVersion,
  ImportIntoRoom,
  Named,
  RestoredPart,
  RoomNews,
  Version,
  VersionChange,
  VersionContent,
} from "../../shared/versions-api.ts"
import { hashSecret } from "../access/secrets.ts"
import type { Rooms } from "../rooms/rooms.ts"
import { settleDocument, writeUpdate } from "../rooms/write.ts"
import type { Holder } from "../storage/access-store.ts"
import { type StoredLog, StoreUnavailable } from "../storage/store.ts"
import type { VersionRecord } from "../storage/version-store.ts"
import type { Change } from "./crafts.ts"
import { Keeping, type KeepingOptions, type Label } from "./keeping.ts"
import { headOf, rowAt } from "./log-docs.ts"
import { isLasting } from "./thin.ts"
import { Turns } from "./turns.ts"

const inflated = promisify(inflate)

export interface VersionsOptions extends KeepingOptions {
  rooms: Pick<Rooms, "join" | "announce">
  onError: (message: string, error: unknown) => void
}

/** Who asks. */
export interface Asker {
  holder: Holder
  named: Named
}

export type Refused = { kind: "absent" | "full"; detail: string }
export type Done<Value> = { kind: "done"; value: Value } | Refused

export interface BroughtBack {
  kept: VersionRecord
  hasChanged: boolean
}

export class Versions {
  readonly keeping: Keeping
  readonly #options: VersionsOptions
  readonly #turns = new Turns()

  constructor(options: VersionsOptions) {
    this.#options = options
    this.keeping = new Keeping(options)
  }

  /** Newest first. */
  list(room: RoomId): Promise<VersionRecord[]> {
    return this.keeping.thin(room)
  }

  async find(room: RoomId, id: VersionId): Promise<VersionRecord | undefined> {
    return (await this.#options.store.versions(room)).find(version => version.id === id)
  }

  /** A version with its canvas. */
  async version(room: RoomId, id: VersionId): Promise<VersionContent | undefined> {
    const version = await this.find(room, id)
    const canvas = version && (await this.#canvasOf(room, id))
    return canvas && { version: versionOf(version), canvas }
  }

  /** All of them with their canvases, newest first. */
  async versions(room: RoomId): Promise<VersionContent[]> {
    const versions = await this.list(room)
    const contents = await Promise.all(versions.map(({ id }) => this.version(room, id)))
    return contents.flatMap(content => content ?? [])
  }

  async #canvasOf(room: RoomId, id: VersionId): Promise<CanvasFile | undefined> {
    const bytes = await this.#options.store.versionBytes(room, id)
    if (!bytes) return undefined
    try {
      // Written by ourselves, and its checksum holds.
      return JSON.parse((await inflated(bytes.canvas)).toString("utf8")) as CanvasFile
    } catch (error) {
      // One that is damaged costs nobody the others.
      this.#options.onError("A version is damaged", error)
      return undefined
    }
  }

  /** Keeps the canvas as it is now, with all that has arrived. */
  async keep(room: RoomId, label: Label): Promise<Done<VersionRecord>> {
    return this.#turns.take(room, async () => {
      const versions = await this.#options.store.versions(room)
      if (label.reason === "kept" && versions.filter(isLasting).length >= MAX_LASTING_VERSIONS)
        return { kind: "full", detail: `A room may have up to ${MAX_LASTING_VERSIONS} named versions.` }
      await settleDocument(this.#options.rooms, { room, document: "content" })
      const kept = await this.keeping.keep(room, await this.keeping.logOf(room), label)
      return kept ? { kind: "done", value: kept } : noCanvas
    })
  }

  /** Keeps a version before something that must not fail for it. */
  async keepBefore(room: RoomId, reason: Label["reason"], by: Named): Promise<void> {
    await this.keep(room, { reason, by }).catch((error: unknown) =>
      this.#options.onError("A version could not be kept", error),
    )
  }

  /** Keeps a version unless the newest has all of it. For the server itself, when it is time. */
  async keepIfNew(room: RoomId, reason: "activity" | "idle"): Promise<void> {
    await this.#turns.take(room, async () => {
      const log = await this.keeping.logOf(room)
      const [newest] = await this.#options.store.versions(room)
      if (headOf(log) > (newest?.seq ?? 0)) await this.keeping.keep(room, log, { reason })
    })
  }

  /**
   * Reads the changes off the log that have not been.
   *
   * @param upTo what is enough; whoever has read that far reads no more.
   */
  async readChanges(room: RoomId, upTo = Number.POSITIVE_INFINITY): Promise<void> {
    await this.#turns.take(room, async () => {
      const { seq } = await this.#options.store.canvasChanges(room)
      if (seq < upTo) await this.keeping.readChanges(room, await this.keeping.logOf(room), seq)
    })
  }

  async change(room: RoomId, id: VersionId, change: VersionChange): Promise<VersionRecord | undefined> {
    if (await this.find(room, id)) await this.#options.store.changeVersion(room, id, change)
    return this.find(room, id)
  }

  drop(room: RoomId, id: VersionId): Promise<void> {
    return this.#options.store.dropVersions(room, [id])
  }

  /** Brings the room, or a part of it, back to a version; what it was right before is kept. */
  async restore(room: RoomId, asker: Asker, id: VersionId, part: RestoredPart): Promise<Done<BroughtBack>> {
    const version = await this.find(room, id)
    const bytes = await this.#options.store.versionBytes(room, id)
    if (!version || !bytes) return { kind: "absent", detail: "The room has no such version." }
    const { name, reason, at } = version
    return this.#bring(room, asker, "before-restore", {
      make: log => this.#options.work("restore", log, bytes.state, part, this.#options.now()),
      news: { kind: "restored", by: asker.named, part, from: { kind: "version", id, name, reason, at } },
    })
  }

  /** Brings the room, or a part of it, back to a moment that the log still reaches; as a restore of a version. */
  async restoreMoment(
    room: RoomId,
    asker: Asker,
    seq: number,
    part: RestoredPart,
  ): Promise<Done<BroughtBack>> {
    const row = rowAt(await this.keeping.logOf(room), seq)
    if (!row) return outOfReach
    return this.#bring(room, asker, "before-restore", {
      // What waited for its turn may find that the log has been shortened.
      make: async log =>
        rowAt(log, seq)
          ? this.#options.work("restore", log, seq, part, this.#options.now())
          : { kind: "absent" },
      news: { kind: "restored", by: asker.named, part, from: { kind: "moment", seq, at: row.at } },
    })
  }

  /** Puts a canvas into the room; what it was right before is kept. */
  async bring(
    room: RoomId,
    asker: Asker,
    canvas: Canvas,
    mode: ImportIntoRoom["mode"],
  ): Promise<Done<BroughtBack>> {
    return this.#bring(room, asker, "before-import", {
      make: log => this.#options.work("bring", log, canvas, mode, this.#options.now()),
      news: { kind: "imported", by: asker.named, mode, title: canvas.title },
    })
  }

  /** Gives a version a link of its own, in place of the one it may have. */
  async freeze(room: RoomId, id: VersionId, secret: LinkSecret): Promise<boolean> {
    return this.#setFrozen(room, id, hashSecret(secret))
  }

  /** @returns false where there is no such version. */
  async unfreeze(room: RoomId, id: VersionId): Promise<boolean> {
    return this.#setFrozen(room, id, null)
  }

  /** What a frozen link shows: nothing that leads to the room, and nothing that was off the board. */
  async frozen(secret: LinkSecret): Promise<FrozenVersion | undefined> {
    const version = await this.#options.store.frozenVersion(hashSecret(secret))
    const canvas = version && (await this.#canvasOf(version.room, version.id))
    if (!canvas) return undefined
    const { name, note, at } = version
    const blocks = Object.entries(canvas.blocks).map(([block, cards]) => [
      block,
      cards.filter(({ gone }) => gone === undefined),
    ])
    return { title: canvas.title, name, note, at, canvas: { ...canvas, blocks: Object.fromEntries(blocks) } }
  }

  async #setFrozen(room: RoomId, id: VersionId, frozenHash: Uint8Array | null): Promise<boolean> {
    if (!(await this.find(room, id))) return false
    await this.#options.store.changeVersion(room, id, { frozenHash })
    return true
  }

  #bring(
    room: RoomId,
    asker: Asker,
    reason: Label["reason"],
    bringing: Bringing,
  ): Promise<Done<BroughtBack>> {
    const { rooms } = this.#options
    const key = { room, document: "content" } as const
    return this.#turns.take(room, async () => {
      await settleDocument(rooms, key)
      // One log for what is kept and for what is changed: what comes in after it is merged as any two edits are, and
      // neither lost nor undone.
      const log = await this.keeping.logOf(room)
      const made = await bringing.make(log)
      if (made.kind === "absent") return { kind: "absent", detail: "It had no such part." }
      const kept = await this.keeping.keep(room, log, { reason, by: asker.named })
      if (!kept) return noCanvas
      if (!made.update) return { kind: "done", value: { kept, hasChanged: false } }
      const written = await writeUpdate(rooms, key, made.update, asker.holder)
      if (!written.ok) throw new StoreUnavailable(written.reason)
      rooms.announce(key, encodeNews({ ...bringing.news, kept: kept.id }))
      return { kind: "done", value: { kept, hasChanged: true } }
    })
  }
}

interface Bringing {
  make: (log: StoredLog) => Promise<Change>
  news: Unkept<RoomNews>
}

/** News before it is known which version was kept. */
type Unkept<News> = News extends RoomNews ? Omit<News, "kept"> : never

export const outOfReach: Refused = { kind: "absent", detail: "The log does not reach this moment." }
const noCanvas: Refused = { kind: "absent", detail: "There is no canvas in this room yet." }

/** A version as it is told to those who may know of it. */
export function versionOf({ frozenHash, room: _room, ...version }: VersionRecord): Version {
  return { ...version, isShared: frozenHash !== undefined }
}
