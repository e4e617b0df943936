// A room as a file, over HTTP: who gets what of it, and how the file is called.
import { beforeEach, expect, test } from "vitest"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import { attachment, fileName } from "../../../server/http/file-name.ts"
import { apiPaths, type CreatedRoom, type IssuedLink, type NewLink } from "../../../shared/api.ts"
import { discussionPaths } from "../../../shared/discussion-api.ts"
import { formatPaths } from "../../../shared/formats-api.ts"
import type { CanvasFile } from "../../../shared/model/canvas-file.ts"
import { toCanvasFile } from "../../../shared/model/canvas-file.ts"
import { type Version, versionPaths } from "../../../shared/versions-api.ts"
import { type TestApp, testApp, type Visitor } from "./test-app.ts"

let app: TestApp
let maker: Visitor
let room: CreatedRoom

const [first, ...others] = exampleCanvas().cards
const archived = { ...first, gone: 1_790_000_000_000 } as NonNullable<typeof first>
const source = toCanvasFile({
  ...exampleCanvas(),
  // As a room has them.
  tags: exampleCanvas().tags.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  cards: [...others, archived],
})

beforeEach(async () => {
  app = testApp()
  maker = app.visitor()
  const made = await maker.send("POST", apiPaths.rooms, {
    from: { kind: "file", file: source },
    me: { name: "Maker", color: "#2f68b0" },
  })
  room = (await made.json()) as CreatedRoom
  await maker.send("POST", discussionPaths.threads(room.id), {
    id: "thread-1".padEnd(16, "_"),
    target: { kind: "canvas" },
    comment: {
      id: "comment-1".padEnd(16, "_"),
      body: [{ type: "paragraph", content: [{ type: "text", text: "Is this still so?" }] }],
    },
  })
})

async function guestBy(link: Partial<NewLink>): Promise<Visitor> {
  const made = await maker.send("POST", apiPaths.links(room.id), {
    kind: "link",
    role: "view",
    label: "Guests",
    ...link,
  })
  const { secret } = (await made.json()) as IssuedLink
  const visitor = app.visitor()
  await visitor.send("POST", apiPaths.enter(room.id), { secret, name: "Ana", color: "#B4432E" })
  return visitor
}

const exported = (visitor: Visitor, query: string) => visitor.get(`${formatPaths.export(room.id)}?${query}`)
const canvasFor = async (visitor: Visitor, query = "format=json") =>
  (await (await exported(visitor, query)).json()) as CanvasFile & {
    threads?: unknown[]
    people?: Record<string, string>
  }
const cardsIn = (file: CanvasFile) => Object.values(file.blocks).flat()

test("[EX1] who may change the canvas exports all of it, the archive too", async () => {
  const file = await canvasFor(maker)

  expect(file).toEqual(source)
})

test("[EX2] a room made of an exported file is exported as the same file", async () => {
  const file = await canvasFor(maker, "format=json&comments=true")

  const made = await maker.send("POST", apiPaths.rooms, { from: { kind: "file", file } })
  const again = (await made.json()) as CreatedRoom
  const back = await maker.get(`${formatPaths.export(again.id)}?format=json`)

  const { threads: _said, people: _who, ...canvas } = file
  expect(await back.json()).toEqual(canvas)
})

test("[EX3] the schema of canvas files has an address", async () => {
  const answer = await app.request(formatPaths.schema)

  expect(answer.headers.get("content-type")).toBe("application/schema+json")
  expect(await answer.json()).toMatchObject({ $id: "urn:ninefold:canvas-file:1" })
})

test("[EX1] who may only read gets no archived card and no version, in any format", async () => {
  const viewer = await guestBy({ role: "view" })
  const commenter = await guestBy({ role: "comment" })

  for (const reader of [viewer, commenter]) {
    const cards = cardsIn(await canvasFor(reader))
    expect(cards.map(({ id }) => id)).toEqual(expect.not.arrayContaining([archived.id]))
    expect(cards).toHaveLength(others.length)
    expect((await exported(reader, `format=json&version=${"v".repeat(12)}`)).status).toBe(403)
  }
  expect((await exported(maker, `format=json&version=${"v".repeat(12)}`)).status).toBe(404)
})

