// How full a card is, while it is edited. A card holds one idea in few words; nothing stops a longer one.
import styles from "./card.module.css"

const ENOUGH = 140
const TOO_MUCH = 200

export function LengthMeter({ characters }: { characters: number }) {
  const state = characters > TOO_MUCH ? "over" : characters > ENOUGH ? "full" : "room"
  return (
    <span className={styles.meter} data-state={state}>
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${Math.min(100, (characters / ENOUGH) * 100)}%` }} />
      </span>
      {state === "over" ? "One idea per card: split it?" : state === "full" ? `${characters} characters` : ""}
    </span>
  )
}
