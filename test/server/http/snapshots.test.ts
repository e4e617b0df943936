import { gunzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { apiPaths, type EnteredRoom } from "../../../shared/api.ts"
import type { RoomId } from "../../../shared/ids.ts"
import { testApp } from "./test-app.ts"

async function appWithRoom() {
  const app = testApp({ largeSnapshot: async () => ({ epoch: 0, seq: 0 }) })
  const ada = app.visitor()
  const made = await ada.send("POST", apiPaths.rooms, {
    from: { kind: "template", template: "business-model-canvas" },
  })
  const { id } = (await made.json()) as { id: RoomId }
  return { app, ada, id }
}

test("[WR21] a snapshot is fetched by its position, compressed, and kept for good by the browser alone", async () => {
  const { app, ada, id } = await appWithRoom()
  const summary = (await (await ada.get(apiPaths.room(id))).json()) as EnteredRoom

  const response = await ada.get(apiPaths.snapshot(id, "content", summary.snapshot ?? ""))

  const stored = await app.store.load({ room: id, document: "content" })
  expect(summary.snapshot).toBe("0.0")
  expect(response.headers.get("cache-control")).toBe("private, max-age=31536000, immutable")
  expect(new Uint8Array(gunzipSync(await response.arrayBuffer()))).toEqual(stored.snapshot?.update)
})

test.each([
  ["of another epoch", "content", "1.0"],
  ["that is not the newest", "content", "0.7"],
  ["whose name is none", "content", "newest"],
  ["of no known document", "secrets", "0.0"],
])("[WR21] a snapshot %s is not found", async (_what, document, position) => {
  const { ada, id } = await appWithRoom()

  const response = await ada.get(apiPaths.snapshot(id, document, position))

  expect([response.status, response.headers.get("cache-control")]).toEqual([404, "no-store"])
})

test("[WR21] who has no place in the room learns nothing of its snapshots", async () => {
  const { app, id } = await appWithRoom()

  const response = await app.visitor().get(apiPaths.snapshot(id, "content", "0.0"))

  expect(response.status).toBe(404)
})
