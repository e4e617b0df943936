// Whether a word is being composed (IME). A remote change in the text node under composition aborts the composition
// and leaves its raw letters in the document, so incoming changes wait until the word is done. Rule CL6.

/** A browser still writes to the text node after it says that the composition has ended. */
const SETTLE_MS = 60

export interface Composing {
  isComposing(): boolean
  /** Runs `listener` when a word is done. Returns the way to stop. */
  onDone(listener: () => void): () => void
  close(): void
}

/** @param page where composition events arrive: the document. */
export function watchComposing(page: EventTarget): Composing {
  const listeners = new Set<() => void>()
  let isComposing = false
  let settling: ReturnType<typeof setTimeout> | undefined
  const start = () => {
    clearTimeout(settling)
    isComposing = true
  }
  const done = () => {
    isComposing = false
    for (const listener of [...listeners]) listener()
  }
  const end = () => {
    clearTimeout(settling)
    settling = setTimeout(done, SETTLE_MS)
  }
  page.addEventListener("compositionstart", start)
  page.addEventListener("compositionend", end)
  return {
    isComposing: () => isComposing,
    onDone(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      clearTimeout(settling)
      page.removeEventListener("compositionstart", start)
      page.removeEventListener("compositionend", end)
    },
  }
}
