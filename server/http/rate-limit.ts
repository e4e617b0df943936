// How often somebody may do something: a token bucket for each key. A bucket that is full again says nothing and is
// forgotten, so memory follows the number of addresses that are busy, not of all there ever were.

export interface RateLimit {
  burst: number
  perSecond: number
  /** ms since any fixed time */
  now: () => number
}

interface Bucket {
  tokens: number
  atMs: number
}

/** Above this many buckets the full ones are looked for and dropped. */
const TIDY_ABOVE = 10_000

/** Takes tokens of the key's bucket, one unless told otherwise, and says whether there were as many; -1 gives one back. */
export type TakeToken = (key: string, count?: number) => boolean

export function createRateLimit({ burst, perSecond, now }: RateLimit): TakeToken {
  const buckets = new Map<string, Bucket>()
  let tidyAbove = TIDY_ABOVE

  const filled = ({ tokens, atMs }: Bucket, nowMs: number): number =>
    Math.min(burst, tokens + ((nowMs - atMs) / 1000) * perSecond)

  function tidy(nowMs: number): void {
    for (const [key, bucket] of buckets) if (filled(bucket, nowMs) >= burst) buckets.delete(key)
    // Where most are in use the next look waits for twice as many, so that looking stays cheap.
    tidyAbove = Math.max(TIDY_ABOVE, buckets.size * 2)
  }

  return (key, count = 1) => {
    const nowMs = now()
    if (buckets.size > tidyAbove) tidy(nowMs)
    const tokens = filled(buckets.get(key) ?? { tokens: burst, atMs: nowMs }, nowMs)
    const isAllowed = tokens >= count
    buckets.set(key, { tokens: isAllowed ? Math.min(burst, tokens - count) : tokens, atMs: nowMs })
    return isAllowed
  }
}
