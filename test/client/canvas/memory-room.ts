// A room without server and storage, for tests of what stands on a page.
import { Awareness } from "y-protocols/awareness"
import * as Y from "yjs"
import type { Access } from "../../../client/sync/access.ts"
import type { OpenRoom, Saved } from "../../../client/sync/open-room.ts"
import { openUndo } from "../../../client/sync/undo.ts"
import type { PersonId, RoomId } from "../../../shared/ids.ts"
import type { Canvas } from "../../../shared/model/canvas.ts"
import { contentOf } from "../../../shared/model/document.ts"
import { fillCanvas } from "../../../shared/model/edits.ts"

export interface MemoryRoom extends OpenRoom {
  /** Where this person said they are, newest last. */
  places: unknown[]
}

const saved: Saved = { state: "saved" }

export function memoryRoom(canvas: Canvas, mayEdit = true): MemoryRoom {
  const filled = new Y.Doc()
  fillCanvas(contentOf(filled), canvas)
  const doc = new Y.Doc()
  // As from the server: what was there before is nobody's to undo.
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(filled))
  const content = contentOf(doc)
  const places: unknown[] = []
  const access: Access = {
    person: "anaanaanaana" as PersonId,
    role: mayEdit ? "edit" : "view",
    seesComments: true,
    isLocked: false,
  }
  return {
    id: "memory-memory-memory-m" as RoomId,
    doc,
    content,
    awareness: new Awareness(doc),
    me: { name: "Ana", color: "#2f68b0" },
    undo: openUndo(content),
    joined: Promise.resolve(),
    isReady: () => true,
    access: () => access,
    admit: () => {},
    mayEdit: () => mayEdit,
    saved: () => saved,
    subscribe: () => () => {},
    onNews: () => () => {},
    setMe: () => {},
    setPlace: place => places.push(place),
    isComposing: () => false,
    mayLose: () => false,
    copy: () => Y.encodeStateAsUpdate(doc),
    letGo: async () => {},
    close: () => {},
    places,
  }
}
