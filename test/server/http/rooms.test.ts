// Rooms over HTTP: what they start from, and every way to be refused.
import { expect, test } from "vitest"
import * as Y from "yjs"
import { exampleCanvas, templates } from "../../../seeds/seeds.ts"
import { findOrMakeExample } from "../../../server/first-run.ts"
import { createMemoryStore } from "../../../server/storage/memory.ts"
import { StoreUnavailable } from "../../../server/storage/store.ts"
import {
  apiPaths,
  type CreatedRoom,
  type ExampleRoom,
  type Problem,
  type RoomSource,
  type RoomSummary,
} from "../../../shared/api.ts"
import type { Canvas } from "../../../shared/model/canvas.ts"
import { emptyCanvas } from "../../../shared/model/canvas.ts"
import { toCanvasFile } from "../../../shared/model/canvas-file.ts"
import { contentOf } from "../../../shared/model/document.ts"
import { readCanvas } from "../../../shared/model/read.ts"
import { MAX_BODY_BYTES } from "../../../shared/protocol/limits.ts"
import { origin, room, type TestApp, testApp } from "./test-app.ts"

/** The canvas a client would find in the room now. */
async function stored({ store }: TestApp, summary: RoomSummary): Promise<Canvas | undefined> {
  const { snapshot } = await store.load({ room: summary.id, document: "content" })
  const doc = new Y.Doc()
  if (snapshot) Y.applyUpdate(doc, snapshot.update)
  return readCanvas(contentOf(doc))
}

/** The example as it reads from a document, where tags stand in the order of their ids. */
function delivered(): Canvas {
  const canvas = exampleCanvas()
  return { ...canvas, tags: canvas.tags.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }
}

async function make(app: TestApp, from: RoomSource): Promise<RoomSummary> {
  const response = await app.post(apiPaths.rooms, { from })
  expect(response.status).toBe(201)
  return (await response.json()) as RoomSummary
}

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json")
  const problem = (await response.json()) as Problem
  expect(problem.status).toBe(response.status)
  return problem
}

test("[HT2] a room from a template is empty, has the template's blocks, and is there when the answer arrives", async () => {
  const app = testApp()

  for (const template of templates()) {
    const canvas = await stored(app, await make(app, { kind: "template", template: template.id }))
    expect(canvas).toEqual(emptyCanvas(template))
  }
})

test("[HT2] a copy of the example is the example as it was delivered, in a room of its own", async () => {
  const app = testApp()

  const [first, second] = [await make(app, { kind: "example" }), await make(app, { kind: "example" })]

  expect(first).toEqual({
    id: room(1),
    title: exampleCanvas().title,
    createdAt: 1_800_000_000_000,
    schema: 1,
    epoch: 0,
    isLocked: false,
    you: { person: expect.any(String), role: "facilitate", seesComments: true },
    recovery: expect.any(String),
  })
  expect(second.id).not.toBe(first.id)
  expect(await stored(app, second)).toEqual(delivered())
})

test("[HT2] a page becomes a room with the cards that stand on it", async () => {
  const app = testApp()
  const text = "Acme\n\nKey Partners\n• Mills: they grind\n• Farms\n\nValue Propositions\n• Bread"

  const canvas = await stored(app, await make(app, { kind: "page", text }))

  expect(canvas?.cards.map(card => card.block)).toEqual([
    "key-partners",
    "key-partners",
    "value-propositions",
  ])
})

test("[HT2] a canvas file becomes the canvas it was written from", async () => {
  const app = testApp()

  const canvas = await stored(app, await make(app, { kind: "file", file: toCanvasFile(exampleCanvas()) }))

  expect(canvas).toEqual(delivered())
})

