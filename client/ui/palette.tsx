// The palette: type a few letters of what you want, Enter does it. A combobox over a list of options, so that the
// focus stays in the field and a screen reader reads the option that is current.
import { useId, useState } from "react"
import { type Command, findCommands, showKeys } from "./commands.ts"
import { Dialog } from "./dialog.tsx"
import styles from "./palette.module.css"
import { isApple } from "./platform.ts"

interface PaletteProps {
  commands: readonly Command[]
  onClose: () => void
}

export default function Palette({ commands, onClose }: PaletteProps) {
  const [words, setWords] = useState("")
  const [index, setIndex] = useState(0)
  const listId = useId()
  const found = findCommands(commands, words)
  const current = found[Math.min(index, found.length - 1)]

  const choose = (command: Command | undefined) => {
    if (!command) return
    onClose()
    // The dialog gives the focus back first: commands act on what has it.
    requestAnimationFrame(() => command.run(command.keys[0] ?? ""))
  }
  const pressed = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setIndex((index + step + found.length) % Math.max(1, found.length))
    }
    if (event.key === "Enter") {
      event.preventDefault()
      choose(current)
    }
  }

  return (
    <Dialog title="Commands" onClose={onClose}>
      <input
        className={styles.field}
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={current && `${listId}-${current.id}`}
        aria-label="What do you want to do?"
        placeholder="What do you want to do?"
        autoComplete="off"
        value={words}
        onChange={event => {
          setWords(event.target.value)
          setIndex(0)
        }}
        onKeyDown={pressed}
      />
      <div role="listbox" id={listId} className={styles.list} aria-label="Commands">
        {found.map(command => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's, which has the focus.
          <div
            key={command.id}
            id={`${listId}-${command.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={command === current}
            className={styles.option}
            ref={option => {
              if (command === current) option?.scrollIntoView({ block: "nearest" })
            }}
            onClick={() => choose(command)}
          >
            <span>{command.label}</span>
            <span className={styles.keys}>{showKeys(command, isApple())}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>No command has these words.</p>}
    </Dialog>
  )
}
