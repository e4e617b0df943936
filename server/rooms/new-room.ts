// A canvas → what the store needs to make a room of it. Done here and nowhere else: two clients that both fill an empty
// document would double everything.
import * as Y from "yjs"
import type { DocumentName } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { contentOf } from "../../shared/model/document.ts"
import { fillCanvas } from "../../shared/model/edits.ts"
import { SCHEMA_VERSION } from "../../shared/protocol/version.ts"
import type { RoomRecord } from "../storage/store.ts"

/** The name under which the store knows the room that everybody on this server shares. */
export const EXAMPLE = "example"

export interface NewRoom {
  record: RoomRecord
  snapshots: Partial<Record<DocumentName, Uint8Array>>
}

/** @param createdAt ms since 1970 */
export function newRoom(canvas: Canvas, id: RoomId, createdAt: number): NewRoom {
  const doc = new Y.Doc()
  fillCanvas(contentOf(doc), canvas)
  const content = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return {
    record: { id, title: canvas.title, createdAt, schema: SCHEMA_VERSION, epoch: 0 },
    snapshots: { content },
  }
}
