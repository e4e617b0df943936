// A line of the title block: reads as text, becomes a field when it is pressed. What is typed is written once, on
// leaving, so that a title takes one step to undo and nobody sees half of it.
import { useState } from "react"
import styles from "./editable-line.module.css"

interface EditableLineProps {
  value: string
  /** What the line is: the field's name. */
  label: string
  /** Shown where the line is empty, and only where it may be edited. */
  placeholder: string
  mayEdit: boolean
  onChange: (value: string) => void
}

export function EditableLine({ value, label, placeholder, mayEdit, onChange }: EditableLineProps) {
  const [draft, setDraft] = useState<string>()
  if (!mayEdit) return <span>{value}</span>
  if (draft === undefined)
    return (
      <>
        <button
          type="button"
          className={styles.line}
          data-empty={value === "" || undefined}
          aria-label={value === "" ? `${label}: ${placeholder}` : `${label}: ${value}. Edit`}
          onClick={() => setDraft(value)}
        >
          {value || placeholder}
        </button>
        {/* The print sheet leaves out what acts; these are the same words for paper. */}
        <span className={styles.printed} aria-hidden="true">
          {value}
        </span>
      </>
    )
  const leave = (isKept: boolean) => {
    const next = draft.replace(/\s+/g, " ").trim()
    if (isKept && next !== value) onChange(next)
    setDraft(undefined)
  }
  return (
    <textarea
      className={styles.field}
      rows={1}
      value={draft}
      maxLength={300}
      aria-label={label}
      placeholder={placeholder}
      ref={focusAtEnd}
      onChange={event => setDraft(event.target.value)}
      onBlur={() => leave(true)}
      onKeyDown={event => {
        if (event.nativeEvent.isComposing) return
        if (event.key === "Enter" || event.key === "Escape") {
          event.preventDefault()
          leave(event.key === "Enter")
        }
      }}
    />
  )
}

function focusAtEnd(field: HTMLTextAreaElement | null): void {
  if (!field || field === document.activeElement) return
  field.focus()
  field.setSelectionRange(field.value.length, field.value.length)
}
