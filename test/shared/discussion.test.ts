// The discussion as plain data: read from whatever is in its document, filtered, counted, and checked before it is
// written.
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import type { BlockId, CardId, CommentId, PersonId, ThreadId } from "../../shared/ids.ts"
import type { RichText } from "../../shared/model/canvas.ts"
import {
  checkComment,
  commentWords,
  MAX_COMMENT_LENGTH,
  mention,
  mentionsIn,
} from "../../shared/model/comment-text.ts"
import {
  type Discussion,
  discussionOf,
  isReactionEmoji,
  type Target,
  type Thread,
} from "../../shared/model/discussion.ts"
import {
  countFilters,
  countTargets,
  filterThreads,
  type Reader,
  readUpTo,
  unreadComments,
} from "../../shared/model/discussion-views.ts"
import { discussionReader } from "../../shared/model/read-discussion.ts"
import { paragraph } from "../../shared/model/rich-text.ts"

const threadId = (name: string) => name.padEnd(16, "_") as ThreadId
const commentId = (name: string) => name.padEnd(16, "_") as CommentId
const person = (name: string) => name.padEnd(12, "_") as PersonId
const [ana, ben, eve] = [person("ana"), person("ben"), person("eve")]

const anchor = {
  place: "commentary",
  start: "AA==",
  end: "AA==",
  quote: "words",
  before: "",
  after: "",
} as const

function put(discussion: Discussion, name: string, target: unknown, ...comments: object[]): void {
  discussion.threads.set(threadId(name), { target, by: ana, at: 1 })
  comments.forEach((comment, index) => {
    discussion.comments.set(commentId(`${name}${index}`), {
      thread: threadId(name),
      by: ana,
      at: index + 1,
      body: [paragraph("said")],
      ...comment,
    })
  })
}

describe("[DI1] reading", () => {
  test("[DI1] what was written is read: comments in order, reactions, people", () => {
    const discussion = discussionOf(new Y.Doc())
    put(discussion, "one", { kind: "text", anchor }, { at: 5 }, { at: 3, by: ben, edited: 9 })
    discussion.reactions.set(commentId("one1"), { "🎉": [ben], "👍": [ana, eve] })
    discussion.people.set(ana, { name: "Ana", color: "#2f68b0" })

    const { threads, people } = discussionReader(discussion)()

    expect(threads).toEqual([
      {
        id: threadId("one"),
        target: { kind: "text", anchor },
        by: ana,
        at: 1,
        comments: [
          {
            id: commentId("one1"),
            thread: threadId("one"),
            by: ben,
            at: 3,
            body: [paragraph("said")],
            edited: 9,
            isDeleted: false,
            reactions: [
              { emoji: "👍", people: [ana, eve] },
              { emoji: "🎉", people: [ben] },
            ],
          },
          {
            id: commentId("one0"),
            thread: threadId("one"),
            by: ana,
            at: 5,
            body: [paragraph("said")],
            isDeleted: false,
            reactions: [],
          },
        ],
      },
    ])
    expect(people).toEqual(new Map([[ana, { name: "Ana", color: "#2f68b0" }]]))
  })

  test("[DI1] deleted comments keep their place where somebody answered, and nowhere else", () => {
    const discussion = discussionOf(new Y.Doc())
    const gone = { deleted: true, body: [paragraph("secret")] }
    put(discussion, "kept", { kind: "canvas" }, gone, {}, gone)
    put(discussion, "empty", { kind: "canvas" }, gone)

    const { threads } = discussionReader(discussion)()

    expect(threads.map(thread => thread.comments.map(each => [each.isDeleted, each.body]))).toEqual([
      [
        [true, []],
        [false, [paragraph("said")]],
      ],
    ])
  })

  test("[DI1] whatever stands there, nothing throws, and what is well-formed is shown", () => {
    const discussion = discussionOf(new Y.Doc())
    put(discussion, "good", { kind: "block", block: "key-partners" }, {})
    const junk: unknown[] = [
      null,
      1,
      "x",
      [],
      {},
      () => new Y.Map(),
      { target: {}, by: ana, at: 1 },
      { by: 1, at: {} },
    ]
    junk.forEach((value, index) => {
      for (const map of [discussion.threads, discussion.comments, discussion.reactions, discussion.people])
        map.set(index % 2 ? `${index}` : threadId(`${index}`), typeof value === "function" ? value() : value)
    })
    put(
      discussion,
      "script",
      { kind: "canvas" },
      { body: [{ type: "paragraph", content: [{ type: "image" }] }] },
    )
    put(discussion, "broken", { kind: "canvas" }, { body: [{ type: "paragraph", content: [null] }] })
    put(discussion, "time", { kind: "canvas" }, { at: Number.NaN })
    put(discussion, "card", { kind: "card", card: "no card!" }, {})
    put(discussion, "anchor", { kind: "text", anchor: { ...anchor, start: "<" } }, {})

    const { threads } = discussionReader(discussion)()

    expect(threads.map(({ id }) => id)).toEqual([threadId("good")])
  })

  test("[DI1] after a change only what changed is another object", () => {
    const discussion = discussionOf(new Y.Doc())
    put(discussion, "one", { kind: "canvas" }, {}, {})
    put(discussion, "two", { kind: "canvas" }, {})
    const read = discussionReader(discussion)
    const [one, two] = read().threads

    discussion.reactions.set(commentId("one1"), { "👍": [ben] })
    const [nextOne, nextTwo] = read().threads

    expect(nextTwo).toBe(two)
    expect(nextOne).not.toBe(one)
    expect(nextOne?.comments[0]).toBe(one?.comments[0])
    expect(nextOne?.comments[1]?.reactions).toEqual([{ emoji: "👍", people: [ben] }])
  })
})

