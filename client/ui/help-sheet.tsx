// The sheet of all keys, and the switch that turns single keys off.
import { useState } from "react"
import { type Command, showKeys } from "./commands.ts"
import { Dialog } from "./dialog.tsx"
import styles from "./palette.module.css"
import { isApple } from "./platform.ts"
import { areSingleKeysOn, setSingleKeys } from "./single-keys.ts"

interface HelpSheetProps {
  commands: readonly Command[]
  onClose: () => void
}

export default function HelpSheet({ commands, onClose }: HelpSheetProps) {
  const [isOn, setOn] = useState(areSingleKeysOn)
  const keyed = commands.filter(command => command.keys.length > 0)
  const groups = [...new Set(keyed.map(command => command.group))]

  return (
    <Dialog title="Keys" onClose={onClose}>
      <label className={styles.setting}>
        <input
          type="checkbox"
          checked={isOn}
          onChange={event => {
            setSingleKeys(event.target.checked)
            setOn(areSingleKeysOn())
          }}
        />
        Single letters and digits are commands while nothing is typed
      </label>
      {groups.map(group => (
        <section key={group} className={styles.group}>
          <h3>{group}</h3>
          <dl>
            {keyed
              .filter(command => command.group === group)
              .flatMap(command => [
                <dt key={`${command.id} label`}>{command.label}</dt>,
                <dd key={`${command.id} keys`}>
                  <kbd>{showKeys(command, isApple())}</kbd>
                </dd>,
              ])}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
