// What somebody has done to the whole of the canvas, as the server tells it and as people read it. Rule VE11.
import { afterEach, expect, test } from "vitest"
import { newsInWords } from "../../../client/versions/version-words.ts"
import type { BlockId, VersionId } from "../../../shared/ids.ts"
import { contentOf } from "../../../shared/model/document.ts"
import type { RoomNews } from "../../../shared/versions-api.ts"
import { type Peer, startPeer } from "./peer.ts"
import { fill, newDevice, open, ROOM, untilSaved } from "./rooms-here.ts"

let peer: Peer | undefined
afterEach(() => peer?.close())

const version = { kind: "version", id: "version-0001" as VersionId, name: "", reason: "idle", at: 5 } as const
const restored: RoomNews = {
  kind: "restored",
  by: { name: "Ana" },
  part: { kind: "everything" },
  from: version,
  kept: "version-0002" as VersionId,
}

test("[VE11] who listens to an open room hears the server's news, until they stop", async () => {
  peer = await startPeer()
  fill(contentOf(peer.doc))
  const room = open(newDevice(), peer.url, ROOM)
  const heard: RoomNews[] = []
  const first = new Promise<void>(resolve => {
    const stop = room.onNews(news => {
      heard.push(news)
      stop()
      resolve()
    })
  })
  await untilSaved(room, "saved")

  peer.report(restored)
  await first
  peer.report(restored)
  // Frames come in order: what is told after the second has come behind it.
  const settled = new Promise<void>(resolve => room.doc.once("update", () => resolve()))
  contentOf(peer.doc).meta.set("title", "Other")
  await settled
  room.close()

  expect(heard).toEqual([restored])
})

test("[VE11] the words say who, what, from what, and that nothing is lost", () => {
  const kept = "What was there before is kept as a version."
  const words = (news: RoomNews) =>
    newsInWords(
      news,
      () => "Channels",
      () => "24 Nov at 10:42",
    )

  expect(words(restored)).toBe(
    `Ana restored the whole canvas from “Kept when the room came to rest”. ${kept}`,
  )
  expect(
    words({
      ...restored,
      by: { name: "" },
      part: { kind: "block", block: "channels" as BlockId },
      from: { ...version, name: "Agreed" },
    }),
  ).toBe(`Somebody restored the block “Channels” from “Agreed”. ${kept}`)
  expect(words({ ...restored, from: { kind: "moment", seq: 7, at: 1 } })).toBe(
    `Ana restored the whole canvas from 24 Nov at 10:42. ${kept}`,
  )
  const imported = { kind: "imported", by: { name: "Ben" }, title: "Plan B", kept: restored.kept } as const
  expect(words({ ...imported, mode: "add" })).toBe(`Ben added “Plan B” to the canvas. ${kept}`)
  expect(words({ ...imported, mode: "replace" })).toBe(`Ben put “Plan B” in place of the canvas. ${kept}`)
})
