// One thread that answers one question at a time: what happens to a question that nobody asks any more.
import { Worker } from "node:worker_threads"
import { afterEach, expect, test } from "vitest"
import { WorkerLine } from "../../server/worker-line.ts"
import { HandTimers } from "../world/hand-timers.ts"

/** Echoes its questions, but never answers "endless". */
const echo = `require("node:worker_threads").parentPort.on("message", function (question) {
  while (question === "endless") {}
  this.postMessage(question)
})`

let started = 0
const lines: WorkerLine<string, string>[] = []
function newLine(timers = new HandTimers()): WorkerLine<string, string> {
  const start = () => {
    started++
    return new Worker(echo, { eval: true })
  }
  const line = new WorkerLine<string, string>({ start, timers, withinMs: 60_000 })
  lines.push(line)
  return line
}
afterEach(async () => {
  for (const line of lines.splice(0)) await line.close()
  started = 0
})

test("[EX4] a question that is given up while it waits is never asked, and the others keep their turn", async () => {
  const line = newLine()
  const [first, second] = [new AbortController(), new AbortController()]

  const outcomes = [line.ask("a", first.signal), line.ask("b", second.signal), line.ask("c")]
  second.abort()

  expect(await Promise.all(outcomes)).toEqual([
    { kind: "answered", answer: "a" },
    { kind: "abandoned" },
    { kind: "answered", answer: "c" },
  ])
  expect([line.length, started]).toEqual([0, 1])
})

test("[EX4] a question that is given up under way stops the thread, and the next gets another", async () => {
  const line = newLine()
  const giving = new AbortController()

  const outcomes = [line.ask("endless", giving.signal), line.ask("next")]
  giving.abort()

  expect(await Promise.all(outcomes)).toEqual([{ kind: "abandoned" }, { kind: "answered", answer: "next" }])
  expect(started).toBe(2)
  expect(await line.ask("late", AbortSignal.abort())).toEqual({ kind: "abandoned" })
})

test("[RM9] a thread that nobody has asked for a while is let go with its memory, and another answers the next question", async () => {
  const timers = new HandTimers()
  const line = newLine(timers)

  await line.ask("a")
  timers.pass(14_000)
  await line.ask("b")
  timers.pass(14_000)
  const whileAsked = started
  timers.pass(1_000)
  await line.ask("c")

  expect([whileAsked, started]).toEqual([1, 2])
})
