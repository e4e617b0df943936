// The text of a page → a canvas, as when it is pasted: shared/model/parse.ts reads it, this says what it could not place.
import { parsePage } from "../../shared/model/parse.ts"
import { MAX_PAGE_LENGTH } from "../../shared/protocol/limits.ts"
import type { ReadContext, ReadFile } from "./format.ts"

export function readPage(text: string, { template, newCardId }: ReadContext): ReadFile {
  if (text.length > MAX_PAGE_LENGTH)
    return { ok: false, fault: `A page may have up to ${MAX_PAGE_LENGTH} characters.` }
  const page = parsePage(text, template, { newCardId })
  if (!page.ok) return page
  const { canvas, notPlaced } = page
  return {
    ok: true,
    canvas,
    remarks: notPlaced.map(line => `At the end of the commentary, for want of a place: ${line}`),
  }
}
