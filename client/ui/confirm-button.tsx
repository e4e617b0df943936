// A button for what cannot be taken back: the first press asks in its place, the second does it.
import { useEffect, useRef, useState } from "react"
import { Button } from "./button.tsx"
import styles from "./confirm-button.module.css"

interface ConfirmButtonProps {
  children: string
  /** What will happen, as a question or a sentence. */
  question: string
  /** The words on the button that does it. */
  action: string
  disabled?: boolean
  onConfirm: () => void
}

export function ConfirmButton({ children, question, action, disabled, onConfirm }: ConfirmButtonProps) {
  const [isAsking, setAsking] = useState(false)
  if (!isAsking)
    return (
      <Button kind="danger" disabled={disabled ?? false} onPress={() => setAsking(true)}>
        {children}
      </Button>
    )
  return (
    <Question
      {...{ question, action, label: children }}
      onAnswer={isMeant => {
        setAsking(false)
        if (isMeant) onConfirm()
      }}
    />
  )
}

interface QuestionProps {
  question: string
  action: string
  label: string
  onAnswer: (isMeant: boolean) => void
}

function Question({ question, action, label, onAnswer }: QuestionProps) {
  const cancel = useRef<HTMLButtonElement>(null)
  // Pressing twice by chance then does nothing.
  useEffect(() => cancel.current?.focus(), [])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, this a question and its answers.
    <div className={styles.asking} role="group" aria-label={label}>
      <p role="alert">{question}</p>
      <Button kind="danger" onPress={() => onAnswer(true)}>
        {action}
      </Button>
      <Button kind="plain" ref={cancel} onPress={() => onAnswer(false)}>
        Cancel
      </Button>
    </div>
  )
}
