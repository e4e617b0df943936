// What the dialogs for files ask of the server. Each is a result, as in client/api.ts; a file that is on its way can be
// given up.
import type { CreatedRoom } from "../../shared/api.ts"
import { type ExportQuery, formatPaths, type ImportPreview, type Wanted } from "../../shared/formats-api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { type ImportIntoRoom, type Restored, versionPaths } from "../../shared/versions-api.ts"
import { type Answer, problemIn, request } from "../api.ts"

/** A file, or a text that was pasted, whose name is then "". */
export interface Upload {
  file: Blob
  name: string
}

/** What a file would become; nothing is written. Rejects only when it is given up. */
export const previewFile = (upload: Upload, signal: AbortSignal): Promise<Answer<ImportPreview>> =>
  send(`${formatPaths.preview}?name=${encodeURIComponent(upload.name)}`, upload, signal)

/** A room of all that is in a file and wanted. It is read anew there: what came back as a preview has not all of it. */
export const roomOfFile = (upload: Upload, { comments, versions }: Wanted): Promise<Answer<CreatedRoom>> =>
  send(
    `${formatPaths.newRoom}?name=${encodeURIComponent(upload.name)}&comments=${comments}&versions=${versions}`,
    upload,
  )

async function send<Value>(path: string, { file }: Upload, signal?: AbortSignal): Promise<Answer<Value>> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: file,
    ...(signal && { signal }),
  }).catch(unlessGivenUp(signal))
  if (!response) return { ok: false, reached: false }
  if (!response.ok) return problemIn(response)
  return { ok: true, value: (await response.json()) as Value }
}

export const importInto = (room: RoomId, what: ImportIntoRoom): Promise<Answer<Restored>> =>
  request("POST", versionPaths.import(room), what)

export interface ExportedFile {
  name: string
  mediaType: string
  bytes: ArrayBuffer
}

/** The room as a file. Rejects only when it is given up. */
export async function exportRoom(
  room: RoomId,
  query: ExportQuery,
  signal: AbortSignal,
): Promise<Answer<ExportedFile>> {
  const asked = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  const response = await fetch(`${formatPaths.export(room)}?${asked}`, { signal }).catch(
    unlessGivenUp(signal),
  )
  if (!response) return { ok: false, reached: false }
  if (!response.ok) return problemIn(response)
  const bytes = await response.arrayBuffer().catch(unlessGivenUp(signal))
  if (!bytes) return { ok: false, reached: false }
  const mediaType = response.headers.get("content-type") ?? "application/octet-stream"
  return { ok: true, value: { name: nameIn(response) ?? `canvas.${query.format}`, mediaType, bytes } }
}

/** No answer is a result; a request that was given up is none. */
const unlessGivenUp =
  (signal: AbortSignal | undefined) =>
  (error: unknown): undefined => {
    if (signal?.aborted) throw error
    return undefined
  }

/** The name the server gives the file, in full letters (RFC 6266). */
function nameIn(response: Response): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1]
  try {
    return encoded && decodeURIComponent(encoded)
  } catch {
    // Something on the way has changed it.
    return undefined
  }
}
