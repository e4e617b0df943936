// A room's id cannot be guessed, and whether there is one cannot be found out. Rules RM6, LR9.
import { expect, onTestFinished, test } from "vitest"
import { apiPaths } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { ApiGuest } from "../harness/people.ts"
import { startServer } from "../harness/server.ts"

const ROOMS = 60
const TIMES = 300

test("[RM6] no part of a room's id follows from the source, the time or the rooms before it", async () => {
  const server = await startServer()
  onTestFinished(() => server.close())

  const rooms = await Promise.all(
    Array.from({ length: ROOMS }, () => server.newRoom({ kind: "template", template: "swot" })),
  )

  const ids = rooms.map(room => room.id)
  expect(new Set(ids).size).toBe(ROOMS)
  // 22 letters of 64: 132 bits, if every place is free. Sixty fair draws of 64 show about 39 different letters; a place
  // with fewer than 20 would be no accident.
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/)
  for (let place = 0; place < 22; place++)
    expect(new Set(ids.map(id => id[place])).size).toBeGreaterThanOrEqual(20)
})

test("[LR9] a room that is absent and one that is somebody else's are answered with the same bytes", async () => {
  const server = await startServer()
  onTestFinished(() => server.close())
  const forbidden = (await server.newRoom({ kind: "example" })).id
  const stranger = new ApiGuest(server.origin, "Stranger")
  await stranger.ask("GET", apiPaths.templates)
  const answers = new Set<string>()
  const tookMs = { absent: [] as number[], forbidden: [] as number[] }
  const ask = async (kind: keyof typeof tookMs, room: RoomId) => {
    const fromMs = performance.now()
    const answer = await stranger.ask("GET", apiPaths.room(room))
    answers.add(`${answer.status} ${await answer.text()}`)
    tookMs[kind].push(performance.now() - fromMs)
  }

  // One of each in turn, so that whatever else the machine does befalls both.
  for (let index = 0; index < TIMES; index++) {
    await ask("absent", `${index}`.padStart(22, "z") as RoomId)
    await ask("forbidden", forbidden)
  }

  expect([...answers]).toEqual([expect.stringMatching(/^404 /)])
  // A figure and no gate: that the work is the same is held by test/server/http/absent-rooms.
  const [absent, there] = [tookMs.absent, tookMs.forbidden].map(quartiles)
  console.info(`Refused, quartiles of ${TIMES}: absent ${absent} ms, forbidden ${there} ms`)
})

function quartiles(timesMs: readonly number[]): string {
  const sorted = timesMs.toSorted((a, b) => a - b)
  return [0.25, 0.5, 0.75].map(part => sorted[Math.floor(sorted.length * part)]?.toFixed(2)).join(" / ")
}
