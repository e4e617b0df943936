// Comments on their way: kept, sent in order, sent once, and given back where they are refused.
import { afterEach, expect, test, vi } from "vitest"
import { commentIn, type Letter, type Outbox, openOutbox } from "../../../client/sync/outbox.ts"
import type { Shelf } from "../../../client/sync/shelf.ts"
import type { Reply } from "../../../client/sync/talk-requests.ts"
import type { CommentId, ThreadId } from "../../../shared/ids.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"
import { eventually } from "../../harness/wait.ts"
import { newDevice } from "./rooms-here.ts"

const ROOM = "abcdefghijklmnopqrstuv"
const THREAD = "t".repeat(16) as ThreadId
const id = (letter: string) => letter.repeat(16) as CommentId

const opens = (name: string, writtenAt: number): Letter => ({
  kind: "thread",
  thread: {
    id: THREAD,
    target: { kind: "canvas" },
    comment: { id: id(name), body: [paragraph(`words of ${name}`)] },
  },
  writtenAt,
})
const answers = (name: string, writtenAt: number): Letter => ({
  kind: "comment",
  thread: THREAD,
  comment: { id: id(name), body: [paragraph(`words of ${name}`)] },
  writtenAt,
})

const taken: Reply<unknown> = { ok: true, value: {} }
const unreached: Reply<unknown> = { ok: false, reached: false }
const refused = (status: number): Reply<unknown> => ({
  ok: false,
  reached: true,
  problem: { type: "forbidden", title: "Not allowed", status, detail: "This room is read only for you." },
})

const opened: Outbox[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const outbox of opened.splice(0)) outbox.close()
})

/** An outbox before a server that answers each letter as it is told to. */
function openBefore(answer: (letter: Letter) => Reply<unknown>, shelf: Shelf = newDevice().shelf) {
  const arrived: string[] = []
  const outbox = openOutbox({
    shelf,
    room: ROOM,
    send: async letter => {
      arrived.push(commentIn(letter).id)
      return answer(letter)
    },
    onChange: () => undefined,
  })
  opened.push(outbox)
  return { outbox, arrived, shelf }
}

const states = ({ outbox }: { outbox: Outbox }) =>
  outbox.unsent().map(({ letter, state }) => [commentIn(letter).id, state])

test("[DI20] what was written without the server waits through a reload and is sent in order, once it is there", async () => {
  const before = openBefore(() => unreached)
  before.outbox.add(opens("a", 1))
  before.outbox.add(answers("b", 2))
  await eventually(() => expect(before.arrived).toEqual([id("a")]))
  before.outbox.close()

  const after = openBefore(() => taken, before.shelf)
  expect(states(after)).toEqual([
    [id("a"), "waiting"],
    [id("b"), "waiting"],
  ])
  after.outbox.flush()

  await eventually(() => expect(after.arrived).toEqual([id("a"), id("b")]))
  await eventually(() => expect(states(after).map(([, state]) => state)).toEqual(["sent", "sent"]))
  expect(openBefore(() => taken, before.shelf).outbox.unsent()).toEqual([])
})

test("[DI20] an answer is not sent before what it answers, and both go when the line is back", async () => {
  vi.useFakeTimers()
  let isThere = false
  const here = openBefore(() => (isThere ? taken : unreached))
  here.outbox.add(opens("a", 1))
  await vi.advanceTimersByTimeAsync(0)
  here.outbox.add(answers("b", 2))
  await vi.advanceTimersByTimeAsync(0)
  expect(here.arrived).not.toContain(id("b"))

  isThere = true
  await vi.advanceTimersByTimeAsync(10_000)

  expect(here.arrived.slice(-2)).toEqual([id("a"), id("b")])
})

test.each([429, 500, 503])("[DI20] an answer of %i is tried again by itself", async status => {
  vi.useFakeTimers()
  let attempts = 0
  const here = openBefore(() => (++attempts < 3 ? refused(status) : taken))
  here.outbox.add(opens("a", 1))

  await vi.advanceTimersByTimeAsync(15_000)

  expect(attempts).toBe(3)
  expect(states(here)).toEqual([[id("a"), "sent"]])
})

test("[DI20] what is refused says why, holds up nothing, and can be tried again or given up", async () => {
  const here = openBefore(letter => (commentIn(letter).id === id("a") ? refused(403) : taken))
  here.outbox.add(opens("a", 1))
  here.outbox.add(answers("b", 2))
  await eventually(() =>
    expect(states(here)).toEqual([
      [id("a"), "refused"],
      [id("b"), "sent"],
    ]),
  )
  expect(here.outbox.unsent()[0]?.why).toBe("This room is read only for you.")

  here.outbox.retry(id("a"))
  await eventually(() => expect(here.arrived).toEqual([id("a"), id("b"), id("a")]))
  here.outbox.discard(id("a"))
  here.outbox.drop(comment => comment === id("b"))

  expect(here.outbox.unsent()).toEqual([])
  expect(openBefore(() => taken, here.shelf).outbox.unsent()).toEqual([])
})

test("[DI20] what is shown by the document already is not sent again after a reload", async () => {
  const before = openBefore(() => unreached)
  before.outbox.add(opens("a", 1))
  await eventually(() => expect(before.arrived).toHaveLength(1))
  before.outbox.close()

  const after = openBefore(() => taken, before.shelf)
  after.outbox.drop(comment => comment === id("a"))
  after.outbox.flush()
  await Promise.resolve()

  expect(after.arrived).toEqual([])
})

test("[DI20] whatever lies on the shelf, only comments are read from it", () => {
  const { shelf } = newDevice()
  const kept = [
    "{",
    "null",
    "[]",
    '{"kind":"comment","thread":"x","comment":{},"writtenAt":1}',
    '{"kind":"thread","thread":{"id":"tttttttttttttttt","target":{"kind":"room"}},"writtenAt":1}',
  ]
  kept.forEach((value, index) => {
    shelf.setItem(`ninefold.unsent.${ROOM}.${index}`, value)
  })

  expect(openBefore(() => taken, shelf).outbox.unsent()).toEqual([])
})
