// What stands where nobody has written yet: what a commentary is for, and two ways to begin.
import type { RichText } from "../../shared/model/canvas.ts"
import { addToCommentary } from "../../shared/model/edits.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { Button } from "../ui/button.tsx"
import styles from "./commentary.module.css"

const sections = ["Take", "Business DNA", "Money", "Moat", "Risks", "Endgame", "Verdict"]

const outline: RichText = sections.flatMap(title => [
  { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: title }] },
  { type: "paragraph" },
])

export function EmptyCommentary({ onWrite }: { onWrite: () => void }) {
  const { content, undo } = useRoom()
  const insert = () => {
    undo.separate()
    addToCommentary(content, outline)
    undo.separate()
  }
  return (
    <div className={styles.empty} data-screen-only>
      <h2>Write why</h2>
      <p>
        The cards say what the business is. Here is the place for the reasons, the figures and the doubts.
      </p>
      <div className={styles.starts}>
        <Button kind="primary" onPress={onWrite}>
          Start writing
        </Button>
        <Button kind="plain" onPress={insert}>
          Insert an outline
        </Button>
      </div>
      <p className={styles.outlined}>{sections.join(" · ")}</p>
    </div>
  )
}
