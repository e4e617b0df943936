// What somebody may do in a room, as the server says it on the socket, and what becomes of their work. Rules SH1–SH5.
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type * as Y from "yjs"
import { addressBarOf, embedPath, isEmbedded, secretIn, whenSeen } from "../../../client/sync/enter.ts"
import type { OpenRoom } from "../../../client/sync/open-room.ts"
import { dropSecrets, keepSecret, readSecrets } from "../../../client/sync/secrets.ts"
import { memoryShelf } from "../../../client/sync/shelf.ts"
import type { EnteredRoom } from "../../../shared/api.ts"
import type { LinkId, LinkSecret } from "../../../shared/ids.ts"
import { contentOf } from "../../../shared/model/document.ts"
import { Close } from "../../../shared/protocol/close.ts"
import type { Role } from "../../../shared/roles.ts"
import { eventually } from "../../harness/wait.ts"
import { type Peer, startPeer } from "./peer.ts"
import {
  add,
  fill,
  newDevice,
  open,
  ROOM,
  type TestDevice,
  until,
  untilSaved,
  wordsIn,
} from "./rooms-here.ts"

let peer: Peer
let device: TestDevice
let rooms: OpenRoom[]

beforeEach(async () => {
  peer = await startPeer()
  fill(contentOf(peer.doc))
  device = newDevice()
  rooms = []
})
afterEach(async () => {
  for (const room of rooms) room.close()
  await peer.close()
})

const as = (role: Role): EnteredRoom => ({ ...ROOM, you: { ...ROOM.you, role } })

function join(role: Role): OpenRoom {
  const room = open(device, peer.url, as(role))
  rooms.push(room)
  return room
}

const stores = async () => (await indexedDB.databases()).map(({ name }) => name)

const settled = (doc: Y.Doc, words: string) =>
  new Promise<void>(resolve => {
    const look = () => {
      if (!wordsIn(doc).includes(words)) return
      doc.off("update", look)
      resolve()
    }
    doc.on("update", look)
    look()
  })

test("[SH2] a role that changes on the socket changes what may be done, at once and on the same line", async () => {
  peer.allow("edit")
  const room = join("edit")
  await untilSaved(room, "saved")
  expect(room.mayEdit()).toBe(true)

  peer.allow("comment")
  await untilSaved(room, "watching")

  expect([room.mayEdit(), room.access().role, peer.joined]).toEqual([false, "comment", 1])
})

test("[SH2] locking takes the canvas from those who edit and leaves it to those who facilitate", async () => {
  peer.allow("edit", true)
  const editor = join("edit")
  await untilSaved(editor, "watching")
  expect([editor.mayEdit(), editor.access().isLocked]).toEqual([false, true])

  peer.allow("facilitate", true)
  await until(editor, editor.mayEdit)

  expect(editor.access()).toMatchObject({ role: "facilitate", isLocked: true })
})

test("[SH2][CL1] what is written where nothing is taken is never called saved, though barriers would be answered", async () => {
  peer.allow("edit", true)
  const room = join("edit")
  await untilSaved(room, "watching")

  add(room, "Too late")

  expect(room.saved()).toEqual({ state: "held", changes: 1, isLocked: true })
  peer.goAway()
  await until(room, () => !room.mayEdit() && room.saved().state === "held")
  peer.comeBack()
  expect(wordsIn(peer.doc)).toEqual([])
})

test("[SH3] work that was not taken is sent and saved once it is taken again", async () => {
  peer.allow("edit", true)
  const room = join("edit")
  await untilSaved(room, "watching")
  add(room, "While locked")
  expect(room.saved().state).toBe("held")

  peer.allow("edit", false)
  await untilSaved(room, "saved")

  expect(wordsIn(peer.doc)).toEqual(["While locked"])
})

test("[SH3] work from when somebody could write is there when they open the room as a reader, until they let go of it", async () => {
  peer.allow("edit")
  const first = join("edit")
  await untilSaved(first, "saved")
  peer.goAway()
  await untilSaved(first, "offline")
  add(first, "In a tunnel")
  first.close()

  peer.allow("comment")
  peer.comeBack()
  const later = join("comment")
  await settled(later.doc, "In a tunnel")
  await untilSaved(later, "held")
  expect(later.saved()).toEqual({ state: "held", changes: 1, isLocked: false })
  await later.letGo()
  later.close()
  const last = join("comment")
  await untilSaved(last, "watching")

  expect(wordsIn(last.doc)).toEqual([])
  expect(wordsIn(peer.doc)).toEqual([])
})