test("[EX1] a version leaves as it was, for those who may change the canvas", async () => {
  const kept = await maker.send("POST", versionPaths.versions(room.id), { name: "Before", note: "" })
  const { id } = (await kept.json()) as Version
  await maker.send("PATCH", apiPaths.room(room.id), { title: "Another title" })

  const [was, is] = [await canvasFor(maker, `format=json&version=${id}`), await canvasFor(maker)]

  expect([was.title, is.title]).toEqual([source.title, "Another title"])
})

test("[EX1] comments are in it where they are asked for and the link shows them", async () => {
  const seeing = await guestBy({ role: "view", seesComments: true })
  const blind = await guestBy({ role: "view", seesComments: false })

  const [asked, unasked, hidden] = [
    await canvasFor(seeing, "format=json&comments=true"),
    await canvasFor(seeing),
    await canvasFor(blind, "format=json&comments=true"),
  ]

  expect(asked.threads).toHaveLength(1)
  expect(Object.values(asked.people ?? {})).toEqual(["Maker"])
  expect([unasked.threads, hidden.threads]).toEqual([undefined, undefined])
})

test("[EX1] without names nobody is named in the file", async () => {
  const file = await canvasFor(maker, "format=json&comments=true&names=false")

  expect(file.people).toEqual({})
  expect(new Set(cardsIn(file).map(({ by }) => by))).toEqual(new Set([""]))
})

test("[EX1] who has no place in the room gets what they get for no room", async () => {
  const stranger = app.visitor()

  const [here, nowhere] = [
    await exported(stranger, "format=json"),
    await stranger.get(`${formatPaths.export("nowhere" as typeof room.id)}?format=json`),
  ]

  expect([here.status, nowhere.status]).toEqual([404, 404])
  expect(await here.text()).toBe(await nowhere.text())
})

test("[EX5] the file is called as the room, in the letters the header can hold and in full", async () => {
  const { headers } = await exported(maker, "format=json")

  expect(headers.get("content-type")).toBe("application/json")
  expect(headers.get("content-disposition")).toBe(
    "attachment; filename=\"Z.ai China_s First Listed LLM Maker and the Question of Profit.canvas.json\"; filename*=UTF-8''Z.ai%20China%E2%80%99s%20First%20Listed%20LLM%20Maker%20and%20the%20Question%20of%20Profit.canvas.json",
  )
})

test("[EX5] a title becomes a name that every device takes", () => {
  expect(
    [
      "",
      "..",
      "a/b\\c:d",
      "CON",
      " Résumé \n 计划 ",
      "evil\u202Efdp.exe",
      '"quoted" 100%',
      "x".repeat(500),
      "🦊".repeat(100),
    ].map(title => fileName(title, ".pdf")),
  ).toEqual([
    "Canvas.pdf",
    "Canvas.pdf",
    "a b c d.pdf",
    "Canvas.pdf",
    "Résumé 计划.pdf",
    "evil fdp.exe.pdf",
    "quoted 100%.pdf",
    `${"x".repeat(80)}.pdf`,
    `${"🦊".repeat(80)}.pdf`,
  ])
  expect(attachment("Résumé 计划 (100%)'s.pdf")).toBe(
    "attachment; filename=\"Resume __ (100_)'s.pdf\"; filename*=UTF-8''R%C3%A9sum%C3%A9%20%E8%AE%A1%E5%88%92%20%28100%25%29%27s.pdf",
  )
})

test("[EX4] a question that makes no sense, too many of them and a file that fails are told apart", async () => {
  const strange = await exported(maker, "format=exe")
  const scaled = await exported(maker, "format=png&scale=3")
  const hasty = testApp({ mayExport: () => false })
  const failing = testApp({
    exports: { length: 0, write: async () => ({ kind: "failed", reason: "out of memory" }) },
  })
  const full = testApp({ exports: { length: 100, write: async () => ({ kind: "abandoned" }) } })

  const statuses = await Promise.all(
    [hasty, failing, full].map(async other => {
      const visitor = other.visitor()
      const made = await visitor.send("POST", apiPaths.rooms, { from: { kind: "example" } })
      const { id } = (await made.json()) as CreatedRoom
      return (await visitor.get(`${formatPaths.export(id)}?format=json`)).status
    }),
  )

  expect([strange.status, scaled.status]).toEqual([400, 400])
  expect(await strange.text()).toContain("format")
  expect(statuses).toEqual([429, 503, 429])
  expect(failing.logged).toEqual(["warn An export was not written"])
})
