// What a text and the editor over it say to each other. In a file of its own, because the editor is fetched by the text
// and must not be imported by it.
import type * as Y from "yjs"
import type { Place } from "../../shared/presence.ts"

/** How a person has left a text: with Escape, with Ctrl/Cmd+Enter, or by going elsewhere. */
export type Leave = "escape" | "submit" | "blur"

/** A point of the window, in CSS pixels. */
export interface Point {
  x: number
  y: number
}

export interface Editing {
  fragment: Y.XmlFragment
  place: Place
  /** Decides the tools that are offered; the schema is the same for all. */
  kind: "card" | "lead" | "commentary"
  label: string
  /** Where the caret goes when the editor has mounted; "none" leaves the focus where it is. */
  caret: Point | "end" | "none"
  onDone: (how: Leave) => void
  onLength?: ((characters: number) => void) | undefined
}
