// What was taken off the board, newest first, and the way back.
import RotateCcw from "lucide-react/icons/rotate-ccw"
import { cardOf, textOf } from "../../shared/model/document.ts"
import type { CardHead } from "../../shared/model/read.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useHeads } from "../hooks/use-document.ts"
import { useMayEdit } from "../hooks/use-room-state.ts"
import { useText } from "../hooks/use-text.ts"
import { StaticText } from "../text/static-text.tsx"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import styles from "./archive.module.css"
import { useBoardTools } from "./board-tools.ts"
import { showTime } from "./show-time.ts"

export default function ArchiveDrawer({ onClose }: { onClose: () => void }) {
  const { actions, blockTitle } = useBoardTools()
  const mayEdit = useMayEdit()
  const archived = useHeads()
    .filter(head => head.gone !== undefined)
    .sort((a, b) => (b.gone ?? 0) - (a.gone ?? 0))

  return (
    <Dialog title="Archive" shape="drawer" onClose={onClose}>
      {archived.length === 0 && (
        <p className={styles.none}>Cards you archive are kept here and can be put back at any time.</p>
      )}
      <ul className={styles.list}>
        {archived.map(head => (
          <li key={head.id} className={styles.card}>
            <ArchivedText head={head} />
            <p className={styles.about}>
              {blockTitle(head.block)}, archived {showTime(head.gone ?? 0)}
            </p>
            {mayEdit && (
              <Button kind="plain" icon={RotateCcw} onPress={() => actions.restore([head.id])}>
                Put back
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function ArchivedText({ head }: { head: CardHead }) {
  const card = cardOf(useRoom().content, head.id)
  const text = card && textOf(card)
  return text ? <ArchivedWords fragment={text} /> : null
}

function ArchivedWords({ fragment }: { fragment: Parameters<typeof useText>[0] }) {
  return <StaticText text={useText(fragment)} titled />
}
