// Whether what is stored of one document is all there: each row the bytes that were stored, and no number missing. Says
// nothing about what the bytes mean. Rules CM2, CM4.
import { intactRun, intactUpdate, newestIntact } from "../storage/checksum.ts"
import type { NumberedRow, StoredHistory } from "../storage/data-file.ts"

/** @returns a sentence for each snapshot and update that is damaged, and for each stretch that is missing. */
export const rowFaults = (history: StoredHistory): string[] => [
  ...history.snapshots
    .filter(row => !intactUpdate(row))
    .map(({ seq }) => `The snapshot at ${seq} is damaged.`),
  ...history.updates.filter(row => !intactUpdate(row)).map(({ seq }) => `Update ${seq} is damaged.`),
  ...missingStretches(history).map(([first, last]) =>
    first === last ? `Update ${first} is missing.` : `The updates ${first} to ${last} are missing.`,
  ),
]

/**
 * The log is kept whole since the older of two snapshots, and since the beginning where there is one or none
 * (storage/sqlite-history.ts); it may reach back further. That its end is missing cannot be seen.
 */
function missingStretches({ snapshots, updates }: StoredHistory): [first: number, last: number][] {
  const missing: [number, number][] = []
  const keptSince = snapshots.length > 1 ? (snapshots.at(-1)?.seq ?? 0) : 0
  const head = snapshots[0]?.seq ?? 0
  let next = Math.min(updates[0]?.seq ?? Number.POSITIVE_INFINITY, keptSince + 1)
  for (const { seq } of updates) {
    if (seq > next) missing.push([next, seq - 1])
    next = seq + 1
  }
  if (next <= head) missing.push([next, head])
  return missing
}

/**
 * What can be read, as the server would load it: the newest snapshot that is intact, and what was written since, up to
 * the first update that is damaged or missing.
 */
export function readablePart({ snapshots, updates }: StoredHistory): Uint8Array[] {
  const snapshot = newestIntact(snapshots)
  if (!snapshot) return snapshots.length > 0 ? [] : updatesBehind(0, updates)
  return [snapshot.update, ...updatesBehind(snapshot.seq, updates)]
}

/** The updates that follow a number without a gap, as far as they are intact. */
export const updatesBehind = (seq: number, updates: readonly NumberedRow[]): Uint8Array[] =>
  intactRun(
    updates.filter(row => row.seq > seq),
    seq,
  ).map(({ update }) => update)
