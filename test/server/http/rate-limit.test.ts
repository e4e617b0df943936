import { expect, test } from "vitest"
import { createRateLimit } from "../../../server/http/rate-limit.ts"

test("[HT6] a burst is granted at once, then no more than time gives back, to each on its own", () => {
  let nowMs = 0
  const take = createRateLimit({ burst: 2, perSecond: 0.5, now: () => nowMs })

  const atOnce = ["ana", "ana", "ana", "ben"].map(key => take(key))
  nowMs += 1_999
  const early = take("ana")
  nowMs += 1
  const inTime = [take("ana"), take("ana")]
  nowMs += 1_000_000
  const muchLater = ["ana", "ana", "ana"].map(key => take(key))

  expect(atOnce).toEqual([true, true, false, true])
  expect(early).toBe(false)
  expect(inTime).toEqual([true, false])
  expect(muchLater).toEqual([true, true, false])
})

test("[HT6] a crowd of addresses takes nothing from one that has used up its own", () => {
  let nowMs = 0
  const take = createRateLimit({ burst: 1, perSecond: 1, now: () => nowMs })
  take("ana")

  for (let i = 0; i < 25_000; i++) take(`address ${i}`)
  const refused = take("ana")
  nowMs += 1_000

  expect([refused, take("ana")]).toEqual([false, true])
})
