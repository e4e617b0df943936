// The list of what changed: sifted by block and by person, each entry leading to its place, and all of it as words to
// take along.
import { useState } from "react"
import type { BlockId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import { CopyButton } from "../ui/copy-button.tsx"
import said from "../ui/said.module.css"
import { type Change, type Sieve, sift } from "./changes.ts"
import styles from "./versions.module.css"

interface ChangeListProps {
  changes: readonly Change[]
  template: Template
  /** All of it in Markdown. */
  words: string
  onJump: (change: Change) => void
  /** Absent where nothing can be restored to the state compared with. */
  onRestoreCard: ((change: Change) => void) | undefined
}

export function ChangeList({ changes, template, words, onJump, onRestoreCard }: ChangeListProps) {
  const [sieve, setSieve] = useState<Sieve>({})
  const people = [...new Set(changes.flatMap(({ by }) => by ?? []))].sort()
  const blocks = template.blocks.filter(({ id }) => changes.some(change => change.blocks.includes(id)))
  // What was chosen may have gone from the list with another comparison.
  const block = blocks.find(({ id }) => id === sieve.block)?.id
  const by = people.find(name => name === sieve.by)
  const sifted = sift(changes, { ...(block && { block }), ...(by && { by }) })
  if (changes.length === 0)
    return <p className={styles.quiet}>Nothing that can be seen changed between the two.</p>
  return (
    <>
      <div className={styles.sieve}>
        <label>
          Block
          <select
            value={block ?? ""}
            onChange={({ target }) => setSieve(before => withBlock(before, target.value as BlockId | ""))}
          >
            <option value="">Everything</option>
            {blocks.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        {people.length > 0 && (
          <label>
            Last changed by
            <select
              value={by ?? ""}
              onChange={({ target }) => setSieve(before => withPerson(before, target.value))}
            >
              <option value="">Anybody</option>
              {people.map(name => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <p className={styles.row}>
        <span className={styles.total} role="status">
          {sifted.length === 1 ? "1 change" : `${sifted.length} changes`}
        </span>
        <CopyButton words={words} kind="quiet">
          Copy as Markdown
        </CopyButton>
      </p>
      <ol className={styles.changes} aria-label="Changes">
        {sifted.map(change => (
          <li key={change.key} data-kind={change.kind}>
            <button type="button" className={styles.change} onClick={() => onJump(change)}>
              <span className={styles.changeTitle}>{change.title}</span>
              <span className={styles.facts}>
                {[...change.badges, change.by && `by ${change.by}`].filter(Boolean).join(" · ")}
              </span>
            </button>
            {change.card && onRestoreCard && (
              <button type="button" className={styles.restore} onClick={() => onRestoreCard(change)}>
                Restore<span className={said.said}> {change.title}</span>
              </button>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}

function withBlock({ block: _, ...rest }: Sieve, block: BlockId | ""): Sieve {
  return block === "" ? rest : { ...rest, block }
}

function withPerson({ by: _, ...rest }: Sieve, by: string): Sieve {
  return by === "" ? rest : { ...rest, by }
}
