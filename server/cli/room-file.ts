// A room in a data folder → a file in some format, written in this process: there is nobody here who would be kept
// waiting. Whoever can read the folder may see everything in it. Rule CM7.
import { inflateSync } from "node:zlib"
import { mergeUpdates } from "yjs"
import type { DocumentName } from "../../shared/api.ts"
import type { ExportQuery } from "../../shared/formats-api.ts"
import type { RoomId } from "../../shared/ids.ts"
import type { CanvasFile } from "../../shared/model/canvas-file.ts"
import type { VersionContent } from "../../shared/versions-api.ts"
import type { ExportQuestion } from "../formats/export-source.ts"
import { writeExport } from "../formats/write-export.ts"
import { fileName } from "../http/file-name.ts"
import type { DataFile, StoredHistory, StoredVersion } from "../storage/data-file.ts"
import { versionOf } from "../versions/versions.ts"
import { Refusal } from "./refusal.ts"
import { readablePart, rowFaults } from "./row-faults.ts"

export interface RoomFile {
  name: string
  bytes: Uint8Array
  /** True where it has only as much of the room as can be read. */
  isPartial: boolean
}

/**
 * @param now ms since 1970
 * @throws Refusal where there is no such room or version, or no canvas in it.
 */
export async function fileOfRoom(
  data: DataFile,
  room: RoomId,
  asked: ExportQuery,
  now: number,
): Promise<RoomFile> {
  const { format, paper = "a4", theme = "light", scale = 2, comments = false, names = true } = asked
  const question: ExportQuestion = {
    format,
    options: { paper, theme, scale },
    canvas: canvasOf(data, room, asked),
    ...(comments && { discussion: updateOf(data, room, "discussion") }),
    ...(format === "zip" && { versions: [...data.versions(room)].reverse().map(contentOf) }),
    seesArchive: true,
    withNames: names,
    at: now,
  }
  const isPartial = asked.version === undefined && rowFaults(storedIn(data, room, "content")).length > 0
  const written = await writeExport(question)
  if (written.kind === "unreadable") throw new Refusal(`There is no canvas in room ${room} that can be read.`)
  return { name: fileName(written.title, written.extension), bytes: written.bytes, isPartial }
}

function canvasOf(data: DataFile, room: RoomId, { version: id }: ExportQuery): ExportQuestion["canvas"] {
  if (id === undefined) return { kind: "now", content: updateOf(data, room, "content") }
  for (const stored of data.versions(room))
    if (stored.record.id === id) {
      const { canvas, version } = contentOf(stored)
      return { kind: "version", file: canvas, name: version.name, at: version.at }
    }
  throw new Refusal(`Room ${room} has no version ${id}.`)
}

function storedIn(data: DataFile, room: RoomId, document: DocumentName): StoredHistory {
  const stored = data.history({ room, document })
  if (!stored) throw new Refusal(`There is no room ${room}.`)
  return stored
}

/** All of it that can be read, as one update. */
const updateOf = (data: DataFile, room: RoomId, document: DocumentName): Uint8Array =>
  mergeUpdates(readablePart(storedIn(data, room, document)))

/** What the server wrote itself; where its bytes are damaged, unpacking them throws. */
function contentOf({ record, bytes }: StoredVersion): VersionContent {
  try {
    const canvas = JSON.parse(inflateSync(bytes.canvas).toString("utf8")) as CanvasFile
    return { version: versionOf(record), canvas }
  } catch (error) {
    throw new Refusal(`Version ${record.id} of room ${record.room} is damaged.`, { cause: error })
  }
}
