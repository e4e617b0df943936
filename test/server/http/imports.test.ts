// A room made of a file of ours with what was said and what it was before: who may do what with it, and that it is made
// whole or not at all.
import { strToU8 } from "fflate"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import { Discussions } from "../../../server/discussion/discussions.ts"
import { OpenDiscussions } from "../../../server/discussion/open-discussions.ts"
import { foldHistory } from "../../../server/rooms/fold.ts"
import { Rooms } from "../../../server/rooms/rooms.ts"
import { createMemoryStore } from "../../../server/storage/memory.ts"
import type { Store } from "../../../server/storage/store.ts"
import {
  apiPaths,
  type CreatedRoom,
  type EnteredRoom,
  type IssuedLink,
  type PersonName,
  type Problem,
} from "../../../shared/api.ts"
import { type DiscussionEvent, discussionPaths, type ReadMarks } from "../../../shared/discussion-api.ts"
import { formatPaths, type ImportPreview } from "../../../shared/formats-api.ts"
import type { PersonId, RoomId } from "../../../shared/ids.ts"
import { toCanvasFile } from "../../../shared/model/canvas-file.ts"
import { mention, mentionsIn } from "../../../shared/model/comment-text.ts"
import type { Thread } from "../../../shared/model/discussion.ts"
import { readUpTo } from "../../../shared/model/discussion-views.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"
import type { Role } from "../../../shared/roles.ts"
import { type Version, versionPaths } from "../../../shared/versions-api.ts"
import { zip } from "../../fixtures/imports/archive.ts"
import { HandTimers } from "../../world/hand-timers.ts"
import { answerOf, type TestApp, testApp, type Visitor } from "./test-app.ts"

const NOW = 1_800_000_000_000

let app: TestApp
let store: Store
let isWritable: boolean
let events: DiscussionEvent[]
let turning: ReturnType<typeof setInterval>

beforeEach(() => {
  events = []
  isWritable = true
  const timers = new HandTimers()
  const now = () => NOW
  turning = setInterval(() => timers.pass(100))
  store = createMemoryStore({ isWritable: () => isWritable })
  const rooms = new Rooms({ store, timers, now, onError: () => {}, fold: foldHistory })
  const discussions = new Discussions({
    open: new OpenDiscussions({ rooms, timers }),
    store,
    now,
    maySpeak: () => true,
    onEvent: event => void events.push(event),
  })
  app = testApp({ store, rooms, discussions, now })
})
afterEach(() => clearInterval(turning))

/** The file as it was written where a person of this id, who may be in a room here too, said something. */
const fileBy = (ana: string) => ({
  ...toCanvasFile(exampleCanvas()),
  threads: [
    {
      id: "t",
      target: { kind: "canvas" },
      by: ana,
      at: 5,
      comments: [
        {
          id: "c",
          by: ana,
          at: 5,
          body: [paragraph("Why so?")],
          reactions: [{ emoji: "👍", people: [ana] }],
        },
        { id: "d", by: "b", at: 6, body: [{ type: "paragraph", content: [mention(ana as PersonId)] }] },
        { id: "e", by: "b", at: 7, body: [] },
      ],
    },
  ],
  people: { [ana]: "Ana", b: "Ben" },
})
const kept = {
  id: "v",
  reason: "kept",
  name: "Before the summer",
  note: "All of us",
  by: { person: "ana_________", name: "Ana" },
  at: NOW + 1,
  seq: 9,
  people: [{ person: "ben_________", name: "Ben" }],
}
const bytesOf = (value: unknown) => strToU8(JSON.stringify(value)) as Uint8Array<ArrayBuffer>
const archive = () =>
  zip({
    "room.canvas.json": bytesOf(fileBy("ana_________")),
    "versions/2026-01-01-0000-v.canvas.json": bytesOf({ ...toCanvasFile(exampleCanvas()), keptAs: kept }),
    "versions/2026-01-01-0000-w.canvas.json": bytesOf({ keptAs: kept }),
  }) as Uint8Array<ArrayBuffer>

const roomOf = (visitor: Visitor, bytes = archive(), query = "name=room.zip"): Promise<CreatedRoom> =>
  answerOf(visitor.upload(`${formatPaths.newRoom}?${query}`, bytes))
const threadsOf = (visitor: Visitor, room: RoomId) =>
  answerOf<Thread[]>(visitor.get(discussionPaths.threads(room)))

async function guest(maker: Visitor, room: RoomId, role: Role): Promise<Visitor & { person: PersonId }> {
  const link = { kind: "link", role, label: role }
  const { secret } = await answerOf<IssuedLink>(maker.send("POST", apiPaths.links(room), link))
  const visitor = app.visitor()
  const entered = await answerOf<EnteredRoom>(
    visitor.send("POST", apiPaths.enter(room), { secret, name: "Ana", color: "#b4432e" }),
  )
  return { ...visitor, person: entered.you.person }
}

