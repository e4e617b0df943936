// When a document's history is folded into a snapshot, and the proof that the fold lost nothing. The snapshot is stored
// before any row it contains is removed; the store sees to that. Rule SV7.
import { RoomState } from "./state.ts"

const MAX_TAIL_UPDATES = 256
const MIN_TAIL_BYTES = 64 * 1024

export interface Tail {
  /** Updates stored since the last snapshot. */
  count: number
  bytes: number
}

/** True where loading the tail costs so much that folding it in is worth writing the whole. */
export const isDue = (tail: Tail, snapshotBytes: number): boolean =>
  tail.count > MAX_TAIL_UPDATES || tail.bytes > Math.max(MIN_TAIL_BYTES, snapshotBytes / 4)

/** True where the bytes load again, to the state they were made of. */
export function isFaithful(snapshot: Uint8Array, state: RoomState): boolean {
  const loaded = RoomState.load(snapshot, [])
  return isEqual(loaded.stateVector(), state.stateVector()) && isEqual(loaded.encode(), snapshot)
}

const isEqual = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0
