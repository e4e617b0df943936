// A file of any kind → what would be written. Recognises what a file is, by what is in it first and by its name where
// that leaves it open, and has the reader of that kind read it. What comes out has passed the check that every canvas
// file passes, so that a preview never shows what a room would refuse. Rules IN1–IN6.
import { templates } from "../../seeds/seeds.ts"
import { assert } from "../../shared/assert.ts"
import type { ImportPreview } from "../../shared/formats-api.ts"
import type { CardId } from "../../shared/ids.ts"
import { templateFor } from "../../shared/model/block-names.ts"
import type { Template } from "../../shared/model/blocks.ts"
import { type CanvasFile, parseCanvasFile, toCanvasFile } from "../../shared/model/canvas-file.ts"
import { countComments } from "../../shared/model/discussion-file.ts"
import { MAX_BODY_BYTES, MAX_NEW_CARDS } from "../../shared/protocol/limits.ts"
import { readCsv } from "./csv-in.ts"
import { decodeText } from "./decode-text.ts"
import { isDocx, readDocx } from "./docx-in.ts"
import { type ImportContext, newCardIdOf, type ReadFile } from "./format.ts"
import { readJson } from "./json-in.ts"
import { readMarkdown } from "./markdown-in.ts"
import { readPage } from "./page-in.ts"
import { placeText } from "./place-text.ts"
import { isArchive, openArchive } from "./unzip.ts"
import { versionsInZip } from "./versions-in.ts"
import { readYjs } from "./yjs-in.ts"
import { canvasInZip } from "./zip-in.ts"

export type Read = { ok: true; preview: ImportPreview } | { ok: false; fault: string }

/** All that is in a file. */
export interface WholeFile extends Pick<ReadFile & { ok: true }, "canvas" | "talk" | "versions" | "remarks"> {
  /** What the file was taken for, in words for people. */
  kind: string
  /** The canvas as a preview shows it. */
  file: CanvasFile
}

interface FileContext extends ImportContext {
  /** Whose headings are looked for; the usual one first. */
  templates: readonly [Template, ...Template[]]
  newCardId: () => CardId
}

/** A kind in words for people, and what its reader said. */
type Found = { kind: string; read: ReadFile }

/**
 * What would be written of a file that may come from anywhere.
 *
 * @param name as the file is called, "" where it was pasted.
 */
export async function readAny(bytes: Uint8Array, name: string, context: ImportContext): Promise<Read> {
  const read = await readWhole(bytes, name, context)
  if (!read.ok) return read
  const { kind, file, talk, versions = [], remarks } = read.whole
  const along = {
    threads: talk?.talk.threads.length ?? 0,
    comments: talk ? countComments(talk.talk) : 0,
    versions: versions.length,
  }
  return { ok: true, preview: { kind, file, along, remarks } }
}

/** Everything in the file, what a preview only counts too. */
export async function readWhole(
  bytes: Uint8Array,
  name: string,
  { newId, now }: ImportContext,
): Promise<{ ok: true; whole: WholeFile } | { ok: false; fault: string }> {
  if (bytes.length === 0) return { ok: false, fault: "The file is empty." }
  const [usual, ...others] = templates()
  assert(usual, "there is a template")
  const context = {
    templates: [usual, ...others],
    newCardId: newCardIdOf({ newId, now }),
    newId,
    now,
  } as const
  const { kind, read } = await findKind(bytes, name, context)
  return read.ok ? checked(kind, read, context) : read
}

async function findKind(bytes: Uint8Array, name: string, context: FileContext): Promise<Found> {
  if (isArchive(bytes)) return readArchive(bytes, context)
  const foreign = foreignKind(bytes)
  if (foreign !== undefined) return no(foreign)
  if (/\.(?:zip|docx)$/i.test(name))
    return no(
      "The file is called an archive or a Word document, but it is neither, or its beginning is missing.",
    )
  if (/\.yjs$/i.test(name)) return { kind: "Document of a room (Yjs)", read: readYjs(bytes) }
  const decoded = decodeText(bytes)
  if (!decoded.ok) return { kind: "Document of a room (Yjs)", read: binary(readYjs(bytes)) }
  const { kind, read } = readText(decoded.text, name, context)
  return { kind, read: read.ok ? { ...read, remarks: [...decoded.remarks, ...read.remarks] } : read }
}

/** Bytes that are neither text nor called a Yjs update are most likely no such update either. */
const binary = (read: ReadFile): ReadFile =>
  read.ok ? read : no("The file is neither text nor of a format that can be read here.").read

async function readArchive(bytes: Uint8Array, context: FileContext): Promise<Found> {
  const archive = openArchive(bytes)
  if (!archive.ok) return no(archive.fault)
  const { entries } = archive
  if (isDocx(entries)) return { kind: "Word document", read: await readWord(bytes, entries, context) }
  const found = canvasInZip(bytes, entries)
  if (!found.ok) return no(found.fault)
  const { read } = readJson(found.text, leanCanvasOf(context), context)
  const kind = "Archive of a Ninefold room"
  if (!read.ok) return { kind, read }
  const past = versionsInZip(bytes, found.versions, found.size, context)
  const remarks = [...found.remarks, ...read.remarks, ...past.remarks]
  return { kind, read: { ...read, versions: past.versions, remarks } }
}

