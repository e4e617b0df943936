// Gives the components below it the room's discussion, for as long as this person may see it. Its code is fetched once
// the room is there, so that the board does not wait for it.
import {
  type ComponentType,
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react"
import type { PersonId, RoomId } from "../../shared/ids.ts"
import type { Target } from "../../shared/model/discussion.ts"
import type { Content } from "../../shared/model/document.ts"
import type { OpenDiscussion } from "../sync/discussion.ts"
import { type Desk, openDesk } from "./desk.ts"
import { type Device, useDevice } from "./device-context.tsx"
import { useRoom } from "./room-context.tsx"
import { useAccess } from "./use-room-state.ts"

export type StartDiscussion = (room: RoomId, me: PersonId, device: Device) => OpenDiscussion

/** The discussion's code, as far as what is fetched before it calls it. */
export interface DiscussionCode {
  /** What is drawn of it on the room's page. */
  default: ComponentType
  startDiscussion: StartDiscussion
  /** What a comment would be about now. */
  targetHere: (content: Content, page: Document) => Target
}

interface DiscussionParts {
  desk: Desk
  /** Undefined while it is fetched, and where this person does not see it. */
  discussion: OpenDiscussion | undefined
  /** There when the discussion is, and not to be fetched any more. */
  Discussion: ComponentType | undefined
  /** There when the discussion is; called at once, so that no key pressed behind it is lost. */
  targetHere: DiscussionCode["targetHere"] | undefined
}

const DiscussionContext = createContext<DiscussionParts | undefined>(undefined)

interface ProviderProps {
  /** Fetches the code. */
  load: () => Promise<DiscussionCode>
  children: ReactNode
}

export function DiscussionProvider({ load, children }: ProviderProps) {
  const room = useRoom()
  const device = useDevice()
  const { person, seesComments } = useAccess()
  const [opened, setOpened] = useState<Omit<DiscussionParts, "desk">>()
  const desk = useMemo(openDesk, [])

  useEffect(() => {
    if (!seesComments) return
    let isOver = false
    let discussion: OpenDiscussion | undefined
    load().then(
      ({ default: Discussion, startDiscussion, targetHere }) => {
        if (isOver) return
        discussion = startDiscussion(room.id, person, device)
        setOpened({ discussion, Discussion, targetHere })
      },
      // Not fetched, as without network on the first visit: the room works without it, and reloading tries again.
      () => undefined,
    )
    return () => {
      isOver = true
      discussion?.close()
      setOpened(undefined)
    }
  }, [room, person, seesComments, device, load])

  // Both lines were ended; the room's own is opened again by whoever lets this person in.
  const isOut = useSyncExternalStore(room.subscribe, () => room.saved().state === "ended")
  const discussion = opened?.discussion
  useEffect(() => {
    if (!isOut) discussion?.rejoin()
  }, [isOut, discussion])

  const parts = useMemo(
    () => ({
      desk,
      discussion: opened?.discussion,
      Discussion: opened?.Discussion,
      targetHere: opened?.targetHere,
    }),
    [desk, opened],
  )
  return <DiscussionContext value={parts}>{children}</DiscussionContext>
}

/** Undefined where no discussion is shown, as on a page that is embedded in another. */
export const useDiscussionParts = (): DiscussionParts | undefined => useContext(DiscussionContext)
