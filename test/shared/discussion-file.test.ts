// What was said, read from a file that may say anything: by nobody who is here, in order, and counted where it cannot be
// read.
import fc from "fast-check"
import { describe, expect, test, vi } from "vitest"
import {
  type BlockId,
  type CommentId,
  isCommentId,
  isPersonId,
  isThreadId,
  type PersonId,
  type ThreadId,
} from "../../shared/ids.ts"
import { mention, mentionsIn } from "../../shared/model/comment-text.ts"
import type { Comment, Thread } from "../../shared/model/discussion.ts"
import { countComments, parseTalk, toTalkInFile } from "../../shared/model/discussion-file.ts"
import { shownName } from "../../shared/model/hearsay.ts"
import { paragraph } from "../../shared/model/rich-text.ts"
import {
  MAX_COMMENTS_PER_THREAD,
  MAX_IMPORTED_COMMENTS,
  MAX_IMPORTED_PEOPLE,
  MAX_THREADS,
} from "../../shared/protocol/limits.ts"

vi.setConfig({ testTimeout: 60_000 })

const NOW = 1_000_000
let made = 0
/** Falling, so that an order which were the ids' own would be seen. */
const newId = (length: number) => `${(1_000_000 - made++).toString().padStart(7, "0")}`.padEnd(length, "_")
const parse = (file: unknown) =>
  parseTalk(JSON.parse(JSON.stringify(file)) as Record<string, unknown>, { newId, now: NOW })

const said = (text: string, more: object = {}) => ({ by: "ana", at: 5, body: [paragraph(text)], ...more })
const about = (target: unknown, ...comments: object[]) => ({ target, by: "ana", at: 5, comments })
const canvas = { kind: "canvas" }

const [ana, ben] = ["ana_________" as PersonId, "ben_________" as PersonId]
const comment = (name: string, at: number, more: Partial<Comment> = {}): Comment => ({
  id: name.padEnd(16, "_") as CommentId,
  thread: "thread".padEnd(16, "_") as ThreadId,
  by: ana,
  at,
  body: [paragraph(name)],
  isDeleted: false,
  reactions: [],
  ...more,
})
const thread: Thread = {
  id: "thread".padEnd(16, "_") as ThreadId,
  target: { kind: "block", block: "channels" as BlockId },
  by: ana,
  at: 1,
  resolved: { by: ben, at: 9 },
  comments: [
    comment("first", 1, { body: [], isDeleted: true }),
    comment("second", 3, { by: ben, edited: 4, body: [{ type: "paragraph", content: [mention(ana)] }] }),
    comment("third", 5, {
      reactions: [
        { emoji: "👍", people: [ana, ben] },
        { emoji: "✅", people: [ben] },
      ],
    }),
  ],
}
const people = new Map<string, string>([
  [ana, "Ana"],
  [ben, "Ben"],
])

describe("[IN9] what our own file says", () => {
  test("[IN9] comes back as it was, under other ids", () => {
    const { talk, remarks } = parse(toTalkInFile([thread], new Map(), people))

    const nameOf = (person: PersonId) => talk.people.get(person)?.name
    const [read] = talk.threads
    expect(remarks).toEqual([])
    expect(countComments(talk)).toBe(2)
    expect(read).toMatchObject({ target: thread.target, at: 1, resolved: { at: 9 } })
    expect([nameOf(read?.by as PersonId), nameOf(read?.resolved?.by as PersonId)]).toEqual(["Ana", "Ben"])
    expect(
      read?.comments.map(({ at, edited, isDeleted, by }) => [at, edited, isDeleted, nameOf(by)]),
    ).toEqual([
      [1, undefined, true, "Ana"],
      [3, 4, false, "Ben"],
      [5, undefined, false, "Ana"],
    ])
    expect(mentionsIn(read?.comments[1]?.body ?? []).map(nameOf)).toEqual(["Ana"])
    expect(read?.comments[2]?.reactions.map(each => [each.emoji, each.people.map(nameOf)])).toEqual([
      ["👍", ["Ana", "Ben"]],
      ["✅", ["Ben"]],
    ])
    const ids = [read?.id, ...(read?.comments ?? []).map(({ id }) => id), ...talk.people.keys()]
    for (const id of ids)
      expect([thread.id, ana, ben, ...thread.comments.map(each => each.id)]).not.toContain(id)
  })

  test("[IN9] what was said at one time keeps the file's order, and nothing was said later than now", () => {
    const times = [7, 7, NOW + 5, NOW + 1, 7]
    const comments = times.map((at, i) => said(`${i}`, { at }))

    const { talk } = parse({
      threads: [about(canvas, ...comments), ...times.map(() => about(canvas, said("x")))],
    })

    const [first] = talk.threads
    expect(first?.comments.map(({ at }) => at)).toEqual([7, 7, NOW, NOW, 7])
    const ids = [talk.threads.map(({ id }) => id), first?.comments.map(({ id }) => id)]
    expect(ids).toEqual(ids.map(each => each?.toSorted()))
  })
})