async function readWord(
  bytes: Uint8Array,
  entries: Parameters<typeof readDocx>[1],
  { templates, newCardId }: FileContext,
): Promise<ReadFile> {
  const word = await readDocx(bytes, entries)
  if (!word.ok) return word
  const canvas = placeText(word.text, templates, newCardId)
  const isArticle = canvas.cards.length === 0 && canvas.commentary.length > 0
  const noBlocks = "No heading of a block was found, so all of it goes to the commentary."
  return { ok: true, canvas, remarks: [...(isArticle ? [noBlocks] : []), ...word.remarks] }
}

function readText(text: string, name: string, context: FileContext): Found {
  const begin = text.trimStart()
  if (begin === "") return no("There are no words in the file.")
  if (/^[{[]/.test(begin) || /\.(?:json|leancanvas)$/i.test(name))
    return readJson(text, leanCanvasOf(context), context)
  if (/^<(?:!doctype|html|\?xml)/i.test(begin))
    return no("This is a web page or XML. Open it, copy its text and paste that.")
  if (/^\{\\rtf/.test(begin)) return no("This is an RTF file, which cannot be read. Save it as .docx.")
  const { templates, newCardId } = context
  const lines = text.split(/\r\n?|\n/)
  const template = templateFor(
    lines.map(line => line.replace(/^#+\s/, "")),
    templates,
  )
  const isMarkdown = /\.(?:md|markdown)$/i.test(name) || (name === "" && hasHeadings(lines))
  if (isTable(name, lines[0])) return { kind: "Table (CSV)", read: readCsv(text, { template, newCardId }) }
  if (isMarkdown) return { kind: "Markdown", read: readMarkdown(text, { template, newCardId }) }
  return { kind: "Text of a page", read: readPage(text, { template, newCardId }) }
}

/** By its name, or by a first row that names a column of blocks among others. */
const isTable = (name: string, head = ""): boolean =>
  /\.(?:csv|tsv)$/i.test(name) || (/^\W*(?:\w+\W)*block\W/i.test(head.slice(0, 200)) && /[,;\t]/.test(head))

/** Pasted Markdown says nothing of what it is but by its headings; one alone may be a page's number sign. */
const hasHeadings = (lines: readonly string[]): boolean =>
  lines.filter(line => /^#{1,4} \S/.test(line)).length > 1

/** The template that `.leancanvas` files fill. */
const leanCanvasOf = ({ templates: [usual, ...others] }: FileContext): Template =>
  others.find(({ id }) => id === "lean-canvas") ?? usual

const no = (fault: string): Found => ({ kind: "", read: { ok: false, fault } })

const foreign: [begin: string, fault: string][] = [
  ["%PDF", "This is a PDF, which cannot be read. Copy its text and paste that."],
  ["\x89PNG", "This is a picture, which cannot be read."],
  ["\xff\xd8\xff", "This is a picture, which cannot be read."],
  ["GIF8", "This is a picture, which cannot be read."],
  ["RIFF", "This is a picture or a recording, which cannot be read."],
  ["\xd0\xcf\x11\xe0", "This is a document of an old Office, which cannot be read. Save it as .docx."],
  ["\x1f\x8b", "This is a packed file (gzip). Unpack it and choose the file itself."],
  ["7z\xbc\xaf", "This is a packed file (7z). Unpack it and choose the file itself."],
  ["Rar!", "This is a packed file (RAR). Unpack it and choose the file itself."],
  ["SQLite format 3", "This is a database. A backup goes back by `ninefold restore`."],
  ["{\\rtf", "This is an RTF file, which cannot be read. Save it as .docx."],
]

function foreignKind(bytes: Uint8Array): string | undefined {
  const begin = String.fromCharCode(...bytes.subarray(0, 16))
  return foreign.find(([magic]) => begin.startsWith(magic))?.[1]
}

function checked(
  kind: string,
  { canvas, remarks, talk, versions }: ReadFile & { ok: true },
  { newCardId }: FileContext,
): Awaited<ReturnType<typeof readWhole>> {
  if (canvas.cards.length > MAX_NEW_CARDS)
    return {
      ok: false,
      fault: `The file has more than ${MAX_NEW_CARDS} cards, as many as a canvas may start with.`,
    }
  const file = toCanvasFile(canvas)
  if (JSON.stringify(file).length > MAX_FILE_LENGTH)
    return { ok: false, fault: "There is more text in the file than a room can take at once." }
  const parsed = parseCanvasFile(file, { newCardId })
  if (!parsed.ok) return { ok: false, fault: parsed.fault }
  const along = { ...(talk && { talk }), ...(versions && { versions }) }
  return { ok: true, whole: { kind, canvas: parsed.canvas, file, remarks, ...along } }
}

/** What is shown comes back in a request's body, with letters of up to three bytes. */
const MAX_FILE_LENGTH = MAX_BODY_BYTES / 2
