// The share dialog against a server that answers as the test says. Rules SH5, SH6.
import { act } from "react"
import { createRoot, type Root } from "react-dom/client"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { type Device, DeviceProvider } from "../../../client/hooks/device-context.tsx"
import { RoomProvider } from "../../../client/hooks/room-context.tsx"
import ShareDialog from "../../../client/share/share-dialog.tsx"
import { readSecrets } from "../../../client/sync/secrets.ts"
import { memoryShelf } from "../../../client/sync/shelf.ts"
import { FeedbackProvider } from "../../../client/ui/feedback.tsx"
import { apiPaths, type Link, type RoomPerson } from "../../../shared/api.ts"
import type { LinkId, LinkSecret, PersonId } from "../../../shared/ids.ts"
import { memoryRoom } from "../canvas/memory-room.ts"
import { smallCanvas } from "../hooks/small-canvas.ts"

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)

const room = memoryRoom(smallCanvas())
const SECRET = "s".repeat(43) as LinkSecret
const OLD: Link = {
  id: "oldoldoldold" as LinkId,
  kind: "link",
  role: "edit",
  label: "Made elsewhere",
  hasPassword: false,
  guests: 4,
  createdAt: 1,
  seesComments: true,
}
const BEN: RoomPerson = {
  person: "benbenbenben" as PersonId,
  name: "Benedikt",
  color: "#2f68b0",
  role: "edit",
  isProgram: false,
  isHere: true,
  grantedAt: 1,
  seenAt: 1,
}

interface Asked {
  method: string
  path: string
  body: unknown
}

let root: Root
let page: HTMLElement
let device: Device
let asked: Asked[]
let copied: string[]
let answers: Record<string, (body: unknown) => Response>

const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status })

beforeEach(() => {
  page = document.createElement("div")
  document.body.append(page)
  root = createRoot(page)
  asked = []
  copied = []
  answers = {
    [`GET ${apiPaths.links(room.id)}`]: () => json([OLD]),
    [`GET ${apiPaths.people(room.id)}`]: () => json([BEN]),
  }
  vi.stubGlobal("fetch", async (path: string, { method = "GET", body }: RequestInit = {}) => {
    const read: unknown = typeof body === "string" ? JSON.parse(body) : undefined
    asked.push({ method, path, body: read })
    return answers[`${method} ${path}`]?.(read) ?? json({ title: "No answer in this test" }, 500)
  })
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async words => void copied.push(words))
  device = {
    syncUrl: "ws://127.0.0.1:9/sync",
    page: new EventTarget(),
    shelf: memoryShelf(),
    indexedDb: undefined,
    WebSocket,
    random: 0,
    nowMs: () => 1_000,
  }
})

afterEach(() => {
  act(() => root.unmount())
  page.remove()
  vi.unstubAllGlobals()
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)
  vi.restoreAllMocks()
})

const show = () =>
  act(async () =>
    root.render(
      <DeviceProvider device={device}>
        <FeedbackProvider>
          <RoomProvider room={room}>
            <ShareDialog onClose={() => {}} onSettings={() => {}} />
          </RoomProvider>
        </FeedbackProvider>
      </DeviceProvider>,
    ),
  )

const rowOf = (role: string) => page.querySelector(`section[aria-label="${role}"]`) ?? page

function buttonIn(place: Element, name: string | RegExp): HTMLButtonElement {
  const found = [...place.querySelectorAll("button")].find(button => {
    const called = button.getAttribute("aria-label") ?? button.textContent ?? ""
    return typeof name === "string" ? called === name : name.test(called)
  })
  if (!found) throw new Error(`There is no button ${name}`)
  return found
}

const press = (place: Element, name: string | RegExp) => act(async () => buttonIn(place, name).click())

test("[SH5] copying a role's link makes it the first time, copies it, says so, and knows it from then on", async () => {
  const made: Link = {
    ...OLD,
    id: "newnewnewnew" as LinkId,
    role: "comment",
    label: "Comment link",
    guests: 0,
  }
  answers[`POST ${apiPaths.links(room.id)}`] = () => json({ link: made, secret: SECRET }, 201)
  await show()

  await press(rowOf("Comment"), "Copy link")

  expect(asked.at(-1)?.body).toEqual({
    kind: "link",
    role: "comment",
    label: "Comment link",
    seesComments: true,
  })
  expect(copied).toEqual([`${location.origin}/r/${room.id}#k=${SECRET}`])
  expect(buttonIn(rowOf("Comment"), "Copied")).toBeDefined()
  expect(readSecrets(device.shelf, room.id).get(made.id)).toBe(SECRET)
})

