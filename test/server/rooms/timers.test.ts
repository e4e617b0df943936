import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { Wheel } from "../../../server/rooms/timers.ts"

let nowMs = 0
let wheel: Wheel

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  nowMs = 0
  wheel = new Wheel(() => nowMs)
})

afterEach(() => {
  wheel.close()
  vi.useRealTimers()
})

function pass(ms: number): void {
  for (let passed = 0; passed < ms; passed++) {
    nowMs++
    vi.advanceTimersByTime(1)
  }
}

test("[RM7] what is due runs once, not before its time, at most two slots late, and far ones too", () => {
  const delaysMs = [0, 1, 8, 8, 33, 250, 256, 257, 1_000, 5_000]
  const ran: { delayMs: number; atMs: number }[] = []

  pass(3)
  for (const delayMs of delaysMs) wheel.after(delayMs, () => ran.push({ delayMs, atMs: nowMs - 3 }))
  pass(6_000)

  expect(ran.map(({ delayMs }) => delayMs)).toEqual(delaysMs)
  for (const { delayMs, atMs } of ran) {
    expect(atMs).toBeGreaterThanOrEqual(delayMs)
    expect(atMs).toBeLessThanOrEqual(delayMs + 8)
  }
})

test("[RM7] a task that arms another again and again keeps its pace", () => {
  const ran: number[] = []
  const again = () => {
    ran.push(nowMs)
    if (ran.length < 50) wheel.after(8, again)
  }

  wheel.after(8, again)
  pass(1_000)

  expect(ran.length).toBe(50)
  expect((ran.at(-1) ?? 0) / 50).toBeLessThanOrEqual(12)
})

test("[RM7] no timer runs while nothing waits, and only one while something does", () => {
  const idle = vi.getTimerCount()
  for (let count = 0; count < 100; count++) wheel.after(count, () => {})
  const busy = vi.getTimerCount()
  pass(200)

  expect([idle, busy, vi.getTimerCount()]).toEqual([0, 1, 0])
})

test("[RM7] a loop that was blocked for long runs everything that came due meanwhile", () => {
  const ran: number[] = []
  for (const delayMs of [10, 100, 300, 900]) wheel.after(delayMs, () => ran.push(delayMs))

  nowMs = 1_000
  vi.advanceTimersByTime(1_000)

  expect(ran.sort((a, b) => a - b)).toEqual([10, 100, 300, 900])
})
