// An empty room offers three ways to start, and says to those who only read that it is empty. Gone with the first card,
// or when the person would rather look around.
import Compass from "lucide-react/icons/compass"
import FileInput from "lucide-react/icons/file-input"
import Newspaper from "lucide-react/icons/newspaper"
import { type ReactNode, useMemo, useState } from "react"
import { emptyView } from "../commentary/empty-view.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useHeads, useTemplate, useView } from "../hooks/use-document.ts"
import { useMayEdit } from "../hooks/use-room-state.ts"
import type { Icon } from "../ui/button.tsx"
import styles from "./empty-room.module.css"
import { useCreateRoom } from "./use-create-room.ts"

interface EmptyRoomProps {
  onCompose: () => void
  onImport: () => void
}

export function EmptyRoom({ onCompose, onImport }: EmptyRoomProps) {
  const { content } = useRoom()
  const heads = useHeads()
  const isUnwritten = useView(useMemo(() => emptyView(content.commentary), [content]))
  const template = useTemplate()
  const mayEdit = useMayEdit()
  const { create, isCreating } = useCreateRoom()
  const [isLeft, setLeft] = useState(false)
  const first = template?.blocks.toSorted((a, b) => a.step - b.step)[0]
  const isEmpty = heads.length === 0 && isUnwritten
  if (!isEmpty || !first || isLeft) return null
  if (!mayEdit)
    return <p className={styles.none}>Nothing is written here yet. It appears as it is written.</p>
  return (
    <section className={styles.starts} aria-label="Three ways to start" data-screen-only>
      <Start
        icon={Compass}
        title={`Start with ${first.title}`}
        onPress={() => {
          setLeft(true)
          onCompose()
        }}
      >
        {first.question} The numbers on the blocks show the order that works for most.
      </Start>
      <Start
        icon={Newspaper}
        title="Look at a finished one"
        isDisabled={isCreating}
        onPress={() => void create({ kind: "example" })}
      >
        The business model of Z.ai, thirty cards and an article, as a copy of your own to take apart.
      </Start>
      <Start icon={FileInput} title="Bring what you have" onPress={onImport}>
        Word, Markdown, a canvas file or the text of a page. You see what was recognised before anything is
        written.
      </Start>
    </section>
  )
}

interface StartProps {
  icon: Icon
  title: string
  isDisabled?: boolean
  onPress: () => void
  children: ReactNode
}

function Start({ icon: Mark, title, isDisabled = false, onPress, children }: StartProps) {
  return (
    <button type="button" className={styles.start} disabled={isDisabled} onClick={onPress}>
      <Mark size={20} aria-hidden />
      <strong className={styles.title}>{title}</strong>
      <span className={styles.detail}>{children}</span>
    </button>
  )
}
