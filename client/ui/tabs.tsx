// Tabs, after the tabs pattern of the ARIA practices: one stop for the Tab key, arrows go from one to the next and show
// it at once.
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react"
import styles from "./tabs.module.css"

export interface Tab {
  label: string
  /** Drawn when it is shown. */
  panel: () => ReactNode
}

interface TabsProps {
  /** What the tabs are of. */
  label: string
  tabs: readonly Tab[]
}

export function Tabs({ label, tabs }: TabsProps) {
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const walk = (event: KeyboardEvent) => {
    const next = nextTab(event.key, at, tabs.length)
    if (next === undefined) return
    event.preventDefault()
    setAt(next)
    list.current?.querySelectorAll("button")[next]?.focus()
  }
  return (
    <>
      <div ref={list} role="tablist" aria-label={label} className={styles.tabs} onKeyDown={walk}>
        {tabs.map((tab, index) => (
          <button
            key={tab.label}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-selected={index === at}
            aria-controls={`${id}-panel`}
            tabIndex={index === at ? 0 : -1}
            className={styles.tab}
            onClick={() => setAt(index)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-tab-${at}`} className={styles.panel}>
        {tabs[at]?.panel()}
      </div>
    </>
  )
}

function nextTab(key: string, at: number, count: number): number | undefined {
  if (key === "ArrowRight") return (at + 1) % count
  if (key === "ArrowLeft") return (at - 1 + count) % count
  if (key === "Home") return 0
  if (key === "End") return count - 1
  return undefined
}
