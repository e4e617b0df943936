// Roles on the running server, against people who do not keep to theirs: whatever somebody sends, by socket or request,
// the room stays as it was; and whatever is decided about them reaches their open sockets.
import { createHash } from "node:crypto"
import { describe, expect, onTestFinished, test, vi } from "vitest"
import { WebSocket } from "ws"
import * as Y from "yjs"
import { apiPaths, bearerProtocols, type CreatedRoom, type RoomPerson } from "../../shared/api.ts"
import type { CardId, RoomId } from "../../shared/ids.ts"
import { archiveCards } from "../../shared/model/edits.ts"
import { readCanvas, readHeads } from "../../shared/model/read.ts"
import { Close } from "../../shared/protocol/close.ts"
import { MAX_PASSWORD_TRIES_BURST } from "../../shared/protocol/limits.ts"
import {
  encodeAwareness,
  encodeBarrier,
  encodeHave,
  encodeMissing,
  encodeQueryAwareness,
  encodeUpdate,
} from "../../shared/protocol/messages.ts"
import type { Role } from "../../shared/roles.ts"
import type { Key } from "../harness/keys.ts"
import {
  guestBy,
  joined,
  keyOf,
  maker,
  openServerWithRoom,
  raw,
  room,
  server,
  stock,
  syncedStock,
} from "../harness/live-room.ts"
import { ApiGuest } from "../harness/people.ts"
import type { RawClient } from "../harness/raw-client.ts"
import { StockClient } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"
import { awarenessOf } from "../world/paper-member.ts"

openServerWithRoom({ kind: "example" })

const nothing = Uint8Array.of(0)

/** Everything the document is, deleted or not, as somebody with a fresh page finds it. */
async function stateHash(): Promise<string> {
  const client = await syncedStock()
  const state = Y.encodeSnapshot(Y.snapshot(client.doc))
  const canvas = JSON.stringify(readCanvas(client.content))
  client.close()
  return createHash("sha256").update(state).update(canvas).digest("hex")
}

/** Updates that would each be seen by everybody: new words, a new title, and everything deleted. */
async function hostileUpdates(): Promise<Uint8Array[]> {
  const reader = await syncedStock()
  const made = (change: (doc: Y.Doc) => void): Uint8Array => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(reader.doc))
    const before = Y.encodeStateVector(doc)
    change(doc)
    return Y.encodeStateAsUpdate(doc, before)
  }
  return [
    made(doc => doc.getMap("meta").set("title", "Mine")),
    made(doc => doc.getXmlFragment("commentary").insert(0, [new Y.XmlText("Mine")])),
    made(doc => {
      for (const card of [...doc.getMap("cards").keys()]) doc.getMap("cards").delete(card)
    }),
    made(doc => doc.getXmlFragment("commentary").delete(0, doc.getXmlFragment("commentary").length)),
    made(doc => doc.getText("of my own").insert(0, "Mine")),
  ]
}

