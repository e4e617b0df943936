// The rooms opened on this device, newest first. Each opens also without network.
import X from "lucide-react/icons/x"
import { useState } from "react"
import { Link } from "wouter"
import { useDevice } from "../hooks/device-context.tsx"
import { roleWords } from "../share/role-words.ts"
import { dropRoom, type KnownRoom, keepRoom, readRooms } from "../sync/rooms.ts"
import { IconButton } from "../ui/button.tsx"
import { useFeedback } from "../ui/feedback.tsx"
import { agoInWords } from "../ui/time-words.ts"
import home from "./home-page.module.css"
import styles from "./room-list.module.css"

export function RoomList() {
  const { shelf, nowMs } = useDevice()
  const { toast } = useFeedback()
  const [rooms, setRooms] = useState(() => readRooms(shelf))
  if (rooms.length === 0) return null
  const drop = (room: KnownRoom) => {
    dropRoom(shelf, room.summary.id)
    setRooms(readRooms(shelf))
    const putBack = () => {
      keepRoom(shelf, room)
      setRooms(readRooms(shelf))
    }
    toast({
      message: "Taken off this list. The room itself stays where it is.",
      action: { label: "Undo", run: putBack },
    })
  }
  return (
    <section aria-labelledby="rooms" className={home.section}>
      <h2 id="rooms" className={home.heading}>
        Rooms on this device
      </h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: without it Safari no longer calls an unmarked list a list. */}
      <ul role="list" className={styles.rooms}>
        {rooms.map(room => (
          <li key={room.summary.id} className={styles.room}>
            <Link href={`/r/${room.summary.id}`} className={styles.title}>
              {room.summary.title || "Untitled canvas"}
            </Link>
            <span className={styles.when}>{agoInWords(room.openedAt, nowMs())}</span>
            <span className={styles.role}>
              {room.summary.readOnly ? "Read-only" : roleWords[room.summary.you.role].you}
            </span>
            <IconButton
              size="small"
              icon={X}
              label={`Take ${room.summary.title || "this canvas"} off this list`}
              onPress={() => drop(room)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
