// From an address to an open room, with the server there, away, or of another mind.
import { act } from "react"
import { createRoot, type Root } from "react-dom/client"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { WebSocket } from "ws"
import type { Answer } from "../../../client/api.ts"
import { type Device, DeviceProvider } from "../../../client/hooks/device-context.tsx"
import { beginOpening, type Door, type Opening, useOpening } from "../../../client/hooks/use-opening.ts"
import { findRoom, keepRoom, readRooms } from "../../../client/sync/rooms.ts"
import { memoryShelf } from "../../../client/sync/shelf.ts"
import type { EnteredRoom, EnterRoom, Problem } from "../../../shared/api.ts"
import type { LinkSecret } from "../../../shared/ids.ts"
import { ROOM } from "../sync/rooms-here.ts"

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)

const SECRET = "s".repeat(43) as LinkSecret

let root: Root
let device: Device
let openings: Opening[]

beforeEach(() => {
  root = createRoot(document.createElement("div"))
  openings = []
  device = {
    syncUrl: "ws://127.0.0.1:9/sync",
    page: new EventTarget(),
    shelf: memoryShelf(),
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

/** What stands at a room's door in a test; the address has a secret where `enter` is given. */
interface TestDoor extends Door {
  asked: EnterRoom[]
  hasSecret: boolean
  /** Another link is followed to the page that is open. */
  follow(): void
}

function doorOf(find: Door["find"], enter?: Door["enter"]): TestDoor {
  let arrived = () => {}
  const door: TestDoor = {
    asked: [],
    hasSecret: enter !== undefined,
    follow() {
      door.hasSecret = true
      arrived()
    },
    find,
    enter: (id, by) => {
      door.asked.push(by)
      return enter ? enter(id, by) : away()
    },
    address: {
      secret: () => (door.hasSecret ? SECRET : undefined),
      forget() {
        door.hasSecret = false
      },
      subscribe(listener) {
        arrived = listener
        return () => {}
      },
    },
  }
  return door
}

function Watch({ door }: { door: Door }) {
  openings.push(useOpening(ROOM.id, door))
  return null
}

/** Shows the room and lets the server's answer arrive. */
const comeTo = (door: Door) =>
  act(async () =>
    root.render(
      <DeviceProvider device={device}>
        <Watch door={door} />
      </DeviceProvider>,
    ),
  )
const visit = (find: Door["find"]) => comeTo(doorOf(find))

const now = () => openings.at(-1)
const roomNow = () => {
  const opening = now()
  return opening?.state === "open" ? opening.room : undefined
}
type Answered = Answer<EnteredRoom>
const answers = (room: EnteredRoom) => async (): Promise<Answered> => ({ ok: true, value: room })
const away = async (): Promise<Answered> => ({ ok: false, reached: false })
const refuses = (type: string, status = 403) => {
  const problem: Problem = { type, title: type, status }
  return async (): Promise<Answered> => ({ ok: false, reached: true, problem })
}
const missing = refuses("not-found", 404)
const lets = (role: EnteredRoom["you"]["role"]): EnteredRoom => ({ ...ROOM, you: { ...ROOM.you, role } })

test("a room the server knows opens, and this device remembers it", async () => {
  await visit(answers(ROOM))

  expect(now()?.state).toBe("open")
  expect(readRooms(device.shelf)).toEqual([{ summary: ROOM, openedAt: 1_000 }])
})

test("an opening that was begun before the page is gone on with, and the server asked once", async () => {
  const find = vi.fn<Door["find"]>(answers(ROOM))
  const door = doorOf(find)
  const me = { name: "Ana", color: "#b4432e" }
  let begun: ReturnType<typeof beginOpening> | undefined = beginOpening(ROOM.id, me, device, door)
  await begun.underWay

  await comeTo({
    ...door,
    takeBegun() {
      const taken = begun
      begun = undefined
      return taken
    },
  })

  expect(roomNow()?.me).toEqual(me)
  expect(find).toHaveBeenCalledTimes(1)
})

test("[CL2] a room this device knows opens before the server has answered, and stays the same when it does", async () => {
  keepRoom(device.shelf, { summary: ROOM, openedAt: 1 })
  let answer = (_: Answered) => {}
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
  const find = vi.fn<Door["find"]>(away)
  await visit(find)
  expect(now()).toEqual({ state: "unreachable" })

  find.mockImplementation(answers(ROOM))
  await act(() => vi.advanceTimersByTimeAsync(3_000))

  expect(now()?.state).toBe("open")
})

test("[SH1] a secret in the address is exchanged under the person's name, and gone from the address once it has opened", async () => {
  const door = doorOf(missing, answers(lets("comment")))
  await comeTo(door)

  expect(door.asked).toEqual([{ secret: SECRET, name: "Guest", color: "#b4432e" }])
  expect(roomNow()?.access().role).toBe("comment")
  expect(door.hasSecret).toBe(false)
  expect(findRoom(device.shelf, ROOM.id)?.summary.you.role).toBe("comment")
})

test("[SH1] a link that no longer opens says why, and stays in the address to be tried again", async () => {
  const door = doorOf(missing, refuses("link-expired"))
  await comeTo(door)

  expect(now()).toMatchObject({ state: "failed", problem: { type: "link-expired" } })
  expect(door.hasSecret).toBe(true)
})

test("[SH1] who was let in before stays in when a link does not open, and hears of it", async () => {
  const door = doorOf(answers(ROOM), refuses("link-revoked"))
  await comeTo(door)

  expect(now()).toMatchObject({ state: "open", refusal: { problem: { type: "link-revoked" } } })
})

test("[SH1] a password is asked for until it is right", async () => {
  const door = doorOf(missing, async (_id, { password }) => {
    if (password === "right") return { ok: true, value: ROOM }
    return await refuses(password === undefined ? "password-needed" : "wrong-password")()
  })
  const trying = (password: string) =>
    act(async () => {
      const asking = now()
      if (asking?.state === "password") asking.tryWith(password)
    })
  await comeTo(door)
  expect(now()).toMatchObject({ state: "password", problem: { type: "password-needed" } })

  await trying("wrong")
  expect(now()).toMatchObject({ state: "password", problem: { type: "wrong-password" } })
  await trying("right")

  expect(now()?.state).toBe("open")
})

test("[SH1] whoever is in a room is asked for a password only if they wish, and may go on without", async () => {
  keepRoom(device.shelf, { summary: ROOM, openedAt: 1 })
  await comeTo(doorOf(answers(ROOM), refuses("password-needed")))
  const before = roomNow()
  const opening = now()
  expect(opening?.state).toBe("open")

  await act(async () => {
    if (opening?.state === "open") opening.refusal?.askPassword?.()
  })
  const asking = now()
  expect(asking?.state).toBe("password")
  await act(async () => {
    if (asking?.state === "password") asking.passBy?.()
  })

  expect(roomNow()).toBe(before)
})

test("[SH1] a link followed to the page that is open gives the room more access without opening it anew", async () => {
  const door = doorOf(answers(lets("view")), answers(lets("facilitate")))
  door.hasSecret = false
  await comeTo(door)
  const before = roomNow()
  expect(before?.access().role).toBe("view")

  await act(async () => door.follow())

  expect(roomNow()).toBe(before)
  expect(before?.access().role).toBe("facilitate")
})

test("[SH1] a link brought while the server is away opens by itself when it is back", async () => {
  vi.useFakeTimers()
  const enter = vi.fn<Door["enter"]>(away)
  const door = doorOf(missing, enter)
  await comeTo(door)
  expect(now()).toEqual({ state: "unreachable" })

  enter.mockImplementation(answers(ROOM))
  await act(() => vi.advanceTimersByTimeAsync(3_000))

  expect(now()?.state).toBe("open")
})

test("[SH1] of a room that is known here and no longer opens, what is kept stays, and why is known", async () => {
  keepRoom(device.shelf, { summary: ROOM, openedAt: 1 })
  await visit(refuses("removed"))

  expect(now()).toMatchObject({ state: "open", ended: { type: "removed" } })
})
