// What is made of documents for versions, each from plain data to plain data. Called in the thread of version-worker.ts,
// by name; workshop.ts is the main thread's side.
import { inflateSync } from "node:zlib"
import { nanoid } from "nanoid"
import * as Y from "yjs"
import { CARD_ID_LENGTH } from "../../shared/ids.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { type CanvasFile, toCanvasFile } from "../../shared/model/canvas-file.ts"
import { type Content, contentOf } from "../../shared/model/document.ts"
import { readCanvas } from "../../shared/model/read.ts"
import type { ImportIntoRoom, RestoredPart } from "../../shared/versions-api.ts"
import type { StoredLog, Writer } from "../storage/store.ts"
import type { CanvasChange } from "../storage/version-store.ts"
import { addCanvas } from "./add-canvas.ts"
import { become } from "./become.ts"
import { changesIn, docOf } from "./log-docs.ts"
import { type Kept, versionOfDocument } from "./version-bytes.ts"

/** An update of the document, absent where nothing changes; or the version has no such part. */
export type Change = { kind: "change"; update?: Uint8Array } | { kind: "absent" }

export const crafts = {
  /** The version of a document as its log has it, or undefined where it is no canvas yet. */
  keep(log: StoredLog): Kept | undefined {
    return withContent(docOf(log), content => {
      const canvas = readCanvas(content)
      return canvas && versionOfDocument(content.doc, canvas)
    })
  },

  /** The canvas as it was after an update of the log. */
  show(log: StoredLog, seq: number): CanvasFile | undefined {
    return withContent(docOf(log, seq), content => {
      const canvas = readCanvas(content)
      return canvas && toCanvasFile(canvas)
    })
  },

  changes(log: StoredLog, since: number, writers: readonly Writer[]): CanvasChange[] {
    return changesIn(log, since, writers)
  },

  /**
   * What makes the document what it was.
   *
   * @param was a version's state, or an update of the log.
   * @param now ms since 1970
   */
  restore(log: StoredLog, was: Uint8Array | number, part: RestoredPart, now: number): Change {
    const canvas = typeof was === "number" ? withContent(docOf(log, was), readCanvas) : canvasIn(was)
    if (!canvas) return { kind: "absent" }
    let isThere = true
    const update = changed(docOf(log), content => {
      isThere = become(content, canvas, part, now)
    })
    return isThere ? { kind: "change", ...(update && { update }) } : { kind: "absent" }
  },

  /** What puts a canvas into the document. @param now ms since 1970 */
  bring(log: StoredLog, canvas: Canvas, mode: ImportIntoRoom["mode"], now: number): Change {
    const update = changed(docOf(log), content => {
      if (mode === "add") addCanvas(content, canvas, () => nanoid(CARD_ID_LENGTH))
      else become(content, canvas, { kind: "everything" }, now)
    })
    return { kind: "change", ...(update && { update }) }
  },
}

export type Crafts = typeof crafts
export type Craft = keyof Crafts

function withContent<Result>(doc: Y.Doc, read: (content: Content) => Result): Result {
  try {
    return read(contentOf(doc))
  } finally {
    doc.destroy()
  }
}

/** @returns what a change adds to a document, as the one update it is. */
function changed(doc: Y.Doc, change: (content: Content) => void): Uint8Array | undefined {
  return withContent(doc, content => {
    let update: Uint8Array | undefined
    doc.on("update", (made: Uint8Array) => {
      update = made
    })
    doc.transact(() => change(content))
    return update
  })
}

/** The plain canvas of a version, with the indices by which its cards stand in order. */
export function canvasIn(state: Uint8Array): Canvas | undefined {
  const doc = new Y.Doc()
  Y.applyUpdateV2(doc, inflateSync(state))
  return withContent(doc, readCanvas)
}
