// The first start on an empty store makes the example room, which everybody on this server shares. Rule RM5.
import { exampleCanvas } from "../seeds/seeds.ts"
import type { RoomId } from "../shared/ids.ts"
import { EXAMPLE, newRoom } from "./rooms/new-room.ts"
import type { RoomRecord, Store } from "./storage/store.ts"

/**
 * @param now ms since 1970
 * @returns the example's room, made now or long ago; of two processes that start at once both get the same.
 */
export async function findOrMakeExample(
  store: Store,
  newRoomId: () => RoomId,
  now: number,
): Promise<RoomRecord> {
  const known = await store.namedRoom(EXAMPLE)
  if (known) return known
  const { record, snapshots } = newRoom(exampleCanvas(), newRoomId(), now)
  return store.createNamedRoom(EXAMPLE, record, snapshots)
}
