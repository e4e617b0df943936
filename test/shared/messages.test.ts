import fc from "fast-check"
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { expect, test } from "vitest"
import type { VersionId } from "../../shared/ids.ts"
import { Reader, varUintLength, writeVarUint } from "../../shared/protocol/bytes.ts"
import {
  decodeMessage,
  encodeAccess,
  encodeAwareness,
  encodeBarrier,
  encodeDenied,
  encodeHave,
  encodeMissing,
  encodeNews,
  encodePosition,
  encodeQueryAwareness,
  encodeTrouble,
  encodeUpdate,
  type Message,
} from "../../shared/protocol/messages.ts"
import { roles } from "../../shared/roles.ts"

const bytes = fc.uint8Array({ maxLength: 300 })
const numbers = fc.maxSafeNat()
const words = fc.string()

const messages: fc.Arbitrary<Message> = fc.oneof(
  bytes.map((stateVector): Message => ({ kind: "have", stateVector })),
  bytes.map((update): Message => ({ kind: "missing", update })),
  bytes.map((update): Message => ({ kind: "update", update })),
  bytes.map((states): Message => ({ kind: "awareness", states })),
  fc.constant<Message>({ kind: "query-awareness" }),
  fc.boolean().map((cannotWrite): Message => ({ kind: "trouble", cannotWrite })),
  fc
    .record({ role: fc.constantFrom(...roles), isLocked: fc.boolean() })
    .map((access): Message => ({ kind: "access", ...access })),
  numbers.map((number): Message => ({ kind: "barrier", number })),
  fc.record({ epoch: numbers, seq: numbers }).map((position): Message => ({ kind: "position", position })),
  words.map(
    (name): Message => ({
      kind: "news",
      news: { kind: "imported", by: { name }, mode: "add", title: name, kept: VERSION },
    }),
  ),
)

const VERSION = "version-0001" as VersionId

function encode(message: Message): Uint8Array {
  switch (message.kind) {
    case "have":
      return encodeHave(message.stateVector)
    case "missing":
      return encodeMissing(message.update)
    case "update":
      return encodeUpdate(message.update)
    case "awareness":
      return encodeAwareness(message.states)
    case "query-awareness":
      return encodeQueryAwareness()
    case "barrier":
      return encodeBarrier(message.number)
    case "trouble":
      return encodeTrouble(message.cannotWrite)
    case "access":
      return encodeAccess(message.role, message.isLocked)
    case "position":
      return encodePosition(message.position)
    case "news":
      return encodeNews(message.news)
  }
}

test("[WR3] what is encoded is decoded to the same message", () => {
  fc.assert(
    fc.property(messages, message => {
      expect(decodeMessage(encode(message))).toEqual({ ok: true, message })
    }),
  )
})

test("[WR3] frames are what lib0 writes, and stock clients with it", () => {
  fc.assert(
    fc.property(bytes, numbers, (body, number) => {
      const written = (...parts: (number | Uint8Array)[]) =>
        encoding.encode(encoder => {
          for (const part of parts)
            if (typeof part === "number") encoding.writeVarUint(encoder, part)
            else encoding.writeVarUint8Array(encoder, part)
        })

      expect(encodeHave(body)).toEqual(written(0, 0, body))
      expect(encodeMissing(body)).toEqual(written(0, 1, body))
      expect(encodeUpdate(body)).toEqual(written(0, 2, body))
      expect(encodeAwareness(body)).toEqual(written(1, body))
      expect(encodeQueryAwareness()).toEqual(written(3))
      expect(encodeBarrier(number)).toEqual(written(100, number))
    }),
  )
})

test("[WR3] a refusal reaches a stock client with its reason", () => {
  const decoder = decoding.createDecoder(encodeDenied("read only – sorry"))

  expect(decoding.readVarUint(decoder)).toBe(2)
  expect(decoding.readVarUint(decoder)).toBe(0)
  expect(decoding.readVarString(decoder)).toBe("read only – sorry")
})

test("[WR2] a frame that is cut short anywhere is refused", () => {
  fc.assert(
    fc.property(messages, fc.nat(), (message, cut) => {
      const frame = encode(message)

      const decoded = decodeMessage(frame.subarray(0, cut % frame.length))

      expect(decoded).toEqual({ ok: false, violation: expect.stringMatching(/\w \w/) })
    }),
  )
})

test("[WR2] a frame that goes on behind its message is refused", () => {
  fc.assert(
    fc.property(messages, fc.uint8Array({ minLength: 1, maxLength: 5 }), (message, more) => {
      const decoded = decodeMessage(Uint8Array.from([...encode(message), ...more]))

      expect(decoded).toEqual({ ok: false, violation: "the frame goes on behind its message" })
    }),
  )
})

test("[WR2] whatever the bytes, decoding never throws, and what it takes it would write again", () => {
  const frames = fc.oneof(
    bytes,
    fc
      .tuple(fc.constantFrom(0, 1, 2, 3, 100, 101), fc.constantFrom(0, 1, 2, 3), bytes)
      .map(([type, step, rest]) => Uint8Array.from([type, step, ...rest])),
  )
  fc.assert(
    fc.property(frames, frame => {
      const decoded = decodeMessage(frame)
      if (!decoded.ok) return

      // Numbers may be written longer than they need be, so that the bytes differ and the message does not.
      expect(decodeMessage(encode(decoded.message))).toEqual(decoded)
      expect(encode(decoded.message).length).toBeLessThanOrEqual(frame.length)
    }),
    { numRuns: 5000 },
  )
})

test.each([
  ["nothing", []],
  ["an unknown type", [4]],
  ["a type of its own", [99, 0]],
  ["an unknown step", [0, 3, 0]],
  ["a refusal, which only servers send", [2, 0, 0]],
  ["a length beyond the frame", [0, 2, 200, 1, 1]],
  ["a length beyond all memory", [0, 2, 255, 255, 255, 255, 255, 255, 255, 15]],
  ["a number beyond 2^53", [100, 255, 255, 255, 255, 255, 255, 255, 31]],
  ["a number without end", [100, ...Array(40).fill(255)]],
])("[WR2] %s is refused", (_, frame) => {
  expect(decodeMessage(Uint8Array.from(frame))).toMatchObject({ ok: false })
})

test("[WR2] a message's bytes are a view of its frame and no copy", () => {
  const frame = encodeUpdate(Uint8Array.of(1, 2, 3))
  const decoded = decodeMessage(frame)

  expect(decoded.ok && decoded.message.kind === "update" && decoded.message.update.buffer).toBe(frame.buffer)
})

test("[WR3] numbers are read as they were written, in the length that was said", () => {
  const edges = fc.constantFrom(0, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER)
  fc.assert(
    fc.property(fc.oneof(numbers, edges), number => {
      const into = new Uint8Array(10)
      const end = writeVarUint(into, 1, number)
      const reader = new Reader(into, 1)

      expect(end).toBe(1 + varUintLength(number))
      expect(reader.varUint()).toBe(number)
      expect([reader.at, reader.failed]).toEqual([end, false])
    }),
  )
})

test("[WR2] a reader that has failed stays failed and reads nothing more", () => {
  const reader = new Reader(Uint8Array.of(5, 1, 2))

  expect(reader.varBytes()).toHaveLength(0)
  expect(reader.failed).toBe(true)
  expect([reader.byte(), reader.varUint(), reader.left]).toEqual([0, 0, 0])
  expect(reader.failed).toBe(true)
})
