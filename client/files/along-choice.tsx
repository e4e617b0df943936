// What a file holds behind its canvas, and whether a new room takes it along. An open room does not: what was said in it
// was said by the people who are there.
import { type Along, alongInWords, type Wanted } from "../../shared/formats-api.ts"
import { Check } from "../ui/fields.tsx"
import styles from "./files.module.css"

export const everything: Wanted = { comments: true, versions: true }

interface AlongChoiceProps {
  along: Along
  wanted: Wanted
  onChoose: (wanted: Wanted) => void
}

export function AlongChoice({ along, wanted, onChoose }: AlongChoiceProps) {
  const said = alongInWords({ ...along, versions: 0 })
  const past = alongInWords({ threads: 0, comments: 0, versions: along.versions })
  if (said === "" && past === "") return null
  return (
    <fieldset className={styles.along}>
      <legend className={styles.label}>Take along</legend>
      {said !== "" && (
        <Check isOn={wanted.comments} onChange={comments => onChoose({ ...wanted, comments })}>
          {said}
        </Check>
      )}
      {past !== "" && (
        <Check isOn={wanted.versions} onChange={versions => onChoose({ ...wanted, versions })}>
          {past}
        </Check>
      )}
      <p className={styles.hint}>Names are what the file says. Everybody sees that they were imported.</p>
    </fieldset>
  )
}

/** The same for a room that is open. */
export function LeftBehind({ along }: { along: Along }) {
  const words = alongInWords(along)
  return words === "" ? null : (
    <p className={styles.hint}>
      Left out: {words}. They come along only where a new room is made of the file.
    </p>
  )
}
