// What was said to this person in any room of this device, newest first; each leads to its thread.
import { Link } from "wouter"
import { useServerNow } from "../hooks/use-server-now.ts"
import type { InboxEntry } from "../sync/inbox.ts"
import { agoInWords } from "../ui/time-words.ts"
import styles from "./inbox.module.css"

export function InboxList({ entries, onGo }: { entries: readonly InboxEntry[]; onGo?: () => void }) {
  const serverNow = useServerNow()
  return (
    // biome-ignore lint/a11y/noRedundantRoles: without it Safari no longer calls an unmarked list a list.
    <ul role="list" className={styles.entries}>
      {entries.map(entry => (
        <li key={entry.thread}>
          <Link
            href={`/r/${entry.room}?thread=${entry.thread}`}
            className={styles.entry}
            {...(onGo && { onClick: onGo })}
          >
            <span className={styles.head}>
              <b>{entry.by}</b> {entry.isMention ? "mentioned you" : "answered"} in{" "}
              {entry.title || "Untitled canvas"}
              <span className={styles.when}>{agoInWords(entry.at, serverNow())}</span>
            </span>
            <span className={styles.words}>{entry.words}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
