// The HTTP interface from the client's side: every outcome is a value.
import { afterEach, expect, test, vi } from "vitest"
import { createRoom, enterRoomAhead, getRoom, getRoomAhead, getSnapshotAhead } from "../../client/api.ts"
import { getTemplates } from "../../client/pages/templates.ts"
import { templates } from "../../seeds/seeds.ts"
import type { LinkSecret, RoomId } from "../../shared/ids.ts"
import { ROOM as HERE } from "./sync/rooms-here.ts"

const ROOM = "abcdefghijklmnopqrstuv" as RoomId
const KEPT = { ...HERE, id: ROOM }

afterEach(() => {
  vi.unstubAllGlobals()
})

function serverThatAnswers(status: number, body: string): void {
  vi.stubGlobal("fetch", async () => new Response(body, { status }))
}

test("[CL11] a problem comes with its words", async () => {
  const problem = { type: "too-large", title: "Too large", status: 413, detail: "At most 4 MB." }
  serverThatAnswers(413, JSON.stringify(problem))

  expect(await createRoom({ kind: "example" })).toEqual({ ok: false, reached: true, problem })
})

test("[CL11] no network, and a proxy whose server is away, are “not reached”", async () => {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("Failed to fetch")
  })
  const cut = await getRoom(ROOM)
  serverThatAnswers(502, "<h1>Bad gateway</h1>")
  const proxied = await getRoom(ROOM)

  expect([cut, proxied]).toEqual([
    { ok: false, reached: false },
    { ok: false, reached: false },
  ])
})

test("[CL11] an answer that is no JSON is a problem, whatever its status", async () => {
  serverThatAnswers(200, "<!doctype html>")

  expect(await getRoom(ROOM)).toMatchObject({ ok: false, reached: true, problem: { type: "failed" } })
})

test("[CL11] of the templates only the well-formed are offered", async () => {
  serverThatAnswers(200, JSON.stringify([...templates(), { id: "broken" }, 7]))

  const answer = await getTemplates()

  expect(answer.ok && answer.value.length).toBe(templates().length)
})

test("the room of the page's address is asked for once ahead, and anew whenever it is asked for again", async () => {
  const asked = vi.fn(async (_path: string) => new Response("{}"))
  vi.stubGlobal("fetch", asked)
  const paths = () => asked.mock.calls.map(([path]) => path)

  const find = getRoomAhead(`/r/${ROOM}`)
  expect(paths()).toEqual([`/api/rooms/${ROOM}`])
  await find(ROOM)
  expect(asked).toHaveBeenCalledTimes(1)
  await find(ROOM)
  expect(asked).toHaveBeenCalledTimes(2)

  getRoomAhead("/")
  getRoomAhead("/r/short")
  expect(asked).toHaveBeenCalledTimes(2)
})

test("a link's secret is exchanged once ahead, and anew for a password, another name or another room", async () => {
  const asked = vi.fn(async (_path: string, _request: RequestInit) => new Response("{}"))
  vi.stubGlobal("fetch", asked)
  const by = { secret: "s".repeat(43) as LinkSecret, name: "Ana", color: "#2f68b0" }

  const enter = enterRoomAhead(`/r/${ROOM}`, by)
  expect(asked.mock.calls.map(([path]) => path)).toEqual([`/api/rooms/${ROOM}/enter`])
  await enter(ROOM, { ...by, password: "open" })
  expect(asked).toHaveBeenCalledTimes(2)
  await enter(ROOM, { ...by })
  expect(asked).toHaveBeenCalledTimes(2)
  await enter(ROOM, by)
  expect(asked).toHaveBeenCalledTimes(3)

  enterRoomAhead(`/r/${ROOM}`, undefined)
  enterRoomAhead("/", by)
  expect(asked).toHaveBeenCalledTimes(3)
})

test("[WR21] the snapshot of a canvas that is not here is sent for once its place is known, and used once", async () => {
  const asked = vi.fn(async (_path: string) => new Response(new Uint8Array([7])))
  vi.stubGlobal("fetch", asked)
  const entered = { ...KEPT, snapshot: "0.4" }
  const here = getSnapshotAhead(() => false)
  const away = getSnapshotAhead(() => true)

  here.sendFor(entered)
  away.sendFor(KEPT)
  expect(asked).not.toHaveBeenCalled()
  away.sendFor(entered)
  expect(await away.get(ROOM, "0.4")).toEqual(new Uint8Array([7]))
  expect(asked).toHaveBeenCalledTimes(1)
  await away.get(ROOM, "0.4")
  expect(asked).toHaveBeenCalledTimes(2)
})
