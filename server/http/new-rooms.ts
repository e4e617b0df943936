// How a room comes into being with somebody who may facilitate it: the caller by their cookie, and whoever has the
// recovery link. Rule LR1.
import type { CreatedRoom, PersonLooks } from "../../shared/api.ts"
import type { GuestId, LinkId, PersonId, RoomId } from "../../shared/ids.ts"
import { cleanName, personColours } from "../../shared/presence.ts"
import { recoveryLink } from "../access/recovery.ts"
import { secretOf } from "../access/secrets.ts"
import { type Beginning, recordOf } from "../rooms/new-room.ts"
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
  beginning: Beginning,
  creator: GuestId,
  looks: PersonLooks | undefined,
) => Promise<CreatedRoom>

export function createMakeRoom(options: NewRoomOptions): MakeRoom {
  const { store, newRoomId, newLinkId, newPersonId, random, now } = options

  return async (beginning, creator, looks) => {
    const at = now()
    const record = recordOf(beginning, newRoomId(), at)
    const room = record.id
    const recovery = secretOf(random(32))
    const person = newPersonId()
    await store.createRoom(record, beginning.snapshots, beginning.versions)
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
    if (beginning.reads?.length) await store.markRead(room, person, beginning.reads)
    return {
      ...record,
      isLocked: false,
      you: { person, role: "facilitate", seesComments: true },
      recovery,
    }
  }
}
