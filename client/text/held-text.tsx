// A text that was being written in when the right to write was taken away: it stays under the hands of whoever wrote.
// Without it the focus would fall to the page, and what is typed on would be taken for commands and scroll it away.
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from "react"
import type { Leave } from "./editing.ts"
import styles from "./text.module.css"

interface HeldTextProps {
  still: ReactNode
  label: string
  onDone: (how: Leave) => void
}

export function HeldText({ still, label, onDone }: HeldTextProps) {
  const element = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    // Where the editor was is now nothing, and so the focus is the page's.
    if (document.activeElement === document.body) element.current?.focus({ preventScroll: true })
  }, [])
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") onDone("escape")
    else if (!isWriting(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={element}
      className={styles.held}
      role="document"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={pressed}
      onBlur={() => document.hasFocus() && onDone("blur")}
    >
      {still}
    </div>
  )
}

const isWriting = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && (key.length === 1 || /^(Enter|Backspace|Delete)$/.test(key))
