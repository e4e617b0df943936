// Which exporter writes which format. Each is loaded when it is first asked for: some bring fonts and layout engines of
// many megabytes, which a room that only ever leaves as Markdown need not wait for.
import type { ExportFormat } from "../../shared/formats-api.ts"
import type { Exporter } from "./format.ts"
import type { SingleFormat } from "./zip.ts"

const single: Record<SingleFormat, () => Promise<Exporter>> = {
  json: async () => (await import("./json.ts")).json,
  markdown: async () => (await import("./markdown.ts")).markdown,
  csv: async () => (await import("./csv.ts")).csv,
  html: async () => (await import("./html.ts")).html,
  pdf: async () => (await import("./pdf.ts")).pdf,
  svg: async () => (await import("./svg.ts")).svg,
  png: async () => (await import("./png.ts")).png,
  docx: async () => (await import("./docx.ts")).docx,
  pptx: async () => (await import("./pptx.ts")).pptx,
}

export const exporters: Record<ExportFormat, () => Promise<Exporter>> = {
  ...single,
  zip: async () => (await import("./zip.ts")).zipOf(single),
}
