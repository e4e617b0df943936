// Who else is at a card: a ring in the first one's colour and a chip with the names.
import type { CSSProperties } from "react"
import type { CardId } from "../../shared/ids.ts"
import { usePeopleAt } from "../hooks/use-people.ts"
import said from "../ui/said.module.css"
import styles from "./card.module.css"

export function CardPeople({ card }: { card: CardId }) {
  const people = usePeopleAt(card)
  const [first, ...others] = people
  if (!first) return null
  const { user, at } = first.presence
  const isEditing = people.some(({ presence }) => presence.at?.kind === "card" && presence.at.editing)
  const names = others.length === 0 ? user.name : `${user.name} +${others.length}`
  return (
    <span
      className={styles.people}
      style={{ "--person": user.color } as CSSProperties}
      data-editing={isEditing || undefined}
      data-screen-only
    >
      <span className={styles.chip}>
        {names}
        {at?.kind === "card" && isEditing && <span aria-hidden="true"> ✎</span>}
        <span className={said.said}>{isEditing ? " is editing this card" : " is at this card"}</span>
      </span>
    </span>
  )
}
