// A menu as data: what is in it and where it hangs. The menu itself (roles, arrows, type-ahead, placement) is Radix's,
// in a chunk of its own that the first menu fetches.
import { lazy, type ReactNode, Suspense } from "react"

export type MenuEntry =
  | {
      kind: "item"
      label: string
      /** Drawn before the label. */
      mark?: ReactNode
      /** Drawn behind it, such as "Del". */
      keys?: string
      /** Set for a choice among several. */
      checked?: boolean
      isDanger?: boolean
      run: () => void
    }
  | { kind: "heading"; label: string }
  | { kind: "line" }

export interface MenuProps {
  /** What the menu is for, to those who do not see where it hangs. */
  label: string
  entries: readonly MenuEntry[]
  /** The rectangle it hangs from, in the window. */
  anchor: Pick<DOMRect, "x" | "y" | "width" | "height">
  /** Called once it is closed, also after an entry was run; the caller puts the focus where it belongs. */
  onClose: () => void
}

const loadMenu = () => import("./menu-list.tsx")
const MenuList = lazy(loadMenu)

/** Fetches the menu's code, so that the first menu opens at once. Call it when the page is idle. */
export const prefetchMenu = (): void => void loadMenu()

/** Open for as long as it is rendered. */
export function Menu(props: MenuProps) {
  return (
    <Suspense fallback={null}>
      <MenuList {...props} />
    </Suspense>
  )
}
