// Says it when somebody's access changes under their hands: the page has changed with it, and they must know why.
import { useEffect, useRef } from "react"
import { isAtLeast, mayEdit, mayFacilitate } from "../../shared/roles.ts"
import { useAccess } from "../hooks/use-room-state.ts"
import type { Access } from "../sync/access.ts"
import { useFeedback } from "../ui/feedback.tsx"
import { roleWords } from "./role-words.ts"

const LASTS_MS = 10_000

export function useAccessToasts(): void {
  const access = useAccess()
  const { toast } = useFeedback()
  const before = useRef(access)
  useEffect(() => {
    const message = accessChangeInWords(before.current, access)
    before.current = access
    if (message) toast({ message, lastsMs: LASTS_MS })
  }, [access, toast])
}

/** @returns what to say, or undefined where nothing that concerns them has changed. */
export function accessChangeInWords(before: Access, { role, isLocked }: Access): string | undefined {
  if (role !== before.role) {
    const now = `${roleWords[role].you} now.`
    return isAtLeast(role, before.role) ? now : `A facilitator has changed what you may do. ${now}`
  }
  if (isLocked === before.isLocked || !mayEdit(role)) return undefined
  if (!isLocked) return "The canvas is unlocked."
  return mayFacilitate(role)
    ? "The canvas is locked: facilitators alone can change it."
    : "A facilitator has locked the canvas. What you wrote is safe, and you can read on."
}
