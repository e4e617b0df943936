// One text of a room, wherever it stands: drawn as static text, and edited in place while `editing` is set.
import type * as Y from "yjs"
import type { Place } from "../../shared/presence.ts"
import { useText } from "../hooks/use-text.ts"
import { StaticText } from "./static-text.tsx"

/** How a person has left a text: with Escape, with Ctrl/Cmd+Enter, or by going elsewhere. */
export type Leave = "escape" | "submit" | "blur"

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

export function TextField({ fragment, titled }: TextFieldProps) {
  const text = useText(fragment)
  return (
    <div className="text">
      <StaticText text={text} titled={titled} />
    </div>
  )
}
