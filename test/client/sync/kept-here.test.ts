// The small things kept on a device, and what passes between the provider and the document.
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { Awareness } from "y-protocols/awareness"
import * as Y from "yjs"
import { watchComposing } from "../../../client/sync/composing.ts"
import { keepMe, readMe } from "../../../client/sync/me.ts"
import { openPending } from "../../../client/sync/pending.ts"
import { tellPresence } from "../../../client/sync/place.ts"
import { dropRoom, findRoom, keepRoom, readRooms } from "../../../client/sync/rooms.ts"
import { openShelf, type Shelf } from "../../../client/sync/shelf.ts"
import type { RoomId } from "../../../shared/ids.ts"
import { ROOM } from "./rooms-here.ts"

let shelf: Shelf

beforeEach(() => {
  shelf = openShelf({
    get localStorage(): Storage {
      throw new Error("forbidden")
    },
  })
})

afterEach(() => {
  vi.useRealTimers()
})

test("a browser that forbids storage still has a shelf, for as long as the page lives", () => {
  shelf.setItem("a", "1")
  shelf.setItem("b", "2")
  shelf.removeItem("a")

  expect([shelf.getItem("a"), shelf.getItem("b"), shelf.length, shelf.key(0)]).toEqual([null, "2", 1, "b"])
})

test("a person is kept, and what is kept wrongly is nobody", () => {
  expect(readMe(shelf)).toBeUndefined()

  keepMe(shelf, { name: "Ada", color: "#2f68b0" })
  expect(readMe(shelf)).toEqual({ name: "Ada", color: "#2f68b0" })
  for (const wrong of ["{", "7", '{"name":"  "}']) {
    shelf.setItem("ninefold.me", wrong)
    expect(readMe(shelf)).toBeUndefined()
  }
})

test("[CL2] rooms opened here are listed, newest first, each once", () => {
  const other = { ...ROOM, id: "bbbbbbbbbbbbbbbbbbbbbb" as RoomId }

  keepRoom(shelf, { summary: ROOM, openedAt: 1 })
  keepRoom(shelf, { summary: other, openedAt: 2 })
  keepRoom(shelf, { summary: { ...ROOM, title: "Renamed", readOnly: "damaged" }, openedAt: 3 })

  expect(readRooms(shelf).map(room => [room.summary.title, room.openedAt])).toEqual([
    ["Renamed", 3],
    ["Test", 2],
  ])
  expect(findRoom(shelf, ROOM.id)?.summary.readOnly).toBe("damaged")
  dropRoom(shelf, ROOM.id)
  expect(readRooms(shelf)).toEqual([{ summary: other, openedAt: 2 }])
})

test("[CL2] a list of rooms that cannot be read is an empty one, and its sound entries survive unsound ones", () => {
  shelf.setItem("ninefold.rooms", "[[")
  expect(readRooms(shelf)).toEqual([])

  const entries = [null, 7, { summary: { id: "short" } }, { summary: ROOM, openedAt: 1 }]
  shelf.setItem("ninefold.rooms", JSON.stringify(entries))

  expect(readRooms(shelf)).toEqual([{ summary: ROOM, openedAt: 1 }])
})

test("[CL7] two tabs that count at once never lose one another's number", () => {
  const one = openPending(shelf, "room:1", "one")
  const two = openPending(shelf, "room:1", "two")
  openPending(shelf, "room:2", "other").keep(9, false)

  one.keep(2, false)
  two.keep(3, false)

  expect(openPending(shelf, "room:1", "three").earlier).toBe(5)
})

test("[CL7] a tab that has confirmed clears what it had seen, and not what another has added since", () => {
  const offline = openPending(shelf, "room:1", "offline")
  offline.keep(2, false)
  const closed = openPending(shelf, "room:1", "closed")
  closed.keep(4, false)

  const online = openPending(shelf, "room:1", "online")
  offline.keep(3, false)
  online.keep(0, true)

  expect(online.earlier).toBe(6)
  expect(openPending(shelf, "room:1", "later").earlier).toBe(3)
})

test("a place is told at once, then at most every 50 ms, the last one always", () => {
  vi.useFakeTimers()
  const awareness = new Awareness(new Y.Doc())
  const presence = tellPresence(awareness)
  const told: unknown[] = []
  awareness.on("update", () => told.push(awareness.getLocalState()?.at))

  presence.setPlace({ kind: "lead" })
  presence.setPlace({ kind: "commentary" })
  presence.setPlace(undefined)
  presence.setPlace({ kind: "commentary" })
  vi.advanceTimersByTime(49)
  expect(told).toEqual([{ kind: "lead" }])
  vi.advanceTimersByTime(1)

  expect(told).toEqual([{ kind: "lead" }, { kind: "commentary" }])
  presence.close()
  awareness.destroy()
})

test("[CL6] a word is done a moment after the browser says so, unless the next one has begun", () => {
  vi.useFakeTimers()
  const page = new EventTarget()
  const composing = watchComposing(page)
  const done = vi.fn()
  composing.onDone(done)

  page.dispatchEvent(new Event("compositionstart"))
  page.dispatchEvent(new Event("compositionend"))
  vi.advanceTimersByTime(59)
  page.dispatchEvent(new Event("compositionstart"))
  vi.advanceTimersByTime(1_000)
  expect([composing.isComposing(), done.mock.calls.length]).toEqual([true, 0])
  page.dispatchEvent(new Event("compositionend"))
  vi.advanceTimersByTime(60)

  expect([composing.isComposing(), done.mock.calls.length]).toEqual([false, 1])
  composing.close()
})
