// One text of a room, wherever it stands: drawn as static text, and edited in place while `editing` is set.
import { useEffect, useRef, useState } from "react"
import type * as Y from "yjs"
import type { Place } from "../../shared/presence.ts"
import { placeKey } from "../hooks/people-view.ts"
import { useText } from "../hooks/use-text.ts"
import type { Leave, Point } from "./editing.ts"
import { LiveText } from "./live-text.tsx"
import { StaticText } from "./static-text.tsx"
import styles from "./text.module.css"
import { useComposing } from "./use-composing.ts"

export type { Leave } from "./editing.ts"

export interface TextFieldProps {
  fragment: Y.XmlFragment
  /** What the text is part of: shown to the others while it is edited. */
  place: Place
  /** True for a card: its first line may start with a title. */
  titled: boolean
  editing: boolean
  /** What the text is, for those who do not see where it stands. */
  label: string
  onDone: (how: Leave) => void
  /** Told the number of characters whenever it may have changed during an edit. */
  onLength?: (characters: number) => void
}

export function TextField({ fragment, place, titled, editing, label, onDone, onLength }: TextFieldProps) {
  const text = useText(fragment)
  const [isComposing, composition] = useComposing()
  const [left, setLeft] = useState<Leave>()
  // Where the static text was pressed last: the caret goes there when that starts an edit.
  const pressed = useRef<Point>(undefined)

  useEffect(() => {
    if (left === undefined || isComposing) return
    setLeft(undefined)
    // Leaving by a key takes the focus too; only the first counts.
    if (editing) onDone(left)
  }, [left, isComposing, editing, onDone])

  const still = <StaticText text={text} titled={titled} />
  const isLive = editing || isComposing
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: remembers where it was pressed, and is no control itself
    <div
      className={styles.text}
      data-text={placeKey(place)}
      {...composition}
      onPointerDown={({ clientX, clientY }) => {
        if (!isLive) pressed.current = { x: clientX, y: clientY }
      }}
      onKeyDown={() => {
        pressed.current = undefined
      }}
    >
      {isLive ? (
        <LiveText
          fragment={fragment}
          place={place}
          kind={titled ? "card" : "lead"}
          label={label}
          caret={pressed.current ?? "end"}
          still={still}
          onDone={setLeft}
          onLength={onLength}
        />
      ) : (
        still
      )}
    </div>
  )
}
