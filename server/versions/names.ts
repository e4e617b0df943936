// Who somebody is to the others in a room, by what they hold there. A name stays readable when they are gone.
import type { RoomId } from "../../shared/ids.ts"
import type { Named } from "../../shared/versions-api.ts"
import type { AccessStore, Holder } from "../storage/access-store.ts"

/** @returns the way to ask for one holder after the other; undefined for one who has never been in the room. */
export async function namesIn(
  store: Pick<AccessStore, "grants">,
  room: RoomId,
): Promise<(holder: Holder | undefined) => Named | undefined> {
  const grants = await store.grants(room)
  const names = new Map(grants.map(({ holder, person, name }) => [holder, { person, name }]))
  return holder => (holder === undefined ? undefined : names.get(holder))
}
