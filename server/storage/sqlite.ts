// The store on this machine's disk, as the rest of the server sees it: the main thread's side of the worker that owns
// the database (store-worker.ts). Owns the worker's life and the calls under way.
import type { Worker } from "node:worker_threads"
import type { DocumentName } from "../../shared/api.ts"
import { assert } from "../../shared/assert.ts"
import type { RoomId } from "../../shared/ids.ts"
import { startWorker } from "../start-worker.ts"
import type {
  AccessRecord,
  AccessStore,
  CountedLink,
  GrantRecord,
  Holder,
  LinkRecord,
} from "./access-store.ts"
import type { DeliveryRecord, DiscussionStore, ReadMark, WebhookRecord } from "./discussion-store.ts"
import {
  type DocumentKey,
  type FirstVersion,
  type NewUpdate,
  type RoomRecord,
  type Store,
  type StoredDocument,
  type StoredLog,
  type StoredUpdate,
  StoreUnavailable,
  type TailLimits,
  type Writer,
} from "./store.ts"
import type { StoreAnswer, StoreCall, StoreRequest, StoreStart } from "./store-messages.ts"
import type { KnownChanges, VersionBytes, VersionRecord, VersionStore } from "./version-store.ts"

export interface SqliteStoreOptions {
  /** The database file; its folder exists. */
  file: string
  /** How long a write waits for a lock that another process holds. */
  lockWaitMs?: number
  /** The most the database may take; a write beyond it fails as on a full disk. */
  maxBytes?: number
}

/**
 * Opens the store, making or migrating the database first.
 *
 * @throws StoreUnavailable where it cannot be opened now, Error where a newer Ninefold wrote it.
 */
export async function openSqliteStore({ lockWaitMs = 5_000, ...rest }: SqliteStoreOptions): Promise<Store> {
  const workerData: StoreStart = { ...rest, lockWaitMs }
  const worker = startWorker("store-worker", import.meta.url, { workerData })
  await opened(worker)
  return new WorkerStore(worker)
}

function opened(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject)
    worker.once("message", (answer: StoreAnswer) => {
      worker.off("error", reject)
      if (answer.kind === "open") resolve()
      else
        reject(
          answer.kind === "failed" ? failureOf(answer) : new Error("The store answered before it opened."),
        )
    })
  })
}

const failureOf = ({ isPassing, reason }: { isPassing: boolean; reason: string }): Error =>
  isPassing ? new StoreUnavailable(`The store cannot do this now: ${reason}.`) : new Error(reason)

interface Pending {
  resolve: (result: never) => void
  reject: (failure: Error) => void
}

/**
 * A worker that dies of an error of ours takes the process with it: nobody listens for its "error", so it is thrown.
 * Nothing is lost by that, since nothing is told before it is stored.
 */
class WorkerStore implements Store {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  #lastNumber = 0
  #closing: Promise<void> | undefined

  constructor(worker: Worker) {
    this.#worker = worker
    worker.on("message", (answer: StoreAnswer) => this.#settle(answer))
  }

  createRoom(
    room: RoomRecord,
    snapshots: Partial<Record<DocumentName, Uint8Array>>,
    versions: readonly FirstVersion[] = [],
  ): Promise<void> {
    return this.#ask("createRoom", [room, owned(snapshots), versions])
  }

  createNamedRoom(
    name: string,
    room: RoomRecord,
    snapshots: Partial<Record<DocumentName, Uint8Array>>,
  ): Promise<RoomRecord> {
    return this.#ask("createNamedRoom", [name, room, owned(snapshots)])
  }

  namedRoom(name: string): Promise<RoomRecord | undefined> {
    return this.#ask("namedRoom", [name])
  }

  room(id: RoomId): Promise<RoomRecord | undefined> {
    return this.#ask("room", [id])
  }

  append(updates: readonly NewUpdate[]): Promise<number[]> {
    // All in one piece of memory: handing over hundreds costs more than writing them.
    const bytes = new Uint8Array(updates.reduce((sum, { update }) => sum + update.length, 0))
    let end = 0
    const copies = updates.map(({ room, document, update, provenance }) => {
      bytes.set(update, end)
      end += update.length
      const copy = bytes.subarray(end - update.length, end)
      return { room, document, update: copy, ...(provenance && { provenance }) }
    })
    return this.#ask("append", [copies], [bytes.buffer])
  }

  load({ room, document }: DocumentKey): Promise<StoredDocument> {
    return this.#ask("load", [{ room, document }])
  }

  writers({ room, document }: DocumentKey): Promise<Writer[]> {
    return this.#ask("writers", [{ room, document }])
  }

  tailSince(
    { room, document }: DocumentKey,
    seq: number,
    most: TailLimits,
  ): Promise<StoredUpdate[] | undefined> {
    return this.#ask("tailSince", [{ room, document }, seq, most])
  }

  log({ room, document }: DocumentKey): Promise<StoredLog | undefined> {
    return this.#ask("log", [{ room, document }])
  }

  saveSnapshot({ room, document }: DocumentKey, { seq, update }: StoredUpdate): Promise<void> {
    const copy = copyOf(update)
    return this.#ask(
      "saveSnapshot",
      [
        { room, document },
        { seq, update: copy },
      ],
      [copy.buffer],
    )
  }

  access(room: RoomId, holder?: Holder): Promise<AccessRecord> {
    return this.#ask("access", [room, holder])
  }

  setStanding(...given: Parameters<AccessStore["setStanding"]>): Promise<void> {
    return this.#ask("setStanding", given)
  }

