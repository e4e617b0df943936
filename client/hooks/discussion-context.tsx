// Gives the components below it the room's discussion, for as long as this person may see it. Its code is fetched once
// the room is there, so that the board does not wait for it.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react"
import type { PersonId, RoomId } from "../../shared/ids.ts"
import type { OpenDiscussion } from "../sync/discussion.ts"
import { type Desk, openDesk } from "./desk.ts"
import { type Device, useDevice } from "./device-context.tsx"
import { useRoom } from "./room-context.tsx"
import { useAccess } from "./use-room-state.ts"

export type StartDiscussion = (room: RoomId, me: PersonId, device: Device) => OpenDiscussion

interface DiscussionParts {
  desk: Desk
  /** Undefined while it is fetched, and where this person does not see it. */
  discussion: OpenDiscussion | undefined
}

const DiscussionContext = createContext<DiscussionParts | undefined>(undefined)

interface ProviderProps {
  /** Fetches the code. */
  load: () => Promise<{ startDiscussion: StartDiscussion }>
  children: ReactNode
}

export function DiscussionProvider({ load, children }: ProviderProps) {
  const room = useRoom()
  const device = useDevice()
  const { person, seesComments } = useAccess()
  const [discussion, setDiscussion] = useState<OpenDiscussion>()
  const desk = useMemo(openDesk, [])

  useEffect(() => {
    if (!seesComments) return
    let isOver = false
    let opened: OpenDiscussion | undefined
    load().then(
      ({ startDiscussion }) => {
        if (isOver) return
        opened = startDiscussion(room.id, person, device)
        setDiscussion(opened)
      },
      // Not fetched, as without network on the first visit: the room works without it, and reloading tries again.
      () => undefined,
    )
    return () => {
      isOver = true
      opened?.close()
      setDiscussion(undefined)
    }
  }, [room, person, seesComments, device, load])

  const parts = useMemo(() => ({ desk, discussion }), [desk, discussion])
  return <DiscussionContext value={parts}>{children}</DiscussionContext>
}

/** Undefined where no discussion is shown, as on a page that is embedded in another. */
export const useDiscussionParts = (): DiscussionParts | undefined => useContext(DiscussionContext)