describe("[IN10] the people in a file", () => {
  test("[IN10] are nobody here, marked as imported, whatever their ids are called", () => {
    const odd = ["__proto__", "constructor", "toString", "", ana]
    const file = `{"threads":[{"target":{"kind":"canvas"},"comments":[${odd
      .map(by => JSON.stringify(said("x", { by })))
      .join()}]}],"people":{"__proto__":"Eve","${ana}":"Mia Chen","":"\\u0007"}}`

    const { talk } = parse(JSON.parse(file))

    const writers = (talk.threads[0]?.comments ?? []).map(({ by }) => talk.people.get(by))
    expect(writers.map(writer => writer && shownName(writer))).toEqual([
      "Eve · imported",
      "Somebody · imported",
      "Somebody · imported",
      "Somebody · imported",
      "Mia Chen · imported",
    ])
    expect(talk.people.size).toBe(5)
    expect([...talk.people.keys()]).not.toContain(ana)
    expect(({} as { name?: unknown }).name).toBeUndefined()
  })

  test("[IN10] whom the file does not name is somebody; of too many the last are one and the same", () => {
    const comments = Array.from({ length: MAX_COMMENTS_PER_THREAD }, (_, i) => said("x", { by: `p${i}` }))
    const threads = Array.from({ length: 6 }, (_, t) =>
      about(canvas, ...comments.map((each, i) => ({ ...each, by: `${t}-${i}` }))),
    )

    const { talk } = parse({
      threads: [about(canvas, said("x", { by: 7 }), said("y", { by: null })), ...threads],
    })

    const [first] = talk.threads
    expect(first?.comments.map(({ by }) => by)).toEqual(
      [first?.by, first?.by].map(() => first?.comments[0]?.by),
    )
    expect(talk.people.size).toBeLessThanOrEqual(MAX_IMPORTED_PEOPLE + 1)
  })
})

