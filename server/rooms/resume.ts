// Bringing a member back that says up to where it has been told: it costs what it missed, not a comparison of documents,
// and none of the deletes it knows. Rule WR19.
//
// What it says is checked against its state vector: a store that was put back from a copy has other updates under the
// same numbers, and whoever was told the old ones must be compared after all.
import { mergeUpdates, parseUpdateMeta } from "yjs"
import { groupsOf } from "./gathering.ts"

/** An update without anything in it. */
export const NOTHING: Uint8Array = Uint8Array.of(0, 0)

/** What was missed, merged in runs that are cheap to merge, in order. */
export const mergedTail = (tail: readonly { update: Uint8Array }[]): Uint8Array[] =>
  groupsOf(tail).map(group =>
    group.length === 1 && group[0] ? group[0].update : mergeUpdates(group.map(({ update }) => update)),
  )

/**
 * Whether the updates bring a member level that lacks something of these clients.
 *
 * @param lacking for each client the clock behind what the member has.
 */
export function isCovered(lacking: ReadonlyMap<number, number>, updates: readonly Uint8Array[]): boolean {
  if (lacking.size === 0) return true
  const starts = new Map<number, number>()
  for (const update of updates)
    for (const [client, clock] of parseUpdateMeta(update).from)
      if (clock < (starts.get(client) ?? Number.POSITIVE_INFINITY)) starts.set(client, clock)
  return [...lacking].every(([client, clock]) => (starts.get(client) ?? Number.POSITIVE_INFINITY) <= clock)
}
