import { expect, test } from "vitest"
import { isDue } from "../../../server/rooms/compact.ts"

test("[SV7] a long tail is folded in, and a large document waits for a longer one", () => {
  expect(isDue({ count: 256, bytes: 8_000 }, 10_000)).toBe(false)
  expect(isDue({ count: 257, bytes: 8_000 }, 10_000)).toBe(true)
  expect(isDue({ count: 4_000, bytes: 120_000 }, 520_000)).toBe(false)
  expect(isDue({ count: 4_100, bytes: 120_000 }, 520_000)).toBe(true)
})

test("[SV7] a heavy tail is folded in, and a large document waits for a heavier one", () => {
  expect(isDue({ count: 3, bytes: 70_000 }, 10_000)).toBe(true)
  expect(isDue({ count: 3, bytes: 70_000 }, 520_000)).toBe(false)
  expect(isDue({ count: 3, bytes: 140_000 }, 520_000)).toBe(true)
})

test("[SV7] a tail that could not be folded is not tried again before it has doubled", () => {
  const failedAt = { count: 300, bytes: 9_000 }

  expect(isDue({ count: 599, bytes: 17_000 }, 0, failedAt)).toBe(false)
  expect(isDue({ count: 600, bytes: 17_000 }, 0, failedAt)).toBe(true)
})
