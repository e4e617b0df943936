// How the room stands, for components: ready, editable, saved, and who this person is.
import { useSyncExternalStore } from "react"
import type { Access } from "../sync/access.ts"
import type { Me } from "../sync/me.ts"
import type { Saved } from "../sync/open-room.ts"
import { useRoom } from "./room-context.tsx"

/** True once the document has arrived, from this device or from the server. */
export function useReady(): boolean {
  const room = useRoom()
  return useSyncExternalStore(room.subscribe, room.isReady)
}

/** What this person may do in the room, and how the others know them. */
export function useAccess(): Access {
  const room = useRoom()
  return useSyncExternalStore(room.subscribe, room.access)
}

/** Whether they may change the canvas now. */
export function useMayEdit(): boolean {
  const room = useRoom()
  return useSyncExternalStore(room.subscribe, room.mayEdit)
}

export function useSaved(): Saved {
  const room = useRoom()
  return useSyncExternalStore(room.subscribe, room.saved)
}

export function useMe(): Me {
  const room = useRoom()
  return useSyncExternalStore(room.subscribe, () => room.me)
}
