// One export from question to file: the worker's whole work, callable without one by whoever has no server to stall.
import { type ExportQuestion, exportSource } from "./export-source.ts"
import { exporters } from "./registry.ts"

export type WrittenExport =
  | {
      kind: "written"
      bytes: Uint8Array<ArrayBuffer>
      mediaType: string
      /** With the dot. */
      extension: string
      title: string
    }
  /** What is stored holds no canvas. */
  | { kind: "unreadable" }

export async function writeExport(question: ExportQuestion): Promise<WrittenExport> {
  const source = exportSource(question)
  if (!source) return { kind: "unreadable" }
  const { mediaType, extension, write } = await exporters[question.format]()
  const written = await write(source, question.options)
  // A copy of its own: what packages hand out may be a view of memory they share.
  return { kind: "written", bytes: new Uint8Array(written), mediaType, extension, title: source.canvas.title }
}
