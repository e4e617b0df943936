// What the foot of each page says: whose canvas it is by licence, which version this is, when it was.
import type { ExportSource } from "./format.ts"

const date = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
})
/** "24 November 2026", of the day in UTC: a server knows nobody's time zone. */
export const dateWords = (at: number): string => date.format(at)

export const attributionOf = ({ canvas }: Pick<ExportSource, "canvas">): string => canvas.template.attribution

/** The version's name and its date, or the date of the export. */
export function versionWords({ version, at }: Pick<ExportSource, "version" | "at">): string {
  if (!version) return dateWords(at)
  return version.name === "" ? dateWords(version.at) : `${version.name}, ${dateWords(version.at)}`
}

export const titleOf = ({ canvas }: Pick<ExportSource, "canvas">): string =>
  canvas.title === "" ? canvas.template.name : canvas.title
