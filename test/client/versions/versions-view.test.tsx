// The versions of a room against a server that answers as the test says. Rules VC1, VC2, VC4, VC6.
import { act } from "react"
import { createRoot, type Root } from "react-dom/client"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { type Device, DeviceProvider } from "../../../client/hooks/device-context.tsx"
import { RoomProvider } from "../../../client/hooks/room-context.tsx"
import FrozenPage from "../../../client/pages/frozen-page.tsx"
import { memoryShelf } from "../../../client/sync/shelf.ts"
import { FeedbackProvider } from "../../../client/ui/feedback.tsx"
import KeepDialog from "../../../client/versions/keep-dialog.tsx"
import VersionsView from "../../../client/versions/versions-view.tsx"
import type { CardId, PersonId, VersionId } from "../../../shared/ids.ts"
import { toCanvasFile } from "../../../shared/model/canvas-file.ts"
import { moveCards } from "../../../shared/model/edits.ts"
import { type Restored, type Version, versionPaths } from "../../../shared/versions-api.ts"
import { typeInto } from "../../shared/peers.ts"
import { type MemoryRoom, memoryRoom } from "../canvas/memory-room.ts"
import { smallCanvas, THERE } from "../hooks/small-canvas.ts"

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)

const CARD = "card-a" as CardId
const DRAFT: Version = {
  id: "draftdraftdr" as VersionId,
  reason: "kept",
  name: "Draft",
  note: "The first one",
  at: 1_000,
  seq: 3,
  counts: { cards: 2, words: 2 },
  people: [{ person: "benbenbenben" as PersonId, name: "Ben" }],
  isShared: false,
}
const BEFORE: Version = {
  ...DRAFT,
  id: "beforebefore" as VersionId,
  reason: "before-restore",
  name: "",
  seq: 9,
}

let root: Root
let page: HTMLElement
let room: MemoryRoom
let asked: { what: string; body: unknown }[]
let answers: Record<string, () => Response>
let closed: number
let kept: Version[]

const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status })
const device: Device = {
  syncUrl: "ws://127.0.0.1:9/sync",
  page: new EventTarget(),
  shelf: memoryShelf(),
  indexedDb: undefined,
  WebSocket,
  random: 0,
  nowMs: () => 61_000,
}

beforeEach(() => {
  page = document.createElement("div")
  document.body.append(page)
  root = createRoot(page)
  room = memoryRoom(smallCanvas())
  asked = []
  closed = 0
  kept = []
  const was = toCanvasFile(smallCanvas())
  answers = {
    [`GET ${versionPaths.versions(room.id)}`]: () => json([DRAFT]),
    [`GET ${versionPaths.moments(room.id)}`]: () => json([{ seq: 5, at: 2_000, people: [] }]),
    [`GET ${versionPaths.cardChanges(room.id)}`]: () =>
      json([{ card: CARD, at: 30_000, by: { name: "Ben" } }]),
    [`GET ${versionPaths.version(room.id, DRAFT.id)}`]: () => json({ version: DRAFT, canvas: was }),
    [`GET ${versionPaths.moment(room.id, 5)}`]: () =>
      json({ moment: {}, canvas: { ...was, title: "Between" } }),
    [`POST ${versionPaths.restore(room.id, DRAFT.id)}`]: () =>
      json({ kept: BEFORE, hasChanged: true } satisfies Restored),
    [`POST ${versionPaths.restoreMoment(room.id, 5)}`]: () =>
      json({ kept: BEFORE, hasChanged: true } satisfies Restored),
    [`POST ${versionPaths.restore(room.id, BEFORE.id)}`]: () =>
      json({ kept: { ...BEFORE, id: "thirdthirdth" as VersionId }, hasChanged: true } satisfies Restored),
  }
  vi.stubGlobal("fetch", async (path: string, { method = "GET", body }: RequestInit = {}) => {
    asked.push({ what: `${method} ${path}`, body: typeof body === "string" ? JSON.parse(body) : undefined })
    return answers[`${method} ${path}`]?.() ?? json({ title: "No answer in this test" }, 500)
  })
  vi.stubGlobal("scrollTo", () => {})
})

