// The commentary: one long text under the board that says why the canvas is as it is. Painted as static text at once;
// the one editor for it mounts when the page has come to rest, or when the text is pressed before that.
import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react"
import type * as Y from "yjs"
import { useRoom } from "../hooks/room-context.tsx"
import { useView } from "../hooks/use-document.ts"
import { useMayEdit } from "../hooks/use-room-state.ts"
import { useText } from "../hooks/use-text.ts"
import type { Editing } from "../text/editing.ts"
import { LiveText } from "../text/live-text.tsx"
import { StaticText } from "../text/static-text.tsx"
import textStyles from "../text/text.module.css"
import styles from "./commentary.module.css"
import { EmptyCommentary } from "./empty-commentary.tsx"
import { emptyView } from "./empty-view.ts"
import { headingsView } from "./headings.ts"
import { Outline } from "./outline.tsx"
import { whenIdle } from "./when-idle.ts"
import { Writers } from "./writers.tsx"

export function Commentary() {
  const { commentary } = useRoom().content
  const mayEdit = useMayEdit()
  const headings = useView(useMemo(() => headingsView(commentary), [commentary]))
  const isEmpty = useView(useMemo(() => emptyView(commentary), [commentary]))
  const [caret, setCaret] = useState<Editing["caret"]>()
  // A text that is emptied while somebody writes in it stays under their hands.
  const [isWriting, setWriting] = useState(false)
  const article = useRef<HTMLElement>(null)

  useEffect(() => whenIdle(() => setCaret(known => known ?? "none")), [])

  const isUnwritten = isEmpty && !isWriting
  if (isUnwritten && !mayEdit) return null
  return (
    <section className={styles.commentary} data-place="commentary" aria-label="Commentary">
      {headings.length > 1 && <Outline headings={headings} article={article} />}
      <article ref={article} className={styles.article}>
        <Writers />
        {isUnwritten ? (
          <EmptyCommentary
            onWrite={() => {
              setCaret("end")
              setWriting(true)
            }}
          />
        ) : caret !== undefined && (mayEdit || isWriting) ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: watches the editor inside, and is no control itself
          <div className={textStyles.text} data-text="commentary" onFocus={() => setWriting(true)}>
            <LiveText
              fragment={commentary}
              place={{ kind: "commentary" }}
              kind="commentary"
              label="Commentary"
              caret={caret}
              still={<Still fragment={commentary} />}
              onDone={() => setWriting(false)}
            />
          </div>
        ) : (
          <Still
            fragment={commentary}
            onPress={({ clientX, clientY }) => mayEdit && setCaret({ x: clientX, y: clientY })}
          />
        )}
      </article>
    </section>
  )
}

/** Read in its own component: while the editor is live nobody needs a copy of the whole text at every key. */
function Still({ fragment, onPress }: { fragment: Y.XmlFragment; onPress?: (event: PointerEvent) => void }) {
  const text = useText(fragment)
  return (
    <div className={textStyles.text} data-text="commentary" data-still="" onPointerDown={onPress}>
      <StaticText text={text} />
    </div>
  )
}
