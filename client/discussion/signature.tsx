// Whose a comment is, by name; and where the name came with a file, that too, so that nobody takes it for a guest's word.
import type { PersonId } from "../../shared/ids.ts"
import { useDiscussion, useTalk } from "../hooks/use-discussion.ts"
import styles from "./thread.module.css"

export function Signature({ by }: { by: PersonId }) {
  const { me, nameOf } = useDiscussion()
  const isImported = useTalk(({ talk }) => talk().people.get(by)?.isImported === true)
  return (
    <>
      <span className={styles.name}>{by === me ? "You" : nameOf(by)}</span>
      {isImported && (
        <span className={styles.imported} data-tip="This came with a file, and so did the name">
          {" · imported"}
        </span>
      )}
    </>
  )
}
