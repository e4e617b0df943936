// "Take my room with me": the room in every format, what it was in its versions, and a line on what each file is for.
// The same room gives the same bytes, whatever clock and country the server has. Rule EX10.
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from "fflate"
import type { ExportFormat } from "../../shared/formats-api.ts"
import type { VersionContent } from "../../shared/versions-api.ts"
import { titleOf } from "./foot-words.ts"
import type { Exporter, ExportSource } from "./format.ts"

export type SingleFormat = Exclude<ExportFormat, "zip">

/** In the order in which they are listed, with what each is for. */
const uses: Record<SingleFormat, string> = {
  json: "everything of the canvas; Ninefold reads it and loses nothing",
  markdown: "the canvas and the commentary as text; Ninefold reads this too",
  csv: "the cards as a table, for spreadsheets",
  html: "the room as a page for any browser, without a network",
  pdf: "the board and the commentary for printing",
  svg: "the board as a drawing",
  png: "the board as a picture",
  docx: "the room as a document for word processors",
  pptx: "the board as slides",
}
/** Made of compressed parts already. */
const packed: ReadonlySet<SingleFormat> = new Set(["png", "pdf", "docx", "pptx"])

export function zipOf(exporters: Record<SingleFormat, () => Promise<Exporter>>): Exporter {
  return {
    mediaType: "application/zip",
    extension: ".zip",
    async write(source, options) {
      const entries: Zippable = {}
      const lines: string[] = []
      for (const format of Object.keys(uses) as SingleFormat[]) {
        const { extension, write } = await exporters[format]()
        const name = `room${extension}`
        const bytes = await write(format === "json" ? source : onBoard(source), options)
        const isOffice = format === "docx" || format === "pptx"
        entries[name] = [isOffice ? madeAt(bytes, source.at) : bytes, { level: packed.has(format) ? 0 : 6 }]
        lines.push(`${name}  ${uses[format]}`)
      }
      for (const version of source.versions ?? []) entries[nameOf(version)] = asJson(version)
      if (source.versions?.length)
        lines.push("versions/  what the room was; each file is a canvas of its own")
      entries["read-me.txt"] = strToU8(`${titleOf(source)}\n\n${lines.join("\n")}\n`)
      return zipSync(entries, { mtime: wallClock(source.at) })
    },
  }
}

const onBoard = (source: ExportSource): ExportSource => ({
  ...source,
  canvas: { ...source.canvas, cards: source.canvas.cards.filter(({ gone }) => gone === undefined) },
})

/** Sorts by time; the id keeps two of one minute apart. */
function nameOf({ version: { at, id } }: VersionContent): string {
  const minute = new Date(at).toISOString().slice(0, 16).replace("T", "-").replace(":", "")
  return `versions/${minute}-${id}.canvas.json`
}

/** The canvas file itself, with what is known of the version beside it; readers of canvases pass over that. */
const asJson = ({ version, canvas }: VersionContent): Uint8Array =>
  strToU8(`${JSON.stringify({ ...canvas, keptAs: version }, null, 2)}\n`)

/** Documents of the office family note when they were made, by the clock of who made them: here by the room's. */
function madeAt(document: Uint8Array, at: number): Uint8Array {
  const files = unzipSync(document)
  const about = files["docProps/core.xml"]
  if (about)
    files["docProps/core.xml"] = strToU8(
      strFromU8(about).replace(
        /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
        `$1${new Date(at).toISOString()}`,
      ),
    )
  return zipSync(files, { mtime: wallClock(at) })
}

/** Archives keep the time as a clock on a wall shows it: that of Greenwich. */
function wallClock(at: number): Date {
  const utc = new Date(at)
  return new Date(
    utc.getUTCFullYear(),
    utc.getUTCMonth(),
    utc.getUTCDate(),
    utc.getUTCHours(),
    utc.getUTCMinutes(),
  )
}