test("[SH4] of a room that is only read nothing is kept; from the moment it may be edited, it is", async () => {
  peer.allow("view")
  const room = join("view")
  await untilSaved(room, "watching")
  expect(await stores()).toEqual([])

  peer.allow("edit")
  await untilSaved(room, "saved")
  add(room, "Mine")
  await settled(peer.doc, "Mine")

  await eventually(async () => expect(await stores()).toContain(`ninefold:${ROOM.id}:${ROOM.epoch}`))
})

test("[SH2] who was sent out and is let in again joins the same document", async () => {
  peer.allow("edit")
  const room = join("edit")
  await untilSaved(room, "saved")
  peer.end(Close.forbidden)
  await untilSaved(room, "ended")

  peer.allow("comment")
  room.admit(as("comment"))
  await untilSaved(room, "watching")

  expect([room.access().role, peer.joined]).toEqual(["comment", 2])
})

test("[SH2] what was answered over HTTP does not overrule what the socket was told", async () => {
  peer.allow("comment")
  const room = join("edit")
  await untilSaved(room, "watching")

  room.admit(as("facilitate"))

  expect(room.access().role).toBe("comment")
})

const SECRET = "k".repeat(43) as LinkSecret

test("[SH1] a secret is read off a fragment only where it is whole", () => {
  const fragments = [`#k=${SECRET}`, `#k=${SECRET}&x=1`, `#k=${SECRET}x`, "#k=short", "#import", ""]

  expect(fragments.map(secretIn)).toEqual([SECRET, SECRET, undefined, undefined, undefined, undefined])
})

test("[SH1] forgetting the secret leaves path, search and what the page keeps in the history", () => {
  const replaced: unknown[] = []
  const address = addressBarOf({
    location: { hash: `#k=${SECRET}`, pathname: "/r/room", search: "?a=1" } as Location,
    history: {
      state: { kept: true },
      replaceState: (...all: unknown[]) => replaced.push(all),
    } as unknown as History,
    addEventListener: () => {},
    removeEventListener: () => {},
  })

  expect(address.secret()).toBe(SECRET)
  address.forget()
  expect(replaced).toEqual([[{ kept: true }, "", "/r/room?a=1"]])
})

test("[LR2] a page that nobody looks at waits until somebody does", async () => {
  let visibilityState: DocumentVisibilityState = "hidden"
  const page = Object.defineProperty(new EventTarget(), "visibilityState", {
    get: () => visibilityState,
  }) as Document
  const seen = vi.fn()
  const waiting = whenSeen(page).then(seen)

  page.dispatchEvent(new Event("visibilitychange"))
  await Promise.resolve()
  expect(seen).not.toHaveBeenCalled()
  visibilityState = "visible"
  page.dispatchEvent(new Event("visibilitychange"))
  await waiting
  await whenSeen(page)

  expect(seen).toHaveBeenCalledOnce()
})

test("[SH8] an address to embed names its token in the fragment and is known as one", () => {
  const { search, hash } = new URL(embedPath(ROOM.id, SECRET), "http://canvas.example")

  expect([isEmbedded(search), secretIn(hash), isEmbedded("?other=embed")]).toEqual([true, SECRET, false])
})

test("[SH5] secrets are kept by link on the device they were made on, and dropped one by one or all", () => {
  const shelf = memoryShelf()
  const [one, two] = ["linklinklin1", "linklinklin2"] as LinkId[] as [LinkId, LinkId]
  keepSecret(shelf, ROOM.id, one, SECRET)
  keepSecret(shelf, ROOM.id, two, SECRET)
  keepSecret(shelf, ROOM.id, one, undefined)
  expect([...readSecrets(shelf, ROOM.id)]).toEqual([[two, SECRET]])

  dropSecrets(shelf, ROOM.id)
  expect(readSecrets(shelf, ROOM.id).size).toBe(0)
  shelf.setItem(`ninefold.secrets.${ROOM.id}`, "{nonsense")
  expect(readSecrets(shelf, ROOM.id).size).toBe(0)
})
