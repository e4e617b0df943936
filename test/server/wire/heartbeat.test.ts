import { decoding } from "lib0"
import { expect, test } from "vitest"
import { BEAT_MS, beatOf, keepalive } from "../../../server/wire/heartbeat.ts"
import { decodeMessage } from "../../../shared/protocol/messages.ts"

/** Runs a socket's beats for a while. @returns when each thing happened, in ms. */
function run(durationMs: number, peer: { answers: boolean; talks: boolean }) {
  const happened = { pings: [] as number[], keepalives: [] as number[], goneAtMs: Number.NaN }
  const pulse = { heardAtMs: 0, sentAtMs: 0, pingedAtMs: 0 }
  for (let nowMs = BEAT_MS; nowMs <= durationMs; nowMs += BEAT_MS) {
    const beat = beatOf(pulse, nowMs)
    if (beat === "gone") {
      happened.goneAtMs = nowMs
      break
    }
    if (peer.talks) pulse.sentAtMs = nowMs
    if (beat === "rest") continue
    if (beat.keepalive) {
      pulse.sentAtMs = nowMs
      happened.keepalives.push(nowMs)
    }
    if (!beat.ping) continue
    pulse.pingedAtMs = nowMs
    happened.pings.push(nowMs)
    if (peer.answers) pulse.heardAtMs = nowMs
  }
  return happened
}

test("[WR4] a socket nobody speaks to gets a message at least every 20 seconds", () => {
  const { keepalives, goneAtMs } = run(300_000, { answers: true, talks: false })

  const gaps = keepalives.map((atMs, index) => atMs - (keepalives[index - 1] ?? 0))
  expect(keepalives.length).toBeGreaterThan(10)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(15_000)
  expect(goneAtMs).toBeNaN()
})

test("[WR4] a socket that is spoken to anyway gets nothing extra", () => {
  expect(run(300_000, { answers: true, talks: true }).keepalives).toEqual([])
})

test("[WR9] a peer that answers no ping is gone within 35 seconds, and was asked at least twice", () => {
  const { pings, goneAtMs } = run(300_000, { answers: false, talks: true })

  expect(goneAtMs).toBeLessThanOrEqual(35_000)
  expect(pings.length).toBeGreaterThanOrEqual(2)
})

test("[WR4] the keepalive is a message that says nothing of anybody", () => {
  const decoded = decodeMessage(keepalive)

  expect([...keepalive]).toEqual([1, 1, 0])
  expect(decoded.ok && decoded.message.kind).toBe("awareness")
  expect(decoding.readVarUint(decoding.createDecoder(keepalive.subarray(2)))).toBe(0)
})
