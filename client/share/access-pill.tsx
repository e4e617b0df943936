// What somebody may do here, in the bar, in words, where it is not everything: "You can comment", "Locked".
import { mayEdit, mayFacilitate } from "../../shared/roles.ts"
import { useAccess, useSaved } from "../hooks/use-room-state.ts"
import type { Access } from "../sync/access.ts"
import said from "../ui/said.module.css"
import styles from "./access-pill.module.css"
import { roleWords } from "./role-words.ts"

export function AccessPill() {
  const words = pillOf(useAccess())
  const isEnded = useSaved().state === "ended"
  if (!words || isEnded) return null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the tip behind the words is for those who go by keys, too.
    <span className={styles.pill} data-tip={words.tip} tabIndex={0} role="note">
      {words.pill}
      <span className={said.said}>. {words.tip}</span>
    </span>
  )
}

/** The words for the bar, or undefined where somebody may do what people expect to. */
export function pillOf({ role, isLocked }: Access): { pill: string; tip: string } | undefined {
  if (!mayEdit(role)) return { pill: roleWords[role].you, tip: roleWords[role].may }
  if (!isLocked) return undefined
  return mayFacilitate(role)
    ? { pill: "Locked for others", tip: "Facilitators alone can change the canvas now." }
    : { pill: "Locked", tip: "A facilitator has locked the canvas. You can read on and discuss." }
}
