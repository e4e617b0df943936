// Who is here, as a row of initials in their colours. Many collapse into a number that opens the list.
import { useState } from "react"
import { type Person, usePeople } from "../hooks/use-people.ts"
import type { Me } from "../sync/me.ts"
import { Dialog } from "../ui/dialog.tsx"
import { Face } from "../ui/face.tsx"
import { useMedia } from "../ui/use-media.ts"
import styles from "./faces.module.css"
import { MeFields } from "./me-fields.tsx"

const SHOWN_AT_MOST = 6
/** A phone's bar has room for the way home, the state of the work and what can be done; who is here opens as a list. */
const SHOWN_ON_PHONE = 2

interface FacesProps {
  me: Me
  onMe: (me: Me) => void
}

export function Faces({ me, onMe }: FacesProps) {
  const people = usePeople()
  const [isOpen, setOpen] = useState(false)
  const atMost = useMedia("(width < 700px)") ? SHOWN_ON_PHONE : SHOWN_AT_MOST
  const shown = people.length > atMost ? people.slice(0, atMost - 1) : people
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
        {shown.map(({ clientId, presence: { user }, isMe }) => (
          <Face key={clientId} {...user} tip={isMe ? `${user.name} (you)` : user.name} />
        ))}
        {more > 0 && <span className={styles.more}>+{more}</span>}
      </button>
      {isOpen && (
        <Dialog title="Who is here" onClose={() => setOpen(false)}>
          {/* biome-ignore lint/a11y/noRedundantRoles: without it Safari no longer calls an unmarked list a list. */}
          <ul role="list" className={styles.list}>
            {people.map(person => (
              <li key={person.clientId} className={styles.row}>
                <Face {...person.presence.user} />
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
