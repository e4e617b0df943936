// Rooms cannot be found out by asking: whoever has no place in one is answered as if it were not there, after the same
// work. What the work is, is counted in calls of the store; how long it takes is printed by test/live/room-ids. Rule LR9.
import { beforeEach, expect, test } from "vitest"
import { createMemoryStore } from "../../../server/storage/memory.ts"
import type { Store } from "../../../server/storage/store.ts"
import { apiPaths, type CreatedRoom } from "../../../shared/api.ts"
import { type TestApp, testApp, type Visitor } from "./test-app.ts"

type Method = Parameters<Visitor["send"]>[0]

let calls: string[]
let app: TestApp
let stranger: Visitor

beforeEach(async () => {
  calls = []
  app = testApp({ store: counting(createMemoryStore(), calls) })
  stranger = app.visitor()
  // Has a cookie, as everybody has who has asked before.
  await stranger.get(apiPaths.templates)
})

/** Notes the name of each call before it is made. */
function counting(store: Store, calls: string[]): Store {
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== "function") return member
      return (...given: unknown[]): unknown => {
        calls.push(String(name))
        return member.apply(target, given)
      }
    },
  })
}

async function newRoom(): Promise<string> {
  const made = await app
    .visitor()
    .send("POST", apiPaths.rooms, { from: { kind: "template", template: "swot" } })
  return ((await made.json()) as CreatedRoom).id
}

/** A body that is well-formed where one is looked at before the room is. */
const body = { secret: "s".repeat(43), name: "Mallory", color: "#b4432e" }

/** All of an answer and of the work for it. */
async function askedFor(room: string, method: string, path: string) {
  calls.length = 0
  const at = path.replace(":room", room).replaceAll(/:\w+/g, "x".repeat(16))
  const answer =
    method === "get" ? await stranger.get(at) : await stranger.send(method.toUpperCase() as Method, at, body)
  const head = [...answer.headers].filter(([name]) => name !== "date")
  return { status: answer.status, head, text: await answer.text(), calls: [...calls] }
}

test("[LR9] every operation of a room answers a stranger alike, after the same calls of the store, whether the room is there, was deleted, is absent or has a malformed id", async () => {
  const there = await newRoom()
  const deleted = await newRoom()
  await app.store.setStanding(deleted as CreatedRoom["id"], { deletedAt: app.now() })
  const operations = app.routes.filter(({ path }) => path.includes(":room"))

  for (const { method, path } of operations) {
    const absent = await askedFor("z".repeat(22), method, path)

    expect([method, path, absent.status]).toEqual([method, path, 404])
    expect(absent.calls).toContain("access")
    for (const room of [there, deleted, "z"]) expect(await askedFor(room, method, path)).toEqual(absent)
  }
  expect(operations.length).toBeGreaterThan(20)
})
