// From what the store has of a document to a state a room can work with. The store finds damage by checksum; bytes that
// are whole and still do not add up are found here. Either way as much as can be read is shown, read-only. Rule RM3.
import type { StoredDocument, StoredUpdate } from "../storage/store.ts"
import type { Tail } from "./compact.ts"
import { RoomState, StateDamaged } from "./state.ts"

export interface LoadedState {
  state: RoomState
  /** The last sequence number in the state. */
  seq: number
  tail: Tail
  /** The last sequence number in the snapshot. */
  snapshotSeq: number
  snapshotBytes: number
  /** Where something is missing: the sentence for people. */
  damage: string | undefined
}

const DAMAGE = "Part of this room could not be read from the server's store, so it is read-only."

export function loadState({ snapshot, tail, damage }: StoredDocument): LoadedState {
  const updates = tail.map(row => row.update)
  const whole = tryLoad(snapshot?.update, updates)
  return {
    state: whole ?? loadReadable(snapshot, updates),
    seq: tail.at(-1)?.seq ?? snapshot?.seq ?? 0,
    tail: { count: tail.length, bytes: updates.reduce((bytes, update) => bytes + update.length, 0) },
    snapshotSeq: snapshot?.seq ?? 0,
    snapshotBytes: snapshot?.update.length ?? 0,
    damage: damage ?? (whole ? undefined : DAMAGE),
  }
}

/** The snapshot and the updates up to the first that does not fit. */
function loadReadable(snapshot: StoredUpdate | undefined, updates: readonly Uint8Array[]): RoomState {
  const state = tryLoad(snapshot?.update, []) ?? RoomState.load(undefined, [])
  for (const update of updates) {
    const { kind } = state.take(update)
    if (kind === "gap" || kind === "refused") break
  }
  return state
}

function tryLoad(snapshot: Uint8Array | undefined, updates: readonly Uint8Array[]): RoomState | undefined {
  try {
    return RoomState.load(snapshot, updates)
  } catch (error) {
    if (error instanceof StateDamaged) return undefined
    throw error
  }
}
