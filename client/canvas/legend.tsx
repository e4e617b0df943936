// What the colours mean, at the foot of the board.
import { useMemo } from "react"
import { tagLetters } from "../../shared/model/tag-letters.ts"
import { useTags } from "../hooks/use-document.ts"
import { TagMark } from "./tag-mark.tsx"
import styles from "./tags.module.css"

export function Legend() {
  const tags = useTags()
  const letters = useMemo(() => tagLetters(tags), [tags])
  if (tags.length === 0) return null
  return (
    <ul className={styles.legend} aria-label="Tags">
      {tags.map(({ id, name, hue }) => (
        <li key={id}>
          <TagMark hue={hue} letter={letters.get(id) ?? ""} />
          {name}
        </li>
      ))}
    </ul>
  )
}
