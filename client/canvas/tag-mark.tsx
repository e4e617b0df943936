// A tag in little: its colour, the shape that goes with the colour, and its letter.
import type { Hue } from "../../shared/model/canvas.ts"
import styles from "./tags.module.css"

export interface TagMarkProps {
  hue: Hue
  letter: string
  /** The tag's name where it is not written beside the mark. */
  name?: string
}

export function TagMark({ hue, letter, name }: TagMarkProps) {
  if (name === undefined)
    return (
      <span className={styles.mark} data-hue={hue} aria-hidden="true">
        {letter}
      </span>
    )
  return (
    <span className={styles.mark} data-hue={hue} data-tip={name} role="img" aria-label={`Tag: ${name}`}>
      {letter}
    </span>
  )
}
