import { expect, test } from "vitest"
import { JoinGate } from "../../../server/rooms/join-gate.ts"

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