describe("[IN9] a room of an archive", () => {
  test("[IN9] has what was said and what it was before, as the preview says", async () => {
    const maker = app.visitor()
    const previewed = await answerOf<ImportPreview>(
      maker.upload(`${formatPaths.preview}?name=room.zip`, archive()),
    )

    const room = await roomOf(maker)

    expect(previewed.along).toEqual({ threads: 1, comments: 2, versions: 1 })
    expect(previewed.remarks).toEqual([
      "1 comment could not be read and is left out.",
      "1 version could not be read and is left out.",
    ])
    const [thread] = await threadsOf(maker, room.id)
    expect(
      thread?.comments.map(({ at, reactions }) => [at, reactions.map(each => each.people.length)]),
    ).toEqual([
      [5, [1]],
      [6, []],
    ])
    const versions = await answerOf<Version[]>(maker.get(versionPaths.versions(room.id)))
    expect(versions).toEqual([
      {
        ...{ reason: "kept", name: "Before the summer", note: "All of us", at: NOW, seq: 0 },
        ...{ by: { name: "Ana" }, people: [{ name: "Ben" }], isShared: false },
        id: expect.stringMatching(/^[\w-]{12}$/),
        counts: { cards: 30, words: expect.any(Number) },
      },
    ])
  })

  test("[IN9] has neither where neither is wanted", async () => {
    const maker = app.visitor()

    const room = await roomOf(maker, archive(), "comments=false&versions=false")

    expect(await threadsOf(maker, room.id)).toEqual([])
    expect(await answerOf(maker.get(versionPaths.versions(room.id)))).toEqual([])
  })

  test("[IN9] is not made at all where the store cannot write, and refused where the file cannot be read", async () => {
    const maker = app.visitor()
    isWritable = false
    const unstored = await maker.upload(formatPaths.newRoom, archive())
    isWritable = true
    const unread = await maker.upload(formatPaths.newRoom, bytesOf({ format: "other" }))

    expect([unstored.status, unread.status]).toEqual([503, 422])
    expect(((await unread.json()) as Problem).type).toBe("unreadable-file")
    expect(await store.room("room-1".padEnd(22, "_") as RoomId)).toBeUndefined()
  })

  test("[IN9] counts as one of the rooms an address may make", async () => {
    app = testApp({ mayMakeRoom: () => false })

    expect((await app.visitor().upload(formatPaths.newRoom, archive())).status).toBe(429)
  })
})

describe("[IN10] what came with a file", () => {
  test("[IN10] is said by nobody who is here, though the file names them by their id", async () => {
    const maker = app.visitor()
    const first = await roomOf(maker, bytesOf(toCanvasFile(exampleCanvas())), "")
    const room = await roomOf(maker, bytesOf(fileBy(first.you.person)), "")
    const ana = await guest(maker, room.id, "comment")
    const again = await roomOf(maker, bytesOf(fileBy(ana.person)), "")

    for (const { id, you } of [room, again]) {
      const threads = await threadsOf(maker, id)
      const people = await answerOf<PersonName[]>(maker.get(apiPaths.people(id)))
      const said = threads.flatMap(({ by, comments }) => [
        by,
        ...comments.flatMap(each => [
          each.by,
          ...mentionsIn(each.body),
          ...each.reactions.flatMap(r => r.people),
        ]),
      ])
      expect(said.length).toBeGreaterThan(4)
      for (const person of [you.person, ana.person, first.you.person, ...people.map(each => each.person)])
        expect(said).not.toContain(person)
    }
  })

  test("[IN10] is edited by nobody, and deleted by facilitators alone", async () => {
    const maker = app.visitor()
    const room = await roomOf(maker)
    const [editor, commenter] = [await guest(maker, room.id, "edit"), await guest(maker, room.id, "comment")]
    const [first, second] = (await threadsOf(maker, room.id))[0]?.comments ?? []
    const at = discussionPaths.comment(room.id, first?.id as NonNullable<typeof first>["id"])

    const edited = [maker, editor, commenter].map(each =>
      each.send("PATCH", at, { body: [paragraph("No.")] }),
    )
    const deleted = [editor, commenter].map(each => each.send("DELETE", at))

    expect((await Promise.all([...edited, ...deleted])).map(({ status }) => status)).toEqual([
      403, 403, 403, 403, 403,
    ])
    expect((await maker.send("DELETE", at)).status).toBe(204)
    const [thread] = await threadsOf(maker, room.id)
    expect(thread?.comments.map(({ id, isDeleted }) => [id, isDeleted])).toEqual([
      [first?.id, true],
      [second?.id, false],
    ])
  })

  test("[IN10] is not new to who brought it, tells no webhook, and is answered like any other", async () => {
    const maker = app.visitor()
    const room = await roomOf(maker)
    const [thread] = await threadsOf(maker, room.id)
    const before = events.length

    const { reads } = await answerOf<ReadMarks>(maker.get(discussionPaths.reads(room.id)))
    const answered = await maker.send("POST", discussionPaths.comments(room.id, thread?.id as Thread["id"]), {
      id: "answer".padEnd(16, "_"),
      body: [paragraph("Because.")],
    })

    expect(reads).toEqual({ [thread?.id ?? ""]: thread && readUpTo(thread) })
    expect(before).toBe(0)
    expect(answered.status).toBe(201)
    expect(events.map(({ kind }) => kind)).toEqual(["comment-added"])
  })

  test("[IN10] names nobody who can be mentioned", async () => {
    const maker = app.visitor()
    const room = await roomOf(maker)
    const [thread] = await threadsOf(maker, room.id)

    const asked = await maker.send("POST", discussionPaths.comments(room.id, thread?.id as Thread["id"]), {
      id: "answer".padEnd(16, "_"),
      body: [{ type: "paragraph", content: [mention(thread?.by as PersonId)] }],
    })

    expect(asked.status).toBe(400)
  })
})

test("[IN7] into a room that is open neither comes along", async () => {
  const maker = app.visitor()
  const room = await roomOf(maker, bytesOf(toCanvasFile(exampleCanvas())), "")

  await answerOf(
    maker.send("POST", versionPaths.import(room.id), { file: fileBy("ana_________"), mode: "add" }),
  )

  expect(await threadsOf(maker, room.id)).toEqual([])
  const versions = await answerOf<Version[]>(maker.get(versionPaths.versions(room.id)))
  expect(versions.map(({ reason }) => reason)).toEqual(["before-import"])
})
