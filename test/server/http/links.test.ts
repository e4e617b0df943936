// Links, people and what is decided about a room, over HTTP: who may do what, and how each refusal is worded.
import { beforeEach, describe, expect, test } from "vitest"
import * as Y from "yjs"
import { createRateLimit } from "../../../server/http/rate-limit.ts"
import {
  apiPaths,
  type CreatedRoom,
  type EnteredRoom,
  type IssuedLink,
  type Link,
  type NewLink,
  type PersonName,
  type Problem,
  type RoomPerson,
} from "../../../shared/api.ts"
import type { LinkId, PersonId, RoomId } from "../../../shared/ids.ts"
import { contentOf } from "../../../shared/model/document.ts"
import { readCanvas } from "../../../shared/model/read.ts"
import { answerOf, type TestApp, testApp, type Visitor } from "./test-app.ts"

/** 32 bytes in base64url. */
const SECRET_PATTERN = /^[\w-]{43}$/

let app: TestApp
let nowMs: number
let maker: Visitor
let room: CreatedRoom

beforeEach(async () => {
  nowMs = 1_800_000_000_000
  const clock = () => nowMs
  app = testApp({ now: clock, mayTry: createRateLimit({ burst: 3, perSecond: 0.1, now: clock }) })
  maker = app.visitor()
  room = await answerOf<CreatedRoom>(
    maker.send("POST", apiPaths.rooms, {
      from: { kind: "example" },
      me: { name: "Maker", color: "#2f68b0" },
    }),
  )
})

async function problemOf(asked: Promise<Response>): Promise<string> {
  const response = await asked
  const problem = (await response.json()) as Problem
  expect(problem.status).toBe(response.status)
  return problem.type
}

const newLink = (link: Partial<NewLink> = {}): Promise<IssuedLink> =>
  answerOf(
    maker.send("POST", apiPaths.links(room.id), { kind: "link", role: "edit", label: "Team", ...link }),
  )

const knock = (
  visitor: Visitor,
  secret: string,
  more: { name?: string; password?: string; room?: RoomId } = {},
) =>
  visitor.send("POST", apiPaths.enter(more.room ?? room.id), {
    secret,
    name: more.name ?? "Ana",
    color: "#B4432E",
    ...(more.password !== undefined && { password: more.password }),
  })

const enter = (visitor: Visitor, secret: string, name?: string): Promise<EnteredRoom> =>
  answerOf(knock(visitor, secret, name === undefined ? {} : { name }))

async function guestBy(link: Partial<NewLink>, name = "Ana"): Promise<Visitor> {
  const visitor = app.visitor()
  await enter(visitor, (await newLink(link)).secret, name)
  return visitor
}

const people = () => answerOf<RoomPerson[]>(maker.get(apiPaths.people(room.id)))
const personNamed = async (name: string): Promise<RoomPerson> => {
  const person = (await people()).find(each => each.name === name)
  if (!person) throw new Error(`There is no ${name}`)
  return person
}

