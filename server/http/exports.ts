// A room as a file. Who may only read gets what they may see: no archived cards, no version, no past, and the discussion
// where their link shows it. Rules EX1, EX4, EX5.
import { z } from "zod"
import canvasFileSchema from "../../seeds/canvas-file.schema.json" with { type: "json" }
import { exportFormats, formatPaths, papers } from "../../shared/formats-api.ts"
import { isVersionId, type RoomId, type VersionId } from "../../shared/ids.ts"
import { MAX_WAITING_EXPORTS } from "../../shared/protocol/limits.ts"
import { mayEdit } from "../../shared/roles.ts"
import type { VersionContent } from "../../shared/versions-api.ts"
import type { ExportQuestion } from "../formats/export-source.ts"
import type { Exports } from "../formats/exports.ts"
import type { Log } from "../log.ts"
import { type CopiedDocument, copyDocument } from "../rooms/copy-document.ts"
import type { Rooms } from "../rooms/rooms.ts"
import type { Api, RoomCall } from "./api.ts"
import { attachment, fileName } from "./file-name.ts"
import { problemResponse } from "./problems.ts"
import { yesOrNo } from "./shapes.ts"

export interface ExportRoutesOptions {
  rooms: Pick<Rooms, "join">
  exports: Pick<Exports, "length" | "write">
  /** Takes one of the exports an address may ask for; false where it has none left. */
  mayExport: (address: string) => boolean
  /** What is kept of rooms. */
  versions?: KeptVersions
  /** ms since 1970 */
  now: () => number
  log: Log
}

export interface KeptVersions {
  version(room: RoomId, version: VersionId): Promise<VersionContent | undefined>
  /** Newest first. */
  versions(room: RoomId): Promise<VersionContent[]>
}

const exportQuerySchema = z.object({
  format: z.enum(exportFormats),
  version: z
    .string()
    .refine(isVersionId, "is the id of no version")
    .transform(id => id as VersionId)
    .optional(),
  paper: z.enum(papers).default("a4"),
  theme: z.enum(["light", "dark"]).default("light"),
  scale: z
    .enum(["1", "2", "4"])
    .default("2")
    .transform(scale => Number(scale) as 1 | 2 | 4),
  comments: yesOrNo("false"),
  names: yesOrNo("true"),
})

type Query = z.output<typeof exportQuerySchema>

export function exportRoutes(api: Api, options: ExportRoutesOptions): void {
  const { exports, mayExport, log } = options

  api.open(
    {
      method: "get",
      path: formatPaths.schema,
      summary: "What a canvas file (*.canvas.json) is made of",
      answer: "200 JSON Schema",
    },
    ({ context }) =>
      context.body(JSON.stringify(canvasFileSchema), 200, { "content-type": "application/schema+json" }),
  )

  api.inRoom(
    {
      method: "get",
      path: formatPaths.export(":room" as RoomId),
      summary: "The room as a file, with what the caller may see of it",
      answer: "200 bytes",
      needs: "view",
      query: exportQuerySchema,
    },
    async call => {
      const { context } = call
      if (!mayExport(context.get("address")) || exports.length >= MAX_WAITING_EXPORTS)
        return problemResponse("tooMany")
      const asked = await questionOf(call, options)
      if (!asked.ok) return asked.refusal
      const outcome = await exports.write(asked.question, context.req.raw.signal)
      if (outcome.kind === "failed") log.warn({ reason: outcome.reason }, "An export was not written")
      if (outcome.kind !== "answered") return problemResponse("unavailable", "The file was not written.")
      const file = outcome.answer
      if (file.kind === "unreadable")
        return problemResponse("unavailable", "There is no canvas in this room.")
      return context.body(file.bytes, 200, {
        "content-type": file.mediaType,
        "content-disposition": attachment(fileName(file.title, file.extension)),
      })
    },
  )
}

type Asked = { ok: true; question: ExportQuestion } | { ok: false; refusal: Response }

/** Gathers what the file is made of, as far as the caller may see it. */
async function questionOf(
  { room, access, query }: RoomCall<undefined, Query>,
  options: ExportRoutesOptions,
): Promise<Asked> {
  const { rooms, versions, now } = options
  const { format, version, paper, theme, scale, comments, names } = query
  const isWriter = mayEdit(access.role)
  if (version !== undefined && !isWriter) return refuse(problemResponse("forbidden"))
  const canvas = version === undefined ? await nowIn(room, rooms) : await versionIn(room, version, versions)
  if (!canvas.ok) return canvas
  const copied =
    comments && access.seesComments ? await copyDocument(rooms, { room, document: "discussion" }) : undefined
  if (copied && !copied.ok) return refuse(unreadable(copied))
  const kept = format === "zip" && isWriter ? await versions?.versions(room) : undefined
  const question: ExportQuestion = {
    format,
    options: { paper, theme, scale },
    canvas: canvas.canvas,
    ...(copied && { discussion: copied.update }),
    ...(kept && { versions: kept }),
    seesArchive: isWriter,
    withNames: names,
    at: now(),
  }
  return { ok: true, question }
}

type FoundCanvas = { ok: true; canvas: ExportQuestion["canvas"] } | { ok: false; refusal: Response }

async function nowIn(room: RoomId, rooms: Pick<Rooms, "join">): Promise<FoundCanvas> {
  const copied = await copyDocument(rooms, { room, document: "content" })
  return copied.ok
    ? { ok: true, canvas: { kind: "now", content: copied.update } }
    : refuse(unreadable(copied))
}

async function versionIn(
  room: RoomId,
  id: VersionId,
  versions: KeptVersions | undefined,
): Promise<FoundCanvas> {
  const found = await versions?.version(room, id)
  if (!found) return refuse(problemResponse("notFound", "There is no such version."))
  const { name, at } = found.version
  return { ok: true, canvas: { kind: "version", file: found.canvas, name, at } }
}

const refuse = (refusal: Response): { ok: false; refusal: Response } => ({ ok: false, refusal })

const unreadable = ({ reason }: Extract<CopiedDocument, { ok: false }>): Response =>
  problemResponse("unavailable", reason)
