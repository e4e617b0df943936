// The server's clock as a device whose own is wrong knows it. Rule CL13.
import { afterEach, expect, test, vi } from "vitest"
import { getRoom } from "../../client/api.ts"
import { hearServerDate, serverTimeMs } from "../../client/server-clock.ts"
import type { RoomId } from "../../shared/ids.ts"

const NOON = Date.UTC(2026, 10, 24, 12)
const HOUR_MS = 3_600_000

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test("[CL13] the date in the head of an answer says how far the clocks are apart, until another says otherwise", () => {
  hearServerDate("Tue, 24 Nov 2026 12:00:00 GMT", NOON + 3 * HOUR_MS)
  expect(serverTimeMs(NOON + 3 * HOUR_MS + 5_000)).toBe(NOON + 5_000)
  for (const date of [null, "", "yesterday"]) hearServerDate(date, NOON - HOUR_MS)
  expect(serverTimeMs(NOON + 3 * HOUR_MS)).toBe(NOON)

  // The device's clock was set right meanwhile.
  hearServerDate("Tue, 24 Nov 2026 12:01:00 GMT", NOON + 60_000)

  expect(serverTimeMs(NOON)).toBe(NOON)
})

test("[CL13] every answer of the API is listened to, refusals too", async () => {
  vi.useFakeTimers({ now: NOON - 9 * HOUR_MS, toFake: ["Date"] })
  const headers = { date: "Tue, 24 Nov 2026 12:00:00 GMT" }
  vi.stubGlobal("fetch", async () => new Response("{}", { status: 404, headers }))

  await getRoom("abcdefghijklmnopqrstuv" as RoomId)

  expect(serverTimeMs(Date.now())).toBe(NOON)
  hearServerDate(headers.date, NOON)
})
