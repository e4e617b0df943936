import { expect, test } from "vitest"
import * as Y from "yjs"
import { Gathering, windowMs } from "../../../server/rooms/gathering.ts"
import { HandTimers } from "../../world/hand-timers.ts"
import { writing } from "../../world/rooms-world.ts"

function open() {
  const timers = new HandTimers()
  const passed: { update: Uint8Array; authors: string[] }[] = []
  const doc = new Y.Doc()
  const gathering = new Gathering<string>({
    timers,
    countMembers: () => 2,
    pass: ({ update, changes }) => void passed.push({ update, authors: changes.map(({ author }) => author) }),
  })
  return {
    timers,
    passed,
    doc,
    gathering,
    write: (words: string, author = "Ada") =>
      gathering.add({ update: writing(doc, words), author, newClients: [] }),
    read() {
      const read = new Y.Doc()
      for (const { update } of passed) Y.applyUpdate(read, update)
      return read.getText("words").toString()
    },
  }
}

test("[WR15] the first change is stored at once, what follows within the window as one row", () => {
  const { timers, passed, write, read } = open()

  write("1")
  const atOnce = passed.length
  write("2")
  write("x", "Ben")
  write("3")
  timers.pass(7)
  const within = passed.length
  timers.pass(1)

  expect([atOnce, within]).toEqual([1, 1])
  expect(passed.map(({ authors }) => authors)).toEqual([["Ada"], ["Ada", "Ben", "Ada"]])
  expect(read()).toBe("3x21")
})

test("[WR15] after a window without changes the next is stored at once again", () => {
  const { timers, passed, write } = open()

  write("1")
  timers.pass(8)
  write("2")

  expect(passed.length).toBe(2)
})

test("[WR15] merges are bounded: many changes are stored in order, as several rows", () => {
  const { timers, passed, write, read } = open()

  for (let count = 0; count < 1 + 450; count++) write("x")
  timers.pass(8)

  expect(passed.map(({ authors }) => authors.length)).toEqual([1, 200, 200, 50])
  expect(read().length).toBe(451)
})

test("[WR15] what waits is passed on early when it is asked for, and once", () => {
  const { timers, passed, write, gathering } = open()

  write("1")
  write("2")
  gathering.flush()
  timers.pass(100)

  expect(passed.length).toBe(2)
})

test("[WR15] the window grows with the room", () => {
  expect([1, 50, 100, 200, 500, 2_000].map(windowMs)).toEqual([8, 8, 16, 32, 33, 33])
})
