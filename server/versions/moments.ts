// The log between versions as moments one can go to: what was written without a pause is one. Rule VE7.
import type { Moment, Named } from "../../shared/versions-api.ts"
import type { Holder } from "../storage/access-store.ts"
import type { StoredLog } from "../storage/store.ts"

/** As many as a slider can show. */
const MOST_MOMENTS = 300
const FIRST_PAUSE_MS = 10_000

interface Burst {
  seq: number
  at: number
  holders: Set<Holder>
}

/** @returns oldest first. Rows of unknown time are in none, but in the states of those after them. */
export function momentsIn({ rows }: StoredLog, nameOf: (holder: Holder) => Named | undefined): Moment[] {
  let bursts = rows
    .filter(({ at }) => at > 0)
    .map(({ seq, at, by }): Burst => ({ seq, at, holders: new Set(by === undefined ? [] : [by]) }))
  for (let pauseMs = FIRST_PAUSE_MS; pauseMs === FIRST_PAUSE_MS || bursts.length > MOST_MOMENTS; pauseMs *= 2)
    bursts = joined(bursts, pauseMs)
  return bursts.map(({ seq, at, holders }) => ({
    seq,
    at,
    people: [...holders].flatMap(holder => nameOf(holder) ?? []),
  }))
}

/** Bursts that follow each other sooner become one, which ends when the last of them does. */
function joined(bursts: readonly Burst[], pauseMs: number): Burst[] {
  const longer: Burst[] = []
  let startedAt = 0
  for (const { seq, at, holders } of bursts) {
    const last = longer.at(-1)
    // Whoever writes without end is cut all the same.
    if (last && at - last.at < pauseMs && at - startedAt < pauseMs * 6) {
      longer[longer.length - 1] = { seq, at, holders: new Set([...last.holders, ...holders]) }
    } else {
      longer.push({ seq, at, holders })
      startedAt = at
    }
  }
  return longer
}
