// The part of the HTTP interface by which a canvas leaves in other formats and files are read before they come in.
// Rules EX1, IN1.
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

/** What is in a file, before anything of it is written. */
export interface ImportPreview {
  /** What the file was taken for, in words for people. */
  kind: string
  /** What would be written: a new room takes it as it is, an open one adds it or puts it in place of what it has. */
  file: CanvasFile
  /** What could not be placed, a line each with where it went or that it is left out. */
  remarks: string[]
}

export const formatPaths = {
  /** GET with ExportQuery → the file */
  export: (room: RoomId): string => `/api/rooms/${room}/export`,
  /** POST the file's bytes, its name in `?name=` → ImportPreview; writes nothing */
  preview: "/api/imports/preview",
  /** GET → the JSON Schema of canvas files */
  schema: "/api/schemas/canvas-file.json",
} as const
