// What lets the load into Ninefold's rooms: a token for each, which both the preparation and the clients work out from
// the room's id, so that nothing has to be handed from one process to the other.
import { createHash } from "node:crypto"
import { hashSecret, secretOf } from "../../../server/access/secrets.ts"
import type { Store } from "../../../server/storage/store.ts"
import {
  LINK_ID_LENGTH,
  type LinkId,
  type LinkSecret,
  type PersonId,
  type RoomId,
} from "../../../shared/ids.ts"
import { personColours } from "../../../shared/presence.ts"

export const tokenOf = (room: RoomId): LinkSecret =>
  secretOf(createHash("sha256").update(`bench ${room}`).digest())

/** Lets whoever has the token edit the room. */
export async function letIn(store: Store, room: RoomId): Promise<void> {
  const id = room.slice(0, LINK_ID_LENGTH) as LinkId
  await store.saveLink({
    id,
    room,
    kind: "token",
    role: "edit",
    label: "Load",
    secretHash: hashSecret(tokenOf(room)),
    createdAt: 0,
    issuedAt: 0,
    seesComments: true,
  })
  await store.saveGrant({
    room,
    holder: id,
    person: id as string as PersonId,
    role: "edit",
    link: id,
    name: "Load",
    color: personColours[0],
    grantedAt: 0,
    seenAt: 0,
  })
}
