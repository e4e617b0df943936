// Which exporter writes which format. Each is loaded when it is first asked for: some bring fonts and layout engines of
// many megabytes, which a room that only ever leaves as Markdown need not wait for.
import type { ExportFormat } from "../../shared/formats-api.ts"
import type { Exporter } from "./format.ts"

export const exporters: Partial<Record<ExportFormat, () => Promise<Exporter>>> = {
  json: async () => (await import("./json.ts")).json,
  pdf: async () => (await import("./pdf.ts")).pdf,
  svg: async () => (await import("./svg.ts")).svg,
  png: async () => (await import("./png.ts")).png,
  docx: async () => (await import("./docx.ts")).docx,
  pptx: async () => (await import("./pptx.ts")).pptx,
  csv: async () => (await import("./csv.ts")).csv,
  html: async () => (await import("./html.ts")).html,
  markdown: async () => (await import("./markdown.ts")).markdown,
}
