// Tooltips for whatever carries `data-tip`: one for the page, drawn beside what the pointer rests on or the keyboard
// has reached. The words are the element's accessible name already, so the tip itself is hidden from screen readers.
import { useEffect, useLayoutEffect, useRef, useState } from "react"
import styles from "./feedback.module.css"

const REST_MS = 450
const GAP_PX = 6
const EDGE_PX = 8

export function Tooltips() {
  const [target, setTarget] = useState<HTMLElement>()
  const tip = useRef<HTMLDivElement>(null)

  useEffect(() => watchTips(setTarget), [])

  useLayoutEffect(() => {
    const element = tip.current
    if (!element || !target) return
    const anchor = target.getBoundingClientRect()
    const { width, height } = element.getBoundingClientRect()
    const isRoomBelow = anchor.bottom + GAP_PX + height < innerHeight
    const left = anchor.left + anchor.width / 2 - width / 2
    element.style.top = `${isRoomBelow ? anchor.bottom + GAP_PX : anchor.top - GAP_PX - height}px`
    element.style.left = `${Math.max(EDGE_PX, Math.min(left, innerWidth - width - EDGE_PX))}px`
  }, [target])

  if (!target) return null
  return (
    <div ref={tip} className={styles.tip} aria-hidden="true" data-screen-only>
      {target.dataset.tip}
    </div>
  )
}

/** Calls `show` with the element whose tip is due, or undefined. Escape takes a tip away (WCAG 1.4.13). */
function watchTips(show: (target: HTMLElement | undefined) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tipped = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tip]") : null
  const hide = () => {
    clearTimeout(timer)
    show(undefined)
  }
  const over = (event: Event) => {
    hide()
    const target = tipped(event)
    if (target) timer = setTimeout(() => target.isConnected && show(target), REST_MS)
  }
  const focused = (event: Event) => {
    const target = tipped(event)
    if (target?.matches(":focus-visible")) show(target)
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") hide()
  }
  const listeners = new AbortController()
  const { signal } = listeners
  document.addEventListener("pointerover", over, { signal })
  document.addEventListener("focusin", focused, { signal })
  document.addEventListener("focusout", hide, { signal })
  document.addEventListener("pointerdown", hide, { signal })
  document.addEventListener("keydown", pressed, { signal })
  document.addEventListener("scroll", hide, { signal, capture: true })
  return () => {
    clearTimeout(timer)
    listeners.abort()
  }
}