describe("[IN12] what cannot be read", () => {
  const bad: [string, unknown][] = [
    ["no object", 5],
    ["no time", said("x", { at: "yesterday" })],
    ["no body", said("x", { body: null })],
    ["an empty body", said("x", { body: [] })],
    [
      "words that are none",
      said("x", { body: [{ type: "paragraph", content: [{ type: "text", text: 5 }] }] }),
    ],
    ["a heading", said("x", { body: [{ type: "heading", content: [] }] })],
    ["too many words", said("x".repeat(10_001))],
    [
      "a script for a link",
      said("x", {
        body: [
          {
            type: "paragraph",
            content: [
              { type: "text", text: "x", marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }] },
            ],
          },
        ],
      }),
    ],
  ]

  test.each(bad)("[IN12] a comment with %s is left out, counted, and the others stay", (_, value) => {
    const { talk, remarks } = parse({
      threads: [about(canvas, said("before"), value as object, said("after"))],
    })

    expect(countComments(talk)).toBe(2)
    expect(remarks).toEqual(["1 comment could not be read and is left out."])
  })

  test("[IN12] nothing comes in with a comment but what it is made of", () => {
    const node = { type: "text", text: "x", junk: "j", marks: [{ type: "bold", junk: 1 }] }

    const { talk } = parse({
      threads: [
        about(canvas, said("x", { junk: 1, body: [{ type: "paragraph", junk: 1, content: [node] }] })),
      ],
    })

    expect(JSON.stringify(talk.threads)).not.toContain("junk")
    expect(talk.threads[0]?.comments[0]?.body).toEqual([
      { type: "paragraph", content: [{ type: "text", text: "x", marks: [{ type: "bold" }] }] },
    ])
  })

  test("[IN12] a thread about what is no place is about the canvas, and that is said", () => {
    const targets = [undefined, { kind: "star" }, { kind: "card", card: "a b" }, { kind: "text", anchor: {} }]

    const { talk, remarks } = parse({ threads: targets.map(target => about(target, said("x"))) })

    expect(talk.threads.map(({ target }) => target)).toEqual(targets.map(() => canvas))
    expect(remarks).toEqual(["4 threads are put on the whole canvas: the place could not be read."])
  })

  test("[IN12] threads of one id, and those that are none, cost nobody else anything", () => {
    const one = { ...about(canvas, said("x")), id: "same" }

    const { talk, remarks } = parse({ threads: [one, null, one, { comments: {} }, 7, about(canvas)] })

    expect(new Set(talk.threads.map(({ id }) => id)).size).toBe(2)
    expect(remarks).toEqual(["4 comments could not be read and are left out."])
  })

  test("[IN12] more than a room takes is left out and counted", () => {
    const long = { threads: [about(canvas, ...Array.from({ length: 502 }, () => said("x")))] }
    const many = { threads: Array.from({ length: MAX_THREADS + 3 }, () => about(canvas, said("x"))) }
    const full = {
      threads: Array.from({ length: 50 }, () =>
        about(canvas, ...Array.from({ length: 500 }, () => said("x"))),
      ),
    }
    const heavy = { threads: Array.from({ length: 1_000 }, () => about(canvas, said("x".repeat(9_990)))) }

    const read = [long, many, full, heavy].map(parse)

    expect(read.slice(0, 3).map(({ talk }) => countComments(talk))).toEqual([
      MAX_COMMENTS_PER_THREAD,
      MAX_THREADS,
      MAX_IMPORTED_COMMENTS,
    ])
    expect(read.map(({ remarks }) => remarks)).toEqual(
      [2, 3, 5_000, expect.any(Number)].map(() => [
        expect.stringMatching(/^[\d]+ comments are left out: a room takes no more\.$/),
      ]),
    )
    expect(read.slice(0, 3).map(({ remarks }) => Number.parseInt(remarks[0] ?? "", 10))).toEqual([
      2, 3, 5_000,
    ])
  })

  /** Files that are ours but for some chance places. */
  const files = fc
    .tuple(
      fc.array(fc.tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 10 }), fc.jsonValue()), {
        maxLength: 8,
      }),
    )
    .map(([changes]) => {
      const file: unknown = JSON.parse(JSON.stringify(toTalkInFile([thread, thread], new Map(), people)))
      for (const [path, value] of changes) {
        let at = file
        for (const [step, index] of path.entries()) {
          if (typeof at !== "object" || at === null) break
          const keys = Object.keys(at)
          const key = keys[index % Math.max(1, keys.length)] ?? "x"
          const holder = at as Record<string, unknown>
          if (step === path.length - 1) holder[key] = value
          at = holder[key]
        }
      }
      return file
    })

  test("[IN12] whatever a file says, reading it never throws, and what is read is well-formed", () => {
    fc.assert(
      fc.property(
        fc.oneof(files, fc.dictionary(fc.constantFrom("threads", "people"), fc.jsonValue())),
        file => {
          const { talk } = parse(file)
          for (const { id, by, at, comments } of talk.threads) {
            expect([isThreadId(id), isPersonId(by), talk.people.get(by)?.isImported]).toEqual([
              true,
              true,
              true,
            ])
            expect(at).toBeLessThanOrEqual(NOW)
            for (const each of comments) {
              expect([isCommentId(each.id), each.thread, isPersonId(each.by)]).toEqual([true, id, true])
              for (const person of [
                each.by,
                ...mentionsIn(each.body),
                ...each.reactions.flatMap(r => r.people),
              ])
                expect(talk.people.get(person)?.isImported).toBe(true)
            }
          }
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
