// What a file or a pasted text would become, asked of the server: a file at once, a text when its writer pauses. What
// was asked before is given up with each new question, so that an old answer never stands beside a new text.
import { useCallback, useEffect, useRef, useState } from "react"
import type { ImportPreview } from "../../shared/formats-api.ts"
import { MAX_IMPORT_BYTES } from "../../shared/protocol/limits.ts"
import { whyNot } from "../api.ts"
import { previewFile, type Upload } from "./requests.ts"

export type Reading =
  | { state: "empty" }
  | { state: "reading"; name: string }
  | { state: "read"; name: string; upload: Upload; preview: ImportPreview }
  | { state: "refused"; name: string; fault: string }

export interface Reader {
  reading: Reading
  /** The text that was typed or pasted; "" while there is a file. */
  text: string
  readText(text: string): void
  readFile(file: File): void
  /** Back to nothing. */
  clear(): void
}

/** While somebody types or pastes on, the text is not read over and over. */
const READ_AFTER_MS = 250

export function usePreview(): Reader {
  const [text, setText] = useState("")
  const [reading, setReading] = useState<Reading>({ state: "empty" })
  const givesUp = useRef<() => void>(undefined)
  useEffect(() => () => givesUp.current?.(), [])

  const ask = useCallback((file: Blob | undefined, name: string, afterMs: number) => {
    givesUp.current?.()
    if (!file) return setReading({ state: "empty" })
    if (file.size > MAX_IMPORT_BYTES) {
      const most = MAX_IMPORT_BYTES / 1024 / 1024
      return setReading({ state: "refused", name, fault: `A file may have up to ${most} MB.` })
    }
    const controller = new AbortController()
    const timer = setTimeout(() => void read({ file, name }, controller.signal, setReading), afterMs)
    givesUp.current = () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [])

  return {
    reading,
    text,
    readText: useCallback(
      words => {
        setText(words)
        ask(words.trim() === "" ? undefined : new Blob([words]), "", READ_AFTER_MS)
      },
      [ask],
    ),
    readFile: useCallback(
      file => {
        setText("")
        ask(file, file.name, 0)
      },
      [ask],
    ),
    clear: useCallback(() => {
      setText("")
      ask(undefined, "", 0)
    }, [ask]),
  }
}

async function read(upload: Upload, signal: AbortSignal, say: (reading: Reading) => void): Promise<void> {
  const { name } = upload
  say({ state: "reading", name })
  const answer = await previewFile(upload, signal).catch(() => undefined)
  // Given up: something else has been asked since.
  if (!answer || signal.aborted) return
  if (answer.ok) say({ state: "read", name, upload, preview: answer.value })
  else say({ state: "refused", name, fault: whyNot(answer) })
}
