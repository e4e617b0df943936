// A toolbar, after the toolbar pattern of the ARIA practices: one stop for the Tab key, where the focus was last; the
// left and right arrows, Home and End go through its buttons.
import { type FocusEvent, type KeyboardEvent, type ReactNode, type Ref, useLayoutEffect, useRef } from "react"

interface ToolBarProps {
  /** What the tools are for. */
  label: string
  className?: string | undefined
  ref?: Ref<HTMLDivElement>
  /** Buttons at any depth; which of them Tab reaches is decided here. */
  children: ReactNode
}

export function ToolBar({ label, className, ref, children }: ToolBarProps) {
  const stop = useRef<HTMLButtonElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  // After every drawing: buttons come and go with what the bar is about.
  useLayoutEffect(() => {
    const buttons = buttonsIn(bar.current)
    if (!stop.current?.isConnected) stop.current = buttons[0] ?? null
    for (const button of buttons) button.tabIndex = button === stop.current ? 0 : -1
  })
  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLButtonElement) || target === stop.current) return
    if (stop.current) stop.current.tabIndex = -1
    target.tabIndex = 0
    stop.current = target
  }
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = buttonsIn(bar.current)
    const next =
      buttons[nextIndex(event.key, buttons.indexOf(event.target as HTMLButtonElement), buttons.length)]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <div
      ref={element => {
        bar.current = element
        if (typeof ref === "function") return ref(element)
        if (ref) ref.current = element
      }}
      role="toolbar"
      aria-label={label}
      aria-orientation="horizontal"
      className={className}
      onFocus={remember}
      onKeyDown={walk}
    >
      {children}
    </div>
  )
}

const buttonsIn = (bar: HTMLElement | null): HTMLButtonElement[] => [
  ...(bar?.querySelectorAll("button") ?? []),
]

/** The place a key leads to from `at`, round and round; -1 where it leads nowhere. */
function nextIndex(key: string, at: number, count: number): number {
  if (key === "ArrowRight") return (at + 1) % count
  if (key === "ArrowLeft") return (at - 1 + count) % count
  if (key === "Home") return 0
  if (key === "End") return count - 1
  return -1
}
