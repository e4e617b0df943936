// Which of the versions that the server kept by itself have had their time: all of a day are kept, then the last of each
// hour for a week, then the last of each day for a year. Rule VE3.
import type { VersionId } from "../../shared/ids.ts"
import type { VersionRecord } from "../storage/version-store.ts"

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

export type Aged = Pick<VersionRecord, "id" | "at" | "reason" | "name" | "frozenHash">

/** Kept by somebody, named since, or shown to others by a link. */
export const isLasting = ({ reason, name, frozenHash }: Aged): boolean =>
  reason === "kept" || name !== "" || frozenHash !== undefined

/**
 * @param newestFirst all of a room's.
 * @param now ms since 1970
 * @returns those to drop. Of what is left, thinned again at the same time, there are none.
 */
export function thinnedOut(newestFirst: readonly Aged[], now: number): VersionId[] {
  const taken = new Set<string>()
  return newestFirst.flatMap(version => {
    const place = isLasting(version) ? undefined : placeOf(version.at, now)
    if (place === undefined) return []
    if (place !== TOO_OLD && !taken.has(place)) {
      taken.add(place)
      return []
    }
    return [version.id]
  })
}

const TOO_OLD = "too old"

/** What there is room for one version of; undefined where there is room for all. By the clock, so that it stays the same. */
function placeOf(at: number, now: number): string | undefined {
  const age = now - at
  if (age < DAY_MS) return undefined
  if (age < 7 * DAY_MS) return `hour ${Math.floor(at / HOUR_MS)}`
  if (age < 365 * DAY_MS) return `day ${Math.floor(at / DAY_MS)}`
  return TOO_OLD
}
