// Gives the components below it the open room and the views of it. Everything React knows of a document comes
// through this folder.
import { createContext, type ReactNode, useContext, useMemo } from "react"
import { assert } from "../../shared/assert.ts"
import type { OpenRoom } from "../sync/open-room.ts"
import { type DocumentViews, documentViews } from "./document-views.ts"
import { type PeopleViews, peopleViews } from "./people-view.ts"

interface RoomViews extends DocumentViews, PeopleViews {
  room: OpenRoom
}

const RoomContext = createContext<RoomViews | undefined>(undefined)

export function RoomProvider({ room, children }: { room: OpenRoom; children: ReactNode }) {
  const views = useMemo(
    () => ({ room, ...documentViews(room.content), ...peopleViews(room.awareness) }),
    [room],
  )
  return <RoomContext value={views}>{children}</RoomContext>
}

export function useRoomViews(): RoomViews {
  const views = useContext(RoomContext)
  assert(views, "a component that uses a room stands inside a RoomProvider")
  return views
}

export const useRoom = (): OpenRoom => useRoomViews().room