test.each<[name: string, body: unknown, status: number, type: string, detail: RegExp]>([
  ["no JSON", "{", 400, "malformed", /not JSON/],
  ["an empty body", "", 400, "malformed", /not JSON/],
  ["no source", {}, 400, "malformed", /from/],
  ["a source there is not", { from: { kind: "air" } }, 400, "malformed", /from\.kind/],
  ["a template there is not", { from: { kind: "template", template: "x" } }, 400, "malformed", /lean-canvas/],
  ["a file that is no canvas", { from: { kind: "file", file: [] } }, 400, "malformed", /canvas file/],
  ["no file", { from: { kind: "file" } }, 400, "malformed", /file/],
  [
    "a page without headings",
    { from: { kind: "page", text: "Hello" } },
    422,
    "unreadable-page",
    /Key Partners/,
  ],
  ["a page of a book", { from: { kind: "page", text: "x".repeat(300_001) } }, 413, "too-large", /characters/],
  [
    "a page of crumbs",
    { from: { kind: "page", text: `Key Partners\n${"• a\n".repeat(5_001)}` } },
    413,
    "too-large",
    /cards/,
  ],
  ["too much", { from: { kind: "page", text: "x".repeat(MAX_BODY_BYTES) } }, 413, "too-large", /bytes/],
])(
  "[HT1] %s is refused in a problem document that says what was wrong",
  async (_, body, status, type, detail) => {
    const app = testApp()

    const problem = await problemOf(await app.post(apiPaths.rooms, body))

    expect([problem.status, problem.type]).toEqual([status, type])
    expect(problem.detail).toMatch(detail)
    expect(await app.store.room(room(1))).toBeUndefined()
  },
)

test("[HT1] a body that is too large is cut off while it streams, whatever length it claims", async () => {
  const app = testApp()
  let sentBytes = 0
  const endless = new ReadableStream({
    pull(controller) {
      sentBytes += 65_536
      controller.enqueue(new Uint8Array(65_536).fill(0x20))
    },
  })

  const response = await app.request(apiPaths.rooms, {
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: endless,
    duplex: "half",
  } as RequestInit)

  expect((await problemOf(response)).type).toBe("too-large")
  expect(sentBytes).toBeLessThan(2 * MAX_BODY_BYTES)
})

test("[HT1] a body of another type is refused", async () => {
  const response = await testApp().post(
    apiPaths.rooms,
    { from: { kind: "example" } },
    { "content-type": "text/plain" },
  )

  expect((await problemOf(response)).type).toBe("wrong-type")
})

test("[HT1] methods and paths that are not there are refused too", async () => {
  const app = testApp()
  const asked = [
    await app.request(apiPaths.rooms, { method: "DELETE", headers: { origin } }),
    await app.request("/api/nothing"),
    await app.request("/sync/anything"),
  ]

  for (const response of asked) expect((await problemOf(response)).type).toBe("not-found")
})

test("[HT5] pages of other origins, and browsers that hide theirs, cannot write", async () => {
  const app = testApp()
  const body = { from: { kind: "example" } }
  const refused = [
    await app.post(apiPaths.rooms, body, { origin: "https://evil.example" }),
    await app.post(apiPaths.rooms, body, { origin: "null" }),
    await app.request(apiPaths.rooms, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: "a=b" },
      body: JSON.stringify(body),
    }),
  ]

  for (const response of refused) expect((await problemOf(response)).type).toBe("forbidden-origin")
  expect(await app.store.room(room(1))).toBeUndefined()
})

test("[HT6] a room is found by those who may be in it; to others it is answered like one that is absent or malformed", async () => {
  const asked: string[] = []
  const memory = createMemoryStore()
  const app = testApp({
    store: {
      ...memory,
      access(id, holder) {
        asked.push(id)
        return memory.access(id, holder)
      },
    },
  })
  const maker = app.visitor()
  const made = await maker.send("POST", apiPaths.rooms, { from: { kind: "example" } })
  const { recovery, ...summary } = (await made.json()) as CreatedRoom

  const found = await maker.get(apiPaths.room(summary.id))
  const [strange, absent, malformed] = await Promise.all(
    [summary.id, room(9), "x"].map(id => app.request(`/api/rooms/${id}`)),
  )

  expect(await found.json()).toEqual(summary)
  const answers = await Promise.all([strange, absent, malformed].map(each => each?.text()))
  expect(new Set(answers).size).toBe(1)
  expect([strange?.status, absent?.status, malformed?.status]).toEqual([404, 404, 404])
  expect(asked.length).toBe(4)
})

