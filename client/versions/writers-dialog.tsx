// "Who wrote this": of a card or of words that are selected, whose letters stand there now, and when the card last
// changed and by whom.
import { useEffect, useMemo, useState } from "react"
import { fragmentAt } from "../../shared/model/anchor.ts"
import { lettersOf } from "../../shared/model/letters.ts"
import type { CardChange, Writers } from "../../shared/versions-api.ts"
import { whyNot } from "../api.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useServerNow } from "../hooks/use-server-now.ts"
import { Dialog } from "../ui/dialog.tsx"
import { agoInWords } from "../ui/time-words.ts"
import type { Passage } from "./passage-here.ts"
import { getCardChanges, getWriters } from "./requests.ts"
import styles from "./versions.module.css"
import { writersOf } from "./written-by.ts"

interface WritersDialogProps {
  passage: Passage
  onClose: () => void
}

type Asked =
  | { state: "asking" }
  | { state: "here"; writers: Writers; change?: CardChange }
  | { state: "failed"; fault: string }

export default function WritersDialog({ passage, onClose }: WritersDialogProps) {
  const { id, content } = useRoom()
  const serverNow = useServerNow()
  const [asked, setAsked] = useState<Asked>({ state: "asking" })
  useEffect(() => {
    let isWanted = true
    void Promise.all([getWriters(id), getCardChanges(id)]).then(([writers, changes]) => {
      if (!isWanted) return
      if (!writers.ok) return setAsked({ state: "failed", fault: whyNot(writers) })
      const change = changes.ok ? changes.value.find(({ card }) => card === passage.card) : undefined
      setAsked({ state: "here", writers: writers.value, ...(change && { change }) })
    })
    return () => {
      isWanted = false
    }
  }, [id, passage])
  const writers = useMemo(() => {
    const fragment = fragmentAt(content, passage.place)
    if (!fragment || asked.state !== "here") return []
    const letters = lettersOf(fragment)
    return writersOf(letters, passage.stretch ?? { from: 0, to: letters.words.length }, asked.writers)
  }, [content, passage, asked])
  return (
    <Dialog title="Who wrote this" onClose={onClose}>
      <blockquote className={styles.passage}>{passage.words}</blockquote>
      {asked.state === "asking" && <p className={styles.quiet}>Looking it up…</p>}
      {asked.state === "failed" && (
        <p role="alert" className={styles.fault}>
          {asked.fault}
        </p>
      )}
      {asked.state === "here" && (
        <>
          {writers.length === 0 ? (
            <p className={styles.quiet}>Nothing is written here.</p>
          ) : (
            <ul className={styles.writers} aria-label="Writers">
              {writers.map(({ name, letters, share }) => (
                <li key={`${name} ${letters}`}>
                  <span className={styles.writer}>{name}</span>
                  <span className={styles.facts}>
                    {Math.max(1, Math.round(share * 100))} % ·{" "}
                    {letters === 1 ? "1 letter" : `${letters} letters`}
                  </span>
                  <span className={styles.share} aria-hidden="true">
                    <span style={{ inlineSize: `${share * 100}%` }} />
                  </span>
                </li>
              ))}
            </ul>
          )}
          {asked.change && (
            <p className={styles.quiet}>
              The card last changed {agoInWords(asked.change.at, serverNow())}
              {asked.change.by ? ` by ${asked.change.by.name || "a guest"}` : ""}.
            </p>
          )}
        </>
      )}
    </Dialog>
  )
}
