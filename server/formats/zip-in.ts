// "Take my room with me" comes back: of the archive its canvas file is read, which loses nothing, and the versions beside
// it. The rest of it was made from these.
import { decodeText } from "./decode-text.ts"
import { type Entry, inflateAll } from "./unzip.ts"

export type FoundCanvas =
  | {
      ok: true
      /** Of the canvas file. */
      text: string
      /** How many bytes it has in UTF-8 or whatever it is in. */
      size: number
      /** The files in the folder of the versions. */
      versions: Entry[]
      remarks: string[]
    }
  | { ok: false; fault: string }

/** The archive's canvas file, and where its versions are. */
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
  const folder = canvas.name.replace(/[^/]*$/, "versions/")
  const versions = files.filter(({ name }) => name.startsWith(folder) && name !== canvas.name)
  const others = files.filter(file => !versions.includes(file) && !isMadeOf(canvas, file))
  const beside = versions.length > 0 ? " and its versions are" : " is"
  return {
    ok: true,
    text: decoded.text,
    size: canvas.size,
    versions,
    remarks:
      others.length > 0
        ? [`Only "${canvas.name}"${beside} read of the archive; what else is in it is left out.`]
        : [],
  }
}

/** The canvas file, the same in other formats, and the line on what is what: of these nothing is left out. */
function isMadeOf({ name: canvas }: Entry, { name }: Entry): boolean {
  const title = canvas.replace(/canvas\.json$/i, "")
  const isSameRoom = title.endsWith(".") && name.startsWith(title)
  return name === canvas || isSameRoom || name === canvas.replace(/[^/]*$/, "read-me.txt")
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
