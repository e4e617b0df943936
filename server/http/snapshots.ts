// A large document's snapshot as a file: fetched once, compressed, kept by the browser, before the socket is opened that
// brings what came since. Over the socket it would be ten times as many bytes. Rule WR21.
import { promisify } from "node:util"
import { gzip } from "node:zlib"
import { apiPaths, documentNames } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { readPosition } from "../../shared/protocol/position.ts"
import type { DocumentKey, Store } from "../storage/store.ts"
import type { Api } from "./api.ts"
import { problemResponse } from "./problems.ts"

/** Compressed snapshots held for those who join together; each has some hundred kilobytes. */
const MOST_HELD = 8

const compress = promisify(gzip)

export interface SnapshotsOptions {
  store: Pick<Store, "load" | "room">
}

export function snapshotRoutes(api: Api, { store }: SnapshotsOptions): void {
  /** By room, document and position; the oldest first. */
  const held = new Map<string, Promise<Uint8Array<ArrayBuffer> | undefined>>()

  async function compressedSnapshot(
    key: DocumentKey,
    at: string,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const position = readPosition(at)
    const record = await store.room(key.room)
    if (!position || record?.epoch !== position.epoch) return undefined
    const { snapshot } = await store.load(key)
    return snapshot?.seq === position.seq ? new Uint8Array(await compress(snapshot.update)) : undefined
  }

  function snapshotOf(key: DocumentKey, at: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const name = `${key.room}/${key.document}/${at}`
    const known = held.get(name)
    if (known) return known
    const made = compressedSnapshot(key, at)
    held.set(name, made)
    for (const [oldest] of held) if (held.size > MOST_HELD) held.delete(oldest)
    const forget = () => held.delete(name)
    made.then(found => found ?? forget(), forget)
    return made
  }

  api.inRoom(
    {
      method: "get",
      path: apiPaths.snapshot(":room" as RoomId, ":document", ":position"),
      summary: "A document's snapshot at a position, as one Yjs update (V1), compressed",
      answer: "200 bytes",
      // Of what was deleted since it was made it has every word.
      needs: "edit",
    },
    async ({ context, room }) => {
      const document = documentNames.find(name => name === context.req.param("document"))
      const bytes = document && (await snapshotOf({ room, document }, context.req.param("position") ?? ""))
      if (!bytes) return problemResponse("notFound", "There is no such snapshot any more.")
      return context.body(bytes, 200, {
        "content-type": "application/octet-stream",
        "content-encoding": "gzip",
        // What a position names never changes.
        "cache-control": "private, max-age=31536000, immutable",
      })
    },
  )
}