describe.each<Role>(["view", "comment"])("who may only %s", role => {
  test("[LR4] changes nothing by any frame, in whatever company it comes, and the others feel nothing", async () => {
    const { key } = await guestBy(role)
    const [before, updates] = [await stateHash(), await hostileUpdates()]
    const witness = await syncedStock()
    const heard = vi.fn()
    witness.doc.on("update", heard)
    const presence = encodeAwareness(awarenessOf([77, 1, { user: { name: "Ana", color: "#b4432e" } }]))
    const attempts: [code: number, ...frames: Uint8Array[]][] = updates.flatMap(update => [
      [Close.forbidden, encodeUpdate(update)],
      [Close.forbidden, encodeMissing(update)],
      [Close.forbidden, presence, encodeQueryAwareness(), encodeHave(nothing), encodeUpdate(update)],
      [Close.violation, Buffer.concat([encodeHave(nothing), encodeUpdate(update)])],
      [Close.violation, Buffer.concat([presence, encodeUpdate(update)])],
    ])

    const codes = []
    for (const [, ...frames] of attempts) {
      const mallory = await raw({ key })
      mallory.send(...frames, encodeBarrier(1))
      codes.push(await mallory.closed)
      expect(mallory.heard.some(({ kind }) => kind === "barrier")).toBe(false)
    }

    expect(codes).toEqual(attempts.map(([code]) => code))
    expect(await stateHash()).toBe(before)
    expect(heard).not.toHaveBeenCalled()
  })

  test("[LR4] stays, as a stock client does that has nothing to say, and sees the others' edits", async () => {
    const { key } = await guestBy(role)
    const reader = await syncedStock({ key })
    const editor = await syncedStock()

    editor.content.meta.set("title", "Seen by all")
    await until("the reader sees it", () => reader.content.meta.get("title") === "Seen by all")

    expect(readCanvas(reader.content)).toEqual(readCanvas(editor.content))
    expect(reader.closeCodes).toEqual([])
  })

  test("[LR4] is not asked for what it has, and what it types is nobody else's", async () => {
    const { key } = await guestBy(role)
    const before = await stateHash()
    const reader = await syncedStock({ key })

    reader.content.meta.set("title", "Typed by a reader")
    await until("it is sent away", () => reader.closeCodes.includes(Close.forbidden))

    expect(await stateHash()).toBe(before)
  })
})

test("[LR4] who has no place, no cookie or a token of another room is told there is no such room", async () => {
  const other = await server.newRoom({ kind: "template", template: "swot" })
  const { secret } = await server.makerOf(other.id).newLink(other.id, { kind: "token", role: "facilitate" })
  const stranger = new ApiGuest(server.origin, "Stranger")
  await stranger.ask("GET", apiPaths.templates)
  const before = await stateHash()
  const [update = nothing] = await hostileUpdates()

  const codes = []
  for (const key of [
    keyOf(stranger),
    { authorization: `Bearer ${secret}` },
    { cookie: "ninefold-guest=x.y" },
  ]) {
    const client = await raw({ key })
    client.send(encodeHave(nothing), encodeUpdate(update))
    codes.push(await client.closed)
    expect(client.heard).toEqual([])
  }

  expect(codes).toEqual([Close.gone, Close.gone, Close.gone])
  expect(await stateHash()).toBe(before)
})

