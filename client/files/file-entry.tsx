// Where a file comes in: chosen, dropped, or the text of a page pasted. Every way has words and keys; dropping is a
// shortcut.
import FileUp from "lucide-react/icons/file-up"
import { useId, useRef, useState } from "react"
import { Button } from "../ui/button.tsx"
import styles from "./files.module.css"
import type { Reader } from "./use-preview.ts"

/** What the reader can do something with, so that a phone offers those first. */
const ACCEPTED =
  ".json,.leancanvas,.zip,.docx,.md,.markdown,.csv,.tsv,.txt,.yjs,application/json,application/zip,text/plain,text/markdown,text/csv"

export function FileEntry({ reader, rows }: { reader: Reader; rows: number }) {
  const { reading, text, readText, readFile, clear } = reader
  const name = reading.state === "empty" ? "" : reading.name
  const [isOver, setOver] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const textId = useId()
  const take = (file: File | undefined) => file && readFile(file)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button that chooses a file.
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
      <div className={styles.choose}>
        <Button kind="plain" icon={FileUp} onPress={() => picker.current?.click()}>
          {name === "" ? "Choose a file" : "Choose another file"}
        </Button>
        {name === "" ? (
          <span className={styles.hint}>or drop it here, or paste its text</span>
        ) : (
          <>
            <span className={styles.label}>{name}</span>
            <Button onPress={clear}>Paste text instead</Button>
          </>
        )}
      </div>
      <input
        ref={picker}
        type="file"
        aria-label="File to import"
        accept={ACCEPTED}
        hidden
        onChange={event => {
          take(event.target.files?.[0])
          // The same file chosen again, after it was mended, is a change.
          event.target.value = ""
        }}
      />
      {name === "" && (
        <>
          <label htmlFor={textId} className={styles.label}>
            Text of the page
          </label>
          <textarea
            id={textId}
            className={styles.text}
            value={text}
            rows={rows}
            spellCheck={false}
            placeholder={"Key Partners\n• Term: explanation\n…"}
            onChange={event => readText(event.target.value)}
          />
        </>
      )}
    </div>
  )
}
