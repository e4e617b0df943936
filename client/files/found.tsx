// What a file would become, for somebody to look over before anything is written: its cards by block, what goes to the
// commentary, and what could not be placed as it was.
import { useMemo } from "react"
import { countOf } from "../../shared/counted.ts"
import type { ImportPreview } from "../../shared/formats-api.ts"
import styles from "./files.module.css"
import { type Outline, outlineOf } from "./outline.ts"
import type { Reading } from "./use-preview.ts"

export function Found({ reading }: { reading: Reading }) {
  switch (reading.state) {
    case "empty":
      return <p className={styles.hint}>What is recognised appears here.</p>
    case "reading":
      return <p className={styles.hint}>Reading{reading.name && ` ${reading.name}`}…</p>
    case "refused":
      return <p className={styles.fault}>{reading.fault}</p>
    case "read":
      return <Preview preview={reading.preview} />
  }
}

function Preview({ preview: { kind, file, remarks } }: { preview: ImportPreview }) {
  const outline = useMemo(() => outlineOf(file), [file])
  const { title, blocks, cards, sections, tableRows } = outline
  const filled = blocks.filter(block => block.cards.length > 0)
  const empty = blocks.filter(block => block.cards.length === 0)
  return (
    <div className={styles.found}>
      <p className={styles.kind}>{kind}</p>
      <h3 className={styles.title}>{title || "Untitled canvas"}</h3>
      <p>
        {countOf(cards, "card")} in {countOf(filled.length, "block")}, {countOf(sections.length, "section")},{" "}
        {countOf(tableRows, "table row")}
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: without it Safari no longer calls an unmarked list a list. */}
      <ul role="list" className={styles.blocks} aria-label={`Cards by block: ${file.template.name}`}>
        {filled.map(block => (
          <li key={block.title}>
            <CardsOf {...block} />
          </li>
        ))}
      </ul>
      {filled.length > 0 && empty.length > 0 && (
        <p className={styles.hint}>Nothing for {empty.map(block => block.title).join(", ")}.</p>
      )}
      <Commentary outline={outline} />
      {remarks.length > 0 && (
        <details className={styles.remarks} open={remarks.length <= 3}>
          <summary>{countOf(remarks.length, "thing")} to look at</summary>
          <ul>
            {remarks.map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines are fixed, and two may be the same.
              <li key={i}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

/** A block with how many cards it gets; opened, with their words. */
function CardsOf({ title, cards }: Outline["blocks"][number]) {
  return (
    <details>
      <summary className={styles.blockLine}>
        {title} <span>{cards.length}</span>
      </summary>
      <ul className={styles.cards}>
        {cards.map((words, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the cards are fixed, and two may say the same.
          <li key={i}>{words}</li>
        ))}
      </ul>
    </details>
  )
}

function Commentary({ outline: { sections, paragraphs } }: { outline: Outline }) {
  if (paragraphs === 0) return <p className={styles.hint}>Nothing goes to the commentary.</p>
  if (sections.length === 0)
    return <p className={styles.sections}>{countOf(paragraphs, "paragraph")} for the commentary.</p>
  return (
    <details className={styles.sections}>
      <summary>
        {countOf(sections.length, "section")} and {countOf(paragraphs - sections.length, "paragraph")} for the
        commentary
      </summary>
      <ul className={styles.cards}>
        {sections.map((section, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the sections are fixed, and two may be called the same.
          <li key={i}>{section}</li>
        ))}
      </ul>
    </details>
  )
}
