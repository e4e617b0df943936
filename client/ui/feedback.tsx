// How the page answers: toasts that say what was done and offer to take it back, and a live region that tells the
// same to those who listen. One provider at the root of the app; `useFeedback` everywhere below it.
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react"
import styles from "./feedback.module.css"
import { type Toast, Toasts } from "./toasts.tsx"
import { Tooltips } from "./tooltips.tsx"

export interface Feedback {
  /** Shows a message for a while, and says it. */
  toast(toast: Toast): void
  /** Says words through the live region only. */
  announce(words: string): void
}

const FeedbackContext = createContext<Feedback | undefined>(undefined)

export function FeedbackProvider({ children }: { children: ReactNode }) {
  const [words, setWords] = useState("")
  const [toasts, setToasts] = useState<{ number: number; toast: Toast }[]>([])
  const count = useRef(0)

  const feedback = useMemo<Feedback>(() => {
    // A no-break space more or less: the same words twice are then a change, and said twice.
    const announce = (said: string) => setWords(before => (before === said ? `${said}\u00a0` : said))
    return {
      announce,
      toast(toast) {
        announce(toast.action ? `${toast.message} ${toast.action.label} is offered.` : toast.message)
        const number = count.current++
        // One at a time: a newer message says what the older one's action would no longer mean.
        setToasts([{ number, toast }])
      },
    }
  }, [])
  const dismiss = useCallback((number: number) => {
    setToasts(shown => shown.filter(other => other.number !== number))
  }, [])

  return (
    <FeedbackContext value={feedback}>
      {children}
      <div role="status" aria-live="polite" className={styles.announcer}>
        {words}
      </div>
      <Toasts toasts={toasts} onDismiss={dismiss} />
      <Tooltips />
    </FeedbackContext>
  )
}

export function useFeedback(): Feedback {
  const feedback = useContext(FeedbackContext)
  if (!feedback) throw new Error("Broken promise: useFeedback is called inside a FeedbackProvider")
  return feedback
}
