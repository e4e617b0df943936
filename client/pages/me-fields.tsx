// A name and a colour: what people in a room see of one another. Asked once, kept on this device.
import { useId, useState } from "react"
import { cleanName, MAX_NAME_LENGTH, personColours } from "../../shared/presence.ts"
import type { Me } from "../sync/me.ts"
import { Button } from "../ui/button.tsx"
import said from "../ui/said.module.css"
import styles from "./me-fields.module.css"

interface MeFieldsProps {
  first: Me
  /** The words on the button. */
  action: string
  onChosen: (me: Me) => void
}

/** Names of `personColours`, in their order, for those who do not see them. */
const colourNames = ["Brick", "Ochre", "Olive", "Green", "Teal", "Blue", "Violet", "Magenta"]

export function MeFields({ first, action, onChosen }: MeFieldsProps) {
  const [name, setName] = useState(first.name)
  const [color, setColor] = useState(first.color)
  const nameId = useId()
  const clean = cleanName(name)
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault()
        if (clean !== "") onChosen({ name: clean, color })
      }}
    >
      <label htmlFor={nameId} className={styles.label}>
        Your name
      </label>
      <input
        id={nameId}
        className={styles.name}
        value={name}
        maxLength={MAX_NAME_LENGTH}
        autoComplete="nickname"
        placeholder="As the others call you"
        onChange={event => setName(event.target.value)}
      />
      <fieldset className={styles.colours}>
        <legend className={said.said}>Your colour</legend>
        {personColours.map((choice, i) => (
          <label
            key={choice}
            className={styles.colour}
            style={{ backgroundColor: choice }}
            title={colourNames[i]}
          >
            <input
              type="radio"
              name="colour"
              className={said.said}
              checked={choice === color}
              onChange={() => setColor(choice)}
              aria-label={colourNames[i]}
            />
          </label>
        ))}
      </fieldset>
      <Button kind="primary" submits disabled={clean === ""} onPress={() => undefined}>
        {action}
      </Button>
    </form>
  )
}