describe("a link", () => {
  test("[LR1] its secret is said once; the store has a hash of it and no list names it", async () => {
    const { link, secret } = await newLink({ password: "open sesame", expiresAt: nowMs + 1, maxGuests: 5 })

    expect(secret).toMatch(SECRET_PATTERN)
    const listed = await (await maker.get(apiPaths.links(room.id))).text()
    expect(listed).not.toContain(secret)
    expect(JSON.stringify(await app.store.links(room.id))).not.toContain(secret)
    expect((JSON.parse(listed) as Link[]).find(each => each.id === link.id)).toEqual({
      id: link.id,
      kind: "link",
      role: "edit",
      label: "Team",
      hasPassword: true,
      guests: 0,
      createdAt: nowMs,
      seesComments: true,
      expiresAt: nowMs + 1,
      maxGuests: 5,
    })
  })

  test("[LR1] who makes a room may facilitate it, and so may who has the recovery link", async () => {
    const visitor = app.visitor()

    const entered = await enter(visitor, room.recovery)

    expect(room.you.role).toBe("facilitate")
    expect(entered.you.role).toBe("facilitate")
    expect(entered.you.person).not.toBe(room.you.person)
    expect(room.recovery).toMatch(SECRET_PATTERN)
  })

  test("[LR2] gives its role to the guest, who keeps the stronger of two", async () => {
    const [view, edit] = [await newLink({ role: "view" }), await newLink({ role: "edit" })]
    const visitor = app.visitor()

    const roles = []
    for (const { secret } of [view, edit, view]) roles.push((await enter(visitor, secret)).you.role)

    expect(roles).toEqual(["view", "edit", "edit"])
    expect((await answerOf<EnteredRoom>(visitor.get(apiPaths.room(room.id)))).you.role).toBe("edit")
  })

  test("[LR2] is used by asking to enter alone, once by each guest: previews use nothing", async () => {
    const { secret, link } = await newLink({ maxGuests: 1 })
    const preview = app.visitor()
    for (const path of [`/r/${room.id}`, apiPaths.room(room.id), apiPaths.enter(room.id)])
      await preview.get(path)
    const ana = app.visitor()

    const first = await knock(ana, secret)
    const again = await knock(ana, secret)
    const second = await problemOf(knock(app.visitor(), secret))

    expect([first.status, again.status, second]).toEqual([200, 200, "link-full"])
    const listed = await answerOf<Link[]>(maker.get(apiPaths.links(room.id)))
    expect(listed.find(each => each.id === link.id)?.guests).toBe(1)
  })

  test("[LR3] refuses in words when it has expired, when it is revoked and when it was given another secret", async () => {
    const [short, revoked, rotated] = [
      await newLink({ expiresAt: nowMs + 10 }),
      await newLink(),
      await newLink(),
    ]
    nowMs += 10
    await maker.send("DELETE", apiPaths.link(room.id, revoked.link.id))
    const fresh = await answerOf<IssuedLink>(
      maker.send("POST", apiPaths.rotateLink(room.id, rotated.link.id)),
    )

    expect(await problemOf(knock(app.visitor(), short.secret))).toBe("link-expired")
    expect(await problemOf(knock(app.visitor(), revoked.secret))).toBe("link-revoked")
    expect(await problemOf(knock(app.visitor(), rotated.secret))).toBe("not-found")
    expect((await knock(app.visitor(), fresh.secret)).status).toBe(200)
  })

  test("[LR3] asks for its password, and a storm of wrong ones has to wait, whoever rides it", async () => {
    const { secret } = await newLink({ password: "open sesame" })
    const ana = app.visitor()

    expect(await problemOf(knock(ana, secret))).toBe("password-needed")
    const storm = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        problemOf(knock(app.visitor(), secret, { password: `x${index}` })),
      ),
    )
    const late = await problemOf(knock(ana, secret, { password: "open sesame" }))
    nowMs += 10_000
    const inTime = await knock(ana, secret, { password: "open sesame" })

    expect(storm.toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => "too-many"),
      ...Array.from({ length: 3 }, () => "wrong-password"),
    ])
    expect([late, inTime.status]).toEqual(["too-many", 200])
  })

  test("[LR3] those who know the password use up no tries: a whole class comes in", async () => {
    const { secret } = await newLink({ password: "open sesame" })

    for (let pupil = 0; pupil < 10; pupil++)
      expect((await knock(app.visitor(), secret, { password: "open sesame" })).status).toBe(200)
  })

  test("[LR3] an address that asks to enter too often is told to wait", async () => {
    const crowded = testApp({ mayEnter: () => false })

    expect(await problemOf(knock(crowded.visitor(), room.recovery))).toBe("too-many")
  })

  test("[LR9] a wrong secret, another room's, a token's and a room that is not there are answered alike", async () => {
    const { secret } = await newLink({ kind: "token" })
    const other = await answerOf<CreatedRoom>(
      maker.send("POST", apiPaths.rooms, { from: { kind: "template", template: "swot" } }),
    )
    const visitor = app.visitor()

    const answers = await Promise.all(
      [
        knock(visitor, "x".repeat(43)),
        knock(visitor, "x"),
        knock(visitor, other.recovery),
        knock(visitor, secret),
        knock(visitor, room.recovery, { room: "z".repeat(22) as RoomId }),
        knock(visitor, room.recovery, { room: "z" as RoomId }),
      ].map(async response => (await response).text()),
    )

    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain("not-found")
  })

  test("[LR5] its role is that of everybody who came by it; revoked, it says so to them", async () => {
    const { secret, link } = await newLink({ role: "edit" })
    const ana = app.visitor()
    await enter(ana, secret)
    const role = async () => (await answerOf<EnteredRoom>(ana.get(apiPaths.room(room.id)))).you.role

    await maker.send("PATCH", apiPaths.link(room.id, link.id), { role: "view", label: "Guests" })
    const after = await role()
    await maker.send("DELETE", apiPaths.link(room.id, link.id))

    expect(after).toBe("view")
    expect(await problemOf(ana.get(apiPaths.room(room.id)))).toBe("link-revoked")
  })

  test("[LR3] what is not named in a change stays, and null takes it away", async () => {
    const { link } = await newLink({ password: "p", expiresAt: nowMs + 5, maxGuests: 3 })
    const change = (body: unknown) =>
      answerOf<Link>(maker.send("PATCH", apiPaths.link(room.id, link.id), body))

    expect(await change({ label: "Other" })).toEqual({ ...link, label: "Other" })
    const bare = await change({ password: null, expiresAt: null, maxGuests: null })

    const { expiresAt, maxGuests, ...rest } = link
    expect(bare).toEqual({ ...rest, label: "Other", hasPassword: false })
    expect(await problemOf(maker.send("PATCH", apiPaths.link(room.id, link.id), { expiresAt: nowMs }))).toBe(
      "malformed",
    )
  })
})

