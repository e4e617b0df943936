// The inbox in the bar: how much was said to this person in other rooms, and the list of it.
import Inbox from "lucide-react/icons/inbox"
import { useState } from "react"
import { useRoom } from "../hooks/room-context.tsx"
import { IconButton } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import badge from "./badge.module.css"
import styles from "./inbox.module.css"
import { InboxList } from "./inbox-list.tsx"
import { useInbox } from "./use-inbox.ts"

export default function InboxButton() {
  const { id } = useRoom()
  const [opened, setOpened] = useState(0)
  const [isOpen, setOpen] = useState(false)
  // What is new in this room stands at its own button.
  const entries = useInbox(opened).filter(({ room }) => room !== id)
  if (entries.length === 0 && !isOpen) return null
  return (
    <>
      <span className={badge.holder}>
        <IconButton
          label={`For you in other rooms: ${entries.length}`}
          icon={Inbox}
          opens="dialog"
          onPress={() => {
            setOpened(opened + 1)
            setOpen(true)
          }}
        />
        <span className={badge.badge} aria-hidden="true">
          {entries.length}
        </span>
      </span>
      {isOpen && (
        <Dialog title="For you in other rooms" shape="drawer" onClose={() => setOpen(false)}>
          <InboxList entries={entries} onGo={() => setOpen(false)} />
          {entries.length === 0 && <p className={styles.none}>You have read everything.</p>}
        </Dialog>
      )}
    </>
  )
}
