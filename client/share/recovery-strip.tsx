// Shown once to whoever has made a room: the link that lets them back in as a facilitator from any device. It is not
// drawn, since rooms are made in front of projectors.
import Download from "lucide-react/icons/download"
import { useState } from "react"
import { linkPath } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useMeta } from "../hooks/use-document.ts"
import { Button } from "../ui/button.tsx"
import { CopyButton } from "../ui/copy-button.tsx"
import { download } from "../ui/download.ts"
import { forgetRecovery, recoveryHere } from "./made-here.ts"
import styles from "./recovery-strip.module.css"

export default function RecoveryStrip() {
  const { id } = useRoom()
  const { title } = useMeta()
  const [secret, setSecret] = useState(recoveryHere)
  /** Until the link has been taken, leaving it is not the main thing to do. */
  const [isTaken, setTaken] = useState(false)
  if (!secret) return null
  const link = location.origin + linkPath(id, secret)
  return (
    <section className={styles.strip} aria-label="Recovery link" data-screen-only>
      <p className={styles.words}>
        <strong>Keep the recovery link of this room.</strong> Only this browser can facilitate it; with the
        link, any other can. It is shown this once.
      </p>
      <CopyButton kind={isTaken ? "plain" : "primary"} words={link} onCopied={() => setTaken(true)}>
        Copy the link
      </CopyButton>
      <Button
        kind="plain"
        icon={Download}
        onPress={() => {
          download(fileNameFor(title, id), "text/plain", recoveryNote(title, link))
          setTaken(true)
        }}
      >
        Save it as a file
      </Button>
      <Button
        kind={isTaken ? "primary" : "quiet"}
        onPress={() => {
          forgetRecovery()
          setSecret(undefined)
        }}
      >
        {isTaken ? "Done" : "Not now"}
      </Button>
    </section>
  )
}

const fileNameFor = (title: string, id: RoomId): string =>
  `Recovery link ${title.replace(/[\p{Cc}\\/:*?"<>|]/gu, " ").trim() || id}.txt`

const recoveryNote = (title: string, link: string): string =>
  `${title || "Untitled canvas"}\n\nWhoever has this link may facilitate the room: edit it, look after its links and people, delete it.\n\n${link}\n`