describe("people", () => {
  test("[LR10] are shown by an id of the room alone; nothing else of a guest is in any answer", async () => {
    const ana = await guestBy({ role: "comment" })
    const holders = (await app.store.grants(room.id)).map(({ holder }) => holder)

    const named = await answerOf<PersonName[]>(ana.get(apiPaths.people(room.id)))
    const listed = await people()
    const said = JSON.stringify([named, listed, await answerOf(ana.get(apiPaths.room(room.id)))])

    expect(named.map(({ name, color }) => [name, color])).toEqual([
      ["Maker", "#2f68b0"],
      ["Ana", "#b4432e"],
    ])
    expect(Object.keys(named[0] ?? {}).toSorted()).toEqual(["color", "name", "person"])
    for (const holder of holders) expect(said).not.toContain(holder)
  })

  test("[LR10] say how they are shown, cleaned, and viewers are not told who is there", async () => {
    const ana = await guestBy({ role: "view" })

    await ana.send("PUT", apiPaths.me(room.id), { name: " Ana\u202e  B ", color: "#2F7D4F" })

    expect(await personNamed("Ana B")).toMatchObject({ color: "#2f7d4f", role: "view", isProgram: false })
    expect(await problemOf(ana.get(apiPaths.people(room.id)))).toBe("forbidden")
    expect(await problemOf(ana.send("PUT", apiPaths.me(room.id), { name: "\u0000", color: "#2f7d4f" }))).toBe(
      "malformed",
    )
  })

  test("[LR5] a role given in person no longer follows the link", async () => {
    const { secret, link } = await newLink({ role: "view" })
    const ana = app.visitor()
    await enter(ana, secret)
    const { person } = await personNamed("Ana")

    await maker.send("PATCH", apiPaths.person(room.id, person), { role: "edit" })
    await maker.send("DELETE", apiPaths.link(room.id, link.id))

    expect((await answerOf<EnteredRoom>(ana.get(apiPaths.room(room.id)))).you.role).toBe("edit")
  })

  test("[LR5] who is removed is out, cannot come back by the same link, and can when let in again", async () => {
    const { secret } = await newLink()
    const ana = app.visitor()
    await enter(ana, secret)
    const { person } = await personNamed("Ana")

    await maker.send("PATCH", apiPaths.person(room.id, person), { isRemoved: true })
    const out = [await problemOf(ana.get(apiPaths.room(room.id))), await problemOf(knock(ana, secret))]
    await maker.send("PATCH", apiPaths.person(room.id, person), { isRemoved: false })

    expect(out).toEqual(["removed", "removed"])
    expect((await answerOf<EnteredRoom>(ana.get(apiPaths.room(room.id)))).you.role).toBe("edit")
  })

  test("[LR12] the last facilitator cannot be removed, lowered or left with a dead link", async () => {
    const last = "last-facilitator"
    const change = (body: unknown) => maker.send("PATCH", apiPaths.person(room.id, room.you.person), body)

    expect(await problemOf(change({ role: "edit" }))).toBe(last)
    expect(await problemOf(change({ isRemoved: true }))).toBe(last)
    const second = app.visitor()
    await enter(second, room.recovery)
    expect((await change({ role: "edit" })).status).toBe(200)
    const [recovery] = await answerOf<Link[]>(second.get(apiPaths.links(room.id)))
    const revoke = second.send("DELETE", apiPaths.link(room.id, recovery?.id as LinkId))
    expect(await problemOf(revoke)).toBe(last)
  })
})

