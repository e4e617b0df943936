// Rooms for Ninefold, which a socket cannot make: written into its store before it starts.
import { mkdirSync } from "node:fs"
import path from "node:path"
import { nanoid } from "nanoid"
import * as Y from "yjs"
import { openSqliteStore } from "../../../server/storage/sqlite.ts"
import { ROOM_ID_LENGTH, type RoomId } from "../../../shared/ids.ts"
import { SCHEMA_VERSION } from "../../../shared/protocol/version.ts"
import { letIn } from "./token.ts"

const EMPTY = Y.encodeStateAsUpdate(new Y.Doc())

/**
 * Makes rooms in a data folder.
 *
 * @param first what the first room holds; nothing by default.
 * @returns each as `<room>/content`, the path behind the socket's base address.
 */
export async function prepareRooms(
  dataDir: string,
  count: number,
  first: Uint8Array = EMPTY,
): Promise<string[]> {
  mkdirSync(dataDir, { recursive: true })
  const store = await openSqliteStore({ file: path.join(dataDir, "ninefold.db") })
  const ids = Array.from({ length: count }, () => nanoid(ROOM_ID_LENGTH) as RoomId)
  await Promise.all(
    ids.map(async (id, i) => {
      await store.createRoom(
        { id, title: `Room ${i}`, createdAt: 0, schema: SCHEMA_VERSION, epoch: 1 },
        { content: i === 0 ? first : EMPTY },
      )
      await letIn(store, id)
    }),
  )
  await store.close()
  return ids.map(id => `${id}/content`)
}
