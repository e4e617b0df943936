// What a text would become, read anew whenever it changes: fetches the parsers when there is something to parse, and the
// template whose headings are looked for.
import { useEffect, useRef, useState } from "react"
import type { Template } from "../../shared/model/blocks.ts"
import { MAX_BODY_BYTES } from "../../shared/protocol/limits.ts"
import { getTemplates } from "../api.ts"
import type { Recognition } from "./recognise.ts"

/** The template whose headings pages have. */
const PAGE_TEMPLATE = "business-model-canvas"
/** While somebody types or pastes on, the text is not read over and over. */
const READ_AFTER_MS = 150

/** @returns undefined for an empty text, and until the first reading is done. */
export function useRecognition(text: string): Recognition | undefined {
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
