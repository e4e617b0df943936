// What every exporter and every reader is given and gives: one file a format beside this one, pure but for fonts read
// from packages, run in a worker. Exporters see plain data only, already without what the asker may not see; readers
// (`*-in.ts`) are given what may come from anywhere, and never throw.
import type { Paper } from "../../shared/formats-api.ts"
import { CARD_ID_LENGTH, type CardId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import type { Thread } from "../../shared/model/discussion.ts"
import type { FoundTalk, TalkContext } from "../../shared/model/discussion-file.ts"
import type { Standings } from "../../shared/model/standing.ts"
import type { Version, VersionContent } from "../../shared/versions-api.ts"

export interface ExportSource {
  /** Cards in order; archived ones are in it for those formats that lose nothing (json, zip) only. */
  canvas: Canvas
  /** Absent where the room is exported as it is now. */
  version?: { name: string; at: number }
  /** Absent where comments were not asked for or may not be seen. */
  threads?: readonly Thread[]
  /** Where the words of threads stand in the canvas; absent where that is a version, of which it is not known. */
  standings?: Standings
  /** What the room was, newest first; in it for everything (zip), and for those who may see it. */
  versions?: readonly VersionContent[]
  /** The names of those who are in `threads`; none where names may not stand in the file. */
  names: ReadonlyMap<string, string>
  /** Those of them who came with a file: what people read says so. */
  imported?: ReadonlySet<string>
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

/** A version of elsewhere. */
export interface PastVersion
  extends Pick<Version, "reason" | "name" | "note" | "by" | "at" | "people" | "counts"> {
  canvas: Canvas
}

/** What a reader makes of a file. */
export type ReadFile =
  | {
      ok: true
      canvas: Canvas
      /** What could not be placed as it was, a line each with where it went or that it is left out. */
      remarks: string[]
      /** What was said about it and what it was before, where the file is our own. */
      talk?: FoundTalk
      /** Newest first. */
      versions?: readonly PastVersion[]
    }
  /** A sentence for people: what is wrong, and what would do where that can be said. */
  | { ok: false; fault: string }

export interface ReadContext {
  /** Whose headings are looked for where a file names none of its own. */
  template: Template
  newCardId: () => CardId
}

/** What all reading of files goes by; nothing in one is later than now. */
export type ImportContext = TalkContext

export const newCardIdOf =
  ({ newId }: ImportContext) =>
  (): CardId =>
    newId(CARD_ID_LENGTH) as CardId
