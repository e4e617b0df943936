// The question before something is brought back: what will happen, in words.
import { useState } from "react"
import { showTime } from "../canvas/show-time.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import type { PastStop } from "./stops.ts"
import { fromInWords, type PartNamed, restoreQuestion } from "./version-words.ts"
import styles from "./versions.module.css"

interface RestoreDialogProps {
  from: PastStop
  wanted: PartNamed
  onRestore: () => Promise<unknown>
  onClose: () => void
}

export function RestoreDialog({ from, wanted, onRestore, onClose }: RestoreDialogProps) {
  const [isBusy, setBusy] = useState(false)
  const what = { everything: "everything", block: "this block", card: "this card" }[wanted.part.kind]
  const restore = async () => {
    setBusy(true)
    await onRestore()
    onClose()
  }
  return (
    <Dialog title={`Restore ${what} from ${fromInWords(from, showTime)}?`} onClose={onClose}>
      <p>{restoreQuestion(wanted)}</p>
      <p className={`${styles.row} ${styles.answers}`}>
        <Button kind="primary" disabled={isBusy} onPress={() => void restore()}>
          {`Restore ${what}`}
        </Button>
        <Button kind="plain" onPress={onClose}>
          Cancel
        </Button>
      </p>
    </Dialog>
  )
}
