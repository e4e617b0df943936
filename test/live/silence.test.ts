// Half a minute in which nobody says a word: who is there stays, who has vanished goes. The two wait side by side.
// Rules WR4, WR9, WR10.
import { afterAll, beforeAll, expect, test } from "vitest"
import { encodeAwarenessUpdate } from "y-protocols/awareness"
import type { RoomSummary } from "../../shared/api.ts"
import { encodeAwareness } from "../../shared/protocol/messages.ts"
import { RawClient } from "../harness/raw-client.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { StockClient } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"

let server: TestServer
let room: RoomSummary
beforeAll(async () => {
  server = await startServer()
  room = await server.newRoom({ kind: "template", template: "swot" })
})
afterAll(() => server.close())

const user = { name: "Ana", color: "#2f7d4f" }
const isThere = (viewer: StockClient, clientId: number) => viewer.provider.awareness.getStates().has(clientId)

test.concurrent("[WR4] who has nothing to say and shows nothing stays connected for 32 seconds", async () => {
  const alone = await server.newRoom({ kind: "template", template: "swot" })
  const quiet = new StockClient(server.origin, alone.id)
  // Without a presence of its own, not even its renewal comes back every 15 seconds.
  quiet.provider.awareness.setLocalState(null)
  await quiet.synced()
  const silences: number[] = []
  let last = performance.now()
  quiet.provider.ws?.addEventListener("message", () => {
    silences.push(performance.now() - last)
    last = performance.now()
  })

  const begun = performance.now()
  await until("the half minute", () => performance.now() - begun > 32_000, 40_000)

  expect(quiet.provider.wsconnected).toBe(true)
  expect(quiet.closeCodes).toEqual([])
  expect(Math.max(...silences, performance.now() - last)).toBeLessThan(20_000)
  quiet.close()
})

test.concurrent("[WR9] who vanishes without a word is taken off within 35 seconds", async () => {
  const viewer = new StockClient(server.origin, room.id)
  await viewer.synced()
  const ghost = new StockClient(server.origin, room.id)
  ghost.provider.disconnect()
  ghost.provider.awareness.setLocalState({ user })
  const line = new RawClient(server.origin, room.id, { answersPings: false })
  await line.opened()
  line.send(encodeAwareness(encodeAwarenessUpdate(ghost.provider.awareness, [ghost.doc.clientID])))
  await until("the ghost is seen", () => isThere(viewer, ghost.doc.clientID))

  const begun = performance.now()
  await Promise.race([line.closed, until("the line is ended", () => false, 35_000)])
  const tookMs = performance.now() - begun
  // Those who come later have no clock of their own that has run out: what they see is the server's word.
  const later = new StockClient(server.origin, room.id)
  await later.synced()
  later.provider.awareness.setLocalState({ user })
  await until("the later one is seen", () => isThere(viewer, later.doc.clientID))

  expect(tookMs).toBeLessThan(35_000)
  expect([isThere(viewer, ghost.doc.clientID), isThere(later, ghost.doc.clientID)]).toEqual([false, false])
  for (const client of [viewer, ghost, later]) client.close()
})

test.concurrent("[WR9][WR10] a close is seen at once, and the late close of an old line takes nobody off", async () => {
  const viewer = new StockClient(server.origin, room.id, { version: "2.1" })
  const person = new StockClient(server.origin, room.id)
  await Promise.all([viewer.synced(), person.synced()])
  person.provider.disconnect()
  person.provider.awareness.setLocalState({ user })
  // A line whose end nobody has noticed yet, as after a change of network, and the one that follows it.
  const old = new RawClient(server.origin, room.id)
  await old.opened()
  old.send(encodeAwareness(encodeAwarenessUpdate(person.provider.awareness, [person.doc.clientID])))
  await until("the person is seen", () => isThere(viewer, person.doc.clientID))
  person.mend()
  await person.synced()
  person.provider.awareness.setLocalState({ user, at: { kind: "lead" } })
  await person.stored()
  let wasTakenOff = false
  viewer.provider.awareness.on("change", ({ removed }: { removed: number[] }) => {
    wasTakenOff ||= removed.includes(person.doc.clientID)
  })

  old.close()
  await old.closed
  viewer.content.meta.set("title", "A round trip later")
  await until("a round trip", () => person.content.meta.get("title") === "A round trip later")
  const stayed = !wasTakenOff && isThere(viewer, person.doc.clientID)
  const begun = performance.now()
  person.provider.disconnect()
  await until("the person has left", () => !isThere(viewer, person.doc.clientID), 3_000)

  expect(stayed).toBe(true)
  expect(performance.now() - begun).toBeLessThan(1_000)
  for (const client of [viewer, person]) client.close()
})
