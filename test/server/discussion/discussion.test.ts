// The discussion over HTTP: who may say what, what comes again, what is too much, and how each refusal is worded.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { Discussions } from "../../../server/discussion/discussions.ts"
import { OpenDiscussions } from "../../../server/discussion/open-discussions.ts"
import { createRateLimit } from "../../../server/http/rate-limit.ts"
import { foldHistory } from "../../../server/rooms/fold.ts"
import { Rooms } from "../../../server/rooms/rooms.ts"
import { createMemoryStore } from "../../../server/storage/memory.ts"
import {
  apiPaths,
  type CreatedRoom,
  type EnteredRoom,
  type IssuedLink,
  type Problem,
} from "../../../shared/api.ts"
import { type DiscussionEvent, discussionPaths, type ReadMarks } from "../../../shared/discussion-api.ts"
import type { CommentId, PersonId, ThreadId } from "../../../shared/ids.ts"
import type { Anchor } from "../../../shared/model/anchor.ts"
import { MAX_COMMENT_LENGTH, mention } from "../../../shared/model/comment-text.ts"
import { type Comment, reactionEmoji, type Thread } from "../../../shared/model/discussion.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"
import {
  MAX_BODY_BYTES,
  MAX_COMMENTS_PER_THREAD,
  MAX_REACTIONS_PER_COMMENT,
} from "../../../shared/protocol/limits.ts"
import type { Role } from "../../../shared/roles.ts"
import { eventually } from "../../harness/wait.ts"
import { HandTimers } from "../../world/hand-timers.ts"
import { answerOf, type TestApp, testApp, type Visitor } from "../http/test-app.ts"

const threadId = (name: string) => name.padEnd(16, "_") as ThreadId
const commentId = (name: string) => name.padEnd(16, "_") as CommentId
const words = (text: string) => [paragraph(text)]
const FIRST = threadId("first")
const OPENING = commentId("opening")

let app: TestApp
let nowMs: number
let events: DiscussionEvent[]
let ana: Visitor & { person: PersonId }
let ben: Visitor & { person: PersonId }
let room: CreatedRoom
let isWritable: boolean
let turning: ReturnType<typeof setInterval>

beforeEach(async () => {
  nowMs = 1_000
  events = []
  isWritable = true
  const now = () => nowMs
  const timers = new HandTimers()
  // Time passes by itself, faster than on a clock: a request waits for the window in which its room gathers changes.
  turning = setInterval(() => timers.pass(100))
  const store = createMemoryStore({ isWritable: () => isWritable })
  const rooms = new Rooms({ store, timers, now, onError: () => {}, fold: foldHistory })
  const discussions = new Discussions({
    open: new OpenDiscussions({ rooms, timers }),
    store,
    now,
    maySpeak: createRateLimit({ burst: 700, perSecond: 1, now }),
    onEvent: event => void events.push(event),
  })
  app = testApp({ store, rooms, discussions, now })
  const maker = app.visitor()
  room = await answerOf<CreatedRoom>(
    maker.send("POST", apiPaths.rooms, { from: { kind: "example" }, me: { name: "Ana", color: "#2f68b0" } }),
  )
  ana = { ...maker, person: room.you.person }
  ben = await guest("comment", "Ben")
})

afterEach(() => clearInterval(turning))

const problemOf = async (asked: Promise<Response>): Promise<string> =>
  ((await (await asked).json()) as Problem).type

async function guest(role: Role, name: string, more: object = {}): Promise<Visitor & { person: PersonId }> {
  const link = { kind: "link", role, label: name, ...more }
  const { secret } = await answerOf<IssuedLink>(ana.send("POST", apiPaths.links(room.id), link))
  const visitor = app.visitor()
  const entered = await answerOf<EnteredRoom>(
    visitor.send("POST", apiPaths.enter(room.id), { secret, name, color: "#b4432e" }),
  )
  return { ...visitor, person: entered.you.person }
}

const open = (visitor: Visitor, more: object = {}) =>
  visitor.send("POST", discussionPaths.threads(room.id), {
    id: FIRST,
    target: { kind: "canvas" },
    comment: { id: OPENING, body: words("Why so?") },
    ...more,
  })
const say = (visitor: Visitor, name: string, text: string, thread = FIRST) =>
  visitor.send("POST", discussionPaths.comments(room.id, thread), { id: commentId(name), body: words(text) })
const edit = (visitor: Visitor, id: CommentId, text: string) =>
  visitor.send("PATCH", discussionPaths.comment(room.id, id), { body: words(text) })
const remove = (visitor: Visitor, id: CommentId) =>
  visitor.send("DELETE", discussionPaths.comment(room.id, id))
