// The timeline: a slider over the states a room was in, with a mark for each version, and play. It is the browser's own
// slider, so that keys, thumbs and screen readers know it.
import Pause from "lucide-react/icons/pause"
import Play from "lucide-react/icons/play"
import { useEffect, useState } from "react"
import { showTime } from "../canvas/show-time.ts"
import { IconButton } from "../ui/button.tsx"
import { peopleOf, type Stop } from "./stops.ts"
import { peopleInWords, stopInWords, stopTitle } from "./version-words.ts"
import styles from "./versions.module.css"

/** How long each state is shown while it plays: time to see what changed. */
const STEP_MS = 1_100

interface TimelineProps {
  stops: readonly Stop[]
  at: number
  /** False while the state at the stop is on its way: play waits for it. */
  isHere: boolean
  onGo: (at: number) => void
}

export function Timeline({ stops, at, isHere, onGo }: TimelineProps) {
  const [isPlaying, setPlaying] = useState(false)
  const last = stops.length - 1
  const isAtEnd = at >= last
  useEffect(() => {
    if (!isPlaying || !isHere) return
    if (isAtEnd) return setPlaying(false)
    const timer = setTimeout(() => onGo(at + 1), STEP_MS)
    return () => clearTimeout(timer)
  }, [isPlaying, isHere, isAtEnd, at, onGo])
  const stop = stops[at]
  if (!stop) return null
  const people = peopleInWords(peopleOf(stop))
  const words = stopInWords(stop, showTime)
  const play = () => {
    // At the end there is nothing left to play; it begins anew.
    if (!isPlaying && isAtEnd) onGo(0)
    setPlaying(!isPlaying)
  }
  return (
    <section className={styles.timeline} aria-label="Timeline">
      <IconButton
        label={isPlaying ? "Pause" : "Play the history"}
        icon={isPlaying ? Pause : Play}
        disabled={last === 0}
        onPress={play}
      />
      <div className={styles.track}>
        <input
          type="range"
          min={0}
          max={last}
          step={1}
          value={at}
          disabled={last === 0}
          aria-label="State of the canvas"
          aria-valuetext={people === "" ? words : `${words}, ${people} at work`}
          onChange={event => {
            setPlaying(false)
            onGo(Number(event.target.value))
          }}
        />
        <span className={styles.ticks} aria-hidden="true">
          {stops.map((each, index) =>
            each.kind === "version" ? (
              <span
                key={each.key}
                className={styles.tick}
                data-named={each.version.name !== "" || undefined}
                style={{ insetInlineStart: `${last === 0 ? 0 : (100 * index) / last}%` }}
              />
            ) : null,
          )}
        </span>
      </div>
      <p className={styles.stop}>
        <strong>{stopTitle(stop)}</strong>
        {stop.kind !== "now" && (
          <span>
            {showTime(stop.at)}
            {people !== "" && ` · ${people}`}
          </span>
        )}
      </p>
    </section>
  )
}
