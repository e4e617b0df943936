// Which states are on the page: what is shown in words, and the two that are compared as they are chosen.
import { showTime } from "../canvas/show-time.ts"
import type { Stop } from "./stops.ts"
import type { State } from "./use-past.ts"
import { stopInWords } from "./version-words.ts"
import styles from "./versions.module.css"

/** Says what is on the page; while something is on its way, that. */
export function Showing({ shown, late, early }: { shown: State; late: Stop; early: Stop | undefined }) {
  if (shown.state === "failed")
    return (
      <p role="alert" className={styles.fault}>
        {shown.fault}
      </p>
    )
  // Of one state alone, the timeline over it says which it is.
  const words = early && `What changed from ${stopInWords(early, showTime)} to ${stopInWords(late, showTime)}`
  const isComing = shown.state === "loading"
  if (!words && !isComing) return null
  return <p className={styles.showing}>{isComing ? "On its way…" : words}</p>
}

interface SidesProps {
  stops: readonly Stop[]
  shown: string
  against: string
  onShown: (key: string) => void
  onAgainst: (key: string) => void
}

/** The two states that are compared. */
export function Sides({ stops, shown, against, onShown, onAgainst }: SidesProps) {
  const options = stops
    // Moments are many; one that is chosen on the slider is still named here.
    .filter(stop => stop.kind !== "moment" || stop.key === shown || stop.key === against)
    .toReversed()
    .map(stop => (
      <option key={stop.key} value={stop.key}>
        {stopInWords(stop, showTime)}
      </option>
    ))
  return (
    <div className={styles.sides}>
      <label>
        Compare
        <select value={shown} onChange={({ target }) => onShown(target.value)}>
          {options}
        </select>
      </label>
      <label>
        with
        <select value={against} onChange={({ target }) => onAgainst(target.value)}>
          {options}
        </select>
      </label>
    </div>
  )
}
