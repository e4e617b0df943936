// "Import a page": text is pasted or a file dropped, what was recognised is shown at once, then a room is made of it.
import FileUp from "lucide-react/icons/file-up"
import { useEffect, useId, useRef, useState } from "react"
import type { Template } from "../../shared/model/blocks.ts"
import { MAX_BODY_BYTES } from "../../shared/protocol/limits.ts"
import { getTemplates } from "../api.ts"
import { Button } from "../ui/button.tsx"
import home from "./home-page.module.css"
import styles from "./import-panel.module.css"
import type { Recognised, Recognition } from "./recognise.ts"
import type { RoomMaker } from "./use-create-room.ts"

/** The template whose headings pages have. */
const PAGE_TEMPLATE = "business-model-canvas"
/** While somebody types or pastes on, the text is not read over and over. */
const READ_AFTER_MS = 150

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

function useRecognition(text: string): Recognition | undefined {
  const [recognition, setRecognition] = useState<Recognition>()
  const template = useRef<Promise<Template | undefined>>(undefined)
  useEffect(() => {
    if (text.trim() === "") return setRecognition(undefined)
    let isOver = false
    const read = async () => {
      template.current ??= pageTemplate()
      const [{ recognise }, known] = await Promise.all([import("./recognise.ts"), template.current])
      if (isOver) return
      // Asked for again with the next change, should the server have been away.
      if (!known) template.current = undefined
      setRecognition(recogniseWith(text, known, recognise))
    }
    const timer = setTimeout(() => void read(), READ_AFTER_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [text])
  return recognition
}

async function pageTemplate(): Promise<Template | undefined> {
  const answer = await getTemplates()
  return answer.ok ? answer.value.find(template => template.id === PAGE_TEMPLATE) : undefined
}

function recogniseWith(
  text: string,
  template: Template | undefined,
  recognise: (text: string, template: Template) => Recognition,
): Recognition {
  if (!template) return { ok: false, fault: "The server does not answer; try again in a moment." }
  // Leaves room for what JSON adds around and within the text.
  if (text.length > MAX_BODY_BYTES / 2)
    return { ok: false, fault: "This text is longer than a room can take at once." }
  return recognise(text, template)
}
