// How a room comes into being with somebody who may facilitate it: the caller by their cookie, and whoever has the
// recovery link. Rule LR1.
import type { CreatedRoom, PersonLooks } from "../../shared/api.ts"
import type { GuestId, LinkId, PersonId, RoomId } from "../../shared/ids.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { cleanName, personColours } from "../../shared/presence.ts"
import { recoveryLink } from "../access/recovery.ts"
import { secretOf } from "../access/secrets.ts"
import { newRoom } from "../rooms/new-room.ts"
import type { Store } from "../storage/store.ts"

export interface NewRoomOptions {
  store: Store
  newRoomId: () => RoomId
  newLinkId: () => LinkId
  newPersonId: () => PersonId
  /** As many bytes as are asked for, from a source that cannot be guessed. */
  random: (length: number) => Uint8Array
  /** ms since 1970 */
  now: () => number
}

export type MakeRoom = (
  canvas: Canvas,
  creator: GuestId,
  looks: PersonLooks | undefined,
) => Promise<CreatedRoom>

export function createMakeRoom(options: NewRoomOptions): MakeRoom {
  const { store, newRoomId, newLinkId, newPersonId, random, now } = options

  return async (canvas, creator, looks) => {
    const at = now()
    const { record, snapshots } = newRoom(canvas, newRoomId(), at)
    const room = record.id
    const recovery = secretOf(random(32))
    const person = newPersonId()
    await store.createRoom(record, snapshots)
    await store.saveLink(recoveryLink(room, newLinkId(), recovery, at))
    await store.saveGrant({
      room,
      holder: creator,
      person,
      role: "facilitate",
      name: cleanName(looks?.name),
      color: looks?.color.toLowerCase() ?? personColours[0],
      grantedAt: at,
      seenAt: at,
    })
    return {
      ...record,
      isLocked: false,
      you: { person, role: "facilitate", seesComments: true },
      recovery,
    }
  }
}
