// "Take my room with me" comes back: of the archive its canvas file is read, which loses nothing of the canvas. The rest
// of it was made from that, or belongs to the room it came from.
import { decodeText } from "./decode-text.ts"
import { type Entry, inflateAll } from "./unzip.ts"

export type FoundCanvas = { ok: true; text: string; remarks: string[] } | { ok: false; fault: string }

/** The text of the archive's canvas file. */
export function canvasInZip(archive: Uint8Array, entries: readonly Entry[]): FoundCanvas {
  const files = entries.filter(({ name }) => !name.endsWith("/"))
  const [canvas] = files
    .filter(({ name }) => /(?:^|[./])canvas\.json$/i.test(name))
    // Versions lie in a folder of their own; the canvas as it is lies above them.
    .sort((a, b) => depthOf(a) - depthOf(b))
  if (!canvas) return { ok: false, fault: faultOf(files) }
  const inflated = inflateAll(archive, [canvas])
  if (!inflated.ok) return inflated
  const [bytes = new Uint8Array()] = inflated.files
  const decoded = decodeText(bytes)
  if (!decoded.ok) return { ok: false, fault: `"${canvas.name}" in the archive is no text.` }
  const others = files.length - 1
  return {
    ok: true,
    text: decoded.text,
    remarks:
      others > 0 ? [`Only "${canvas.name}" is read of the archive; what else is in it is left out.`] : [],
  }
}

const depthOf = ({ name }: Entry): number => name.split("/").length

function faultOf(files: readonly Entry[]): string {
  const has = (pattern: RegExp) => files.some(({ name }) => pattern.test(name))
  if (has(/^ppt\//))
    return "This is a PowerPoint presentation, which cannot be read. A Word document or text can."
  if (has(/^xl\//)) return "This is an Excel workbook, which cannot be read. Save the sheet as CSV."
  if (has(/^content\.xml$/)) return "This is an OpenDocument file, which cannot be read. Save it as .docx."
  if (has(/\.(?:zip|docx)$/i))
    return "There is an archive within this archive. Unpack it and choose the file itself."
  return "There is no canvas file (canvas.json) in this archive."
}
