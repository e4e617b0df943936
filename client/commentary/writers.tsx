// Who else is in the commentary at the moment, in words: a caret far down in a long text is not seen.
import { usePeopleIn } from "../hooks/use-people.ts"
import styles from "./commentary.module.css"

export function Writers() {
  const people = usePeopleIn("commentary")
  if (people.length === 0) return null
  const names = new Intl.ListFormat("en").format(people.map(({ presence }) => presence.user.name))
  return (
    <p className={styles.writers} data-screen-only>
      {names} {people.length === 1 ? "is" : "are"} writing here
    </p>
  )
}
