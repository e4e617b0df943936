// A canvas as its own file, `*.canvas.json`: the form that loses nothing and that comes back equal. What was said about
// it stands behind it, where it was asked for: a new room can take that along. Rules EX2, EX3.
import { type CanvasFile, toCanvasFile } from "../../shared/model/canvas-file.ts"
import { type TalkInFile, toTalkInFile } from "../../shared/model/discussion-file.ts"
import type { Exporter, ExportSource } from "./format.ts"

/** A canvas file with the discussion it was exported with. */
export interface DiscussedFile extends CanvasFile, Partial<TalkInFile> {}

export const json: Exporter = {
  mediaType: "application/json",
  extension: ".canvas.json",
  write: source => new TextEncoder().encode(`${JSON.stringify(discussedFile(source), null, 2)}\n`),
}

export function discussedFile({ canvas, threads, standings, names }: ExportSource): DiscussedFile {
  return { ...toCanvasFile(canvas), ...(threads && toTalkInFile(threads, standings ?? new Map(), names)) }
}
