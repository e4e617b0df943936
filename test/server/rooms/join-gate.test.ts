import { expect, test } from "vitest"
import * as Y from "yjs"
import { JoinGate } from "../../../server/rooms/join-gate.ts"
import type { Member } from "../../../server/rooms/member.ts"
import { createWorld } from "../../world/rooms-world.ts"

/** A gate for 10 bytes, and who has come through. */
function open() {
  const through: string[] = []
  const gate = new JoinGate(10)
  return { through, enter: (name: string, bytes: number) => gate.enter(bytes, () => through.push(name)) }
}

test("[RM8] newcomers beyond the bound follow in order as those before them are done", () => {
  const { through, enter } = open()
  const doneA = enter("a", 6)
  enter("b", 4)
  enter("c", 6)
  enter("d", 1)
  const before = [...through]

  doneA()

  expect([before, through]).toEqual([
    ["a", "b"],
    ["a", "b", "c"],
  ])
})

test("[RM8] one that leaves before its turn makes room, and being done twice does no harm", () => {
  const { through, enter } = open()
  const doneA = enter("a", 9)
  const doneB = enter("b", 9)
  enter("c", 9)
  enter("d", 9)

  doneB()
  doneA()
  doneA()

  expect(through).toEqual(["a", "c"])
})

test("[RM8] what is larger than the bound goes alone, not never", () => {
  const { through, enter } = open()
  const done = enter("giant", 50)
  enter("b", 1)
  const alone = [...through]
  done()

  expect([alone, through]).toEqual([["giant"], ["giant", "b"]])
})

test("[RM8] a large room is given to those beyond the bound as soon as others have it or have left, from one buffer", async () => {
  const doc = new Y.Doc()
  doc.getText("words").insert(0, "x".repeat(4_000_000))
  const world = await createWorld(Y.encodeStateAsUpdate(doc))
  const given: { frame: Uint8Array; gone: () => void }[] = []
  const newcomer: Member = {
    owner: "somebody",
    answer(frame, gone = () => undefined) {
      if (frame.length > 1_000_000) given.push({ frame, gone })
    },
    tell: () => undefined,
    show: () => undefined,
    close: () => undefined,
  }
  const seats = []
  for (let count = 0; count < 100; count++) {
    const joined = await world.rooms.join({ room: world.room, document: "content" }, newcomer)
    if (joined.kind !== "joined") throw new Error(joined.kind)
    joined.room.have(joined.seat, Uint8Array.of(0))
    seats.push(joined)
  }

  const first = given.length
  given[0]?.gone()
  const afterOneHasIt = given.length
  const leaver = seats[1]
  leaver?.room.leave(leaver.seat)
  const afterOneLeft = given.length
  for (const { gone } of given) gone()

  expect([first, afterOneHasIt, afterOneLeft]).toEqual([67, 68, 69])
  expect(given.length).toBe(100)
  expect(new Set(given.map(({ frame }) => frame)).size).toBe(1)
})