afterEach(() => {
  act(() => root.unmount())
  page.remove()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)
})

async function show(what = <VersionsView kept={undefined} onClose={() => closed++} onKeep={() => {}} />) {
  await act(async () =>
    root.render(
      <DeviceProvider device={device}>
        <FeedbackProvider>
          <RoomProvider room={room}>{what}</RoomProvider>
        </FeedbackProvider>
      </DeviceProvider>,
    ),
  )
}

function button(name: string | RegExp, place: ParentNode = page): HTMLButtonElement {
  const found = [...place.querySelectorAll("button")].find(each => {
    const called = each.getAttribute("aria-label") ?? each.textContent ?? ""
    return typeof name === "string" ? called === name : name.test(called)
  })
  if (!found) throw new Error(`There is no button ${name}`)
  return found
}
const press = (name: string | RegExp, place?: ParentNode) => act(async () => button(name, place).click())
const slider = () => page.querySelector<HTMLInputElement>("input[type=range]")
const title = () => page.querySelector("h3")?.textContent
const badges = (card: string) =>
  [...page.querySelectorAll(`[data-change="card:${card}"] p > span`)].map(badge => badge.textContent)

/** Moves the slider as a key or a thumb does. */
async function slideTo(at: number) {
  const input = slider()
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set
  await act(async () => {
    set?.call(input, String(at))
    input?.dispatchEvent(new Event("input", { bubbles: true }))
  })
}

test("[VC1] the slider goes over versions and moments to now, and says where it is and who was at work", async () => {
  await show()

  expect(slider()?.max).toBe("2")
  expect(slider()?.getAttribute("aria-valuetext")).toBe("Now")
  await slideTo(1)
  expect(title()).toBe("Between")
  await slideTo(0)
  expect(title()).toBe("Small")
  expect(slider()?.getAttribute("aria-valuetext")).toMatch(/^Draft, .*, Ben at work$/)
})

test("[VC1] played from the first stop it shows each in turn, and ends at now", async () => {
  await show()
  await slideTo(0)
  vi.useFakeTimers()

  await press("Play the history")
  const seen: (string | undefined)[] = []
  for (let step = 0; step < 3; step++) {
    seen.push(slider()?.value)
    await act(() => vi.advanceTimersByTimeAsync(1_200))
  }

  expect(seen).toEqual(["0", "1", "2"])
  expect(button("Play the history")).toBeDefined()
})

test("[VC2] compared with now, a version shows badges on cards, and a list sifted by block and by person", async () => {
  typeInto(room.content, CARD, " and omega")
  moveCards(room.content, [CARD], { block: THERE, position: 0 })
  await show()

  await press(/^Draft/)
  await press("Compare")

  expect(badges("card-a")).toEqual(["Moved from Block 1", "Retitled"])
  const card = page.querySelector('[data-change="card:card-a"]')
  expect(card?.querySelector("ins")?.textContent).toBe(" and omega")
  const list = page.querySelector('ol[aria-label="Changes"]')
  expect(list?.textContent).toContain("Moved from Block 1 · Retitled · by Ben")
  const [, person] = [...page.querySelectorAll<HTMLSelectElement>("aside label select")].slice(-2)
  expect([...(person?.options ?? [])].map(option => option.value)).toEqual(["", "Ben"])
  await press(/^Alpha and omega/, list ?? page)
  expect(document.activeElement).toBe(card)
})

test("[VC2] a state that cannot be had says so, and what was on the page stays", async () => {
  answers[`GET ${versionPaths.version(room.id, DRAFT.id)}`] = () => json({ title: "It is gone" }, 404)
  await show()

  await press(/^Draft/)

  expect(page.querySelector("[role=alert]")?.textContent).toBe("It is gone")
  expect(title()).toBe("Small")
})

