import * as encoding from "lib0/encoding"
import { expect, test } from "vitest"
import { Inbound, MAX_FRAME_BYTES } from "../../../server/wire/inbound.ts"
import { Close } from "../../../shared/protocol/close.ts"
import {
  MAX_FIRST_SYNC_BYTES,
  MAX_MESSAGES_BURST,
  MAX_MESSAGES_PER_SECOND,
  MAX_UPDATE_BYTES,
} from "../../../shared/protocol/limits.ts"
import { encodeBarrier, encodeMissing, encodeUpdate } from "../../../shared/protocol/messages.ts"
import { malformedFrames } from "../../world/malformed-frames.ts"

const resultOf = (inbound: Inbound, frame: Uint8Array, isBinary = true, nowMs = 0) => {
  const accepted = inbound.accept(frame, isBinary, nowMs)
  return accepted.ok ? accepted.message.kind : accepted.code
}

test.each(malformedFrames)("[WR5] $name is a violation", ({ frame, isBinary }) => {
  const bytes = typeof frame === "string" ? new TextEncoder().encode(frame) : frame

  expect(resultOf(new Inbound(0), bytes, isBinary)).toBe(Close.violation)
})

test("[WR14] an update may have a megabyte and no more", () => {
  const inbound = new Inbound(0)

  expect(resultOf(inbound, encodeUpdate(new Uint8Array(MAX_UPDATE_BYTES)))).toBe("update")
  expect(resultOf(inbound, encodeUpdate(new Uint8Array(MAX_UPDATE_BYTES + 100)))).toBe(Close.tooLarge)
})

test("[WR14] the first answer may carry everything since a long time offline, later ones no more than an update", () => {
  const inbound = new Inbound(0)
  const first = encodeMissing(new Uint8Array(MAX_FIRST_SYNC_BYTES))

  expect(first.length).toBeLessThanOrEqual(MAX_FRAME_BYTES)
  expect(resultOf(inbound, first)).toBe("missing")
  expect(resultOf(inbound, encodeMissing(new Uint8Array(MAX_UPDATE_BYTES + 100)))).toBe(Close.tooLarge)
})

test("[WR14] a burst is fine, a flood is not, and a pause earns the next burst", () => {
  const inbound = new Inbound(0)
  const send = (count: number, nowMs: number) =>
    Array.from({ length: count }, () => resultOf(inbound, encodeBarrier(1), true, nowMs)).filter(
      result => result === Close.tooMany,
    ).length

  expect(send(MAX_MESSAGES_BURST, 0)).toBe(0)
  expect(send(1, 0)).toBe(1)
  expect(send(MAX_MESSAGES_PER_SECOND + 1, 1_000)).toBe(1)
  expect(send(MAX_MESSAGES_BURST + 1, 60_000)).toBe(1)
})

test("[WR2] whatever bytes come, deciding about them does not throw", () => {
  let state = 1
  const next = () => (state = (state * 48_271) % 2_147_483_647)

  for (let run = 0; run < 5_000; run++) {
    const frame = Uint8Array.from({ length: next() % 24 }, () =>
      next() % 3 === 0 ? next() % 4 : next() % 256,
    )
    expect(() => new Inbound(0).accept(frame, true, 0)).not.toThrow()
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, 2)
  encoding.writeVarUint8Array(encoder, Uint8Array.of(0, 0))
  expect(resultOf(new Inbound(0), encoding.toUint8Array(encoder))).toBe("update")
})