describe("what is decided reaches open sockets", () => {
  const soon = async <Value>(promise: Promise<Value>): Promise<Value> =>
    Promise.race([
      promise,
      new Promise<never>((_, reject) => setTimeout(() => reject(new Error("not within a second")), 1_000)),
    ])

  const personNamed = async (name: string): Promise<RoomPerson> => {
    const people = await maker.get<RoomPerson[]>("GET", apiPaths.people(room.id))
    const person = people.find(each => each.name === name)
    if (!person) throw new Error(`There is no ${name}`)
    return person
  }

  test("[LR5] a link that is revoked ends the sockets of all who came by it, and no others", async () => {
    const [ana, ben] = [await guestBy("edit", "Ana"), await guestBy("view", "Ben")]
    const [hers, his] = [await joined({ key: ana.key }), await joined({ key: ben.key })]

    await maker.get("DELETE", apiPaths.link(room.id, ana.link.link.id))

    expect(await soon(hers.closed)).toBe(Close.unauthenticated)
    expect(his.socket.readyState).toBe(WebSocket.OPEN)
  })

  test("[LR5] a link that expires ends them when its time has come", async () => {
    const { guest, link, key } = await guestBy("edit")
    const socket = await joined({ key })

    await maker.get("PATCH", apiPaths.link(room.id, link.link.id), { expiresAt: Date.now() + 300 })

    expect(await socket.closed).toBe(Close.unauthenticated)
    expect((await guest.ask("GET", apiPaths.room(room.id))).status).toBe(403)
  })

  test("[LR5] somebody who is removed, and everybody in a room that is deleted, is told so", async () => {
    const [ana, ben] = [await guestBy("edit", "Ana"), await guestBy("view", "Ben")]
    const [hers, his] = [await joined({ key: ana.key }), await joined({ key: ben.key })]

    await maker.get("PATCH", apiPaths.person(room.id, (await personNamed("Ana")).person), { isRemoved: true })
    const removed = await soon(hers.closed)
    await maker.get("DELETE", apiPaths.room(room.id))

    expect([removed, await soon(his.closed)]).toEqual([Close.forbidden, Close.gone])
  })

  test("[LR5] a lower role holds from the next frame on, without a reload; a higher one too", async () => {
    const { key, link } = await guestBy("edit")
    const ana = await joined({ key, query: "?schema=1" })
    const before = await stateHash()
    const [first = nothing, second = nothing] = await hostileUpdates()

    await maker.get("PATCH", apiPaths.link(room.id, link.link.id), { role: "comment" })
    ana.send(encodeUpdate(first), encodeBarrier(1))
    await until("it is denied", () => ana.denials === 1)
    const after = await stateHash()
    const asked = ana.next("have")
    await maker.get("PATCH", apiPaths.link(room.id, link.link.id), { role: "edit" })
    await soon(asked)
    const stored = ana.next("barrier")
    ana.send(encodeMissing(second))
    await soon(stored)

    expect(after).toBe(before)
    expect(ana.heard.filter(({ kind }) => kind === "access")).toEqual([
      { kind: "access", role: "edit", isLocked: false },
      { kind: "access", role: "comment", isLocked: false },
      { kind: "access", role: "edit", isLocked: false },
    ])
    expect(await stateHash()).not.toBe(before)
  })

  test("[LR6] a lock holds back what is written, and lifting it brings that in, with a stock client as it is", async () => {
    const { key } = await guestBy("edit")
    const [ana, facilitator] = [stock({ key }), stock({ key: keyOf(maker) })]
    await Promise.all([ana.synced(), facilitator.synced()])

    await maker.get("PATCH", apiPaths.room(room.id), { isLocked: true })
    ana.content.meta.set("designedBy", "Ana")
    facilitator.content.meta.set("designedFor", "The harbour")
    await until("facilitators may write", () => ana.content.meta.get("designedFor") === "The harbour")
    const whileLocked = facilitator.content.meta.get("designedBy")
    await maker.get("PATCH", apiPaths.room(room.id), { isLocked: false })
    await until("her work arrives", () => facilitator.content.meta.get("designedBy") === "Ana")
    await ana.stored()

    expect(whileLocked).not.toBe("Ana")
    expect([ana.closeCodes, facilitator.closeCodes]).toEqual([[], []])
  })
})

test("[LR10] presence carries the grant's name and person, whatever is said", async () => {
  const { key } = await guestBy("view", "Ana")
  const witness = await syncedStock()
  const ana = stock({ key })

  ana.provider.awareness.setLocalState({
    user: { name: "The boss", color: "#000000", person: "somebody-else" },
  })
  const said = () => [...witness.provider.awareness.getStates().values()].find(state => "user" in state)?.user
  await until("she is shown", () => said() !== undefined)

  const people = await maker.get<RoomPerson[]>("GET", apiPaths.people(room.id))
  const { person, name, color } = people.find(each => each.name === "Ana") ?? {}
  expect(said()).toEqual({ person, name, color })
  expect(people.find(each => each.name === "Ana")?.isHere).toBe(true)
})

