// How the work stands, in words, in the bar. "Saving…" stays until there has been a moment of quiet: while somebody
// types, the server answers between two keystrokes, and the words would flicker. It never says "Saved" early.
import { useEffect, useState } from "react"
import { useSaved } from "../hooks/use-room-state.ts"
import type { Saved } from "../sync/open-room.ts"
import styles from "./saved-state.module.css"
import { savedInWords } from "./words.ts"

const QUIET_MS = 400

export function SavedState() {
  const shown = useSettled(useSaved())
  return (
    <span className={styles.saved} data-state={shown.state}>
      {savedInWords(shown)}
    </span>
  )
}

/** What is so now, but "saved" only when nothing has been written for a moment. */
function useSettled(saved: Saved): Saved {
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    if (saved.state === "saving") return setBusy(true)
    const timer = setTimeout(setBusy, QUIET_MS, false)
    return () => clearTimeout(timer)
  }, [saved])
  return saved.state === "saved" && isBusy ? { state: "saving", changes: 0 } : saved
}
