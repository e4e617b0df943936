// Who is here, as a row of initials in their colours. Many collapse into a number that opens the list.
import { useState } from "react"
import { type Person, usePeople } from "../hooks/use-people.ts"
import type { Me } from "../sync/me.ts"
import { Dialog } from "../ui/dialog.tsx"
import styles from "./faces.module.css"
import { MeFields } from "./me-fields.tsx"

const SHOWN_AT_MOST = 6

interface FacesProps {
  me: Me
  onMe: (me: Me) => void
}

export function Faces({ me, onMe }: FacesProps) {
  const people = usePeople()
  const [isOpen, setOpen] = useState(false)
  const shown = people.length > SHOWN_AT_MOST ? people.slice(0, SHOWN_AT_MOST - 1) : people
  const more = people.length - shown.length
  return (
    <>
      <button
        type="button"
        className={styles.faces}
        aria-haspopup="dialog"
        aria-label={`${people.length === 1 ? "Only you are" : `${people.length} people are`} here. Show who`}
        onClick={() => setOpen(true)}
      >
        {shown.map(person => (
          <Face key={person.clientId} person={person} />
        ))}
        {more > 0 && <span className={styles.more}>+{more}</span>}
      </button>
      {isOpen && (
        <Dialog title="Who is here" onClose={() => setOpen(false)}>
          {/* biome-ignore lint/a11y/noRedundantRoles: without it Safari no longer calls an unmarked list a list. */}
          <ul role="list" className={styles.list}>
            {people.map(person => (
              <li key={person.clientId} className={styles.row}>
                <Face person={person} />
                <span>{person.presence.user.name}</span>
                <span className={styles.where}>{person.isMe ? "you" : whereabouts(person)}</span>
              </li>
            ))}
          </ul>
          <div className={styles.me}>
            <MeFields
              first={me}
              action="Change"
              onChosen={next => {
                onMe(next)
                setOpen(false)
              }}
            />
          </div>
        </Dialog>
      )}
    </>
  )
}

function Face({ person }: { person: Person }) {
  const { name, color } = person.presence.user
  return (
    <span
      className={styles.face}
      style={{ backgroundColor: color }}
      data-me={person.isMe || undefined}
      data-tip={person.isMe ? `${name} (you)` : name}
      aria-hidden="true"
    >
      {initials(name)}
    </span>
  )
}

/** "Ada Lovelace" → "AL", "张伟" → "张". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const first = [...(words[0] ?? "")][0] ?? ""
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : ""
  return (first + last).toUpperCase()
}

function whereabouts({ presence }: Person): string {
  switch (presence.at?.kind) {
    case "card":
      return presence.at.editing ? "writing a card" : "at a card"
    case "lead":
      return "in the introduction"
    case "commentary":
      return "in the commentary"
    case undefined:
      return ""
  }
}
