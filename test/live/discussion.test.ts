// The discussion on the running server: told to stock clients, written by nobody but the server, there once after a kill
// -9 at any moment, and in no byte once it is deleted.
import { expect, test } from "vitest"
import * as Y from "yjs"
import { discussionPaths } from "../../shared/discussion-api.ts"
import type { CommentId, ThreadId } from "../../shared/ids.ts"
import { type Comment, discussionOf, type Thread } from "../../shared/model/discussion.ts"
import { discussionReader } from "../../shared/model/read-discussion.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import { Close } from "../../shared/protocol/close.ts"
import { encodeHave, encodeMissing, encodeUpdate } from "../../shared/protocol/messages.ts"
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
} from "../harness/live-room.ts"
import { ApiGuest } from "../harness/people.ts"
import { randomBySeed } from "../harness/random.ts"
import type { StockClient } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"

openServerWithRoom({ kind: "template", template: "swot" })

const FIRST = "first-thread____" as ThreadId
const OPENING = "first-comment___" as CommentId
const commentId = (name: string) => name.padEnd(16, "_") as CommentId

const openThread = (guest: ApiGuest, text = "Why so?") =>
  guest.ask("POST", discussionPaths.threads(room.id), {
    id: FIRST,
    target: { kind: "canvas" },
    comment: { id: OPENING, body: [paragraph(text)] },
  })
const say = (guest: ApiGuest, id: CommentId, text: string) =>
  guest.ask("POST", discussionPaths.comments(room.id, FIRST), { id, body: [paragraph(text)] })

const listener = (guest: ApiGuest): StockClient => stock({ document: "discussion", key: keyOf(guest) })

const heardBy = ({ doc }: StockClient): string[] =>
  discussionReader(discussionOf(doc))().threads.flatMap(({ comments }) => comments.map(({ id }) => id))

test("[DI5][WR1] a comment reaches stock clients, and whoever comes later", async () => {
  const { guest: ben } = await guestBy("comment", "Ben")
  const before = listener(maker)
  await before.synced()

  expect((await openThread(ben)).status).toBe(201)
  await until("the comment is told", () => heardBy(before).length === 1)
  const after = listener(ben)
  await after.synced()

  expect([heardBy(before), heardBy(after)]).toEqual([[OPENING], [OPENING]])
})

test("[DI3] no socket writes the discussion, whatever its role; its author is ended and nobody feels it", async () => {
  await openThread(maker)
  const onlooker = listener(maker)
  await onlooker.synced()
  const forged = new Y.Doc()
  discussionOf(forged).threads.set(FIRST, { target: { kind: "canvas" }, by: room.you.person, at: 1 })
  const update = Y.encodeStateAsUpdate(forged)

  for (const role of ["view", "comment", "edit", "facilitate"] as const)
    for (const frame of [encodeUpdate(update), encodeMissing(update)]) {
      const { key } = await guestBy(role)
      const mallory = await raw({ document: "discussion", key })
      mallory.send(encodeHave(Uint8Array.of(0)), frame)
      expect([role, await mallory.closed]).toEqual([role, Close.forbidden])
    }

  await say(maker, commentId("after"), "Still here")
  await until("the comment is told", () => heardBy(onlooker).length === 2)
  const { threads } = discussionReader(discussionOf(onlooker.doc))()
  expect(threads.map(({ by, at }) => [by, at > 1])).toEqual([[room.you.person, true]])
  expect(await maker.get<Thread[]>("GET", discussionPaths.threads(room.id))).toEqual(threads)
})

test("[DI4][DI6][DI7] forged authors, others' comments and oversize bodies are refused", async () => {
  const [{ guest: ben }, { guest: eve }] = [await guestBy("comment", "Ben"), await guestBy("comment", "Eve")]
  await openThread(ben)
  const asked = await Promise.all([
    say(eve, OPENING, "mine now"),
    eve.ask("PATCH", discussionPaths.comment(room.id, OPENING), { body: [paragraph("forged")] }),
    eve.ask("DELETE", discussionPaths.comment(room.id, OPENING)),
    say(eve, commentId("large"), "x".repeat(10_001)),
    say(eve, commentId("huge"), "x".repeat(5_000_000)),
    new ApiGuest(server.origin, "Stranger").ask("GET", discussionPaths.threads(room.id)),
  ])

  expect(asked.map(({ status }) => status)).toEqual([409, 403, 403, 400, 413, 404])
  const [thread] = await maker.get<Thread[]>("GET", discussionPaths.threads(room.id))
  expect(thread?.comments.map(({ body }) => body)).toEqual([[paragraph("Why so?")]])
})

