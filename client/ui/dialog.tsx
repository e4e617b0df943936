// A dialog: the browser's own, which keeps the focus inside, makes the page behind it inert and gives the focus back.
// In the middle of the page, as a sheet from below, as a drawer from the side, or over the whole screen.
import X from "lucide-react/icons/x"
import { type ReactNode, useId, useLayoutEffect, useRef } from "react"
import { IconButton } from "./button.tsx"
import styles from "./dialog.module.css"

export interface DialogProps {
  title: string
  onClose: () => void
  shape?: "window" | "sheet" | "drawer" | "screen"
  children: ReactNode
}

/**
 * Open for as long as it is rendered. What carries `data-autofocus` has the focus first, else the dialog itself. Escape, the close button and a press beside it call
 * `onClose`.
 */
export function Dialog({ title, onClose, shape = "window", children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    // The browser would take the close button, which is what nobody has come for.
    const first = element?.querySelector<HTMLElement>("[data-autofocus]") ?? element
    first?.focus()
    // Taking an open dialog off the page would leave the focus nowhere; closing it gives the focus back.
    return () => element?.close()
  }, [])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the dialog is a shortcut for Escape, which it has.
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-shape={shape}
      aria-labelledby={titleId}
      tabIndex={-1}
      onCancel={event => {
        // React tells it to the dialogs around, too, where one stands in another.
        if (event.target !== dialog.current) return
        event.preventDefault()
        onClose()
      }}
      onClick={event => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className={styles.inside}>
        <header className={styles.header}>
          <h2 id={titleId}>{title}</h2>
          <IconButton label="Close" icon={X} onPress={onClose} />
        </header>
        <div className={styles.body}>{children}</div>
      </div>
    </dialog>
  )
}
