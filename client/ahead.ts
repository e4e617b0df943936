// The first script of a page, two kilobytes that come with the page itself: asks for the room in the address, or
// exchanges the secret there, while the program is still on its way. main.tsx goes on with what is made here. Like that
// file it touches the browser's globals and does something on being loaded; it imports nothing that is large.
import { enterRoomAhead, getRoomAhead, getSnapshotAhead } from "./api.ts"
import type { Door } from "./hooks/use-opening.ts"
import { addressBarOf, isEmbedded, whenSeen } from "./sync/enter.ts"
import { guest, readMe } from "./sync/me.ts"
import { findRoom } from "./sync/rooms.ts"
import { openShelf } from "./sync/shelf.ts"

export const shelf = openShelf(window)
/** In [0, 1), one for this page. */
export const random = Math.random()
export const isFramed = isEmbedded(location.search)

const address = addressBarOf(window)
export const secret = address.secret()

const { name, color } = readMe(shelf) ?? guest(random)
const isSeen = document.visibilityState === "visible"
// In a frame it stands for no person: the room is read by it.
const by = secret && !isFramed && isSeen ? { secret, name, color } : undefined
// A canvas that was never opened here is sent for as soon as the server has said where it stands.
const snapshots = getSnapshotAhead(room => findRoom(shelf, room) === undefined)
export const fetchSnapshot = snapshots.get
const enter = enterRoomAhead(location.pathname, by, snapshots.sendFor)

export const door: Door = {
  // A page that brings a secret has nothing to ask before that is exchanged.
  find: getRoomAhead(secret ? undefined : location.pathname),
  enter: async (...asked) => {
    await whenSeen(document)
    return enter(...asked)
  },
  address,
}