describe("[DI2] views", () => {
  const comment = (name: string, by: PersonId, at: number, body: RichText = [paragraph("said")]) => ({
    id: commentId(name),
    thread: threadId("any"),
    by,
    at,
    body,
    isDeleted: false,
    reactions: [],
  })
  const thread = (name: string, target: Target, ...comments: Thread["comments"]): Thread => ({
    id: threadId(name),
    target,
    by: comments[0]?.by ?? ana,
    at: 1,
    comments,
  })
  const mine = thread("mine", { kind: "canvas" }, comment("a", ana, 1), comment("b", ben, 5))
  const named = thread(
    "named",
    { kind: "card", card: "c1" as CardId },
    comment("c", ben, 2, [{ type: "paragraph", content: [mention(ana)] }]),
  )
  const done = {
    ...thread("done", { kind: "block", block: "b1" as BlockId }, comment("d", eve, 3)),
    resolved: { by: eve, at: 4 },
  }
  const lost = thread(
    "lost",
    { kind: "text", anchor: { ...anchor, place: "card:c1" as never } },
    comment("e", eve, 7),
  )
  const all = [mine, named, done, lost]
  const reader: Reader = {
    me: ana,
    reads: new Map([
      [mine.id, 5],
      [done.id, 1],
    ]),
    isOrphaned: each => each === lost,
  }

  test("[DI2] each filter shows its threads", () => {
    expect(filterThreads(all, "open", reader)).toEqual([mine, named, lost])
    expect(filterThreads(all, "mine", reader)).toEqual([mine, named])
    expect(filterThreads(all, "unread", reader)).toEqual([named, done, lost])
    expect(filterThreads(all, "resolved", reader)).toEqual([done])
    expect(filterThreads(all, "orphaned", reader)).toEqual([lost])
    expect(countFilters(all, reader)).toEqual({ open: 3, mine: 2, unread: 3, resolved: 1, orphaned: 1 })
  })

  test("[DI2] what I wrote is never unread, what others wrote since is", () => {
    expect(unreadComments(mine, ana, new Map()).map(({ id }) => id)).toEqual([commentId("b")])
    expect(unreadComments(mine, ana, new Map([[mine.id, readUpTo(mine)]]))).toEqual([])
    expect(unreadComments(mine, ben, new Map()).map(({ id }) => id)).toEqual([commentId("a")])
  })

  test("[DI2] open threads are counted where they are, those on a card's words with the card", () => {
    expect(countTargets(all)).toEqual({
      canvas: 1,
      commentary: 0,
      lead: 0,
      blocks: new Map(),
      cards: new Map([["c1", 2]]),
    })
    const onText = thread("t", { kind: "text", anchor }, comment("f", ana, 1))
    expect(countTargets([onText, { ...done, resolved: undefined } as never])).toMatchObject({
      commentary: 1,
      blocks: new Map([["b1", 1]]),
    })
  })
})

