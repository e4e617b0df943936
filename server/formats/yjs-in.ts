// A room's document as the bytes of one Yjs update → a canvas. The engine's scanner reads them before Yjs does: what
// would leave Yjs waiting, make it throw or cost it without end is refused. Rules EN1–EN6.
import * as Y from "yjs"
import type { Canvas } from "../../shared/model/canvas.ts"
import { contentOf } from "../../shared/model/document.ts"
import { readCanvas } from "../../shared/model/read.ts"
import { RoomState } from "../rooms/state.ts"
import type { ReadFile } from "./format.ts"

export function readYjs(update: Uint8Array): ReadFile {
  const taken = RoomState.load(undefined, []).take(update)
  if (taken.kind === "gap")
    return { ok: false, fault: "The Yjs update is a part of a document; the part before it is missing." }
  if (taken.kind !== "fresh") return { ok: false, fault: "The file is no whole Yjs update." }
  const canvas = canvasIn(taken.update)
  return canvas
    ? { ok: true, canvas, remarks: [] }
    : { ok: false, fault: "The Yjs document is not one of a Ninefold room." }
}

function canvasIn(update: Uint8Array): Canvas | undefined {
  const doc = new Y.Doc()
  try {
    Y.applyUpdate(doc, update)
    return readCanvas(contentOf(doc))
  } catch {
    // Another program's document may have a list where ours has a map, at which Yjs throws.
    return undefined
  } finally {
    doc.destroy()
  }
}