describe("a document without a past", () => {
  const CANARY = "canary-that-was-deleted"

  /** Every byte that a socket gets, from before the handshake until it has been given the document. */
  async function bytesFor(key: Key, document: string, protocols: string[] = []): Promise<Buffer> {
    const url = `${server.origin.replace(/^http/, "ws")}/sync/${room.id}/${document}?schema=1&since=0.1`
    const socket = new WebSocket(url, protocols, { origin: server.origin, headers: key })
    const frames: Buffer[] = []
    socket.on("message", (frame: Buffer) => frames.push(Buffer.from(frame)))
    socket.on("open", () => socket.send(encodeHave(nothing)))
    const end = new Promise<void>(resolve => socket.on("close", () => resolve()))
    const isMissing = (frame: Buffer) => frame[0] === 0 && frame[1] === 1
    await Promise.race([end, until("it is given the document", () => frames.some(isMissing))])
    socket.terminate()
    return Buffer.concat(frames)
  }

  async function answersFor(guest: ApiGuest, more: string[] = []): Promise<string> {
    const paths = [
      apiPaths.room(room.id),
      apiPaths.people(room.id),
      apiPaths.links(room.id),
      apiPaths.example,
      `/r/${room.id}`,
      apiPaths.snapshot(room.id, "content", "0.0"),
      ...more,
    ]
    const answers = await Promise.all(paths.map(async path => (await guest.ask("GET", path)).text()))
    return answers.join("\n")
  }

  test("[LR8][LR11] what was deleted before, other links and guests' ids are in no byte a reader can get", async () => {
    const editor = await syncedStock()
    const { commentary, meta, cards } = editor.content
    const [card, kept] = readHeads(editor.content)
    // Typed and taken back in the text, a title that was replaced, a card that was archived and then emptied away.
    commentary.insert(0, [new Y.XmlText(`${CANARY} and more`)])
    meta.set("title", CANARY)
    const archived = cards.get(card?.id ?? "") as Y.Map<unknown>
    ;(archived.get("text") as Y.XmlFragment).insert(0, [new Y.XmlText(CANARY)])
    await editor.stored()
    commentary.delete(0, 1)
    meta.set("title", "Harbour")
    archiveCards(editor.content, [card?.id as CardId], 1)
    await editor.stored()
    await maker.get("POST", apiPaths.emptyArchive(room.id))
    await maker.newLink(room.id, { role: "facilitate", label: CANARY, password: CANARY })

    const [ana, ben] = [await guestBy("view", "Ana"), await guestBy("comment", "Ben")]
    const token = await maker.newLink(room.id, { kind: "token", role: "view", label: "Frame" })
    const program: Key = { authorization: `Bearer ${token.secret}` }
    const bytes = Buffer.concat([
      ...(await Promise.all(
        ["content", "discussion"].flatMap(name =>
          [ana.key, ben.key, program].map(key => bytesFor(key, name)),
        ),
      )),
      Buffer.from(await answersFor(ana.guest)),
      Buffer.from(await answersFor(ben.guest)),
    ])

    const whole = await bytesFor(keyOf(maker), "content")
    // What editors are given has it all: the search would find it.
    expect(whole.includes(CANARY)).toBe(true)
    expect(bytes.includes("Harbour")).toBe(true)
    expect(bytes.includes(CANARY)).toBe(false)
    const guestIds = [maker, ana.guest, ben.guest].map(({ cookie = "" }) => cookie.split(/[=.]/)[1] ?? "")
    for (const id of [...guestIds, room.recovery, token.link.id]) expect(bytes.includes(id)).toBe(false)

    const reader = await syncedStock({ key: ana.key })
    expect(readCanvas(reader.content)).toEqual(readCanvas(editor.content))
    expect(readHeads(reader.content).map(({ id }) => id)).toContain(kept?.id)
  })

  test("[LR8] who was a reader and comes back level is told what was missed, and still nothing of the past", async () => {
    const { key } = await guestBy("view")
    const [reader, editor] = [stock({ key }), stock()]
    await Promise.all([reader.synced(), editor.synced()])
    reader.cut()
    editor.content.meta.set("title", CANARY)
    await editor.stored()
    editor.content.meta.set("title", "Harbour")
    await editor.stored()

    reader.mend()
    await until("the reader is level", () => reader.content.meta.get("title") === "Harbour")

    expect(Buffer.from(Y.encodeStateAsUpdate(reader.doc)).includes(CANARY)).toBe(false)
    expect(readCanvas(reader.content)).toEqual(readCanvas(editor.content))
  })

  test("[LR8] what somebody wrote and took back while offline is told to nobody who may only read", async () => {
    const { key } = await guestBy("view")
    const [reader, editor] = [await joined({ key }), stock()]
    const whole = await joined({ key: keyOf(maker) })
    await editor.synced()
    const toldTo = ({ heard }: RawClient) =>
      Buffer.concat(heard.map(message => (message.kind === "update" ? message.update : nothing)))
    const { commentary, meta } = editor.content
    // As an editor has it: what could still be undone keeps its words.
    const undo = new Y.UndoManager(commentary)

    editor.cut()
    commentary.insert(0, [new Y.XmlText(CANARY)])
    commentary.delete(0, 1)
    meta.set("title", "Back again")
    editor.mend()
    await until("both are told", () => [reader, whole].every(each => toldTo(each).includes("Back again")))

    expect(toldTo(whole).includes(CANARY)).toBe(true)
    expect(toldTo(reader).includes(CANARY)).toBe(false)
    undo.destroy()
  })

  test("[LR7] a page without a cookie names its token among the subprotocols, which is never repeated", async () => {
    const { secret } = await maker.newLink(room.id, { kind: "token", role: "view", label: "Frame" })
    const url = `${server.origin.replace(/^http/, "ws")}/sync/${room.id}/content`
    const socket = new WebSocket(url, bearerProtocols(secret), { origin: server.origin })
    await new Promise(resolve => socket.on("open", resolve))

    expect(socket.protocol).toBe("ninefold")
    socket.terminate()
    expect(
      (await bytesFor({ cookie: "" } as Key, "content", bearerProtocols(secret))).length,
    ).toBeGreaterThan(1_000)
  })
})

