// A card as it was: its words, its tag, and in a comparison how it changed.
import type { BlockId } from "../../shared/ids.ts"
import type { Hue } from "../../shared/model/canvas.ts"
import { nameOfText } from "../../shared/model/rich-text.ts"
import cardStyles from "../canvas/card.module.css"
import { TagMark } from "../canvas/tag-mark.tsx"
import { StaticText } from "../text/static-text.tsx"
import textStyles from "../text/text.module.css"
import said from "../ui/said.module.css"
import { cardPlaceKey, kindInWords, toneOf } from "./changes.ts"
import { DiffText } from "./diff-text.tsx"
import styles from "./past.module.css"
import type { PastCard } from "./past-board.ts"
import type { PartNamed } from "./version-words.ts"

export interface PastTools {
  /** Asks whether a part is to become what it was. */
  restore(part: PartNamed): void
}

interface PastCardItemProps {
  shown: PastCard
  tag: { name: string; hue: Hue; letter: string } | undefined
  titles: ReadonlyMap<BlockId, string>
  tools: PastTools | undefined
}

export function PastCardItem({ shown, tag, titles, tools }: PastCardItemProps) {
  const { card, change, kinds, isGone } = shown
  const name = nameOfText(card.text)
  const text = change?.kind === "changed" && !isGone ? change.text : undefined
  return (
    <li className={cardStyles.slot}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields; this is a card. */}
      <div
        className={`${cardStyles.card} ${styles.card}`}
        role="group"
        aria-label={name}
        data-hue={tag?.hue}
        data-change={change && cardPlaceKey(card.id)}
        data-tone={kinds.length > 0 ? toneOf(kinds) : undefined}
        data-gone={isGone || undefined}
        tabIndex={change ? -1 : undefined}
      >
        {change && (
          <p className={styles.badges}>
            {kinds.map(kind => (
              <span key={kind} className={styles.badge} data-tone={toneOf([kind])}>
                {kindInWords(kind, change, titles)}
              </span>
            ))}
          </p>
        )}
        <span className={cardStyles.tag}>
          {tag && <TagMark hue={tag.hue} letter={tag.letter} name={tag.name} />}
        </span>
        <div className={`${cardStyles.text} ${textStyles.text}`}>
          {text ? <DiffText diff={text} titled /> : <StaticText text={card.text} titled />}
        </div>
        {tools && (
          <button
            type="button"
            className={`${styles.tool} ${styles.ofCard}`}
            onClick={() => tools.restore({ part: { kind: "card", card: card.id }, name })}
          >
            Restore<span className={said.said}> the card {name}</span>
          </button>
        )}
      </div>
    </li>
  )
}
