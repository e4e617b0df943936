// Where new cards are written: stays open, so that ideas can follow each other. Enter adds and goes on, Shift+Enter
// breaks the line, Escape ends and keeps what is written, as in a card. Several pasted lines are offered as a card each.
// Rule BR12.
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from "react"
import { Button } from "../ui/button.tsx"
import styles from "./composer.module.css"
import { pastedLines } from "./pasted.ts"

export interface ComposerProps {
  blockTitle: string
  onAdd: (texts: string[]) => void
  /** Ended with Escape: the focus goes back to the cards. @param text a last card's, "" where there is none. */
  onEnd: (text: string) => void
  /** Left for elsewhere without words: the focus stays there. */
  onLeave: () => void
}

export function Composer({ blockTitle, onAdd, onEnd, onLeave }: ComposerProps) {
  const [words, setWords] = useState("")
  const [pasted, setPasted] = useState<string[]>()
  const field = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    if (!pasted) field.current?.focus()
  }, [pasted])

  const add = (texts: string[]) => {
    const written = texts.map(text => text.trim()).filter(text => text !== "")
    if (written.length > 0) onAdd(written)
    setWords("")
    setPasted(undefined)
    field.current?.focus()
  }
  const paste = (event: ClipboardEvent) => {
    const lines = pastedLines(event.clipboardData.getData("text/plain"))
    if (lines.length < 2) return
    event.preventDefault()
    setPasted(lines)
  }
  const pressed = (event: KeyboardEvent) => {
    // Enter and Escape inside an input method choose or drop a word, not a card.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === "Escape") onEnd(words.trim())
    else if (event.key === "Enter" && !event.shiftKey) add([words])
    else return
    event.preventDefault()
  }

  if (pasted)
    return (
      <PastedChoice
        lines={pasted}
        onMany={() => add(pasted)}
        onOne={() => {
          setWords(before => [before, ...pasted].filter(Boolean).join("\n"))
          setPasted(undefined)
        }}
        onCancel={() => setPasted(undefined)}
      />
    )
  return (
    <div className={styles.composer}>
      <textarea
        ref={field}
        className={styles.field}
        rows={2}
        aria-label={`New card in ${blockTitle}`}
        placeholder="Title: what it means"
        enterKeyHint="send"
        value={words}
        onChange={event => setWords(event.target.value)}
        onKeyDown={pressed}
        onPaste={paste}
        onBlur={event => {
          const goesOn = event.currentTarget.parentElement?.contains(event.relatedTarget)
          // Written words wait where they are until they are added or given up.
          if (words.trim() === "" && !goesOn && document.hasFocus()) onLeave()
        }}
      />
      <div className={styles.foot}>
        <span className={styles.hint}>Enter adds, Esc ends</span>
        <Button kind="primary" onPress={() => add([words])}>
          Add
        </Button>
      </div>
    </div>
  )
}

interface PastedChoiceProps {
  lines: readonly string[]
  onMany: () => void
  onOne: () => void
  onCancel: () => void
}

function PastedChoice({ lines, onMany, onOne, onCancel }: PastedChoiceProps) {
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, this a text and what to make of it.
    <div
      className={styles.composer}
      role="group"
      aria-label="Pasted lines"
      onKeyDown={event => {
        if (event.key !== "Escape") return
        event.preventDefault()
        onCancel()
      }}
    >
      <ol className={styles.lines}>
        {[...new Set(lines.slice(0, 4))].map(line => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <div className={styles.foot}>
        <Button kind="primary" ref={first} onPress={onMany}>
          {`Add ${lines.length} cards`}
        </Button>
        <Button kind="plain" onPress={onOne}>
          One card
        </Button>
      </div>
    </div>
  )
}
