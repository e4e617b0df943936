// Parts of the pages, each on its own.
import { act, type ReactNode } from "react"
import { afterEach, expect, test, vi } from "vitest"
import { RoomProvider } from "../../../client/hooks/room-context.tsx"
import { EditableLine } from "../../../client/pages/editable-line.tsx"
import { MeFields } from "../../../client/pages/me-fields.tsx"
import { NoticeBar } from "../../../client/pages/notice-bar.tsx"
import { SavedState } from "../../../client/pages/saved-state.tsx"
import { noticeOf, savedInWords } from "../../../client/pages/words.ts"
import type { Me } from "../../../client/sync/me.ts"
import type { OpenRoom, Saved } from "../../../client/sync/open-room.ts"
import { initials } from "../../../client/ui/face.tsx"
import { agoInWords } from "../../../client/ui/time-words.ts"
import { Close, isFinal } from "../../../shared/protocol/close.ts"
import { memoryRoom } from "../canvas/memory-room.ts"
import { openPage, page, root } from "../drawing.ts"
import { smallCanvas } from "../hooks/small-canvas.ts"

openPage()

afterEach(() => vi.useRealTimers())

const show = (content: ReactNode) => act(() => root.render(content))

/** A room whose state of saving the test sets. */
function roomThat(first: Saved): OpenRoom & { become(next: Saved): void } {
  const listeners = new Set<() => void>()
  let saved = first
  return Object.assign(memoryRoom(smallCanvas()), {
    saved: () => saved,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    become(next: Saved) {
      saved = next
      act(() => {
        for (const listener of listeners) listener()
      })
    },
  })
}

test("[CL1] while somebody types, the bar stays at “Saving…”, and says “Saved” after a moment of quiet", () => {
  vi.useFakeTimers()
  const room = roomThat({ state: "saved" })
  show(
    <RoomProvider room={room}>
      <SavedState />
    </RoomProvider>,
  )
  expect(page.textContent).toBe("Saved")

  const said: (string | null)[] = []
  for (let key = 0; key < 3; key++) {
    room.become({ state: "saving", changes: 1 })
    said.push(page.textContent)
    room.become({ state: "saved" })
    said.push(page.textContent)
    act(() => vi.advanceTimersByTime(100))
  }
  expect(new Set(said)).toEqual(new Set(["Saving…"]))
  act(() => vi.advanceTimersByTime(400))

  expect(page.textContent).toBe("Saved")
})

test("every state of the work is said in words", () => {
  const states: Saved[] = [
    { state: "loading" },
    { state: "saved" },
    { state: "saving", changes: 1 },
    { state: "offline", changes: 0 },
    { state: "offline", changes: 1 },
    { state: "offline", changes: 3 },
    { state: "not-saved", changes: 2 },
    { state: "read-only", reason: "The stored room is damaged." },
    { state: "outdated" },
    { state: "watching" },
    { state: "away" },
    { state: "held", changes: 2, isLocked: true },
    { state: "ended", code: Close.gone },
  ]

  expect(states.map(savedInWords)).toEqual([
    "Connecting…",
    "Saved",
    "Saving…",
    "Offline",
    "Offline, 1 change on this device",
    "Offline, 3 changes on this device",
    "Not saved: the server cannot write",
    "Read-only",
    "Reload to update",
    "Live",
    "Offline",
    "2 changes on this device only",
    "Disconnected",
  ])
})

test("[CL8] whatever the server ends for good, the notice says what is so and offers the copy", () => {
  const codes = Object.values(Close).filter(isFinal)

  const notices = codes.map(code => noticeOf({ state: "ended", code }))

  expect(notices.every(notice => notice?.offersCopy && notice.title !== "" && notice.action)).toBe(true)
  expect(new Set(notices.map(notice => notice?.title)).size).toBeGreaterThan(4)
})

test("[CL8] the notice of an ended room has a button that takes the copy away", () => {
  show(
    <RoomProvider room={roomThat({ state: "ended", code: Close.reset })}>
      <NoticeBar />
    </RoomProvider>,
  )

  expect(page.querySelector("[role=alert]")).not.toBeNull()
  expect([...page.querySelectorAll("button")].map(button => button.textContent)).toEqual([
    "Download my copy",
    "Reload",
  ])
})

test("a line is written once, on Enter or on leaving, and not at all on Escape", () => {
  const written: string[] = []
  show(
    <EditableLine
      value="Old"
      label="Title"
      placeholder="Untitled"
      mayEdit
      onChange={value => written.push(value)}
    />,
  )
  const write = (words: string, key: string, isComposing = false) => {
    if (!page.querySelector("textarea")) act(() => page.querySelector("button")?.click())
    const field = page.querySelector("textarea")
    act(() => {
      // React listens to the browser's own setter.
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, words)
      field?.dispatchEvent(new InputEvent("input", { bubbles: true }))
    })
    act(() => {
      field?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, isComposing }))
    })
  }

  write("  New\n title ", "Enter")
  write("Thrown away", "Escape")
  write("Old", "Enter")
  write("ni", "Enter", true)

  expect(written).toEqual(["New title"])
  expect(page.querySelector("textarea")).not.toBeNull()
})

test("a line that may not be edited is text and nothing else", () => {
  show(<EditableLine value="Old" label="Title" placeholder="x" mayEdit={false} onChange={() => {}} />)

  expect(page.innerHTML).toBe("<span>Old</span>")
})

test("a name of blanks is no name; colours can be told apart without seeing them", () => {
  const chosen: Me[] = []
  show(<MeFields first={{ name: " ", color: "#2f68b0" }} action="Join in" onChosen={me => chosen.push(me)} />)
  const button = page.querySelector("button")

  act(() =>
    page.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })),
  )

  expect([button?.disabled, chosen]).toEqual([true, []])
  const names = [...page.querySelectorAll("input[type=radio]")].map(radio => radio.getAttribute("aria-label"))
  expect(new Set(names).size).toBe(8)
})

test("a face shows the first letters of the first and the last name", () => {
  expect(["Ada Lovelace", "ada", "Jean-Luc de la Tour", "张伟", "👩‍🚀 Sam", ""].map(initials)).toEqual([
    "AL",
    "A",
    "JT",
    "张",
    "👩S",
    "",
  ])
})

test("how long ago is said in whole units", () => {
  const now = Date.UTC(2026, 10, 24)
  const ago = (seconds: number) => agoInWords(now - seconds * 1000, now, "en")

  expect([0, 59, 60, 3_600, 90_000, 86_400 * 8, 86_400 * 400, -50].map(ago)).toEqual([
    "this minute",
    "this minute",
    "1 minute ago",
    "1 hour ago",
    "yesterday",
    "last week",
    "last year",
    "this minute",
  ])
})
