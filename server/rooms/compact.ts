// When a document's history is to be folded into a snapshot.

const MIN_TAIL_UPDATES = 256
const MIN_TAIL_BYTES = 64 * 1024
/** Folding costs by the size of the whole, some 1 ms a KB; reading one more row of the tail costs 0.01 ms. */
const SNAPSHOT_BYTES_PER_UPDATE = 128

export interface Tail {
  /** Updates stored since the last snapshot. */
  count: number
  bytes: number
}

/**
 * True where loading the tail costs so much that folding it in is worth writing the whole.
 *
 * @param failedAt the tail at which it failed last: what cannot be folded is not tried again at every update.
 */
export function isDue(tail: Tail, snapshotBytes: number, failedAt?: Tail): boolean {
  if (failedAt && tail.count < failedAt.count * 2 && tail.bytes < failedAt.bytes * 2) return false
  return (
    tail.count > Math.max(MIN_TAIL_UPDATES, snapshotBytes / SNAPSHOT_BYTES_PER_UPDATE) ||
    tail.bytes > Math.max(MIN_TAIL_BYTES, snapshotBytes / 4)
  )
}

/** True where a room is better off working on from the snapshot: reading it takes as long as loading the room did. */
export const isWorthTaking = (snapshotBytes: number, historyBytes: number): boolean =>
  snapshotBytes < historyBytes * 0.9
