import { expect, test } from "vitest"
import { Awareness, applyAwarenessUpdate } from "y-protocols/awareness"
import * as Y from "yjs"
import { Presence } from "../../../server/rooms/presence.ts"
import { HandTimers } from "../../world/hand-timers.ts"
import { awarenessOf, PaperMember } from "../../world/paper-member.ts"

class Someone {
  readonly member: PaperMember
  client: number | undefined
  isInformed = false
  constructor(owner: string) {
    this.member = new PaperMember(owner)
  }
  /** The states shown to this one, frame by frame. */
  get shown(): Record<number, unknown>[] {
    return this.member.of("awareness").map(({ states }) => states)
  }
}

function open(...owners: string[]) {
  const people = owners.map(owner => new Someone(owner))
  const all = new Set(people)
  const timers = new HandTimers()
  return { people: people as [Someone, Someone, Someone], all, timers, presence: new Presence(all, timers) }
}

const at = (place: string) => ({ user: { name: "Ada", color: "#b4432e" }, place })

test("[WR16] states that change together are shown to everybody in one frame", () => {
  const { people, presence, timers } = open("ada", "ben", "cleo")
  const [ada, ben, cleo] = people

  presence.take(ada, awarenessOf([1, 1, at("a")]))
  presence.take(ben, awarenessOf([2, 1, at("b")]))
  presence.take(ada, awarenessOf([1, 2, at("c")]))
  timers.pass(50)

  expect(cleo.shown).toEqual([{ 1: at("c"), 2: at("b") }])
})

test("[WR16] moving for a second costs at most 20 frames", () => {
  const { people, presence, timers } = open("ada", "ben")
  const [ada, ben] = people

  for (let clock = 1; clock <= 100; clock++) {
    presence.take(ada, awarenessOf([1, clock, at(`${clock}`)]))
    timers.pass(10)
  }

  expect(ben.shown.length).toBeGreaterThan(10)
  expect(ben.shown.length).toBeLessThanOrEqual(21)
  expect(ada.shown).toEqual([])
})

test("[WR16] a newcomer is shown everybody else, once", () => {
  const { people, all, presence, timers } = open("ada", "ben")
  const [ada, ben] = people
  presence.take(ada, awarenessOf([1, 1, at("a")]))
  presence.take(ben, awarenessOf([2, 1, at("b")]))
  timers.pass(500)
  const cleo = new Someone("cleo")
  all.add(cleo)

  presence.welcome(cleo)
  presence.take(cleo, awarenessOf([3, 1, at("c")]))
  timers.pass(500)

  expect(cleo.shown).toEqual([{ 1: at("a"), 2: at("b") }])
  expect(ada.shown.at(-1)).toEqual({ 3: at("c") })
})

test("[WR16] a renewal without change is passed on by the sweep, so that peers do not forget", () => {
  const { people, presence, timers } = open("ada", "ben")
  const [ada, ben] = people
  presence.take(ada, awarenessOf([1, 1, at("a")]))
  timers.pass(500)

  presence.take(ada, awarenessOf([1, 2, at("a")]))
  timers.pass(500)
  const before = ben.shown.length
  presence.sweep()
  timers.pass(500)
  presence.sweep()
  timers.pass(500)

  expect([before, ben.shown.length]).toEqual([1, 2])
})

test("[WR9] one who leaves is taken down at once, by word or by closing", () => {
  const { people, all, presence, timers } = open("ada", "ben", "cleo")
  const [ada, ben, cleo] = people
  presence.take(ada, awarenessOf([1, 1, at("a")]))
  presence.take(ben, awarenessOf([2, 1, at("b")]))
  timers.pass(500)

  presence.take(ada, awarenessOf([1, 2, null]))
  all.delete(ben)
  presence.leave(ben)

  expect(cleo.shown.slice(-2)).toEqual([{ 1: null }, { 2: null }])
})

test("[WR9] what is shown is what y-protocols understands, leaving included", () => {
  const { people, presence, timers } = open("ada", "ben")
  const [ada, ben] = people
  const awareness = new Awareness(new Y.Doc())
  ben.member.show = frame => applyAwarenessUpdate(awareness, frame.subarray(2), undefined)
  presence.take(ada, awarenessOf([77, 1, { n: 1 }]))
  timers.pass(500)
  const during = awareness.getStates().get(77)

  presence.leave(ada)

  expect(during).toEqual({ n: 1 })
  expect(awareness.getStates().has(77)).toBe(false)
  awareness.destroy()
})

