// What the state of the line means for a person's work, under the bar, where there is something to say: what is so,
// what is safe, and what can be done.
import Download from "lucide-react/icons/download"
import { useRoom } from "../hooks/room-context.tsx"
import { useSaved } from "../hooks/use-room-state.ts"
import { Button } from "../ui/button.tsx"
import { downloadCopy } from "./download-copy.ts"
import styles from "./notice-bar.module.css"
import { noticeOf } from "./words.ts"

export function NoticeBar() {
  const room = useRoom()
  const notice = noticeOf(useSaved())
  if (!notice) return null
  const { tone, title, detail, offersCopy, action } = notice
  return (
    <section
      className={styles.notice}
      data-tone={tone}
      role={tone === "calm" ? "status" : "alert"}
      data-screen-only
    >
      <p className={styles.words}>
        <strong>{title}</strong> {detail}
      </p>
      {offersCopy && room.isReady() && (
        <Button kind="plain" icon={Download} onPress={() => void downloadCopy(room)}>
          Download my copy
        </Button>
      )}
      {action === "reload" && (
        <Button kind="primary" onPress={() => location.reload()}>
          Reload
        </Button>
      )}
      {action === "let-go" && (
        <Button kind="primary" onPress={() => void room.letGo().then(() => location.reload())}>
          Let go of them
        </Button>
      )}
      {action === "home" && <a href="/">Go to the home page</a>}
    </section>
  )
}