describe("[DI7] what a comment may be", () => {
  const text = (words: string, marks?: object[]): RichText => [
    { type: "paragraph", content: [{ type: "text", text: words, ...(marks && { marks: marks as never }) }] },
  ]

  test("[DI7] plain words, marks, links, breaks and mentions are a comment", () => {
    const link = { type: "link", attrs: { href: "https://example.org/" } }
    const good: RichText[] = [
      text("hello"),
      text("hello", [{ type: "bold" }, { type: "italic" }, { type: "strike" }, { type: "code" }, link]),
      [{ type: "paragraph" }, { type: "paragraph", content: [mention(ana), { type: "hardBreak" }] }],
      text("x".repeat(MAX_COMMENT_LENGTH)),
    ]

    expect(good.map(body => checkComment(body))).toEqual(good.map(() => ({ ok: true })))
  })

  test("[DI7] everything else is refused with a sentence", () => {
    const bad: unknown[] = [
      [],
      [{ type: "paragraph" }],
      text("   "),
      text("x".repeat(MAX_COMMENT_LENGTH + 1)),
      text("x", [{ type: "underline" }]),
      text("x", [{ type: "bold" }, { type: "bold" }]),
      text("x", [{ type: "link", attrs: { href: "javascript:alert(1)" } }]),
      text("x", [{ type: "link" }]),
      [{ type: "heading", content: [{ type: "text", text: "x" }] }],
      [{ type: "paragraph", attrs: { style: "x" }, content: [{ type: "text", text: "x" }] }],
      [{ type: "paragraph", content: [{ type: "image", attrs: { src: "x" } }] }],
      [{ type: "paragraph", content: [{ type: "mention", attrs: { person: "not an id" } }] }],
      [{ type: "paragraph", content: [{ type: "mention", attrs: { person: ana, name: "Ben" } }] }],
      [{ type: "paragraph", content: [{ type: "text", text: "" }] }],
      Array.from({ length: 2_001 }, () => ({ type: "paragraph" })),
    ]

    const checked = bad.map(body => checkComment(body as RichText))

    expect(checked.filter(each => each.ok)).toEqual([])
    expect(checked.every(each => !each.ok && each.fault.length > 5)).toBe(true)
  })

  test("[DI7] a comment in plain words names those it mentions as they are called now", () => {
    const body: RichText = [
      { type: "paragraph", content: [mention(ana), { type: "text", text: ", look" }] },
      {
        type: "paragraph",
        content: [{ type: "text", text: "at this" }, { type: "hardBreak" }, mention(ana)],
      },
    ]

    expect(commentWords(body, id => (id === ana ? "Ana" : "?"))).toBe("@Ana, look\nat this\n@Ana")
    expect(mentionsIn(body)).toEqual([ana])
  })

  test("[DI7] only the reactions that are offered are reactions", () => {
    expect([isReactionEmoji("👍"), isReactionEmoji("💩"), isReactionEmoji("toString")]).toEqual([
      true,
      false,
      false,
    ])
  })
})
