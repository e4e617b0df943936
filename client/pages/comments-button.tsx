// Opens and closes the discussion, and says how much of it is new. Not there where the link hides the discussion.
import MessagesSquare from "lucide-react/icons/messages-square"
import { useSyncExternalStore } from "react"
import type { Desk } from "../hooks/desk.ts"
import { useDiscussionParts } from "../hooks/discussion-context.tsx"
import { useUnreadThreads } from "../hooks/use-discussion.ts"
import { IconButton } from "../ui/button.tsx"
import styles from "./badge.module.css"

export function CommentsButton() {
  const parts = useDiscussionParts()
  return parts?.discussion ? <Toggle desk={parts.desk} /> : null
}

function Toggle({ desk }: { desk: Desk }) {
  const isOpen = useSyncExternalStore(desk.subscribe, () => desk.state().isOpen)
  const unread = useUnreadThreads()
  return (
    <span className={styles.holder}>
      <IconButton
        label={unread > 0 ? `Comments, ${unread} new` : "Comments"}
        icon={MessagesSquare}
        expanded={isOpen}
        onPress={isOpen ? desk.close : desk.open}
      />
      {unread > 0 && (
        <span className={styles.badge} aria-hidden="true">
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </span>
  )
}
