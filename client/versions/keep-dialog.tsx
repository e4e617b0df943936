// "Keep this version": what the canvas is now, under a name. Everything typed is saved anyway; this is for going back.
import { useState } from "react"
import type { NewVersion, Version } from "../../shared/versions-api.ts"
import { whyNot } from "../api.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { useFeedback } from "../ui/feedback.tsx"
import { keepVersion } from "./requests.ts"
import { VersionNames } from "./version-names.tsx"
import { versionTitle } from "./version-words.ts"
import styles from "./versions.module.css"

interface KeepDialogProps {
  onClose: () => void
  onKept: (version: Version) => void
  /** Shows the versions. */
  onVersions: () => void
}

export default function KeepDialog({ onClose, onKept, onVersions }: KeepDialogProps) {
  const { id } = useRoom()
  const { toast } = useFeedback()
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState("")
  const keep = async (names: NewVersion) => {
    setBusy(true)
    const kept = await keepVersion(id, names)
    setBusy(false)
    if (!kept.ok) return setFault(whyNot(kept))
    onKept(kept.value)
    onClose()
    toast({
      message: `Kept: ${versionTitle(kept.value)}.`,
      action: { label: "Show versions", run: onVersions },
    })
  }
  return (
    <Dialog title="Keep this version" onClose={onClose}>
      <p className={styles.quiet}>
        Your work is saved as you type. A version is a state of the whole canvas that you can come back to,
        compare with and show; it is kept until somebody deletes it.
      </p>
      <VersionNames
        first={{ name: "", note: "" }}
        action="Keep it"
        isBusy={isBusy}
        onSave={names => void keep(names)}
        onCancel={onClose}
      />
      <p role="alert" className={styles.fault}>
        {fault}
      </p>
    </Dialog>
  )
}
