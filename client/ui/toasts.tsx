// The messages at the foot of the page. A message waits while the pointer or the focus is on it.
import { useEffect, useState } from "react"
import { Button } from "./button.tsx"
import styles from "./feedback.module.css"

export interface Toast {
  message: string
  /** What can be done about it, such as "Undo". */
  action?: { label: string; run: () => void }
  /** How long it stays. */
  lastsMs?: number
}

const LASTS_MS = 6_000

interface ToastsProps {
  toasts: readonly { number: number; toast: Toast }[]
  onDismiss: (number: number) => void
}

export function Toasts({ toasts, onDismiss }: ToastsProps) {
  return (
    <section aria-label="Messages" className={styles.toasts} data-screen-only>
      {toasts.map(({ number, toast }) => (
        <ToastRow key={number} number={number} toast={toast} onDismiss={onDismiss} />
      ))}
    </section>
  )
}

interface ToastRowProps {
  number: number
  toast: Toast
  onDismiss: (number: number) => void
}

function ToastRow({ number, toast, onDismiss }: ToastRowProps) {
  const [isHeld, setHeld] = useState(false)
  const { message, action, lastsMs = LASTS_MS } = toast

  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(onDismiss, lastsMs, number)
    return () => clearTimeout(timer)
  }, [isHeld, lastsMs, number, onDismiss])

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, this a message and what can be done.
    <div
      role="group"
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{message}</span>
      {action && (
        <Button
          onPress={() => {
            action.run()
            onDismiss(number)
          }}
        >
          {action.label}
        </Button>
      )}
    </div>
  )
}