describe("what is decided about a room", () => {
  test("[LR13] a new title and an emptied archive are in the document when the answer arrives", async () => {
    const answer = await answerOf<EnteredRoom>(
      maker.send("PATCH", apiPaths.room(room.id), { title: " Harbour " }),
    )
    const emptied = await answerOf(maker.send("POST", apiPaths.emptyArchive(room.id)))

    expect(answer.id).toBe(room.id)
    expect(emptied).toEqual({ cards: 0 })
    const { snapshot, tail } = await app.store.load({ room: room.id, document: "content" })
    const doc = new Y.Doc()
    for (const { update } of snapshot ? [snapshot, ...tail] : tail) Y.applyUpdate(doc, update)
    expect(readCanvas(contentOf(doc))?.title).toBe("Harbour")
  })

  test("[LR14] a copy is a room of its own whose maker may facilitate it", async () => {
    const ana = await guestBy({ role: "edit" })

    const copy = await answerOf<CreatedRoom>(ana.send("POST", apiPaths.copyRoom(room.id)))

    expect(copy.id).not.toBe(room.id)
    expect(copy.title).toBe(room.title)
    expect(copy.you.role).toBe("facilitate")
    expect((await app.store.grants(copy.id)).map(({ name }) => name)).toEqual(["Ana"])
    expect((await app.store.links(copy.id)).map(({ link }) => link.label)).toEqual(["Recovery"])
    expect(await problemOf(maker.get(apiPaths.room(copy.id)))).toBe("not-found")
  })

  test("[LR6] a lock is said to everybody", async () => {
    const ana = await guestBy({ role: "edit" })

    await maker.send("PATCH", apiPaths.room(room.id), { isLocked: true })
    const locked = await answerOf<EnteredRoom>(ana.get(apiPaths.room(room.id)))
    await maker.send("PATCH", apiPaths.room(room.id), { isLocked: false })
    const open = await answerOf<EnteredRoom>(ana.get(apiPaths.room(room.id)))

    expect([locked.isLocked, open.isLocked]).toEqual([true, false])
  })

  test("[LR15] a deleted room is none; who could facilitate it is told, and restores it", async () => {
    const ana = await guestBy({ role: "edit" })

    const team = await newLink()
    const deleted = await answerOf(maker.send("DELETE", apiPaths.room(room.id)))
    const told = [
      await problemOf(maker.get(apiPaths.room(room.id))),
      await problemOf(ana.get(apiPaths.room(room.id))),
      await problemOf(ana.send("POST", apiPaths.restoreRoom(room.id))),
      await problemOf(knock(app.visitor(), team.secret)),
      await problemOf(knock(app.visitor(), room.recovery)),
    ]
    const restored = await answerOf<EnteredRoom>(maker.send("POST", apiPaths.restoreRoom(room.id)))

    expect(deleted).toEqual({ restorableUntil: nowMs + 30 * 24 * 60 * 60 * 1000 })
    expect(told).toEqual(["deleted", "not-found", "not-found", "not-found", "deleted"])
    expect(restored.you.role).toBe("facilitate")
    expect((await ana.get(apiPaths.room(room.id))).status).toBe(200)
  })
})

