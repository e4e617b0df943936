// The cards as a table that every spreadsheet opens: a row for each, with the block it stands in and its place there.
// Rule EX8.
import Papa from "papaparse"
import { plainText, splitTitle } from "../../shared/model/rich-text.ts"
import { filledBlocks } from "./board-cards.ts"
import { safeCell } from "./csv-cells.ts"
import type { Exporter, ExportSource } from "./format.ts"

/** The first row; the reader knows them by these names, and by others. */
export const columns = ["Block", "Order", "Title", "Detail", "Tag", "Author", "Created"] as const

/** By which programs of the office family know UTF-8, and so read every script. */
const BYTE_ORDER_MARK = "\ufeff"

export const csv: Exporter = {
  mediaType: "text/csv; charset=utf-8; header=present",
  extension: ".csv",
  write: source => new TextEncoder().encode(writeCsv(source)),
}

export function writeCsv({ canvas }: ExportSource): string {
  const names = new Map(canvas.tags.map(({ id, name }) => [id, name]))
  const rows = filledBlocks(canvas).flatMap(({ block, cards }) =>
    cards.map(({ text, tag, by, born }, i) => {
      const { title, detail } = parted(plainText(text))
      const created = born === 0 ? "" : isoTime(born)
      return [block.title, `${i + 1}`, title, detail, (tag && names.get(tag)) ?? "", by, created].map(
        safeCell,
      )
    }),
  )
  return `${BYTE_ORDER_MARK}${Papa.unparse([[...columns], ...rows], { quotes: true })}\r\n`
}

/** Where joining the two again would not give the same words, all of them are the title. */
function parted(words: string): { title: string; detail: string } {
  const [first = "", ...rest] = words.split("\n")
  const { title, detail } = splitTitle(first)
  const whole = { title, detail: [detail, ...rest].join("\n") }
  return detail !== "" && joined(whole) === words ? whole : { title: words, detail: "" }
}

/** A card's words, from the two cells they were parted into. */
export const joined = ({ title, detail }: { title: string; detail: string }): string =>
  title !== "" && detail !== "" ? `${title}: ${detail}` : title + detail

function isoTime(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? "" : date.toISOString()
}