test("[VC4] a card is restored only after the question, and taken back by restoring what was there before", async () => {
  typeInto(room.content, CARD, " and omega")
  await show()
  await press(/^Draft/)
  await press("Compare")
  const restores = () => asked.filter(({ what }) => what.includes("/restore"))

  await press(/^Restore Alpha/, page.querySelector("aside") ?? page)
  const dialog = page.querySelector("dialog")
  expect(dialog?.textContent).toContain("Other cards stay as they are.")
  expect(restores()).toEqual([])
  await press("Restore this card", dialog ?? page)
  await press("Undo")

  const part = { kind: "card", card: CARD }
  expect(restores()).toEqual([
    { what: `POST ${versionPaths.restore(room.id, DRAFT.id)}`, body: { part } },
    { what: `POST ${versionPaths.restore(room.id, BEFORE.id)}`, body: { part } },
  ])
})

test("[VC4] a moment between versions stands in the list while it is shown, and all of it is restored from there", async () => {
  await show()
  await slideTo(1)
  await press("Restore everything…")
  const dialog = page.querySelector("dialog")
  expect(dialog?.textContent).toContain("Cards made since go to the archive.")
  await press("Restore everything", dialog ?? page)

  const part = { kind: "everything" }
  expect(asked).toContainEqual({ what: `POST ${versionPaths.restoreMoment(room.id, 5)}`, body: { part } })
  expect(page.querySelector("[aria-current]")?.textContent).toContain("Now")
  expect(page.textContent).not.toContain("In between·")
})

test("[VC4] whoever changes their mind at the question changes nothing", async () => {
  await show()
  await press(/^Draft/)

  await press("Restore everything…")
  await press("Cancel", page.querySelector("dialog") ?? page)

  expect(page.querySelector("dialog")).toBeNull()
  expect(asked.some(({ what }) => what.startsWith("POST"))).toBe(false)
})

test("[VC6] Ctrl+S's dialog keeps a version under the name and with the note that were typed", async () => {
  answers[`POST ${versionPaths.versions(room.id)}`] = () => json({ ...DRAFT, name: "Mine" }, 201)
  await show(
    <KeepDialog onClose={() => closed++} onKept={version => kept.push(version)} onVersions={() => {}} />,
  )

  const name = page.querySelector("input")
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set
  await act(async () => {
    set?.call(name, " Mine ")
    name?.dispatchEvent(new Event("input", { bubbles: true }))
  })
  await press("Keep it")

  expect(asked.at(-1)?.body).toEqual({ name: "Mine", note: "" })
  expect(closed).toBe(1)
  expect(kept.map(({ name }) => name)).toEqual(["Mine"])
  expect(page.textContent).toContain("Kept: Mine.")
})

test("[VC6] a version that is kept while the others are looked at joins them", async () => {
  await show()

  await show(
    <VersionsView
      kept={{ ...DRAFT, id: "minemineminm" as VersionId, name: "Mine", seq: 8 }}
      onClose={() => {}}
      onKeep={() => {}}
    />,
  )

  const names = [...page.querySelectorAll('ol[aria-label^="Versions"] > li')].map(each => each.textContent)
  expect(names.map(words => words?.slice(0, 4))).toEqual(["Nowa", "Mine", "Draf"])
})

test("[VC6] a frozen link's page shows the version alone; a revoked one says that nothing is there", async () => {
  const secret = "s".repeat(43)
  location.hash = `#${secret}`
  answers[`POST ${versionPaths.frozen}`] = () =>
    json({ title: "Small", name: "Draft", note: "", at: 1_000, canvas: toCanvasFile(smallCanvas()) })

  await show(<FrozenPage />)

  expect(asked).toEqual([{ what: `POST ${versionPaths.frozen}`, body: { secret } }])
  expect(page.textContent).toContain("Alpha")
  expect(page.querySelectorAll("a, button")).toHaveLength(0)
  answers = {}
  await show(<FrozenPage key="again" />)
  expect(page.textContent).toContain("There is no version here.")
  location.hash = ""
})