test("[WR10] the late close of an old socket does not remove the presence of its successor", () => {
  const { people, all, presence, timers } = open("ada", "ada", "ben")
  const [old, next, ben] = people
  presence.take(old, awarenessOf([1, 5, at("a")]))
  timers.pass(500)

  presence.take(next, awarenessOf([1, 5, at("a")]))
  presence.take(next, awarenessOf([1, 6, at("b")]))
  timers.pass(500)
  all.delete(old)
  presence.leave(old)
  timers.pass(500)

  expect(ben.shown.at(-1)).toEqual({ 1: at("b") })
  presence.leave(next)
  expect(ben.shown.at(-1)).toEqual({ 1: null })
})

test("[WR11] what a socket repeats of others is passed over, as is what it forges of them", () => {
  const { people, presence, timers } = open("ada", "ben", "cleo")
  const [ada, ben, cleo] = people
  presence.take(ada, awarenessOf([1, 1, at("a")]))
  presence.take(ben, awarenessOf([2, 1, at("b")]))
  timers.pass(500)
  const frames = cleo.shown.length

  const violation = presence.take(ben, awarenessOf([1, 1, at("a")], [1, 99, at("forged")], [1, 100, null]))
  timers.pass(500)

  expect(violation).toBeUndefined()
  expect(cleo.shown.length).toBe(frames)
})

test("[WR11] a client id is not taken over by somebody else's socket, whatever clock it claims", () => {
  const { people, presence, timers } = open("ada", "eve", "cleo")
  const [ada, eve, cleo] = people
  presence.take(ada, awarenessOf([1, 1, at("a")]))
  timers.pass(500)

  presence.take(eve, awarenessOf([1, 1_000, at("forged")]))
  presence.leave(eve)
  timers.pass(500)

  expect(cleo.shown).toEqual([{ 1: at("a") }])
})

test("[WR11] a socket that has heard of others and repeats them first does not become them", () => {
  const { people, presence, timers } = open("office", "office", "cleo")
  const [ada, quiet, cleo] = people
  presence.take(ada, awarenessOf([1, 1, at("a")]))
  timers.pass(500)

  presence.take(quiet, awarenessOf([1, 1, at("a")]))
  presence.leave(quiet)
  timers.pass(500)

  expect(cleo.shown).toEqual([{ 1: at("a") }])
})

test.each([
  ["cut short", Uint8Array.of(1, 1)],
  ["trailing bytes", Uint8Array.of(0, 9)],
  ["an endless number", new Uint8Array(12).fill(255)],
  ["no JSON", Uint8Array.of(1, 1, 1, 2, 123, 123)],
  ["no UTF-8", Uint8Array.of(1, 1, 1, 3, 34, 255, 34)],
  ["no object", awarenessOf([1, 1, "text"])],
  ["an array", awarenessOf([1, 1, [1]])],
  ["too large", awarenessOf([1, 1, { n: "x".repeat(5_000) }])],
  ["an impossible clock", awarenessOf([1, 2 ** 40, {}])],
  ["a million states", Uint8Array.of(192, 132, 61)],
])("[WR12] a presence that is %s is refused and shown to nobody", (_name, bytes) => {
  const { people, presence, timers } = open("ada", "ben")
  const [ada, ben] = people

  const violation = presence.take(ada, bytes)
  timers.pass(500)

  expect(violation).toEqual(expect.any(String))
  expect(ben.shown).toEqual([])
})

test("[WR12] a name is capped on the way, the rest stays as it is", () => {
  const { people, presence, timers } = open("ada", "ben")
  const [ada, ben] = people

  presence.take(
    ada,
    awarenessOf([1, 1, { user: { name: `  A\u0000da ${"x".repeat(200)}`, color: "red" }, at: 3 }]),
  )
  timers.pass(500)

  expect(ben.shown).toEqual([{ 1: { user: { name: `A da ${"x".repeat(55)}`, color: "red" }, at: 3 } }])
})

test("[WR4] a frame that speaks of nobody is fine", () => {
  const { people, presence } = open("ada")

  expect(presence.take(people[0], Uint8Array.of(0))).toBeUndefined()
})
