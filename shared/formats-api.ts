// The part of the HTTP interface by which a canvas leaves in other formats and files are read before they come in.
// Rules EX1, IN1.
import { countOf } from "./counted.ts"
import type { RoomId, VersionId } from "./ids.ts"
import type { CanvasFile } from "./model/canvas-file.ts"

export const exportFormats = [
  "json",
  "markdown",
  "pdf",
  "svg",
  "png",
  "docx",
  "pptx",
  "html",
  "csv",
  "zip",
] as const
export type ExportFormat = (typeof exportFormats)[number]

export const papers = ["a4", "letter", "a3"] as const
export type Paper = (typeof papers)[number]

/** The query of an export; what is absent has the value given here. */
export interface ExportQuery {
  format: ExportFormat
  /** now */
  version?: VersionId
  /** "a4" */
  paper?: Paper
  /** "light" */
  theme?: "light" | "dark"
  /** 2; pixels per CSS pixel of a PNG */
  scale?: 1 | 2 | 4
  /** false */
  comments?: boolean
  /** true */
  names?: boolean
}

/** What a file holds behind its canvas: what was said about it, and what it was before. */
export interface Along {
  threads: number
  comments: number
  versions: number
}

/** "12 threads, 40 comments and 7 versions"; "" where there is nothing. */
export function alongInWords({ threads, comments, versions }: Along): string {
  const said = threads > 0 ? [countOf(threads, "thread"), countOf(comments, "comment")] : []
  const parts = [...said, ...(versions > 0 ? [countOf(versions, "version")] : [])]
  const last = parts.at(-1) ?? ""
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`
}

/** What of it a new room takes along. */
export interface Wanted {
  /** What was said, by people who are marked as imported. */
  comments: boolean
  /** What it was before, as versions. */
  versions: boolean
}

/** What is in a file, before anything of it is written. */
export interface ImportPreview {
  /** What the file was taken for, in words for people. */
  kind: string
  /** What would be written: a new room takes it as it is, an open one adds it or puts it in place of what it has. */
  file: CanvasFile
  /** Comes along where the file becomes a room of its own, and stays out of one that is open. */
  along: Along
  /** What could not be placed, a line each with where it went or that it is left out. */
  remarks: string[]
}

export const formatPaths = {
  /** GET with ExportQuery → the file */
  export: (room: RoomId): string => `/api/rooms/${room}/export`,
  /** POST the file's bytes, its name in `?name=` → ImportPreview; writes nothing */
  preview: "/api/imports/preview",
  /** POST the file's bytes, its name in `?name=` and what is not wanted as `false` → CreatedRoom (201) */
  newRoom: "/api/imports/room",
  /** GET → the JSON Schema of canvas files */
  schema: "/api/schemas/canvas-file.json",
} as const