  purgeRooms(before: number): Promise<number> {
    return this.#ask("purgeRooms", [before])
  }

  linkBySecret(secretHash: Uint8Array): Promise<LinkRecord | undefined> {
    return this.#ask("linkBySecret", [copyOf(secretHash)])
  }

  links(room: RoomId): Promise<CountedLink[]> {
    return this.#ask("links", [room])
  }

  saveLink(link: LinkRecord): Promise<void> {
    return this.#ask("saveLink", [link])
  }

  grants(room: RoomId): Promise<GrantRecord[]> {
    return this.#ask("grants", [room])
  }

  saveGrant(grant: GrantRecord): Promise<void> {
    return this.#ask("saveGrant", [grant])
  }

  setLooks(...given: Parameters<AccessStore["setLooks"]>): Promise<void> {
    return this.#ask("setLooks", given)
  }

  enter(...given: Parameters<AccessStore["enter"]>): ReturnType<AccessStore["enter"]> {
    return this.#ask("enter", given)
  }

  touchGrants(seen: Parameters<AccessStore["touchGrants"]>[0]): Promise<void> {
    return this.#ask("touchGrants", [seen])
  }

  reads(...given: Parameters<DiscussionStore["reads"]>): Promise<ReadMark[]> {
    return this.#ask("reads", given)
  }

  markRead(...given: Parameters<DiscussionStore["markRead"]>): Promise<void> {
    return this.#ask("markRead", given)
  }

  webhook(room: RoomId): Promise<WebhookRecord | undefined> {
    return this.#ask("webhook", [room])
  }

  setWebhook(...given: Parameters<DiscussionStore["setWebhook"]>): Promise<void> {
    return this.#ask("setWebhook", given)
  }

  saveDelivery(delivery: DeliveryRecord): Promise<void> {
    return this.#ask("saveDelivery", [delivery])
  }

  dueDeliveries(...given: Parameters<DiscussionStore["dueDeliveries"]>): Promise<DeliveryRecord[]> {
    return this.#ask("dueDeliveries", given)
  }

  nextDelivery(): Promise<number | undefined> {
    return this.#ask("nextDelivery", [])
  }

  deliveries(...given: Parameters<DiscussionStore["deliveries"]>): Promise<DeliveryRecord[]> {
    return this.#ask("deliveries", given)
  }

  versions(room: RoomId): Promise<VersionRecord[]> {
    return this.#ask("versions", [room])
  }

  versionBytes(...given: Parameters<VersionStore["versionBytes"]>): Promise<VersionBytes | undefined> {
    return this.#ask("versionBytes", given)
  }

  keepVersion(...given: Parameters<VersionStore["keepVersion"]>): Promise<void> {
    return this.#ask("keepVersion", given)
  }

  changeVersion(...given: Parameters<VersionStore["changeVersion"]>): Promise<void> {
    return this.#ask("changeVersion", given)
  }

  dropVersions(...given: Parameters<VersionStore["dropVersions"]>): Promise<void> {
    return this.#ask("dropVersions", given)
  }

  frozenVersion(frozenHash: Uint8Array): Promise<VersionRecord | undefined> {
    return this.#ask("frozenVersion", [copyOf(frozenHash)])
  }

  canvasChanges(room: RoomId): Promise<KnownChanges> {
    return this.#ask("canvasChanges", [room])
  }

  addCanvasChanges(...given: Parameters<VersionStore["addCanvasChanges"]>): Promise<void> {
    return this.#ask("addCanvasChanges", given)
  }

  changersSince(...given: Parameters<VersionStore["changersSince"]>): Promise<Holder[]> {
    return this.#ask("changersSince", given)
  }

  secret(name: string): Promise<Uint8Array> {
    return this.#ask("secret", [name])
  }

  checkWritable(): Promise<void> {
    return this.#ask("checkWritable", [])
  }

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    const exited = new Promise<void>(resolve => this.#worker.once("exit", () => resolve()))
    await this.#send("close", [])
    await exited
  }

  #ask<Result>(call: StoreCall, given: unknown[], handedOver: ArrayBuffer[] = []): Promise<Result> {
    if (this.#closing) return Promise.reject(new StoreUnavailable("The store is closed."))
    return this.#send(call, given, handedOver)
  }

  #send<Result>(call: StoreCall, given: unknown[], handedOver: ArrayBuffer[] = []): Promise<Result> {
    this.#lastNumber++
    const request: StoreRequest = { number: this.#lastNumber, call, given }
    this.#worker.postMessage(request, handedOver)
    return new Promise<Result>((resolve, reject) => {
      this.#pending.set(request.number, { resolve, reject })
    })
  }

  #settle(answer: StoreAnswer): void {
    assert(answer.kind !== "open" && answer.number !== undefined, "an answer names its request")
    const pending = this.#pending.get(answer.number)
    this.#pending.delete(answer.number)
    if (answer.kind === "failed") pending?.reject(failureOf(answer))
    // Typed by the contract: the worker runs the call of that name.
    else pending?.resolve(answer.result as never)
  }
}

/**
 * Memory of its own that can be handed over to the worker. The caller's may be a view of a network frame, of which
 * cloning would copy the whole pool behind it, and the caller sends the same bytes on once they are stored.
 */
const copyOf = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

const owned = (snapshots: Partial<Record<DocumentName, Uint8Array>>) =>
  Object.fromEntries(Object.entries(snapshots).map(([document, bytes]) => [document, copyOf(bytes)]))
