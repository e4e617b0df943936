// A canvas → what the store needs to make a room of it. Done here and nowhere else: two clients that both fill an empty
// document would double everything.
import * as Y from "yjs"
import type { DocumentName } from "../../shared/api.ts"
import type { RoomId, ThreadId } from "../../shared/ids.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { contentOf } from "../../shared/model/document.ts"
import { fillCanvas } from "../../shared/model/edits.ts"
import { SCHEMA_VERSION } from "../../shared/protocol/version.ts"
import type { FirstVersion, RoomRecord } from "../storage/store.ts"

/** The name under which the store knows the room that everybody on this server shares. */
export const EXAMPLE = "example"

/** What a room has from its first moment. */
export interface Beginning {
  title: string
  snapshots: Partial<Record<DocumentName, Uint8Array>>
  /** What it was elsewhere, in the order in which it was kept. */
  versions?: readonly FirstVersion[]
  /** Up to where whoever brings its threads along has read each of them: to the end. */
  reads?: readonly { thread: ThreadId; readAt: number }[]
}

export interface NewRoom extends Pick<Beginning, "snapshots"> {
  record: RoomRecord
}

export function beginningOf(canvas: Canvas): Beginning {
  const doc = new Y.Doc()
  fillCanvas(contentOf(doc), canvas)
  const content = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return { title: canvas.title, snapshots: { content } }
}

/** @param createdAt ms since 1970 */
export const recordOf = ({ title }: Beginning, id: RoomId, createdAt: number): RoomRecord => ({
  id,
  title,
  createdAt,
  schema: SCHEMA_VERSION,
  epoch: 0,
})

/** @param createdAt ms since 1970 */
export function newRoom(canvas: Canvas, id: RoomId, createdAt: number): NewRoom {
  const beginning = beginningOf(canvas)
  return { record: recordOf(beginning, id, createdAt), snapshots: beginning.snapshots }
}
