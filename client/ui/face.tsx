// A person as a disc of their colour with their initials. Drawn beside their name or with it as a tip, so it is hidden
// from those who listen.
import styles from "./face.module.css"

interface FaceProps {
  name: string
  color: string
  /** Shown on resting; absent where the name stands beside it. */
  tip?: string
}

export function Face({ name, color, tip }: FaceProps) {
  return (
    <span className={styles.face} style={{ backgroundColor: color }} data-tip={tip} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

/** "Ada Lovelace" → "AL", "张伟" → "张". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const first = [...(words[0] ?? "")][0] ?? ""
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : ""
  return (first + last).toUpperCase()
}
