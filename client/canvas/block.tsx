// One block: its heading, the question it asks, its cards, and the composer when cards are being written here.

import CircleQuestionMark from "lucide-react/icons/circle-question-mark"
import Plus from "lucide-react/icons/plus"
import { type CSSProperties, type MouseEvent, memo, useEffect, useId, useMemo, useRef, useState } from "react"
import type { CardId, TagId } from "../../shared/ids.ts"
import type { Block as BlockShape } from "../../shared/model/blocks.ts"
import type { CardHead } from "../../shared/model/read.ts"
import { useMayEdit } from "../hooks/use-room-state.ts"
import { IconButton } from "../ui/button.tsx"
import styles from "./block.module.css"
import { useBoardTools } from "./board-tools.ts"
import type { Mode } from "./board-view.ts"
import { Card } from "./card.tsx"
import { countOfCards } from "./card-words.ts"
import { BlockComments } from "./comment-count.tsx"
import { Composer } from "./composer.tsx"
import type { Area } from "./layout.ts"
import type { TagShown } from "./use-tags-shown.ts"
import { withDrag } from "./with-drag.ts"

export interface BlockProps {
  block: BlockShape
  narrow: Area
  cards: readonly CardHead[]
  tags: ReadonlyMap<TagId, TagShown>
  current: CardId | undefined
  chosen: ReadonlySet<CardId>
  mode: Mode
  opensSheet: boolean
}

export const Block = memo(function Block(props: BlockProps) {
  const { block, cards, mode } = props
  const tools = useBoardTools()
  const mayEdit = useMayEdit()
  const element = useRef<HTMLElement>(null)
  const [isAsking, setAsking] = useState(false)
  const ids = useId()

  useEffect(() => {
    const { current } = element
    if (current && mayEdit) return withDrag(({ dropIntoBlock }) => dropIntoBlock(current, block.id))
  }, [block.id, mayEdit])

  const isComposing = mode.kind === "composing" && mode.block === block.id
  const compose = () => tools.change({ type: "compose", block: block.id, position: undefined })
  const pressEmpty = ({ target }: MouseEvent) => {
    const isBare = target instanceof HTMLElement && target.dataset.bare !== undefined
    if (isBare && mayEdit && !props.opensSheet) compose()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: pressing the empty part is a shortcut for the add button.
    <section
      ref={element}
      id={`block-${block.id}`}
      className={styles.block}
      style={areas(block, props.narrow)}
      aria-labelledby={`${ids}title`}
      data-block={block.id}
      data-tone={block.tone}
      data-bare
      data-aimed={(mode.kind === "moving" && mode.spot?.block === block.id) || undefined}
      onClick={pressEmpty}
    >
      <header className={styles.header}>
        <div className={styles.name}>
          <h3 id={`${ids}title`} className={styles.title}>
            <span className={styles.step} aria-hidden="true">
              {block.step}
            </span>
            {block.title}
          </h3>
          <span className={styles.count} role="img" aria-label={countOfCards(cards.length)}>
            {cards.length}
          </span>
        </div>
        <BlockComments block={block.id} />
        <span className={styles.tools}>
          <IconButton
            label={`What ${block.title} asks`}
            icon={CircleQuestionMark}
            size="small"
            expanded={isAsking}
            controls={`${ids}question`}
            onPress={() => setAsking(!isAsking)}
          />
          {mayEdit && (
            <IconButton label={`Add a card to ${block.title}`} icon={Plus} size="small" onPress={compose} />
          )}
        </span>
      </header>
      <p id={`${ids}question`} className={styles.question} hidden={!isAsking}>
        {block.question}
      </p>
      {cards.length === 0 && !isComposing && !isAsking && (
        <p className={styles.ghost} data-bare>
          {block.question}
        </p>
      )}
      <Cards {...props} mayEdit={mayEdit} isComposing={isComposing} />
    </section>
  )
})

function Cards(props: BlockProps & { mayEdit: boolean; isComposing: boolean }) {
  const { block, cards, mode, current, chosen, tags } = props
  const tools = useBoardTools()
  const moving = mode.kind === "moving" ? mode.cards : NONE
  const gap = useMemo(() => gapIn(cards, mode, block.id), [cards, mode, block.id])
  const position = mode.kind === "composing" ? (mode.position ?? cards.length) : cards.length
  const tabStop = cards.find(card => card.id === current) ?? cards[0]

  const endComposing = (text: string) => {
    tools.change({ type: "settle" })
    const [added] = text === "" ? [] : tools.actions.add([text], { block: block.id, position })
    const last = added ?? cards[position - 1]?.id
    if (last) tools.focusCard(last)
    else tools.focusBlock(block.id)
  }

  const drawn = cards.map(head => (
    <Card
      key={head.id}
      head={head}
      tag={head.tag && tags.get(head.tag)}
      blockTitle={block.title}
      mayEdit={props.mayEdit}
      isTabStop={head === tabStop}
      isChosen={chosen.has(head.id)}
      isEditing={mode.kind === "editing" && mode.card === head.id}
      isMoving={moving.includes(head.id)}
      gap={gap?.card === head.id ? gap.side : undefined}
      opensSheet={props.opensSheet}
    />
  ))
  if (props.isComposing)
    drawn.splice(
      position,
      0,
      <li key="composer" className={styles.composer}>
        <Composer
          blockTitle={block.title}
          onAdd={texts => {
            tools.actions.add(texts, { block: block.id, position })
            tools.change({ type: "composed", count: texts.length })
          }}
          onEnd={endComposing}
          onLeave={() => tools.change({ type: "settle" })}
        />
      </li>,
    )
  return (
    // biome-ignore lint/a11y/noRedundantRoles: without it Safari no longer calls an unmarked list a list.
    <ul role="list" className={styles.cards} data-bare>
      {drawn}
    </ul>
  )
}

const NONE: readonly CardId[] = []

/** Beside which card those on their way would land, if in this block. */
function gapIn(cards: readonly CardHead[], mode: Mode, block: string) {
  if (mode.kind !== "moving" || mode.spot?.block !== block) return undefined
  const staying = cards.filter(card => !mode.cards.includes(card.id))
  const next = staying[mode.spot.position]
  if (next) return { card: next.id, side: "before" as const }
  const last = staying.at(-1)
  return last && { card: last.id, side: "behind" as const }
}

const areas = ({ columns, rows, step }: BlockShape, narrow: Area): CSSProperties =>
  ({
    "--columns": columns.join(" / "),
    "--rows": rows.join(" / "),
    "--narrow-columns": narrow.columns.join(" / "),
    "--narrow-rows": narrow.rows.join(" / "),
    "--step": step,
  }) as CSSProperties
