// Puts a live editor where a static text was, as far as that is safe: the text stays static while the editor's code
// loads, where it holds what the editor does not know (an editor deletes that for everybody, RT2), and where the
// editor fails.
import { lazy, type ReactNode, Suspense, useState } from "react"
import type * as Y from "yjs"
import type { Place } from "../../shared/presence.ts"
import { LiveBoundary } from "./live-boundary.tsx"
import { loadEditor } from "./load-editor.ts"
import { mayMount } from "./may-mount.ts"
import styles from "./text.module.css"
import type { Leave } from "./text-field.tsx"

/** A point of the window, in CSS pixels. */
export interface Point {
  x: number
  y: number
}

export interface LiveTextProps {
  fragment: Y.XmlFragment
  place: Place
  /** Decides the tools that are offered; the schema is the same for all. */
  kind: "card" | "lead" | "commentary"
  label: string
  /** Where the caret goes when the editor has mounted; "none" leaves the focus where it is. */
  caret: Point | "end" | "none"
  /** The text as it is shown where no editor is. */
  still: ReactNode
  onDone: (how: Leave) => void
  onLength?: ((characters: number) => void) | undefined
}

const RichEditor = lazy(loadEditor)

export function LiveText({ still, ...editor }: LiveTextProps) {
  // Once, before the mount: from then on the server keeps clients with a newer schema out of a room that has us.
  const [isKnown] = useState(() => mayMount(editor.fragment))
  if (!isKnown) return <Refused still={still} why="it holds something this version does not know" />
  return (
    <LiveBoundary fallback={<Refused still={still} why="the editor has failed" />}>
      <Suspense fallback={still}>
        <RichEditor {...editor} />
      </Suspense>
    </LiveBoundary>
  )
}

function Refused({ still, why }: { still: ReactNode; why: string }) {
  return (
    <>
      {still}
      <div className={styles.refused} role="status">
        This text can be read but not edited here: {why}. Reload the page to get the newest version.
      </div>
    </>
  )
}
