// The lead: a few sentences under the title that say what the business is. Read as text, edited in place.
import { useRef, useState } from "react"
import { useRoom } from "../hooks/room-context.tsx"
import { useMayEdit } from "../hooks/use-room-state.ts"
import { useText } from "../hooks/use-text.ts"
import { TextField } from "../text/text-field.tsx"
import styles from "./lead.module.css"

export function Lead() {
  const { lead } = useRoom().content
  const mayEdit = useMayEdit()
  const text = useText(lead)
  const [isEditing, setEditing] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  if (!mayEdit && text.length === 0) return null
  const edit = () => mayEdit && setEditing(true)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the box is a button only while it holds no editor.
    <div
      ref={box}
      className={styles.lead}
      data-place="lead"
      data-editable={mayEdit || undefined}
      {...(mayEdit && !isEditing ? { role: "button", tabIndex: 0, "aria-label": "Introduction. Edit" } : {})}
      onClick={event => {
        if (!(event.target instanceof Element && event.target.closest("a"))) edit()
      }}
      onKeyDown={event => {
        if (event.key !== "Enter" || event.target !== event.currentTarget) return
        event.preventDefault()
        edit()
      }}
    >
      {text.length === 0 && !isEditing ? (
        <p className={styles.empty}>What is this business, in a few sentences?</p>
      ) : (
        <TextField
          fragment={lead}
          place={{ kind: "lead" }}
          titled={false}
          editing={isEditing}
          label="Introduction"
          onDone={how => {
            setEditing(false)
            if (how !== "blur") requestAnimationFrame(() => box.current?.focus())
          }}
        />
      )}
    </div>
  )
}
