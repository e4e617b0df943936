// From an address to an open room, with the server there, away, or of another mind.
import { act } from "react"
import { createRoot, type Root } from "react-dom/client"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { WebSocket } from "ws"
import type { Answer } from "../../../client/api.ts"
import { type Device, DeviceProvider } from "../../../client/hooks/device-context.tsx"
import { type Opening, useOpening } from "../../../client/hooks/use-opening.ts"
import { findRoom, keepRoom, readRooms } from "../../../client/sync/rooms.ts"
import { openShelf } from "../../../client/sync/shelf.ts"
import type { RoomSummary } from "../../../shared/api.ts"
import type { RoomId } from "../../../shared/ids.ts"

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)

const ROOM: RoomSummary = {
  id: "abcdefghijklmnopqrstuv" as RoomId,
  title: "Test",
  createdAt: 0,
  schema: 1,
  epoch: 1,
}

let root: Root
let device: Device
let openings: Opening[]

beforeEach(() => {
  root = createRoot(document.createElement("div"))
  openings = []
  device = {
    syncUrl: "ws://127.0.0.1:9/sync",
    page: new EventTarget(),
    shelf: openShelf({
      get localStorage(): Storage {
        throw new Error("none")
      },
    }),
    indexedDb: undefined,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    random: 0,
    nowMs: () => 1_000,
  }
})

afterEach(() => {
  act(() => root.unmount())
  vi.useRealTimers()
})

type Find = (id: RoomId) => Promise<Answer<RoomSummary>>

function Watch({ find }: { find: Find }) {
  openings.push(useOpening(ROOM.id, find))
  return null
}

/** Shows the room and lets the server's answer arrive. */
const visit = (find: Find) =>
  act(async () =>
    root.render(
      <DeviceProvider device={device}>
        <Watch find={find} />
      </DeviceProvider>,
    ),
  )

const now = () => openings.at(-1)
const roomNow = () => {
  const opening = now()
  return opening?.state === "open" ? opening.room : undefined
}
const answers =
  (summary: RoomSummary): Find =>
  async () => ({ ok: true, value: summary })
const away: Find = async () => ({ ok: false, reached: false })
const missing: Find = async () => ({
  ok: false,
  reached: true,
  problem: { type: "not-found", title: "Not found", status: 404 },
})

test("a room the server knows opens, and this device remembers it", async () => {
  await visit(answers(ROOM))

  expect(now()?.state).toBe("open")
  expect(readRooms(device.shelf)).toEqual([{ summary: ROOM, openedAt: 1_000 }])
})

test("[CL2] a room this device knows opens before the server has answered, and stays the same when it does", async () => {
  keepRoom(device.shelf, { summary: ROOM, openedAt: 1 })
  let answer = (_: Answer<RoomSummary>) => {}
  await visit(
    () =>
      new Promise(resolve => {
        answer = resolve
      }),
  )
  const first = roomNow()
  expect(first).toBeDefined()

  await act(async () => answer({ ok: true, value: { ...ROOM, title: "Renamed" } }))

  expect(roomNow()).toBe(first)
  expect(findRoom(device.shelf, ROOM.id)?.summary.title).toBe("Renamed")
})

test("[CL2] a room that was set back is opened anew, apart from what was kept", async () => {
  keepRoom(device.shelf, { summary: ROOM, openedAt: 1 })

  await visit(answers({ ...ROOM, epoch: 2 }))

  const rooms = openings.flatMap(opening => (opening.state === "open" ? [opening.room] : []))
  expect(new Set(rooms).size).toBe(2)
  expect(findRoom(device.shelf, ROOM.id)?.summary.epoch).toBe(2)
})

test("a room nobody knows is missing; one that is known here stays open", async () => {
  await visit(missing)
  expect(now()).toEqual({ state: "missing" })
  act(() => root.unmount())

  root = createRoot(document.createElement("div"))
  keepRoom(device.shelf, { summary: ROOM, openedAt: 1 })
  await visit(missing)

  expect(now()?.state).toBe("open")
})

test("a room never opened here waits for the server, and opens by itself", async () => {
  vi.useFakeTimers()
  const find = vi.fn<Find>(away)
  await visit(find)
  expect(now()).toEqual({ state: "unreachable" })

  find.mockImplementation(answers(ROOM))
  await act(() => vi.advanceTimersByTimeAsync(3_000))

  expect(now()?.state).toBe("open")
})
