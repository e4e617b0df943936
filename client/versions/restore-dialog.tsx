// The question before something is brought back: what will happen, in words.
import { useState } from "react"
import type { Version } from "../../shared/versions-api.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { type PartNamed, restoreQuestion, versionTitle } from "./version-words.ts"
import styles from "./versions.module.css"

interface RestoreDialogProps {
  version: Version
  wanted: PartNamed
  onRestore: () => Promise<unknown>
  onClose: () => void
}

export function RestoreDialog({ version, wanted, onRestore, onClose }: RestoreDialogProps) {
  const [isBusy, setBusy] = useState(false)
  const what = { everything: "everything", block: "this block", card: "this card" }[wanted.part.kind]
  const restore = async () => {
    setBusy(true)
    await onRestore()
    onClose()
  }
  return (
    <Dialog title={`Restore ${what} from “${versionTitle(version)}”?`} onClose={onClose}>
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
