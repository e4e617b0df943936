// Stored bytes → a document, by both who have to be able to: Yjs, as every client does, and the scanner, as the server
// does. Where there are two snapshots, by both ways through them. Rule CM4.
import * as Y from "yjs"
import { RoomState } from "../rooms/state.ts"
import type { StoredHistory } from "../storage/data-file.ts"
import { readablePart, rowFaults, updatesBehind } from "./row-faults.ts"

/**
 * @returns what Yjs builds of all that can be read.
 * @throws where one of them cannot load it, or they do not agree; the message says so, without a full stop.
 */
export function reload(stored: StoredHistory): Y.Doc {
  const updates = readablePart(stored)
  const doc = built(updates)
  const state = scanned(updates)
  if (!isLevel(state, Y.encodeStateVector(doc))) throw new Error("Yjs and the server read it differently")
  const older = stored.snapshots[1]
  if (older && rowFaults(stored).length === 0) {
    const longWay = scanned([older.bytes, ...updatesBehind(older.seq, stored.updates)])
    if (!isLevel(state, longWay.stateVector()))
      throw new Error(
        "the older snapshot and the log after it lead to another document than the newer snapshot",
      )
  }
  return doc
}

function built(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  const { pendingStructs, pendingDs } = doc.store
  if (pendingStructs || pendingDs) throw new Error("Yjs waits for a part that is not there")
  return doc
}

const scanned = (updates: readonly Uint8Array[]): RoomState => RoomState.load(undefined, updates)

/** Compared as what they say: the order in which a vector is written is anybody's own. */
function isLevel(state: RoomState, vector: Uint8Array): boolean {
  const [ours, theirs] = [Y.decodeStateVector(state.stateVector()), Y.decodeStateVector(vector)]
  return ours.size === theirs.size && [...ours].every(([client, clock]) => theirs.get(client) === clock)
}
