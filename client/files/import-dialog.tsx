// Import into a room, or beside it: a file is chosen, dropped or pasted, what it would become is shown, and only then is
// it written, into this room (behind what is there, or instead of it) or as a room of its own.
import { useState } from "react"
import type { CreatedRoom } from "../../shared/api.ts"
import { type Answer, whyNot } from "../api.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useMayEdit } from "../hooks/use-room-state.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { useFeedback } from "../ui/feedback.tsx"
import { AlongChoice, everything, LeftBehind } from "./along-choice.tsx"
import { FileEntry } from "./file-entry.tsx"
import styles from "./files.module.css"
import { Found } from "./found.tsx"
import { importInto, roomOfFile } from "./requests.ts"
import { type Reading, usePreview } from "./use-preview.ts"

interface ImportDialogProps {
  onClose: () => void
  /** Asks for a room and goes there. @returns why it could not, or undefined. */
  onNewRoom: (ask: () => Promise<Answer<CreatedRoom>>) => Promise<string | undefined>
}

type Target = "add" | "replace" | "new"

const targets: Record<Target, { name: string; about: string; action: string }> = {
  add: {
    name: "Add to this room",
    about: "Its cards and its commentary come behind what is there.",
    action: "Add to this room",
  },
  replace: {
    name: "Replace this room’s canvas",
    about: "What is there now is kept as a version, to go back to.",
    action: "Replace the canvas",
  },
  new: {
    name: "Make a new room of it",
    about: "This room stays as it is.",
    action: "Create the room",
  },
}

export default function ImportDialog({ onClose, onNewRoom }: ImportDialogProps) {
  const { id } = useRoom()
  const mayEdit = useMayEdit()
  const { toast } = useFeedback()
  const reader = usePreview()
  const { reading } = reader
  const [chosen, setChosen] = useState<Target>("add")
  const [failure, setFailure] = useState("")
  const [isBusy, setBusy] = useState(false)
  const [wanted, setWanted] = useState(everything)
  const target = mayEdit ? chosen : "new"

  async function write({ upload, preview }: Reading & { state: "read" }): Promise<void> {
    setBusy(true)
    setFailure("")
    if (target === "new") setFailure((await onNewRoom(() => roomOfFile(upload, wanted))) ?? "")
    else {
      const answer = await importInto(id, { file: preview.file, mode: target })
      if (!answer.ok) setFailure(whyNot(answer))
      else {
        onClose()
        toast({ message: answer.value.hasChanged ? doneWords[target] : "The room had all of it already." })
      }
    }
    setBusy(false)
  }

  return (
    <Dialog title="Import" onClose={onClose}>
      <p className={styles.about}>
        A canvas file or archive of Ninefold, Word, Markdown, CSV, .leancanvas, or the text of a page. Nothing
        is written before you have seen what was recognised.
      </p>
      <FileEntry reader={reader} rows={reading.state === "empty" ? 6 : 3} />
      <div className={styles.preview} aria-live="polite" aria-busy={reading.state === "reading"}>
        <Found reading={reading} />
      </div>
      {reading.state === "read" && (
        <form
          className={styles.foot}
          onSubmit={event => {
            event.preventDefault()
            void write(reading)
          }}
        >
          {mayEdit && <Targets chosen={target} onChoose={setChosen} />}
          {target === "new" ? (
            <AlongChoice along={reading.preview.along} wanted={wanted} onChoose={setWanted} />
          ) : (
            <LeftBehind along={reading.preview.along} />
          )}
          <p role="alert" className={styles.fault}>
            {failure}
          </p>
          <div className={styles.actions}>
            <Button onPress={onClose}>Cancel</Button>
            <Button kind="primary" submits disabled={isBusy} onPress={() => undefined}>
              {isBusy ? "Writing…" : targets[target].action}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

const doneWords = {
  add: "Added. What was here before is kept as a version.",
  replace: "Replaced. What was here before is kept as a version.",
}

function Targets({ chosen, onChoose }: { chosen: Target; onChoose: (target: Target) => void }) {
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.label}>Where it goes</legend>
      {(["add", "replace", "new"] as const).map(target => (
        <label key={target} className={styles.choice}>
          <input
            type="radio"
            name="target"
            value={target}
            checked={chosen === target}
            onChange={() => onChoose(target)}
          />
          <span>
            <span className={styles.choiceName}>{targets[target].name}</span>
            <span className={styles.choiceAbout}>{targets[target].about}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