test("[SH5] a link made elsewhere is not copied here; it can get another address, which is", async () => {
  answers[`POST ${apiPaths.rotateLink(room.id, OLD.id)}`] = () => json({ link: OLD, secret: SECRET })
  await show()
  const row = rowOf("Edit")
  expect(row.textContent).toContain("Its address is on the device that made it")
  expect(() => buttonIn(row, "Copy link")).toThrow()

  await press(row, /^Options of/)
  await press(row, "New address")
  expect(asked.some(({ path }) => path.endsWith("/rotate"))).toBe(false)
  await press(row, "Make a new address")

  await press(rowOf("Edit"), "Copy link")
  expect(copied).toEqual([`${location.origin}/r/${room.id}#k=${SECRET}`])
})

test("[SH5] a link that is revoked leaves the list and this device; one that cannot be says why", async () => {
  const path = apiPaths.link(room.id, OLD.id)
  answers[`DELETE ${path}`] = () => json({ title: "Somebody has to stay who may facilitate the room." }, 409)
  await show()
  await press(rowOf("Edit"), /^Options of/)
  await press(rowOf("Edit"), "Revoke")
  expect(rowOf("Edit").textContent).toContain("the 4 guests who came by it are sent out at once")
  await press(rowOf("Edit"), "Revoke the link")
  expect(page.textContent).toContain("Somebody has to stay who may facilitate the room.")

  answers[`DELETE ${path}`] = () => json({ ...OLD, revokedAt: 2 })
  await press(rowOf("Edit"), "Revoke")
  await press(rowOf("Edit"), "Revoke the link")

  expect(rowOf("Edit").textContent).not.toContain("Made elsewhere")
  expect(page.textContent).not.toContain("Somebody has to stay")
})

test("[SH5] where the browser refuses to copy, the address is shown to be copied by hand", async () => {
  vi.mocked(navigator.clipboard.writeText).mockRejectedValue(new Error("refused"))
  document.execCommand = () => false
  answers[`POST ${apiPaths.links(room.id)}`] = () =>
    json({ link: { ...OLD, id: "newnewnewnew", role: "view" }, secret: SECRET }, 201)
  await show()

  await press(rowOf("View"), "Copy link")

  expect(rowOf("View").querySelector("input")?.value).toBe(`${location.origin}/r/${room.id}#k=${SECRET}`)
})

test("[SH6] a person gets another role, is removed after a question, and is let in again", async () => {
  const path = apiPaths.person(room.id, BEN.person)
  let person = BEN
  answers[`PATCH ${path}`] = body => {
    const { isRemoved, role } = body as { isRemoved?: boolean; role?: RoomPerson["role"] }
    const { removedAt: _, ...rest } = person
    person = { ...rest, ...(role && { role }), ...(isRemoved && { removedAt: 2 }) }
    return json(person)
  }
  await show()
  await press(page, "People")
  const select = page.querySelector<HTMLSelectElement>('select[aria-label="What Benedikt may do"]')
  await act(async () => {
    if (select) select.value = "comment"
    select?.dispatchEvent(new Event("change", { bubbles: true }))
  })
  await press(page, "Remove")
  await press(page, "Remove Benedikt")
  expect(page.querySelector('[aria-label="Removed from this room"]')?.textContent).toContain("Benedikt")
  await press(page, "Let in again")

  expect(asked.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
    { role: "comment" },
    { isRemoved: true },
    { isRemoved: false },
  ])
  expect(page.querySelector('[aria-label="Removed from this room"]')).toBeNull()
})

test("[SH5] a token for a program is shown once", async () => {
  answers[`POST ${apiPaths.links(room.id)}`] = () =>
    json({ link: { ...OLD, id: "toktoktoktok", kind: "token", label: "Export" }, secret: SECRET }, 201)
  await show()
  await press(page, "Programs")
  const field = page.querySelector<HTMLInputElement>('input[aria-label="Name of the program"]')
  await act(async () => {
    // React listens to the browser's own setter.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, " Export ")
    field?.dispatchEvent(new InputEvent("input", { bubbles: true }))
  })
  await press(page, "Make a token")

  expect(asked.at(-1)?.body).toEqual({ kind: "token", role: "view", label: "Export" })
  expect(page.textContent).toContain(SECRET)
  await press(page, "People")
  await press(page, "Programs")
  expect(page.textContent).not.toContain(SECRET)
  expect(page.querySelector('[aria-label="Tokens"]')?.textContent).toContain("Export")
})