test("[RM3] a room that cannot be written says so, with the reason for people", async () => {
  const app = testApp({ readOnlyReason: async () => "Part of it is damaged." })
  const maker = app.visitor()
  const made = await maker.send("POST", apiPaths.rooms, { from: { kind: "example" } })
  const { id } = (await made.json()) as RoomSummary

  const summary = (await (await maker.get(apiPaths.room(id))).json()) as RoomSummary

  expect(summary.readOnly).toBe("Part of it is damaged.")
})

test("[RM5] the example that was made at the first start is the one that is found later", async () => {
  const app = testApp()
  expect((await app.request(apiPaths.example)).status).toBe(404)

  const secret = app.exampleSecret
  const first = await findOrMakeExample(app.store, { newRoomId: () => room(7), secret, now: 1 })
  const later = await findOrMakeExample(app.store, { newRoomId: () => room(8), secret, now: 2 })
  const answered = (await (await app.request(apiPaths.example)).json()) as ExampleRoom

  expect(later).toEqual(first)
  expect([answered.id, answered.secret]).toEqual([room(7), secret])
  expect(await stored(app, answered)).toEqual(delivered())
})

test("[HT1] a store that cannot write makes the request fail in words, and nothing is made", async () => {
  let isWritable = false
  const app = testApp({ store: createMemoryStore({ isWritable: () => isWritable }) })

  const problem = await problemOf(await app.post(apiPaths.rooms, { from: { kind: "example" } }))
  isWritable = true

  expect(problem.type).toBe("unavailable")
  expect(await app.store.room(room(1))).toBeUndefined()
})

test("[HT1] a bug of ours is logged and answered without a word of its inside", async () => {
  const app = testApp({
    readOnlyReason: () => Promise.reject(new Error("secret inside")),
  })
  const maker = app.visitor()
  const made = await maker.send("POST", apiPaths.rooms, { from: { kind: "example" } })
  const { id } = (await made.json()) as RoomSummary

  const response = await maker.get(apiPaths.room(id))

  expect(await response.text()).not.toContain("secret inside")
  expect(response.status).toBe(500)
  expect(app.logged).toEqual(["error A request failed"])
})

test("[HT6] an address that asks too often is told to wait", async () => {
  const noRooms = testApp({ mayMakeRoom: address => address !== "192.0.2.1" })
  const nothing = testApp({ mayCall: () => false })

  const refused = [
    await noRooms.post(apiPaths.rooms, { from: { kind: "example" } }),
    await nothing.request(apiPaths.templates),
  ]

  for (const response of refused) expect((await problemOf(response)).type).toBe("too-many")
  expect((await noRooms.request(apiPaths.templates)).status).toBe(200)
})

test("[HT2] the templates are listed as the client reads them", async () => {
  expect(await (await testApp().request(apiPaths.templates)).json()).toEqual(templates())
})

test("[SV4] health says whether people's work is stored, and looks again after a second", async () => {
  let [isWritable, nowMs] = [false, 0]
  const memory = createMemoryStore({ isWritable: () => isWritable })
  const app = testApp({ store: memory, steadyNow: () => nowMs })
  await expect(memory.checkWritable()).rejects.toBeInstanceOf(StoreUnavailable)

  const ill = await app.request(apiPaths.health)
  isWritable = true
  const soon = await app.request(apiPaths.health)
  nowMs += 1_000
  const well = await app.request(apiPaths.health)

  expect([ill.status, soon.status, well.status]).toEqual([503, 503, 200])
  expect(await well.json()).toEqual({ status: "ok", canWrite: true, openRooms: 3, version: "1.2.3" })
})
