// A canvas as it was, to be read: its head, its board in the look of the live one, its commentary; and where it is
// compared with an earlier state, what changed, as badges on cards and marks in texts.
import { type CSSProperties, memo, useMemo } from "react"
import type { BlockId } from "../../shared/ids.ts"
import type { Block } from "../../shared/model/blocks.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import type { CanvasDiff } from "../../shared/model/diff.ts"
import type { TextDiff } from "../../shared/model/diff-text.ts"
import type { Meta } from "../../shared/model/read.ts"
import { tagLetters } from "../../shared/model/tag-letters.ts"
import blockStyles from "../canvas/block.module.css"
import boardStyles from "../canvas/board.module.css"
import { type Area, inStepOrder, narrowAreas } from "../canvas/layout.ts"
import { TagMark } from "../canvas/tag-mark.tsx"
import legendStyles from "../canvas/tags.module.css"
import articleStyles from "../commentary/commentary.module.css"
import { StaticText } from "../text/static-text.tsx"
import textStyles from "../text/text.module.css"
import said from "../ui/said.module.css"
import { useMedia } from "../ui/use-media.ts"
import { articleKey, blockTitles } from "./changes.ts"
import { DiffText } from "./diff-text.tsx"
import markStyles from "./marks.module.css"
import styles from "./past.module.css"
import { type PastCard, pastBoard } from "./past-board.ts"
import { PastCardItem, type PastTools } from "./past-card.tsx"

export interface Comparison {
  before: Canvas
  diff: CanvasDiff
}

interface PastCanvasProps {
  canvas: Canvas
  comparison?: Comparison | undefined
  /** What can be done about single blocks and cards; absent where it is only read. */
  tools?: PastTools | undefined
}

export const PastCanvas = memo(function PastCanvas({ canvas, comparison, tools }: PastCanvasProps) {
  return (
    <div className={styles.canvas}>
      <PastHead canvas={canvas} comparison={comparison} />
      <PastBoard canvas={canvas} comparison={comparison} tools={tools} />
      <PastArticle text={canvas.commentary} diff={comparison?.diff.commentary} />
    </div>
  )
})

function PastHead({ canvas, comparison }: Omit<PastCanvasProps, "tools">) {
  const { title, category, designedFor, designedBy, lead } = canvas
  const line = (field: keyof Meta, words: string) => {
    const change = comparison?.diff.lines.find(each => each.field === field)
    if (!change) return words
    return (
      <span data-change={`line:${field}`}>
        {change.before !== "" && <del className={markStyles.words}>{change.before}</del>}{" "}
        {change.after !== "" && <ins className={markStyles.words}>{change.after}</ins>}
      </span>
    )
  }
  const entries = [
    ["Designed for", line("designedFor", designedFor)],
    ["Designed by", line("designedBy", designedBy)],
  ] as const
  return (
    <header className={styles.head}>
      <div>
        <p className={styles.category}>{line("category", category)}</p>
        <h3 className={styles.title}>{line("title", title || "Untitled canvas")}</h3>
        <p className={styles.entries}>
          {entries.map(([label, words]) =>
            words === "" ? null : (
              <span key={label}>
                {label} <span className={styles.entry}>{words}</span>
              </span>
            ),
          )}
        </p>
      </div>
      <div className={`${styles.lead} ${textStyles.text}`}>
        <Text text={lead} diff={comparison?.diff.lead} name="lead" />
      </div>
    </header>
  )
}

