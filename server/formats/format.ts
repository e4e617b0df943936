// What every exporter and every reader is given and gives: one file a format beside this one, pure but for fonts read
// from packages, run in a worker. Exporters see plain data only, already without what the asker may not see; readers
// (`*-in.ts`) are given what may come from anywhere, and never throw.
import type { Paper } from "../../shared/formats-api.ts"
import type { CardId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import type { Thread } from "../../shared/model/discussion.ts"
import type { VersionContent } from "../../shared/versions-api.ts"

export interface ExportSource {
  /** Cards in order; archived ones are in it for those formats that lose nothing (json, zip) only. */
  canvas: Canvas
  /** Absent where the room is exported as it is now. */
  version?: { name: string; at: number }
  /** Absent where comments were not asked for or may not be seen. */
  threads?: readonly Thread[]
  /** What the room was, newest first; in it for everything (zip), and for those who may see it. */
  versions?: readonly VersionContent[]
  /** The names of those who are in `threads`; none where names may not stand in the file. */
  names: ReadonlyMap<string, string>
  /** Whether the names of people may stand in the file. */
  withNames: boolean
  /** When the export is made, ms since 1970. */
  at: number
}

export interface ExportOptions {
  paper: Paper
  theme: "light" | "dark"
  scale: 1 | 2 | 4
}

export interface Exporter {
  mediaType: string
  /** With the dot, such as ".canvas.json". */
  extension: string
  write(source: ExportSource, options: ExportOptions): Uint8Array | Promise<Uint8Array>
}

/** What a reader makes of a file. */
export type ReadFile =
  | {
      ok: true
      canvas: Canvas
      /** What could not be placed as it was, a line each with where it went or that it is left out. */
      remarks: string[]
    }
  /** A sentence for people: what is wrong, and what would do where that can be said. */
  | { ok: false; fault: string }

export interface ReadContext {
  /** Whose headings are looked for where a file names none of its own. */
  template: Template
  newCardId: () => CardId
}