const threads = () => answerOf<Thread[]>(ana.get(discussionPaths.threads(room.id)))

describe("[DI3] authors", () => {
  test("[DI3] the author is the grant's person, whatever the request says", async () => {
    const forged = { by: ana.person, at: 1, name: "Ana" }
    const opened = await open(ben, { ...forged, comment: { id: OPENING, body: words("mine"), ...forged } })

    expect(opened.status).toBe(201)
    expect(await threads()).toEqual([
      {
        id: FIRST,
        target: { kind: "canvas" },
        by: ben.person,
        at: nowMs,
        comments: [
          {
            id: OPENING,
            thread: FIRST,
            by: ben.person,
            at: nowMs,
            body: words("mine"),
            isDeleted: false,
            reactions: [],
          },
        ],
      },
    ])
  })

  test("[DI3] who may only look on writes nothing, and sees it only if the link says so", async () => {
    await open(ana)
    const viewer = await guest("view", "Vera")
    const blind = await guest("view", "Bob", { seesComments: false })

    expect((await viewer.get(discussionPaths.threads(room.id))).status).toBe(200)
    expect(await problemOf(blind.get(discussionPaths.threads(room.id)))).toBe("forbidden")
    expect(await problemOf(say(viewer, "v", "no"))).toBe("forbidden")
    expect(await problemOf(open(viewer, { id: threadId("other") }))).toBe("forbidden")
    expect(await problemOf(viewer.send("POST", discussionPaths.resolve(room.id, FIRST)))).toBe("forbidden")
    expect(await problemOf(edit(viewer, OPENING, "no"))).toBe("forbidden")
  })

  test("[DI3] who is not in the room learns nothing of it", async () => {
    await open(ana)
    const stranger = app.visitor()

    expect(await problemOf(stranger.get(discussionPaths.threads(room.id)))).toBe("not-found")
    expect(await problemOf(say(stranger, "s", "hello"))).toBe("not-found")
  })
})

describe("[DI4] requests that come again", () => {
  test("[DI4] the same comment is there once, and answered as it is", async () => {
    const first = await open(ben)
    const again = await open(ben)
    const said = await say(ana, "reply", "Because.")
    nowMs += 5_000
    const saidAgain = await say(ana, "reply", "Because.")

    expect([first.status, again.status, said.status, saidAgain.status]).toEqual([201, 200, 201, 200])
    expect(await saidAgain.json()).toEqual(await said.json())
    expect((await threads()).map(thread => thread.comments.length)).toEqual([2])
    expect(events.map(event => event.kind)).toEqual(["thread-opened", "comment-added"])
  })

  test("[DI4] another's id is refused and changes nothing", async () => {
    await open(ana)
    await say(ana, "reply", "Because.")
    const before = await threads()

    expect(await problemOf(open(ben))).toBe("id-taken")
    expect(await problemOf(say(ben, "reply", "forged"))).toBe("id-taken")
    expect(await problemOf(open(ben, { comment: { id: commentId("other"), body: words("x") } }))).toBe(
      "id-taken",
    )
    expect(await problemOf(open(ana, { id: threadId("second") }))).toBe("id-taken")
    expect(await threads()).toEqual(before)
  })

  test("[DI4] a request that comes again does not bring back what was deleted since", async () => {
    await open(ana)
    await remove(ana, OPENING)

    expect(await problemOf(open(ana))).toBe("id-taken")
    expect(await threads()).toEqual([])
  })
})

