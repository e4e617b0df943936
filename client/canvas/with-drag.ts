// The way to dragging, which is fetched behind the first drawing: keys and menus move cards until it is there, and go on
// to where it cannot be had. Whoever only reads never fetches it.

import { whenPainted } from "../hooks/when-painted.ts"

type Drag = typeof import("./drag.ts")

/** Asked for once: each import looks through the page for what it has fetched, and a board has hundreds of cards. */
let fetched: Promise<Drag> | undefined

/**
 * Runs `use` once dragging is there.
 *
 * @returns the way to undo it, also before that.
 */
export function withDrag(use: (drag: Drag) => () => void): () => void {
  let undo: (() => void) | undefined = () => {}
  fetched ??= whenPainted().then(() => import("./drag.ts"))
  fetched.then(
    drag => {
      // Called off meanwhile.
      if (undo) undo = use(drag)
    },
    () => {
      // Without a network, before the program is kept here; whoever asks next tries again.
      fetched = undefined
    },
  )
  return () => {
    undo?.()
    undo = undefined
  }
}
