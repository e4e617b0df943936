// JSON files → a canvas: our own, which lose nothing, and those of others whose format is published.
import type { Template } from "../../shared/model/blocks.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { parseCanvasFile } from "../../shared/model/canvas-file.ts"
import { parseTalk } from "../../shared/model/discussion-file.ts"
import { parseJson } from "../../shared/parse-json.ts"
import { isRecord } from "../../shared/record.ts"
import { type ImportContext, newCardIdOf, type ReadFile } from "./format.ts"
import { isLeanCanvas, readLeanCanvas } from "./leancanvas-in.ts"

export type ReadJson = { kind: string; read: ReadFile }

/** @param leanCanvas the template that `.leancanvas` files fill. */
export function readJson(text: string, leanCanvas: Template, context: ImportContext): ReadJson {
  const parsed = parseJson(text)
  if (!parsed.ok) return no("The file looks like JSON, but it is not whole. Save or download it again.")
  const { value } = parsed
  if (isLeanCanvas(value)) {
    const read = readLeanCanvas(value, { template: leanCanvas, newCardId: newCardIdOf(context) })
    return { kind: "Lean Canvas of Totally Lean", read }
  }
  if (!isRecord(value) || !("format" in value))
    return no(
      "This JSON is of no format that is known here. Canvas files of Ninefold and .leancanvas files are.",
    )
  const file = parseCanvasFile(value, { newCardId: newCardIdOf(context) })
  return { kind: "Canvas file of Ninefold", read: file.ok ? withTalk(file.canvas, value, context) : file }
}

function withTalk(canvas: Canvas, file: Record<string, unknown>, context: ImportContext): ReadFile {
  const talk = parseTalk(file, context)
  return { ok: true, canvas, talk, remarks: talk.remarks }
}

const no = (fault: string): ReadJson => ({ kind: "JSON", read: { ok: false, fault } })
