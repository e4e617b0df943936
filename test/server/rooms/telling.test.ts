import { expect, test } from "vitest"
import * as Y from "yjs"
import { Telling } from "../../../server/rooms/telling.ts"
import { PaperMember } from "../../world/paper-member.ts"
import { settle, writing } from "../../world/rooms-world.ts"

function open(count: number) {
  const listeners = Array.from({ length: count }, () => ({ isLive: true, member: new PaperMember() }))
  type Listeners = [ada: (typeof listeners)[0], ben: (typeof listeners)[0], cleo: (typeof listeners)[0]]
  return { listeners: listeners as Listeners, telling: new Telling(new Set(listeners), 0) }
}

let seq = 0

test("[WR15] what was stored together is told as one frame, in order", async () => {
  const { listeners, telling } = open(3)
  const [ada, ben, cleo] = listeners

  telling.add(++seq, writing(ada.member.doc, "1"), ada)
  telling.add(++seq, writing(ben.member.doc, "x"), ben)
  telling.add(++seq, writing(ada.member.doc, "2"), ada)
  await settle()

  expect(cleo.member.frames).toBe(1)
  expect([...cleo.member.text].sort()).toEqual(["1", "2", "x"])
  expect(cleo.member.text).toBe(ada.member.text)
  expect(cleo.member.text).toBe(ben.member.text)
  expect(telling.toldSeq).toBe(seq)
})

test("[WR15] a sole author is not told its own change, nor is one who has not been given the document", async () => {
  const { listeners, telling } = open(3)
  const [ada, ben, cleo] = listeners
  cleo.isLive = false

  telling.add(++seq, writing(ada.member.doc, "1"), ada)
  telling.add(++seq, writing(ada.member.doc, "2"), ada)
  await settle()

  expect(listeners.map(({ member }) => member.frames)).toEqual([0, 1, 0])
  expect(ben.member.text).toBe("21")
})

test("[WR15] everybody gets the same buffer", async () => {
  const frames: Uint8Array[] = []
  const listener = () => ({ isLive: true, member: { tell: (frame: Uint8Array) => void frames.push(frame) } })
  const author = listener()
  const telling = new Telling(new Set([author, listener(), listener()]), 0)

  telling.add(++seq, writing(new Y.Doc(), "1"), author)
  await settle()

  expect(frames.length).toBe(2)
  expect(frames[0]).toBe(frames[1])
})

test("[WR15] after an outage a thousand changes are a few frames", async () => {
  const { listeners, telling } = open(2)
  const [ada, ben] = listeners

  for (let count = 0; count < 1_000; count++) telling.add(++seq, writing(ada.member.doc, "x"), ada)
  await settle()

  expect(ben.member.frames).toBe(5)
  expect(ben.member.text.length).toBe(1_000)
})
