// A document's whole history → its snapshot: what was deleted is let go, as Yjs does it in a document that is built. The
// costly part of compaction, kept off the main thread by compaction-worker.ts. Rules SV7, SV9.
//
// Whatever comes out has been loaded again, by Yjs and by our own scanner, and says the same as what went in. A document
// that fails this is kept as it was.
import * as Y from "yjs"
import { RoomState } from "./state.ts"

export type Folded =
  | { kind: "folded"; snapshot: Uint8Array }
  /** The document cannot be built or would not load again: the sentence for the log. */
  | { kind: "failed"; reason: string }
  /** The server is stopping. */
  | { kind: "abandoned" }

/** @param history all of a document as one update. */
export function foldHistory(history: Uint8Array): Folded {
  try {
    const before = built(history)
    const snapshot = Y.encodeStateAsUpdate(before)
    const after = built(snapshot)
    if (!Y.equalSnapshots(Y.snapshot(before), Y.snapshot(after)))
      return { kind: "failed", reason: "the snapshot loads to another document" }
    if (!holdsAllOf(snapshot, history))
      return { kind: "failed", reason: "the snapshot lacks a part of the history" }
    return { kind: "folded", snapshot }
  } catch (error) {
    // Yjs throws errors of any kind at documents it cannot build; whichever it is, the history stays as it was.
    return { kind: "failed", reason: error instanceof Error ? error.message : String(error) }
  }
}

/** @throws where Yjs cannot build the document or waits for a part of it. */
function built(update: Uint8Array): Y.Doc {
  // Named, since a name of its own for each costs more than folding a small document.
  const doc = new Y.Doc({ gc: true, guid: "folded" })
  Y.applyUpdate(doc, update)
  const { pendingStructs, pendingDs } = doc.store
  if (pendingStructs || pendingDs) throw new Error("Yjs waits for a part of the document")
  return doc
}

/**
 * The snapshot may have more deletes than the history says: Yjs deletes by itself what lies in something deleted, and
 * all values of a key but the last.
 *
 * @throws StateDamaged where one of them does not scan.
 */
function holdsAllOf(snapshot: Uint8Array, history: Uint8Array): boolean {
  const [after, before] = [RoomState.load(snapshot, []), RoomState.load(history, [])]
  const isLevel = Buffer.compare(after.stateVector(), before.stateVector()) === 0
  return isLevel && after.take(before.onlyDeletes()).kind === "known"
}
