// Puts a live editor where a static text was, as far as that is safe: the text stays static while the editor's code
// loads, where it holds what the editor does not know (an editor deletes that for everybody, RT2), where the editor
// fails, and for whoever may not write.
import { lazy, type ReactNode, Suspense, useState } from "react"
import { useMayEdit } from "../hooks/use-room-state.ts"
import type { Editing } from "./editing.ts"
import { HeldText } from "./held-text.tsx"
import { LiveBoundary } from "./live-boundary.tsx"
import { loadEditor } from "./load-editor.ts"
import { mayMount } from "./may-mount.ts"
import styles from "./text.module.css"

export interface LiveTextProps extends Editing {
  /** The text as it is shown where no editor is. */
  still: ReactNode
}

const RichEditor = lazy(loadEditor)

export function LiveText({ still, ...editor }: LiveTextProps) {
  // Once, before the mount: from then on the server keeps clients with a newer schema out of a room that has us.
  const [isKnown] = useState(() => mayMount(editor.fragment))
  const mayEdit = useMayEdit()
  if (!mayEdit) return <HeldText still={still} label={editor.label} onDone={editor.onDone} />
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
      <div className={styles.refused} role="status" data-unsearched="">
        This text can be read but not edited here: {why}. Reload the page to get the newest version.
      </div>
    </>
  )
}
