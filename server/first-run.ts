// The first start on an empty store makes the example room, which everybody on this server shares and may edit by a link
// that the server can say again at every start. Rules RM5, LR1.
import { exampleCanvas } from "../seeds/seeds.ts"
import type { LinkId, LinkSecret, RoomId } from "../shared/ids.ts"
import { hashSecret } from "./access/secrets.ts"
import { EXAMPLE, newRoom } from "./rooms/new-room.ts"
import type { RoomRecord, Store } from "./storage/store.ts"

export interface ExampleOptions {
  newRoomId: () => RoomId
  /** What opens it. */
  secret: LinkSecret
  /** ms since 1970 */
  now: number
}

/** The same for every start, so that the link is saved again in place of itself. */
const EXAMPLE_LINK = "example-link" as LinkId

/** @returns the example's room, made now or long ago; of two processes that start at once both get the same. */
export async function findOrMakeExample(
  store: Store,
  { newRoomId, secret, now }: ExampleOptions,
): Promise<RoomRecord> {
  const record = (await store.namedRoom(EXAMPLE)) ?? (await makeExample(store, newRoomId, now))
  await store.saveLink({
    id: EXAMPLE_LINK,
    room: record.id,
    kind: "link",
    role: "edit",
    label: "The example",
    secretHash: hashSecret(secret),
    createdAt: record.createdAt,
    issuedAt: record.createdAt,
    seesComments: true,
  })
  return record
}

function makeExample(store: Store, newRoomId: () => RoomId, now: number): Promise<RoomRecord> {
  const { record, snapshots } = newRoom(exampleCanvas(), newRoomId(), now)
  return store.createNamedRoom(EXAMPLE, record, snapshots)
}
