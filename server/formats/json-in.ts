// JSON files → a canvas: our own, which lose nothing, and those of others whose format is published.
import type { Template } from "../../shared/model/blocks.ts"
import { parseCanvasFile } from "../../shared/model/canvas-file.ts"
import { isRecord } from "../../shared/record.ts"
import type { ReadContext, ReadFile } from "./format.ts"
import { isLeanCanvas, readLeanCanvas } from "./leancanvas-in.ts"

export type ReadJson = { kind: string; read: ReadFile }

/** @param leanCanvas the template that `.leancanvas` files fill. */
export function readJson(text: string, context: ReadContext & { leanCanvas: Template }): ReadJson {
  const parsed = parse(text)
  if (!parsed.ok) return no("The file looks like JSON, but it is not whole. Save or download it again.")
  const { value } = parsed
  if (isLeanCanvas(value)) {
    const { leanCanvas: template, newCardId } = context
    return { kind: "Lean Canvas of Totally Lean", read: readLeanCanvas(value, { template, newCardId }) }
  }
  if (!isRecord(value) || !("format" in value))
    return no(
      "This JSON is of no format that is known here. Canvas files of Ninefold and .leancanvas files are.",
    )
  const file = parseCanvasFile(value, context)
  return { kind: "Canvas file of Ninefold", read: file.ok ? { ...file, remarks: leftOut(value) } : file }
}

/** Who said something in another room is nobody here. */
const leftOut = ({ threads }: Record<string, unknown>): string[] =>
  Array.isArray(threads) && threads.length > 0
    ? ["The comments in the file are left out: they belong to the people of the room it came from."]
    : []

const no = (fault: string): ReadJson => ({ kind: "JSON", read: { ok: false, fault } })

function parse(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    // The only way JSON.parse has to say that it is none.
    return { ok: false }
  }
}