describe("[DI6] editing and deleting", () => {
  beforeEach(async () => {
    await open(ana)
    await say(ben, "reply", "Because.")
  })

  test("[DI6] the author edits, which is marked; nobody else does", async () => {
    nowMs = 9_000
    const edited = await answerOf<Comment>(edit(ben, commentId("reply"), "Since."))

    expect(edited).toMatchObject({ body: words("Since."), edited: 9_000, by: ben.person })
    expect(await problemOf(edit(ana, commentId("reply"), "forged"))).toBe("forbidden")
    expect(await problemOf(edit(ben, OPENING, "forged"))).toBe("forbidden")
    expect(await problemOf(edit(ben, commentId("none"), "x"))).toBe("not-found")
  })

  test("[DI6] a deleted first comment keeps its thread, without its words", async () => {
    await ana.send("PUT", discussionPaths.reaction(room.id, OPENING, "👍"))
    expect((await remove(ana, OPENING)).status).toBe(204)

    const [thread] = await threads()
    expect(thread?.comments.map(each => [each.isDeleted, each.body, each.reactions])).toEqual([
      [true, [], []],
      [false, words("Because."), []],
    ])
    expect(await problemOf(edit(ana, OPENING, "back"))).toBe("not-found")
  })

  test("[DI6] others' comments are deleted by a facilitator only; with the last one the thread goes", async () => {
    expect(await problemOf(remove(ben, OPENING))).toBe("forbidden")
    expect((await remove(ana, commentId("reply"))).status).toBe(204)
    expect((await threads())[0]?.comments).toHaveLength(1)
    expect((await remove(ana, OPENING)).status).toBe(204)
    expect(await threads()).toEqual([])
  })

  test("[DI6] a thread is resolved and opened again, with name and time", async () => {
    nowMs = 7_000
    const resolved = await answerOf<Thread>(ben.send("POST", discussionPaths.resolve(room.id, FIRST)))
    const again = await answerOf<Thread>(ana.send("POST", discussionPaths.resolve(room.id, FIRST)))
    const reopened = await answerOf<Thread>(ana.send("POST", discussionPaths.reopen(room.id, FIRST)))

    expect(resolved.resolved).toEqual({ by: ben.person, at: 7_000 })
    expect(again.resolved).toEqual(resolved.resolved)
    expect(reopened.resolved).toBeUndefined()
    expect(events.map(event => event.kind).slice(-2)).toEqual(["thread-resolved", "thread-reopened"])
  })

  test("[DI6] a reaction is given once and taken back", async () => {
    const put = () => answerOf<Comment>(ben.send("PUT", discussionPaths.reaction(room.id, OPENING, "🎉")))
    await put()

    expect((await put()).reactions).toEqual([{ emoji: "🎉", people: [ben.person] }])
    const taken = ben.send("DELETE", discussionPaths.reaction(room.id, OPENING, "🎉"))
    expect((await answerOf<Comment>(taken)).reactions).toEqual([])
    const other = ben.send("PUT", `${discussionPaths.comment(room.id, OPENING)}/reactions/%F0%9F%92%A9`)
    expect(await problemOf(other)).toBe("malformed")
  })
})

describe("[DI7] bodies", () => {
  test("[DI7] what is no comment is refused with a sentence, and nothing is written", async () => {
    const bodies: unknown[] = [
      [],
      words("x".repeat(MAX_COMMENT_LENGTH + 1)),
      [{ type: "heading", content: [{ type: "text", text: "x" }] }],
      [{ type: "paragraph", content: [{ type: "image", attrs: { src: "x" } }] }],
      [{ type: "paragraph", content: [{ type: "text", text: "x", onclick: "x" }] }],
      [
        {
          type: "paragraph",
          content: [
            { type: "text", text: "x", marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }] },
          ],
        },
      ],
      "words",
      null,
    ]
    for (const body of bodies)
      expect(await problemOf(open(ana, { comment: { id: OPENING, body } }))).toBe("malformed")
    expect(await problemOf(open(ana, { id: "../../etc" }))).toBe("malformed")
    expect(await problemOf(open(ana, { target: { kind: "text", anchor: {} } }))).toBe("malformed")
    const large = open(ana, { filler: "x".repeat(MAX_BODY_BYTES) })
    expect((await large).status).toBe(413)

    expect(await threads()).toEqual([])
  })

  test("[DI7] people of the room are mentioned, and remembered by name; others are not", async () => {
    const body = (person: PersonId) => [{ type: "paragraph", content: [mention(person)] }]
    const opened = await open(ben, { comment: { id: OPENING, body: body(ana.person) } })

    expect(opened.status).toBe(201)
    expect((await app.discussions.talk(room.id))?.people).toEqual(
      new Map([
        [ben.person, { name: "Ben", color: "#b4432e" }],
        [ana.person, { name: "Ana", color: "#2f68b0" }],
      ]),
    )
    expect(events.at(-1)).toMatchObject({ text: "@Ana", mentions: [{ person: ana.person, name: "Ana" }] })
    const stranger = ben.send("POST", discussionPaths.comments(room.id, FIRST), {
      id: commentId("stranger"),
      body: body("nobody______" as PersonId),
    })
    expect(await problemOf(stranger)).toBe("malformed")
  })
})

