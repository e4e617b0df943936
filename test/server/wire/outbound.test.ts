import { expect, test } from "vitest"
import { Outbound } from "../../../server/wire/outbound.ts"

const KILOBYTE = 1024
const MEGABYTE = 1024 * KILOBYTE

/** A socket that takes nothing until it is told to. */
function open() {
  const sent: number[] = []
  const pipe = {
    bufferedAmount: 0,
    send(frame: Uint8Array) {
      sent.push(frame[0] ?? -1)
      pipe.bufferedAmount += frame.length
    },
  }
  let nowMs = 0
  let givenUp = 0
  const outbound = new Outbound(
    pipe,
    () => nowMs,
    () => givenUp++,
  )
  return {
    outbound,
    sent,
    /** Everything handed over has gone out. */
    empty() {
      pipe.bufferedAmount = 0
      outbound.drain()
    },
    pass: (ms: number) => (nowMs += ms),
    givenUp: () => givenUp,
  }
}

const frame = (number: number, length: number) => new Uint8Array(length).fill(number)

test("[WR13] a socket with more than 256 KB unsent goes without presence, and gets changes still", () => {
  const { outbound, sent, empty } = open()

  outbound.send(frame(1, 300 * KILOBYTE))
  outbound.sendOrDrop(frame(2, 10))
  outbound.send(frame(3, 10))
  empty()
  outbound.sendOrDrop(frame(4, 10))

  expect(sent).toEqual([1, 3, 4])
})

test("[WR13] beyond a megabyte changes wait, in order, and none is missing when the socket reads on", () => {
  const { outbound, sent, empty, givenUp } = open()

  outbound.send(frame(0, 2 * MEGABYTE))
  for (let number = 1; number <= 9; number++) outbound.send(frame(number, 300 * KILOBYTE))
  const before = [...sent]
  for (let round = 0; round < 5; round++) {
    empty()
    outbound.send(frame(10 + round, 10))
  }
  empty()

  expect(before).toEqual([0])
  expect(sent).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
  expect(givenUp()).toBe(0)
})

test("[WR13] a socket with 8 MB waiting is given up", () => {
  const { outbound, givenUp } = open()

  outbound.send(frame(0, 2 * MEGABYTE))
  for (let number = 1; number <= 8; number++) outbound.send(frame(number, MEGABYTE))
  const before = givenUp()
  outbound.send(frame(9, 10))

  expect([before, givenUp()]).toEqual([0, 1])
})

test("[WR13] one large document is no reason to give a socket up", () => {
  const { outbound, sent, givenUp } = open()

  outbound.send(frame(0, 20 * MEGABYTE))

  expect(sent).toEqual([0])
  expect(givenUp()).toBe(0)
})

test("[WR13] a socket that takes nothing for 30 s while changes wait is given up; one that reads slowly is not", () => {
  const stuck = open()
  const slow = open()
  for (const { outbound } of [stuck, slow]) {
    outbound.send(frame(0, 2 * MEGABYTE))
    for (let number = 1; number <= 3; number++) outbound.send(frame(number, 2 * MEGABYTE))
  }

  for (let seconds = 0; seconds < 40; seconds++) {
    for (const { pass, outbound } of [stuck, slow]) {
      pass(1_000)
      outbound.check()
    }
    if (seconds === 20) slow.empty()
  }

  expect(stuck.givenUp()).toBeGreaterThan(0)
  expect(slow.givenUp()).toBe(0)
})
