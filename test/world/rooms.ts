// Rooms to test with: made in a store as the server makes them.
import * as Y from "yjs"
import type { Store } from "../../server/storage/store.ts"
import type { RoomId } from "../../shared/ids.ts"

let made = 0

/** @returns the id of a new room whose text `words` says "seed". */
export async function makeRoom(store: Store, content?: Uint8Array): Promise<RoomId> {
  const id = `test-room-${String(++made).padStart(12, "0")}` as RoomId
  await store.createRoom(
    { id, title: "A room", createdAt: 0, schema: 1, epoch: 0 },
    { content: content ?? seedUpdate() },
  )
  return id
}

export function seedUpdate(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getText("words").insert(0, "seed")
  return Y.encodeStateAsUpdate(doc)
}
