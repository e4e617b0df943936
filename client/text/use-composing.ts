// Whether a word is being composed (IME) in an element. An editor that unmounts meanwhile would lose the word.
import { useEffect, useMemo, useState } from "react"

/** The editor still takes the word from the page for a moment after the browser has called it done. */
const SETTLE_MS = 60

export function useComposing(): [
  isComposing: boolean,
  handlers: { onCompositionStart(): void; onCompositionEnd(): void },
] {
  const [state, setState] = useState<"none" | "composing" | "settling">("none")
  useEffect(() => {
    if (state !== "settling") return
    const timer = setTimeout(() => setState("none"), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [state])
  const handlers = useMemo(
    () => ({ onCompositionStart: () => setState("composing"), onCompositionEnd: () => setState("settling") }),
    [],
  )
  return [state !== "none", handlers]
}
