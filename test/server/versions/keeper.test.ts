import { expect, test } from "vitest"
import { ACTIVITY_MS, IDLE_MS, Keeper } from "../../../server/versions/keeper.ts"
import type { RoomId } from "../../../shared/ids.ts"
import { HandTimers } from "../../world/hand-timers.ts"

const room = "r".repeat(22) as RoomId
const content = { room, document: "content" } as const
const MINUTE_MS = 60_000

function world(keepIfNew?: (room: RoomId, reason: string) => Promise<void>) {
  const timers = new HandTimers()
  const kept: string[] = []
  const errors: string[] = []
  const keeper = new Keeper({
    versions: {
      keepIfNew: async (of, reason) => {
        kept.push(reason)
        await keepIfNew?.(of, reason)
      },
      readChanges: async () => {
        throw new Error("The disk does not answer.")
      },
    },
    timers,
    onError: message => void errors.push(message),
  })
  return { timers, keeper, kept, errors }
}

test("[VE2] a room that is left alone after changes is kept once", () => {
  const { timers, keeper, kept } = world()
  keeper.noteChange(content)
  timers.pass(IDLE_MS - MINUTE_MS)
  keeper.noteChange(content)
  timers.pass(IDLE_MS - MINUTE_MS)
  expect(kept).toEqual([])

  timers.pass(24 * 60 * MINUTE_MS)

  expect(kept).toEqual(["idle"])
})

test("[VE2] a room that is changed without a pause is kept every half an hour", () => {
  const { timers, keeper, kept } = world()

  for (let minute = 0; minute < 95; minute++) {
    keeper.noteChange(content)
    timers.pass(MINUTE_MS)
  }

  expect(kept).toEqual(["activity", "activity", "activity"])
  expect(ACTIVITY_MS).toBe(30 * MINUTE_MS)
})

test("[VE2] what is said in a room is no change of its canvas", () => {
  const { timers, keeper, kept } = world()
  keeper.noteChange({ room, document: "discussion" })

  timers.pass(24 * 60 * MINUTE_MS)

  expect(kept).toEqual([])
})

test("[VE2][VE8] what cannot be kept or read is said in the log, and nothing waits for it", async () => {
  const { timers, keeper, errors } = world(() => Promise.reject(new Error("The disk is full.")))
  keeper.noteChange(content)
  timers.pass(2 * IDLE_MS)

  await keeper.readBefore(content, 1)

  expect(errors.sort()).toEqual(["A version could not be kept", "Changes of cards could not be read"])
})

test("[VE8] of a snapshot that removes nothing from the log, nothing has to be read before", async () => {
  const { keeper, errors } = world(() => Promise.reject(new Error("It was read.")))

  await keeper.readBefore(content, 0)

  expect(errors).toEqual([])
})
