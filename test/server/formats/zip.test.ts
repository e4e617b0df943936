// Everything of a room in one archive.
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate"
import { expect, test } from "vitest"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import type { Exporter, ExportSource } from "../../../server/formats/format.ts"
import { json } from "../../../server/formats/json.ts"
import { readAny } from "../../../server/formats/read-any.ts"
import { exporters } from "../../../server/formats/registry.ts"
import { type SingleFormat, zipOf } from "../../../server/formats/zip.ts"
import { type ExportFormat, exportFormats } from "../../../shared/formats-api.ts"
import type { VersionId } from "../../../shared/ids.ts"
import { type CanvasFile, toCanvasFile } from "../../../shared/model/canvas-file.ts"
import type { VersionContent } from "../../../shared/versions-api.ts"

const options = { paper: "a4", theme: "light", scale: 1 } as const
const example = exampleCanvas()
const [first, ...others] = example.cards
const archived = { ...first, gone: 5 } as (typeof others)[number]
const version = (at: number, id: string): VersionContent => ({
  version: {
    id: id as VersionId,
    reason: "kept",
    name: "Before the summer",
    note: "",
    at,
    seq: 1,
    counts: { cards: 30, words: 400 },
    people: [],
    isShared: false,
  },
  canvas: toCanvasFile(example),
})
const source: ExportSource = {
  canvas: { ...example, cards: [...others, archived] },
  versions: [
    version(Date.UTC(2026, 5, 1, 9, 5), "b".repeat(12)),
    version(Date.UTC(2026, 5, 1, 9, 5), "a".repeat(12)),
  ],
  threads: [],
  names: new Map(),
  withNames: true,
  at: Date.UTC(2026, 10, 24, 12),
}

/** Formats that take long to write are told from what they were given. */
const told = (format: ExportFormat, extension: string) => async (): Promise<Exporter> => ({
  mediaType: "text/plain",
  extension,
  write: ({ canvas }) => new TextEncoder().encode(`${format} of ${canvas.cards.length} cards`),
})
/** Those are archives themselves, and say when they were made. */
const office = (extension: string) => async (): Promise<Exporter> => ({
  mediaType: "application/zip",
  extension,
  write: () =>
    zipSync({ "docProps/core.xml": strToU8("<dcterms:created>2020-01-01T00:00:00Z</dcterms:created>") }),
})
const quick: Record<SingleFormat, () => Promise<Exporter>> = {
  json: async () => json,
  markdown: told("markdown", ".md"),
  csv: told("csv", ".csv"),
  html: told("html", ".html"),
  pdf: told("pdf", ".pdf"),
  svg: told("svg", ".svg"),
  png: told("png", ".png"),
  docx: office(".docx"),
  pptx: office(".pptx"),
}

test("[EX10] the archive has the room in every format, its versions, and says what is what", async () => {
  const files = unzipSync(await zipOf(quick).write(source, options))

  expect(Object.keys(files)).toEqual([
    "room.canvas.json",
    "room.md",
    "room.csv",
    "room.html",
    "room.pdf",
    "room.svg",
    "room.png",
    "room.docx",
    "room.pptx",
    `versions/2026-06-01-0905-${"b".repeat(12)}.canvas.json`,
    `versions/2026-06-01-0905-${"a".repeat(12)}.canvas.json`,
    "read-me.txt",
  ])
  const file = JSON.parse(strFromU8(files["room.canvas.json"] ?? new Uint8Array())) as CanvasFile & {
    threads: unknown
  }
  expect(
    Object.values(file.blocks)
      .flat()
      .filter(({ gone }) => gone !== undefined),
  ).toHaveLength(1)
  expect(file.threads).toEqual([])
  // What is no longer on the board is in no other format.
  expect(strFromU8(files["room.pdf"] ?? new Uint8Array())).toBe("pdf of 29 cards")
  const about = unzipSync(files["room.docx"] ?? new Uint8Array())["docProps/core.xml"] ?? new Uint8Array()
  expect(strFromU8(about)).toBe("<dcterms:created>2026-11-24T12:00:00.000Z</dcterms:created>")
  for (const name of Object.keys(files).filter(each => each.startsWith("room.")))
    expect(strFromU8(files["read-me.txt"] ?? new Uint8Array())).toContain(`${name}  `)
})

test("[EX10] the same room gives the same bytes, in every time zone", async () => {
  const zone = process.env.TZ
  const made: Uint8Array[] = []
  for (const each of ["UTC", "Asia/Tokyo"]) {
    process.env.TZ = each
    made.push(await zipOf(quick).write(source, options))
  }
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone

  expect(Buffer.compare(made[0] ?? new Uint8Array(), made[1] ?? new Uint8Array(1))).toBe(0)
})

test("[EX10] every format is in it in earnest, and its canvas comes in again", async () => {
  const zip = await exporters.zip()

  const archive = await zip.write(source, options)
  const again = await zip.write(source, options)

  expect(Buffer.compare(archive, again)).toBe(0)
  expect(Object.keys(unzipSync(archive)).filter(name => name.startsWith("room."))).toHaveLength(
    exportFormats.length - 1,
  )
  let made = 0
  const context = { newId: () => `made-${++made}`, now: source.at }
  const read = await readAny(new Uint8Array(archive), "room.zip", context)
  expect(read.ok && read.preview.file).toEqual(toCanvasFile(source.canvas))
})