test("[LR4][LR11] each operation refuses those whose role is weaker than it says, and changes nothing", async () => {
  const guests = {
    view: await guestBy({ role: "view" }),
    comment: await guestBy({ role: "comment" }),
    edit: await guestBy({ role: "edit" }),
  }
  const { link } = await newLink()
  const before = await standing()
  const attempts: [
    needs: "comment" | "edit" | "facilitate",
    method: "GET" | "POST" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
  ][] = [
    ["comment", "GET", apiPaths.people(room.id)],
    ["edit", "POST", apiPaths.copyRoom(room.id)],
    ["facilitate", "GET", apiPaths.links(room.id)],
    ["facilitate", "POST", apiPaths.links(room.id), { kind: "link", role: "facilitate", label: "" }],
    ["facilitate", "PATCH", apiPaths.link(room.id, link.id), { role: "facilitate" }],
    ["facilitate", "DELETE", apiPaths.link(room.id, link.id)],
    ["facilitate", "POST", apiPaths.rotateLink(room.id, link.id)],
    ["facilitate", "PATCH", apiPaths.person(room.id, room.you.person as PersonId), { isRemoved: true }],
    ["facilitate", "PATCH", apiPaths.room(room.id), { title: "Mine", isLocked: true }],
    ["facilitate", "POST", apiPaths.emptyArchive(room.id)],
    ["facilitate", "DELETE", apiPaths.room(room.id)],
    ["facilitate", "POST", apiPaths.restoreRoom(room.id)],
  ]
  const order = ["view", "comment", "edit", "facilitate"]

  for (const [needs, method, path, body] of attempts)
    for (const [role, guest] of Object.entries(guests)) {
      if (order.indexOf(role) >= order.indexOf(needs)) continue
      const response = method === "GET" ? await guest.get(path) : await guest.send(method, path, body)
      expect([role, method, path, response.status]).toEqual([role, method, path, 403])
    }

  expect(await standing()).toEqual(before)

  async function standing() {
    return [await app.store.links(room.id), await app.store.grants(room.id), await app.store.access(room.id)]
  }
})

test("[LR7] a program does with its token what its role allows, in its room only", async () => {
  const { secret } = await newLink({ kind: "token", role: "comment", label: "Reporter" })
  const other = await answerOf<CreatedRoom>(
    maker.send("POST", apiPaths.rooms, { from: { kind: "template", template: "swot" } }),
  )
  const ask = (path: string, token = secret as string) =>
    app.request(path, { headers: { authorization: `Bearer ${token}` } })

  const found = await ask(apiPaths.room(room.id))

  expect(((await found.json()) as EnteredRoom).you.role).toBe("comment")
  expect(found.headers.get("set-cookie")).toBeNull()
  expect((await ask(apiPaths.links(room.id))).status).toBe(403)
  expect((await ask(apiPaths.room(other.id))).status).toBe(404)
  expect((await ask(apiPaths.room(room.id), "x".repeat(43))).status).toBe(404)
  expect(await personNamed("Reporter")).toMatchObject({ isProgram: true, role: "comment" })
  expect(
    await problemOf(
      maker.send("POST", apiPaths.links(room.id), { kind: "token", role: "edit", label: "", password: "p" }),
    ),
  ).toBe("malformed")
})

test("[LR16] the API's document describes every operation that is served, with the schemas that check", async () => {
  type Described = { requestBody?: { content: Record<string, { schema: object }> } }
  const document = (await (await app.request(apiPaths.openApi)).json()) as {
    paths: Record<string, Record<string, Described>>
  }
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method} ${path}`),
  )

  const served = app.routes.map(({ method, path }) => `${method} ${path}`.replace(/:(\w+)/g, "{$1}"))
  expect(described.toSorted()).toEqual(served.toSorted())
  expect(described).toContain("patch /api/rooms/{room}/people/{person}")
  const enterRoom = document.paths["/api/rooms/{room}/enter"]?.post
  expect(enterRoom?.requestBody?.content["application/json"]?.schema).toMatchObject({
    type: "object",
    required: expect.arrayContaining(["secret", "name", "color"]),
  })
})
