// "Download my copy": the canvas file, which opens anywhere Ninefold runs, or the document's own bytes where the
// document cannot be read as a canvas.
import { readCanvas } from "../../shared/model/read.ts"
import type { OpenRoom } from "../sync/open-room.ts"
import { download } from "../ui/download.ts"

/** Hands the browser a file to save with all this device holds of the room. */
export async function downloadCopy(room: OpenRoom): Promise<void> {
  const canvas = readCanvas(room.content)
  if (!canvas) return download(`${room.id}.yjs`, "application/octet-stream", new Uint8Array(room.copy()))
  const { toCanvasFile } = await import("../../shared/model/canvas-file.ts")
  const file = JSON.stringify(toCanvasFile(canvas), undefined, 2)
  download(`${fileName(canvas.title) || room.id}.canvas.json`, "application/json", file)
}

/** The bytes of the document, from which every detail can be brought back. */
export const downloadBytes = (room: OpenRoom): void =>
  download(`${room.id}.yjs`, "application/octet-stream", new Uint8Array(room.copy()))

const fileName = (title: string): string =>
  title
    .replace(/[\p{Cc}\\/:*?"<>|]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 80)
