// The inbox of this device, read when a page has come to rest and again when somebody comes back to it.
import { useEffect, useState } from "react"
import { useDevice } from "../hooks/device-context.tsx"
import type { InboxEntry } from "../sync/inbox.ts"
import { readRooms } from "../sync/rooms.ts"

/** A look at another window does not ask twenty rooms again. */
const AT_MOST_EVERY_MS = 60_000
/** The page one has come for goes first. */
const AFTER_MS = 2_000

const NOTHING: readonly InboxEntry[] = []

/** @param asked another number asks at once, as when the inbox is opened. */
export function useInbox(asked = 0): readonly InboxEntry[] {
  const { shelf, nowMs } = useDevice()
  const [entries, setEntries] = useState(NOTHING)
  useEffect(() => {
    let isOver = false
    let lastMs = Number.NEGATIVE_INFINITY
    const look = async () => {
      if (document.visibilityState === "hidden" || nowMs() - lastMs < AT_MOST_EVERY_MS) return
      lastMs = nowMs()
      const rooms = readRooms(shelf)
      if (rooms.length === 0) return
      const { loadInbox } = await import("../discussion/inbox.ts")
      const found = await loadInbox(rooms)
      if (!isOver) setEntries(found)
    }
    // Its code and its answers may be lacking without network: there is then nothing to show.
    const tryToLook = () => void look().catch(() => undefined)
    const timer = setTimeout(tryToLook, asked > 0 ? 0 : AFTER_MS)
    document.addEventListener("visibilitychange", tryToLook)
    return () => {
      isOver = true
      clearTimeout(timer)
      document.removeEventListener("visibilitychange", tryToLook)
    }
  }, [shelf, nowMs, asked])
  return entries
}
