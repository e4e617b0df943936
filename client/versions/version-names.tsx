// What a version is to be called, and a note for those who will look for it.
import { useId, useState } from "react"
import type { NewVersion } from "../../shared/versions-api.ts"
import { Button } from "../ui/button.tsx"
import styles from "./versions.module.css"

const MAX_NAME_LENGTH = 80
const MAX_NOTE_LENGTH = 500

interface VersionNamesProps {
  first: NewVersion
  /** The words on the button. */
  action: string
  isBusy?: boolean
  onSave: (names: NewVersion) => void
  onCancel: () => void
}

export function VersionNames({ first, action, isBusy = false, onSave, onCancel }: VersionNamesProps) {
  const [name, setName] = useState(first.name)
  const [note, setNote] = useState(first.note)
  const id = useId()
  return (
    <form
      className={styles.names}
      onSubmit={event => {
        event.preventDefault()
        onSave({ name: name.trim(), note: note.trim() })
      }}
    >
      <label htmlFor={`${id}name`}>Name</label>
      <input
        id={`${id}name`}
        data-autofocus
        value={name}
        maxLength={MAX_NAME_LENGTH}
        placeholder="Before the board meeting"
        onChange={event => setName(event.target.value)}
      />
      <label htmlFor={`${id}note`}>Note</label>
      <textarea
        id={`${id}note`}
        value={note}
        rows={2}
        maxLength={MAX_NOTE_LENGTH}
        onChange={event => setNote(event.target.value)}
      />
      <p className={styles.row}>
        <Button kind="primary" submits disabled={isBusy} onPress={() => {}}>
          {action}
        </Button>
        <Button onPress={onCancel}>Cancel</Button>
      </p>
    </form>
  )
}