test("[LR3] a storm of wrong passwords is held back, and holds up nobody who is in the room or comes by another link", async () => {
  const guarded = await maker.newLink(room.id, { role: "edit", password: "nine blocks" })
  const other = await maker.newLink(room.id, { role: "edit" })
  const editor = await syncedStock()

  const storm = Promise.all(
    Array.from({ length: 3 * MAX_PASSWORD_TRIES_BURST }, async (_, index) => {
      const guest = new ApiGuest(server.origin, "Mallory")
      return (await guest.knock(room.id, guarded.secret, `wrong ${index}`)).status
    }),
  )
  editor.content.meta.set("title", "Written in the storm")
  await editor.stored()
  const neighbour = await new ApiGuest(server.origin, "Ben").knock(room.id, other.secret)
  const answers = await storm
  const late = await new ApiGuest(server.origin, "Ana").knock(room.id, guarded.secret, "nine blocks")

  const wrong = answers.filter(status => status === 403).length
  // Some are granted again while it lasts.
  expect(wrong).toBeGreaterThanOrEqual(MAX_PASSWORD_TRIES_BURST)
  expect(wrong).toBeLessThan(MAX_PASSWORD_TRIES_BURST + 10)
  expect(answers.filter(status => status === 429)).toHaveLength(answers.length - wrong)
  expect([neighbour.status, late.status]).toEqual([200, 429])
  expect(editor.closeCodes).toEqual([])
})

test("[LR14][LR15] a copy has the canvas and nothing of its past, and a room that is restored lets people in again", async () => {
  const editor = await syncedStock()
  const [gone] = readHeads(editor.content)
  editor.content.meta.set("title", "canary-of-the-past")
  editor.content.meta.set("title", "Harbour")
  archiveCards(editor.content, [gone?.id as CardId], 1)
  await editor.stored()
  const expected = readCanvas(editor.content)

  const copy = await maker.get<CreatedRoom>("POST", apiPaths.copyRoom(room.id))
  const copied = new StockClient(server.origin, copy.id as RoomId, { key: keyOf(maker) })
  onTestFinished(() => copied.close())
  await copied.synced()
  await maker.get("DELETE", apiPaths.room(room.id))
  await until("the room is closed", () => editor.closeCodes.includes(Close.gone))
  await maker.get("POST", apiPaths.restoreRoom(room.id))
  const back = await syncedStock()

  expect(readCanvas(copied.content)).toEqual({
    ...expected,
    cards: expected?.cards.filter(card => card.gone === undefined),
  })
  expect(Buffer.from(Y.encodeStateAsUpdate(copied.doc)).includes("canary-of-the-past")).toBe(false)
  expect(readCanvas(back.content)).toEqual(expected)
})
