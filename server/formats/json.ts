// A canvas as its own file, `*.canvas.json`: the form that loses nothing and that comes back equal. What was said about
// it stands behind it, where it was asked for; readers of the canvas pass over that. Rules EX2, EX3.
import { type CanvasFile, toCanvasFile } from "../../shared/model/canvas-file.ts"
import type { Thread } from "../../shared/model/discussion.ts"
import type { Exporter, ExportSource } from "./format.ts"

/** A canvas file with the discussion it was exported with. */
export interface DiscussedFile extends CanvasFile {
  threads?: readonly Thread[]
  /** The names of those in `threads`; empty where names were not to stand in the file. */
  people?: Record<string, string>
}

export const json: Exporter = {
  mediaType: "application/json",
  extension: ".canvas.json",
  write: source => new TextEncoder().encode(`${JSON.stringify(discussedFile(source), null, 2)}\n`),
}

export function discussedFile({ canvas, threads, names }: ExportSource): DiscussedFile {
  const file = toCanvasFile(canvas)
  return threads ? { ...file, threads, people: Object.fromEntries(names) } : file
}
