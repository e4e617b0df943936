import { expect, test } from "vitest"
import { Journal } from "../../../server/rooms/journal.ts"
import { StoreUnavailable } from "../../../server/storage/store.ts"
import type { RoomId } from "../../../shared/ids.ts"
import { HandTimers } from "../../world/hand-timers.ts"
import { settle } from "../../world/rooms-world.ts"

const updateOf = (bytes: number, length = 1) => ({
  room: "room" as RoomId,
  document: "content" as const,
  update: new Uint8Array(length).fill(bytes),
})

function open(append: (sizes: number[]) => Promise<void>) {
  const timers = new HandTimers()
  const troubles: unknown[] = []
  const batches: number[][] = []
  let seq = 0
  const journal = new Journal({
    store: {
      async append(updates) {
        const batch = updates.map(({ update }) => update[0] ?? -1)
        await append(batch)
        batches.push(batch)
        return updates.map(() => ++seq)
      },
    },
    timers,
    onTrouble: error => troubles.push(error),
  })
  return { journal, timers, troubles, batches }
}

test("[SV1] updates that come together are written together, and each is reported in order when it is stored", async () => {
  let release = () => {}
  const held = new Promise<void>(resolve => (release = resolve))
  const { journal, timers, batches } = open(() => held)
  const stored: string[] = []

  journal.add(updateOf(1), seq => stored.push(`1 as ${seq}`))
  journal.add(updateOf(2), seq => stored.push(`2 as ${seq}`))
  await settle()
  journal.add(updateOf(3), seq => stored.push(`3 as ${seq}`))
  journal.add(updateOf(4), seq => stored.push(`4 as ${seq}`))
  const before = [...stored]
  release()
  await settle()
  const betweenWrites = batches.length
  timers.pass(2)
  await journal.empty()

  expect(betweenWrites).toBe(1)
  expect(before).toEqual([])
  expect(stored).toEqual(["1 as 1", "2 as 2", "3 as 3", "4 as 4"])
  expect(batches).toEqual([
    [1, 2],
    [3, 4],
  ])
})

test("[SV4] what could not be written is kept in order and tried again with a growing delay, until it is stored", async () => {
  let isWritable = false
  const tries: number[] = []
  const { journal, timers, troubles } = open(async batch => {
    tries.push(batch.length)
    if (!isWritable) throw new StoreUnavailable("full")
  })
  const stored: number[] = []

  journal.add(updateOf(1), () => stored.push(1))
  await settle()
  journal.add(updateOf(2), () => stored.push(2))
  const delaysMs: number[] = []
  for (let passedMs = 0; passedMs < 12_000; passedMs += 100) {
    const before = tries.length
    timers.pass(100)
    await settle()
    if (tries.length > before) delaysMs.push(passedMs + 100)
  }
  isWritable = true
  timers.pass(5_000)
  await settle()

  expect(delaysMs).toEqual([100, 300, 700, 1500, 3100, 6300, 11300])
  expect(stored).toEqual([1, 2])
  expect(troubles.map(error => error instanceof StoreUnavailable)).toEqual([true, false])
  expect(journal.cannotWrite).toBe(false)
})

test("[SV4] the backlog is bounded, and has room again once it is written", async () => {
  let isWritable = false
  const { journal, timers } = open(async () => {
    if (!isWritable) throw new StoreUnavailable("full")
  })
  const megabyte = 1024 * 1024

  let added = 0
  for (; journal.mayAdd(megabyte); added++) journal.add(updateOf(1, megabyte), () => {})
  await settle()
  const whenFull = journal.mayAdd(megabyte)
  isWritable = true
  const emptied = journal.empty()
  for (let batch = 0; batch < 32; batch++) {
    timers.pass(1_000)
    await settle()
  }
  await emptied

  expect(added).toBe(128)
  expect([whenFull, journal.mayAdd(megabyte)]).toEqual([false, true])
})