describe("[DI8] limits", () => {
  test("[DI8] a thread ends somewhere", async () => {
    await open(ana)
    for (let index = 1; index < MAX_COMMENTS_PER_THREAD; index++) await say(ana, `c${index}`, "more")

    expect(await problemOf(say(ana, "toomany", "more"))).toBe("discussion-full")
    expect((await threads())[0]?.comments).toHaveLength(MAX_COMMENTS_PER_THREAD)
  })

  test("[DI8] thousands of reactions stop at the limit", async () => {
    await open(ana)
    const crowd = Array.from({ length: 80 }, (_, index) => `crowd-${index}`.padEnd(12, "_") as PersonId)
    const speaker = (person: PersonId) => ({ person, role: "comment" as const, name: "X", color: "#2f68b0" })

    const answers = []
    for (const person of crowd)
      for (const emoji of reactionEmoji)
        answers.push(await app.discussions.react(room.id, speaker(person), OPENING, { emoji, isGiven: true }))

    const done = answers.filter(({ kind }) => kind === "done").length
    expect([done, answers.at(-1)?.kind]).toEqual([MAX_REACTIONS_PER_COMMENT, "full"])
  })

  test("[DI8] a person who writes faster than people can is told to wait", async () => {
    await open(ben)
    const statuses: number[] = []
    for (let index = 0; index < 710; index++) statuses.push((await edit(ben, OPENING, `${index}`)).status)

    expect(statuses.filter(status => status === 200)).toHaveLength(699)
    expect(statuses.at(-1)).toBe(429)
    expect((await say(ana, "calm", "fine")).status).toBe(201)
  })
})

describe("[DI10] a thread's place", () => {
  const anchor: Anchor = {
    place: "commentary",
    start: "AA==",
    end: "AA==",
    quote: "words",
    before: "",
    after: "",
  }
  const moved: Anchor = { ...anchor, quote: "other words" }
  const move = (visitor: Visitor, thread = FIRST) =>
    visitor.send("PATCH", discussionPaths.anchor(room.id, thread), { anchor: moved })

  test("[DI10] those who may edit and who opened the thread renew it, nobody else", async () => {
    await open(ben, { target: { kind: "text", anchor } })
    const other = await guest("comment", "Cai")
    const editor = await guest("edit", "Dot")

    expect(await problemOf(move(other))).toBe("forbidden")
    expect((await threads())[0]?.target).toEqual({ kind: "text", anchor })
    expect((await answerOf<Thread>(move(ben))).target).toEqual({ kind: "text", anchor: moved })
    expect((await answerOf<Thread>(move(editor))).by).toBe(ben.person)
  })

  test("[DI10] a thread about no words has no such place", async () => {
    await open(ben)

    expect(await problemOf(move(ben))).toBe("not-found")
    expect(await problemOf(move(ana, threadId("none")))).toBe("not-found")
  })
})

describe("[DI11] what has been read", () => {
  const mark = (visitor: Visitor, reads: Record<string, number>) =>
    answerOf<ReadMarks>(visitor.send("PUT", discussionPaths.reads(room.id), { reads }))

  test("[DI11] marks are one's own, move forward only, and never beyond now", async () => {
    await open(ana)

    expect(await mark(ben, { [FIRST]: 900 })).toEqual({ reads: { [FIRST]: 900 } })
    expect(await mark(ben, { [FIRST]: 800 })).toEqual({ reads: { [FIRST]: 900 } })
    // A client whose clock is ahead must not hide what is yet to be said.
    expect(await mark(ben, { [FIRST]: nowMs + 1_000_000 })).toEqual({ reads: { [FIRST]: nowMs } })
    expect(await mark(ben, { [threadId("none")]: 1 })).toEqual({ reads: { [FIRST]: nowMs } })
    expect(await answerOf(ana.get(discussionPaths.reads(room.id)))).toEqual({ reads: {} })
  })
})

describe("[DI9] a store that does not write", () => {
  test("[DI9] nothing is said meanwhile, and what was on the way is there once afterwards", async () => {
    await open(ana)
    isWritable = false

    const failed = await say(ana, "reply", "Because.")
    const refused = await say(ana, "more", "And so.")
    const unread = await ana.get(discussionPaths.threads(room.id))
    isWritable = true
    await eventually(async () => expect((await say(ana, "reply", "Because.")).status).toBe(200))

    expect([failed.status, refused.status, unread.status]).toEqual([503, 503, 503])
    expect((await say(ana, "more", "And so.")).status).toBe(201)
    expect((await threads())[0]?.comments.map(({ id }) => id)).toEqual([
      OPENING,
      commentId("reply"),
      commentId("more"),
    ])
  })
})

test("[DI4] the API's document names every operation of the discussion", async () => {
  const document = await answerOf<{ paths: Record<string, object> }>(ana.get(apiPaths.openApi))

  expect(
    Object.keys(document.paths).filter(path => /threads|comments|reads|webhook/.test(path)),
  ).toHaveLength(10)
  expect(JSON.stringify(document.paths[`/api/rooms/{room}/threads`])).toContain("comment")
})
