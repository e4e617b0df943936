// "Import a page": text is pasted or a file dropped, what was recognised is shown at once, then a room is made of it.
import FileUp from "lucide-react/icons/file-up"
import { useId, useRef, useState } from "react"
import { Button } from "../ui/button.tsx"
import home from "./home-page.module.css"
import styles from "./import-panel.module.css"
import type { Recognised, Recognition } from "./recognise.ts"
import type { RoomMaker } from "./use-create-room.ts"
import { useRecognition } from "./use-recognition.ts"

export function ImportPanel({ maker }: { maker: RoomMaker }) {
  const [text, setText] = useState("")
  const [isOver, setOver] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const recognition = useRecognition(text)
  const textId = useId()
  const take = (file: File | undefined) => void file?.text().then(setText)
  return (
    <section aria-labelledby="import" className={home.section}>
      <h2 id="import" className={home.heading}>
        Import a page
      </h2>
      <p className={home.about}>
        Paste an article with a business model in it, or drop a text or a canvas file. You see what was
        recognised before anything is made.
      </p>
      <div className={styles.panel}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button that chooses a file. */}
        <div
          className={styles.entry}
          data-over={isOver || undefined}
          onDragOver={event => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={event => {
            setOver(false)
            if (event.dataTransfer.files.length === 0) return
            event.preventDefault()
            take(event.dataTransfer.files[0])
          }}
        >
          <label htmlFor={textId} className={styles.label}>
            Text of the page
          </label>
          <textarea
            id={textId}
            className={styles.text}
            value={text}
            rows={9}
            spellCheck={false}
            placeholder={"Key Partners\n• Term: explanation\n…"}
            onChange={event => setText(event.target.value)}
          />
          <input
            ref={picker}
            type="file"
            accept=".txt,.md,.json,text/plain,application/json"
            hidden
            onChange={event => take(event.target.files?.[0])}
          />
          <Button kind="plain" icon={FileUp} onPress={() => picker.current?.click()}>
            Choose a file
          </Button>
        </div>
        <div className={styles.preview} aria-live="polite">
          <Preview recognition={recognition} />
          {recognition?.ok && (
            <Button
              kind="primary"
              disabled={maker.isCreating}
              onPress={() => void maker.create(recognition.recognised.source)}
            >
              Create the room
            </Button>
          )}
        </div>
      </div>
    </section>
  )
}

function Preview({ recognition }: { recognition: Recognition | undefined }) {
  if (!recognition) return <p className={styles.hint}>What is recognised appears here.</p>
  if (!recognition.ok) return <p className={styles.fault}>{recognition.fault}</p>
  return <Found recognised={recognition.recognised} />
}

function Found({ recognised }: { recognised: Recognised }) {
  const { title, blocks, sections, tableRows, notPlaced } = recognised
  const cards = blocks.reduce((sum, block) => sum + block.cards, 0)
  return (
    <>
      <h3 className={styles.title}>{title || "Untitled canvas"}</h3>
      <p>
        {count(cards, "card")} in {count(blocks.filter(block => block.cards > 0).length, "block")},{" "}
        {count(sections.length, "section")}, {count(tableRows, "table row")}
      </p>
      <dl className={styles.blocks}>
        {blocks.map(block => (
          <div key={block.title}>
            <dt>{block.title}</dt>
            <dd>{block.cards}</dd>
          </div>
        ))}
      </dl>
      {notPlaced.length > 0 && (
        <details>
          <summary>
            {count(notPlaced.length, "line")} without a place, kept at the end of the commentary
          </summary>
          <ul className={styles.strays}>
            {notPlaced.map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines are fixed, and two may be the same.
              <li key={i}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`
