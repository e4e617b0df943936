// The matches of what is looked for, kept true while people edit.
import { type RefObject, useEffect, useState } from "react"
import { findOnPage } from "./page-text.ts"

/** @param bar is on the page too, and its own changes are no reason to look again. */
export function useMatches(wanted: string, bar: RefObject<HTMLElement | null>): readonly Range[] {
  const [matches, setMatches] = useState<readonly Range[]>([])
  useEffect(() => {
    let frame = 0
    const look = () => {
      frame = 0
      setMatches(findOnPage(document, wanted))
    }
    const observer = new MutationObserver(records => {
      const isOwn = records.every(({ target }) => bar.current?.contains(target))
      if (!isOwn && frame === 0) frame = requestAnimationFrame(look)
    })
    look()
    if (wanted.trim() !== "")
      observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [wanted, bar])
  return matches
}
