import fc from "fast-check"
import { expect, test } from "vitest"
import { type Aged, isLasting, thinnedOut } from "../../../server/versions/thin.ts"
import type { VersionId } from "../../../shared/ids.ts"

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const YEAR_MS = 365 * DAY_MS
const NOW_MS = 1_800_000_000_000

const aged = (at: number, more: Partial<Aged> = {}): Aged => ({
  id: `version-${at}` as VersionId,
  at,
  reason: "activity",
  name: "",
  ...more,
})

/** A version every half an hour for so long, newest first. */
const everyHalfHour = (forMs: number): Aged[] =>
  Array.from({ length: forMs / (HOUR_MS / 2) }, (_, index) => aged(NOW_MS - index * (HOUR_MS / 2)))

function left(versions: readonly Aged[], now: number): Aged[] {
  const dropped = new Set(thinnedOut(versions, now))
  return versions.filter(({ id }) => !dropped.has(id))
}

test("[VE3] all of a day stay, one an hour for a week, one a day for a year, and none beyond", () => {
  const kept = left(everyHalfHour(YEAR_MS + 30 * DAY_MS), NOW_MS)

  const ages = kept.map(({ at }) => NOW_MS - at)
  const between = (from: number, to: number) => ages.filter(age => age >= from && age < to).length
  expect(between(0, DAY_MS)).toBe(48)
  // Hours and days are the clock's: the first and the last are cut.
  expect(between(DAY_MS, 7 * DAY_MS)).toBeGreaterThanOrEqual(6 * 24)
  expect(between(DAY_MS, 7 * DAY_MS)).toBeLessThanOrEqual(6 * 24 + 1)
  expect(between(7 * DAY_MS, YEAR_MS)).toBeGreaterThanOrEqual(358)
  expect(between(7 * DAY_MS, YEAR_MS)).toBeLessThanOrEqual(359)
  expect(between(YEAR_MS, Number.POSITIVE_INFINITY)).toBe(0)
})

const versions = fc
  .array(
    fc.record({
      age: fc.integer({ min: 0, max: 2 * YEAR_MS }),
      reason: fc.constantFrom("kept", "idle", "activity", "before-restore"),
      name: fc.constantFrom("", "", "", "Agreed"),
      isShared: fc.boolean(),
    }),
    { maxLength: 200 },
  )
  .map(all =>
    all
      .map(({ age, reason, name, isShared }, index) => ({
        ...aged(NOW_MS - age, {
          reason,
          name,
          ...(isShared && index % 7 === 0 && { frozenHash: new Uint8Array(32) }),
        }),
        id: `version-${index}` as VersionId,
      }))
      .sort((a, b) => b.at - a.at),
  )

test("[VE3] what was kept by hand, named or shared is never dropped, nor what is younger than a day", () => {
  fc.assert(
    fc.property(versions, all => {
      const dropped = new Set(thinnedOut(all, NOW_MS))

      const mustStay = all.filter(version => isLasting(version) || NOW_MS - version.at < DAY_MS)
      expect(mustStay.filter(({ id }) => dropped.has(id))).toEqual([])
    }),
  )
})

test("[VE3] thinning again drops nothing more, and each day of a year that had a version has one", () => {
  fc.assert(
    fc.property(versions, all => {
      const kept = left(all, NOW_MS)

      expect(thinnedOut(kept, NOW_MS)).toEqual([])
      const days = (of: readonly Aged[]) =>
        new Set(
          of
            .filter(({ at }) => NOW_MS - at < YEAR_MS && NOW_MS - at >= 7 * DAY_MS)
            .map(({ at }) => Math.floor(at / DAY_MS)),
        )
      expect(days(kept)).toEqual(days(all))
    }),
  )
})

test("[VE3] thinned as time goes by, what is left is spread as if it had been thinned once", () => {
  let versions: Aged[] = []
  for (let now = NOW_MS; now < NOW_MS + 40 * DAY_MS; now += HOUR_MS / 2)
    versions = left([aged(now), ...versions], now)
  const now = NOW_MS + 40 * DAY_MS

  expect(versions.filter(({ at }) => now - at >= 8 * DAY_MS).length).toBeGreaterThanOrEqual(31)
  expect(versions.length).toBeLessThan(48 + 6 * 24 + 35)
})
