// A menu: a short list of things to do, hung from a rectangle of the window. It follows the menu pattern of the ARIA
// practices: arrows walk and wrap, Home and End jump, letters find, Enter does it, Escape and Tab leave. Our own,
// because the ready-made ones weigh more than the whole board.
import Check from "lucide-react/icons/check"
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from "react"
import { createPortal } from "react-dom"
import styles from "./menu.module.css"

export type MenuEntry =
  | {
      kind: "item"
      /** Tells entries with one label apart. */
      id?: string
      label: string
      /** Drawn before the label. */
      mark?: ReactNode
      /** Drawn behind it, such as "Del". */
      keys?: string
      /** Set for one choice among several. */
      checked?: boolean
      isDanger?: boolean
      /** Runs after the menu has closed; it says where the focus goes. */
      run: () => void
    }
  | { kind: "note"; label: string }
  | { kind: "line" }

export interface MenuProps {
  /** What the menu is for, to those who do not see where it hangs. */
  label: string
  entries: readonly MenuEntry[]
  /** The rectangle it hangs from, in the window. */
  anchor: Pick<DOMRect, "left" | "top" | "bottom">
  /** Left without a choice, the caller puts the focus back where it belongs. */
  onClose: (how: "chosen" | "left") => void
}

const GAP_PX = 4
const EDGE_PX = 8

/** Open for as long as it is rendered. */
export function Menu({ label, entries, anchor, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  const leave = useRef(onClose)
  useEffect(() => {
    leave.current = onClose
  })

  useLayoutEffect(() => {
    const element = menu.current
    if (!element) return
    place(element, anchor)
    const items = itemsIn(element)
    const checked = items.find(item => item.ariaChecked === "true")
    ;(checked ?? items[0])?.focus()
  }, [anchor])

  useEffect(() => {
    const pressed = ({ target }: PointerEvent) => {
      if (target instanceof Node && !menu.current?.contains(target)) leave.current("left")
    }
    const moved = () => leave.current("left")
    document.addEventListener("pointerdown", pressed)
    addEventListener("resize", moved)
    return () => {
      document.removeEventListener("pointerdown", pressed)
      removeEventListener("resize", moved)
    }
  }, [])

  return createPortal(
    <div
      ref={menu}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      className={styles.menu}
      onKeyDown={event => walk(event, () => onClose("left"))}
    >
      {entries.map((entry, index) => (
        <Entry
          key={keyOf(entry, index)}
          entry={entry}
          choose={run => {
            onClose("chosen")
            run()
          }}
        />
      ))}
    </div>,
    // In the page's main part, where those who go by landmarks look for it.
    document.querySelector("main") ?? document.body,
  )
}

function keyOf(entry: MenuEntry, index: number): string {
  if (entry.kind === "line") return `line ${index}`
  return (entry.kind === "item" && entry.id) || entry.label
}

const itemsIn = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]")]

function Entry({ entry, choose }: { entry: MenuEntry; choose: (run: () => void) => void }) {
  if (entry.kind === "line") return <hr className={styles.line} />
  if (entry.kind === "note") return <p className={styles.note}>{entry.label}</p>
  const { label, mark, keys, checked, isDanger, run } = entry
  const content = (
    <>
      <span className={styles.mark}>{mark ?? (checked && <Check size={14} aria-hidden />)}</span>
      <span className={styles.label}>{label}</span>
      {mark && checked && <Check size={14} aria-hidden />}
      {keys && (
        <span className={styles.keys} aria-hidden="true">
          {keys}
        </span>
      )}
    </>
  )
  const attributes = {
    type: "button" as const,
    className: styles.item,
    tabIndex: -1,
    "data-danger": isDanger || undefined,
    onClick: () => choose(run),
    onPointerMove: ({ currentTarget }: { currentTarget: HTMLElement }) => currentTarget.focus(),
  }
  return checked === undefined ? (
    <button role="menuitem" {...attributes}>
      {content}
    </button>
  ) : (
    <button role="menuitemradio" aria-checked={checked} {...attributes}>
      {content}
    </button>
  )
}

function walk(event: KeyboardEvent<HTMLElement>, leave: () => void): void {
  const items = itemsIn(event.currentTarget)
  const at = items.findIndex(item => item.matches(":focus"))
  const next = nextItem(event.key, items, at)
  if (next) next.focus()
  else if (event.key === "Escape" || event.key === "Tab") leave()
  else return
  event.preventDefault()
  event.stopPropagation()
}

function nextItem(key: string, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  if (key === "ArrowDown") return items[(at + 1) % items.length]
  if (key === "ArrowUp") return items.at(at <= 0 ? -1 : at - 1)
  if (key === "Home") return items[0]
  if (key === "End") return items.at(-1)
  if (key.length !== 1 || key === " ") return undefined
  const from = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  // The label alone: what stands before it is a number or a tag's letter.
  return from.find(item =>
    item.querySelector(`.${styles.label}`)?.textContent?.toLowerCase().startsWith(key.toLowerCase()),
  )
}

/** Under the anchor, or above it where there is more room, and never over the window's edge. */
function place(menu: HTMLElement, anchor: MenuProps["anchor"]): void {
  const { width, height } = menu.getBoundingClientRect()
  const isRoomBelow = anchor.bottom + GAP_PX + height <= innerHeight - EDGE_PX
  const isRoomAbove = anchor.top - GAP_PX - height >= EDGE_PX
  const top = isRoomBelow || !isRoomAbove ? anchor.bottom + GAP_PX : anchor.top - GAP_PX - height
  menu.style.left = `${Math.max(EDGE_PX, Math.min(anchor.left, innerWidth - width - EDGE_PX))}px`
  menu.style.top = `${Math.max(EDGE_PX, Math.min(top, innerHeight - height - EDGE_PX))}px`
}