test("[DI4] whoever loses their cookie while typing sends the same comment again once they are back, and it is there once", async () => {
  const { guest: ben } = await guestBy("comment", "Ben")
  await openThread(ben)
  const { secret } = await maker.newLink(room.id, { role: "comment" })
  const { cookie } = ben
  ben.cookie = undefined

  const refused = await say(ben, commentId("draft"), "A long thought")
  await ben.enter(room.id, secret)
  const said = [await say(ben, commentId("draft"), "A long thought"), await say(ben, commentId("draft"), "x")]

  expect([refused.status, ...said.map(({ status }) => status)]).toEqual([404, 201, 200])
  expect(ben.cookie).not.toBe(cookie)
  const [thread] = await maker.get<Thread[]>("GET", discussionPaths.threads(room.id))
  expect(thread?.comments).toHaveLength(2)
})

test("[DI6] the words of a deleted comment are in no byte that a newcomer is given", async () => {
  const canary = "canary-yellow-4711"
  await openThread(maker)
  await say(maker, commentId("secret"), canary)
  await say(maker, commentId("edited"), `${canary} again`)
  await maker.ask("PATCH", discussionPaths.comment(room.id, commentId("edited")), {
    body: [paragraph("calm")],
  })
  await maker.ask("DELETE", discussionPaths.comment(room.id, commentId("secret")))

  for (const role of ["view", "facilitate"] as const) {
    const { key } = await guestBy(role)
    const { heard } = await joined({ document: "discussion", key })
    const bytes = Buffer.concat(heard.flatMap(each => (each.kind === "missing" ? [each.update] : [])))
    expect([bytes.includes("calm"), bytes.includes(canary)]).toEqual([true, false])
  }
})

test("[DI5][DI4] killed at any moment, each comment is there once after it is sent again", {
  timeout: 300_000,
}, async () => {
  const random = randomBySeed(4)
  await openThread(maker)
  let [answered, seen] = [0, 0]

  for (let round = 0; round < 8; round++) {
    const onlooker = listener(maker)
    await onlooker.synced()
    const ids = Array.from({ length: 12 }, (_, index) => commentId(`r${round}-${index}`))
    const done = new Set<string>()
    const enough = heardBy(onlooker).length + random.below(8)
    let killed: Promise<unknown> | undefined
    // The harshest moments: the very turn in which somebody has seen one, or just after some were sent.
    const kill = () => {
      killed ??= server.kill9()
    }
    if (round % 2 === 0) onlooker.doc.on("update", () => heardBy(onlooker).length > enough && kill())
    else setTimeout(kill, random.below(15))
    await Promise.all(
      ids.map(async id => {
        const response = await say(maker, id, id).catch(() => undefined)
        if (response?.status === 201) done.add(id)
      }),
    )
    kill()
    await killed
    const told = new Set(heardBy(onlooker))
    onlooker.close()
    await server.start()

    const there = await maker.get<Thread[]>("GET", discussionPaths.threads(room.id))
    const kept = new Set<string>(there[0]?.comments.map(({ id }) => id))
    expect({ round, lost: [...done, ...told].filter(id => !kept.has(id)) }).toEqual({ round, lost: [] })
    for (const id of ids) {
      const again = await maker.get<Comment>("POST", discussionPaths.comments(room.id, FIRST), {
        id,
        body: [paragraph(id)],
      })
      expect(again.id).toBe(id)
    }
    const [thread] = await maker.get<Thread[]>("GET", discussionPaths.threads(room.id))
    const all = thread?.comments.map(({ id }) => id) ?? []
    expect(all).toHaveLength(1 + ids.length * (round + 1))
    expect(new Set(all).size).toBe(all.length)
    answered += done.size
    seen += told.size
  }
  expect(answered + seen).toBeGreaterThan(20)
})