function PastBoard({ canvas, comparison, tools }: PastCanvasProps) {
  const { template, tags } = canvas
  const isList = useMedia("(width < 700px)")
  const areas = useMemo(() => narrowAreas(template), [template])
  const board = useMemo(
    () => pastBoard(canvas, comparison && { before: comparison.before, changes: comparison.diff.cards }),
    [canvas, comparison],
  )
  const letters = useMemo(() => tagLetters(tags), [tags])
  const shownTags = useMemo(
    () => new Map(tags.map(tag => [tag.id, { ...tag, letter: letters.get(tag.id) ?? "" }])),
    [tags, letters],
  )
  const titles = useMemo(
    () => blockTitles({ before: comparison?.before ?? canvas, after: canvas }),
    [canvas, comparison],
  )
  // Compared with now, what did not change is as it would become.
  const isWorthRestoring = (cards: readonly PastCard[]) => !comparison || cards.some(({ change }) => change)
  const blocks = isList ? inStepOrder(template.blocks) : template.blocks
  return (
    <section className={boardStyles.board} aria-label={template.name}>
      <div className={boardStyles.grid} style={{ "--grid-columns": template.columns } as CSSProperties}>
        {blocks.map(block => {
          const cards = board.get(block.id) ?? []
          return (
            <section
              key={block.id}
              className={blockStyles.block}
              style={placed(block, areas[template.blocks.indexOf(block)] ?? block)}
              aria-label={block.title}
              data-tone={block.tone}
            >
              <header className={blockStyles.header}>
                <div className={blockStyles.name}>
                  <h4 className={blockStyles.title}>
                    <span className={blockStyles.step} aria-hidden="true">
                      {block.step}
                    </span>
                    {block.title}
                  </h4>
                  <span className={blockStyles.count}>{cards.filter(({ isGone }) => !isGone).length}</span>
                </div>
                {tools && isWorthRestoring(cards) && (
                  <BlockTools block={block.id} title={block.title} tools={tools} />
                )}
              </header>
              {/* biome-ignore lint/a11y/noRedundantRoles: without it Safari no longer calls an unmarked list a list. */}
              <ul role="list" className={blockStyles.cards}>
                {cards.map(card => (
                  <PastCardItem
                    key={card.card.id}
                    shown={card}
                    tag={card.card.tag && shownTags.get(card.card.tag)}
                    titles={titles}
                    tools={comparison && !card.change ? undefined : tools}
                  />
                ))}
              </ul>
            </section>
          )
        })}
      </div>
      <footer className={boardStyles.foot}>
        <ul className={legendStyles.legend} aria-label="Tags">
          {[...shownTags.values()].map(({ id, hue, letter, name }) => (
            <li key={id}>
              <TagMark hue={hue} letter={letter} />
              {name}
            </li>
          ))}
        </ul>
        <p className={boardStyles.attribution}>{template.attribution}</p>
      </footer>
    </section>
  )
}

function BlockTools({ block, title, tools }: { block: BlockId; title: string; tools: PastTools }) {
  return (
    <button
      type="button"
      className={`${styles.tool} ${styles.ofBlock}`}
      onClick={() => tools.restore({ part: { kind: "block", block }, name: title })}
    >
      Restore<span className={said.said}> the block {title}</span>
    </button>
  )
}

function PastArticle({ text, diff }: { text: Canvas["commentary"]; diff: TextDiff | undefined }) {
  if (text.length === 0 && (diff?.length ?? 0) === 0) return null
  return (
    <section className={styles.commentary} aria-label="Commentary">
      <article className={`${articleStyles.article} ${textStyles.text}`}>
        <Text text={text} diff={diff} name="commentary" />
      </article>
    </section>
  )
}

interface TextProps {
  text: Canvas["lead"]
  diff: TextDiff | undefined
  name: "lead" | "commentary"
}

function Text({ text, diff, name }: TextProps) {
  if (!diff || diff.length === 0) return <StaticText text={text} />
  return <DiffText diff={diff} placeOf={place => articleKey(name, place)} />
}

const placed = ({ columns, rows, step }: Block, narrow: Area): CSSProperties =>
  ({
    "--columns": columns.join(" / "),
    "--rows": rows.join(" / "),
    "--narrow-columns": narrow.columns.join(" / "),
    "--narrow-rows": narrow.rows.join(" / "),
    "--step": step,
  }) as CSSProperties
