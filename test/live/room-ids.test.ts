// A room's id is the secret that opens it. Rule RM6.
import { expect, onTestFinished, test } from "vitest"
import { startServer } from "../harness/server.ts"

const ROOMS = 60

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
