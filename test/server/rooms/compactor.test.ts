import { afterEach, expect, test } from "vitest"
import { Compactor } from "../../../server/rooms/compactor.ts"
import { HandTimers } from "../../world/hand-timers.ts"
import { seedUpdate } from "../../world/rooms.ts"

const timers = new HandTimers()
let compactor = new Compactor(timers)
afterEach(async () => {
  await compactor.close()
  compactor = new Compactor(timers)
})

test("[SV9] histories are folded in a worker, one that cannot be among them", async () => {
  const folded = await Promise.all([
    compactor.fold(seedUpdate()),
    compactor.fold(Uint8Array.of(1, 1, 1)),
    compactor.fold(seedUpdate()),
  ])

  expect(folded.map(({ kind }) => kind)).toEqual(["folded", "failed", "folded"])
})

test("[SV9] a history that takes for ever is given up, and the next is folded", async () => {
  const endless = compactor.fold(seedUpdate())
  const next = compactor.fold(seedUpdate())
  timers.pass(60_000)

  expect(await endless).toEqual({ kind: "failed", reason: "it took too long" })
  expect((await next).kind).toBe("folded")
})

test("[SV9] at the end of the server what is under way is abandoned, and nothing new begun", async () => {
  const folding = [compactor.fold(seedUpdate()), compactor.fold(seedUpdate())]

  await compactor.close()
  folding.push(compactor.fold(seedUpdate()))

  expect(await Promise.all(folding)).toEqual([
    { kind: "abandoned" },
    { kind: "abandoned" },
    { kind: "abandoned" },
  ])
})
