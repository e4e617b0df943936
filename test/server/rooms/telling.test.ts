import { expect, test } from "vitest"
import * as Y from "yjs"
import { Telling, tellingWindowMs } from "../../../server/rooms/telling.ts"
import { HandTimers } from "../../world/hand-timers.ts"
import { PaperMember } from "../../world/paper-member.ts"
import { writing } from "../../world/rooms-world.ts"

function open(count: number) {
  const listeners = Array.from({ length: count }, () => ({ isLive: true, member: new PaperMember() }))
  const timers = new HandTimers()
  type Listeners = [ada: (typeof listeners)[0], ben: (typeof listeners)[0], cleo: (typeof listeners)[0]]
  return { listeners: listeners as Listeners, timers, telling: new Telling(new Set(listeners), timers, 0) }
}

let seq = 0

test("[WR15] the first change goes out at once, what follows within the window as one frame", () => {
  const { listeners, timers, telling } = open(3)
  const [ada, ben, cleo] = listeners

  telling.add(++seq, writing(ada.member.doc, "1"), ada)
  const atOnce = cleo.member.text
  telling.add(++seq, writing(ada.member.doc, "2"), ada)
  telling.add(++seq, writing(ben.member.doc, "x"), ben)
  telling.add(++seq, writing(ada.member.doc, "3"), ada)
  timers.pass(7)
  const within = cleo.member.frames
  timers.pass(1)

  expect(atOnce).toBe("1")
  expect(within).toBe(1)
  expect(cleo.member.frames).toBe(2)
  expect([...cleo.member.text].sort()).toEqual(["1", "2", "3", "x"])
  expect(cleo.member.text).toBe(ada.member.text)
  expect(cleo.member.text).toBe(ben.member.text)
})

test("[WR15] a sole author is not told its own change, nor is one who has not been given the document", () => {
  const { listeners, timers, telling } = open(3)
  const [ada, ben, cleo] = listeners
  cleo.isLive = false

  telling.add(++seq, writing(ada.member.doc, "1"), ada)
  telling.add(++seq, writing(ada.member.doc, "2"), ada)
  timers.pass(100)

  expect(listeners.map(({ member }) => member.frames)).toEqual([0, 2, 0])
  expect(ben.member.text).toBe("21")
})

test("[WR15] everybody gets the same buffer", () => {
  const timers = new HandTimers()
  const frames: Uint8Array[] = []
  const listener = () => ({ isLive: true, member: { tell: (frame: Uint8Array) => void frames.push(frame) } })
  const author = listener()
  const telling = new Telling(new Set([author, listener(), listener()]), timers, 0)

  telling.add(++seq, writing(new Y.Doc(), "1"), author)

  expect(frames.length).toBe(2)
  expect(frames[0]).toBe(frames[1])
})

test("[WR15] merges are bounded: many changes go out in order, as several frames", () => {
  const { listeners, timers, telling } = open(2)
  const [ada, ben] = listeners

  for (let count = 0; count < 1 + 450; count++) telling.add(++seq, writing(ada.member.doc, "x"), ada)
  timers.pass(8)

  expect(ben.member.frames).toBe(1 + 3)
  expect(ben.member.text.length).toBe(451)
  const lengths = ben.member.of("update").map(told => told.text.length)
  expect(lengths).toEqual([1, 201, 401, 451])
})

test("[WR15] the window grows with the room", () => {
  expect([1, 50, 275, 500, 2_000].map(tellingWindowMs)).toEqual([8, 8, 21, 33, 33])
})
