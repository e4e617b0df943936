// One card: read as static text, edited in place, with who else is at it and what it is tagged as.
import { type MouseEvent, memo, useEffect, useId, useMemo, useRef, useState } from "react"
import type { Hue } from "../../shared/model/canvas.ts"
import { cardOf, textOf } from "../../shared/model/document.ts"
import type { CardHead } from "../../shared/model/read.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { type Leave, TextField } from "../text/text-field.tsx"
import { IconButton } from "../ui/button.tsx"
import { Dots } from "../ui/dots.tsx"
import { useBoardTools } from "./board-tools.ts"
import styles from "./card.module.css"
import { CardPeople } from "./card-people.tsx"
import { CardComments } from "./comment-count.tsx"
import { LengthMeter } from "./length-meter.tsx"
import { TagMark } from "./tag-mark.tsx"
import { withDrag } from "./with-drag.ts"

export interface CardProps {
  head: CardHead
  tag: { name: string; hue: Hue; letter: string } | undefined
  blockTitle: string
  mayEdit: boolean
  isTabStop: boolean
  isChosen: boolean
  isEditing: boolean
  /** It is one of those on their way. */
  isMoving: boolean
  /** Cards on their way would land on this side of it. */
  gap: "before" | "behind" | undefined
  /** A tap opens the card as a sheet. */
  opensSheet: boolean
}

export const Card = memo(function Card(props: CardProps) {
  const { head, tag, blockTitle, mayEdit, isEditing, isMoving, isChosen } = props
  const { content, setPlace } = useRoom()
  const tools = useBoardTools()
  const element = useRef<HTMLDivElement>(null)
  const [length, setLength] = useState(0)
  const textId = useId()
  // A head is a new object when its card was put there anew; the fragment may then be another one.
  const fragment = useMemo(() => {
    const card = cardOf(content, head.id)
    return card && textOf(card)
  }, [content, head])
  const place = useMemo(
    () => ({ kind: "card" as const, card: head.id, editing: isEditing }),
    [head.id, isEditing],
  )

  useEffect(() => {
    const { current } = element
    if (current && mayEdit) return withDrag(({ dragCard }) => dragCard(current, head.id, tools))
  }, [head.id, tools, mayEdit])

  if (!fragment) return null

  const arrive = () => {
    tools.change({ type: "arrive", card: head.id })
    setPlace(place)
  }
  const leave = () => {
    const { mode } = tools.view()
    if (mode.kind === "moving" && mode.by === "keys") {
      tools.change({ type: "settle" })
      tools.announce("Move cancelled.")
    }
  }
  const done = (how: Leave) => {
    tools.change({ type: "settle" })
    if (how !== "blur") tools.focusCard(head.id)
  }

  return (
    <li className={styles.slot} data-gap={props.gap}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields; this is a card. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys of a card are commands: see commands.ts. */}
      <div
        ref={element}
        className={styles.card}
        role="group"
        aria-roledescription="card"
        aria-labelledby={textId}
        data-card={head.id}
        data-place={`card:${head.id}`}
        data-hue={tag?.hue}
        data-chosen={isChosen || undefined}
        data-editing={isEditing || undefined}
        data-moving={isMoving || undefined}
        tabIndex={props.isTabStop && !isEditing ? 0 : -1}
        onFocus={event => event.target === element.current && arrive()}
        onBlur={event => event.target === element.current && leave()}
        onClick={event => press(event, props, tools)}
        onDoubleClick={() => mayEdit && !isEditing && tools.change({ type: "edit", card: head.id })}
        onContextMenu={event => {
          if (isEditing || !mayEdit) return
          event.preventDefault()
          tools.open({ kind: "card-menu", card: head.id, anchor: new DOMRect(event.clientX, event.clientY) })
        }}
      >
        <span className={styles.tag}>
          {!isEditing && <CardComments card={head.id} />}
          {tag && <TagMark hue={tag.hue} letter={tag.letter} name={tag.name} />}
        </span>
        <div id={textId} className={styles.text}>
          <TextField
            fragment={fragment}
            place={place}
            titled
            editing={isEditing}
            label={`Card in ${blockTitle}`}
            onDone={done}
            onLength={setLength}
          />
        </div>
        {isEditing && <LengthMeter characters={length} />}
        <CardPeople card={head.id} />
        {mayEdit && !isEditing && (
          <span className={styles.more}>
            <IconButton
              label="Card menu"
              icon={Dots}
              size="small"
              opens="menu"
              tabIndex={-1}
              onPress={button =>
                tools.open({ kind: "card-menu", card: head.id, anchor: button.getBoundingClientRect() })
              }
            />
          </span>
        )}
      </div>
    </li>
  )
})

function press(event: MouseEvent, props: CardProps, tools: ReturnType<typeof useBoardTools>): void {
  const { head, isEditing, opensSheet } = props
  if (isEditing || (event.target instanceof Element && event.target.closest("a, button"))) return
  const isToggle = event.ctrlKey || event.metaKey
  if (opensSheet && !isToggle && !event.shiftKey) {
    tools.open({ kind: "sheet", card: head.id })
    return
  }
  const how = event.shiftKey ? "range" : isToggle ? "toggle" : "only"
  tools.change({ type: "choose", card: head.id, how, order: tools.order() })
}
