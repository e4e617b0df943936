// Who is here and who has been: what each may do, and the way out and in again. A change reaches them at once.
import type { RoomPerson } from "../../shared/api.ts"
import { useAccess } from "../hooks/use-room-state.ts"
import { useServerNow } from "../hooks/use-server-now.ts"
import { Button } from "../ui/button.tsx"
import { ConfirmButton } from "../ui/confirm-button.tsx"
import { Face } from "../ui/face.tsx"
import { agoInWords } from "../ui/time-words.ts"
import { RoleSelect } from "./link-options.tsx"
import { roleWords } from "./role-words.ts"
import styles from "./share.module.css"
import { useRoomPeople } from "./use-room-people.ts"

export function PeoplePanel() {
  const { people, failure, change } = useRoomPeople()
  const me = useAccess().person
  const present = people?.filter(({ removedAt }) => removedAt === undefined).toSorted(byPresence)
  const removed = people?.filter(({ removedAt }) => removedAt !== undefined) ?? []
  return (
    <>
      {/* biome-ignore lint/a11y/noRedundantRoles: without it Safari no longer calls an unmarked list a list. */}
      <ul role="list" className={styles.people} aria-label="People in this room">
        {present?.map(person => (
          <li key={person.person} className={styles.person}>
            <About person={person} isMe={person.person === me} />
            <RoleSelect
              role={person.role}
              label={`What ${person.name} may do`}
              onChange={role => change(person.person, { role })}
            />
            {person.person === me ? (
              <span className={styles.gap} />
            ) : (
              <ConfirmButton
                question={`${person.name} is sent out at once and cannot come back by the same link.`}
                action={`Remove ${person.name}`}
                onConfirm={() => change(person.person, { isRemoved: true })}
              >
                Remove
              </ConfirmButton>
            )}
          </li>
        ))}
      </ul>
      {removed.length > 0 && (
        <>
          <h3 className={styles.name}>Removed</h3>
          {/* biome-ignore lint/a11y/noRedundantRoles: as above. */}
          <ul role="list" className={styles.people} aria-label="Removed from this room">
            {removed.map(person => (
              <li key={person.person} className={styles.person}>
                <About person={person} isMe={false} />
                <span className={styles.facts}>{roleWords[person.role].name}</span>
                <Button kind="plain" onPress={() => change(person.person, { isRemoved: false })}>
                  Let in again
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p role="alert" className={styles.failure}>
        {failure}
      </p>
    </>
  )
}

function About({ person, isMe }: { person: RoomPerson; isMe: boolean }) {
  const serverNow = useServerNow()
  const { name, color, isHere, isProgram, seenAt } = person
  const when = isHere ? "here now" : `seen ${agoInWords(seenAt, serverNow())}`
  return (
    <>
      <Face name={name} color={color} />
      <div className={styles.words}>
        <p className={styles.label}>{name || "Guest"}</p>
        <p className={styles.facts}>
          {isMe ? "you" : when}
          {isProgram && " · a program"}
        </p>
      </div>
    </>
  )
}

const byPresence = (one: RoomPerson, other: RoomPerson): number =>
  Number(other.isHere) - Number(one.isHere) || other.seenAt - one.seenAt
