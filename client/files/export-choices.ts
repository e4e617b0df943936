// The formats a room can leave in: what each is called, what it is good for, and which of the other choices mean
// something with it.
import type { ExportFormat, ExportQuery, Paper } from "../../shared/formats-api.ts"
import type { VersionId } from "../../shared/ids.ts"

export interface FormatChoice {
  format: ExportFormat
  name: string
  about: string
  hasPaper?: true
  hasTheme?: true
  hasScale?: true
  hasComments?: true
  /** Where names stand besides the comments. */
  hasAuthors?: true
}

/** Those for people first, those that lose nothing last. */
export const formatChoices: readonly [FormatChoice, ...FormatChoice[]] = [
  { format: "pdf", name: "PDF", about: "To print or to send", hasPaper: true, hasComments: true },
  { format: "docx", name: "Word", about: "To go on writing", hasPaper: true, hasComments: true },
  { format: "pptx", name: "PowerPoint", about: "To present" },
  { format: "png", name: "Picture (PNG)", about: "The board, to paste", hasTheme: true, hasScale: true },
  { format: "svg", name: "Drawing (SVG)", about: "The board, sharp at any size", hasTheme: true },
  { format: "html", name: "Web page", about: "One file, opens without a network", hasComments: true },
  { format: "markdown", name: "Markdown", about: "Plain text, comes back by import", hasComments: true },
  { format: "csv", name: "Table (CSV)", about: "The cards, a row each", hasAuthors: true },
  {
    format: "json",
    name: "Canvas file",
    about: "Loses nothing, comes back by import",
    hasComments: true,
    hasAuthors: true,
  },
  {
    format: "zip",
    name: "Everything",
    about: "All formats in one archive",
    hasPaper: true,
    hasComments: true,
    hasAuthors: true,
  },
]

/** What somebody has chosen in the dialog. */
export interface Chosen {
  format: FormatChoice
  paper: Paper
  theme: "light" | "dark"
  scale: 1 | 2 | 4
  /** Absent for the room as it is now. */
  version?: VersionId
  comments: boolean
  names: boolean
}

export const paperNames: Record<Paper, string> = { a4: "A4", letter: "US Letter", a3: "A3" }

/** Whether names of people would stand in the file at all. */
export const mayHaveNames = ({ format, comments }: Chosen): boolean =>
  format.hasAuthors === true || (format.hasComments === true && comments)

/** What is asked of the server: only what means something with the format. */
export function queryOf({ format, paper, theme, scale, version, comments, names }: Chosen): ExportQuery {
  return {
    format: format.format,
    ...(version !== undefined && { version }),
    ...(format.hasPaper && { paper }),
    ...(format.hasTheme && { theme }),
    ...(format.hasScale && { scale }),
    ...(format.hasComments && { comments }),
    names,
  }
}
