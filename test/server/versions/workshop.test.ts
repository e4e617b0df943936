import { afterEach, expect, test } from "vitest"
import * as Y from "yjs"
import { StoreUnavailable } from "../../../server/storage/store.ts"
import { openWorkshop } from "../../../server/versions/workshop.ts"
import { toCanvasFile } from "../../../shared/model/canvas-file.ts"
import { smallCanvas } from "../../client/canvas/small-canvas.ts"
import { contentWith } from "../../shared/peers.ts"
import { HandTimers } from "../../world/hand-timers.ts"

let workshop = openWorkshop(new HandTimers())
afterEach(async () => {
  await workshop.close()
  workshop = openWorkshop(new HandTimers())
})

const log = () => ({
  base: { seq: 0, update: Y.encodeStateAsUpdate(contentWith(smallCanvas()).doc) },
  rows: [],
})

test("[VE4] versions are made and restored in a thread; a document that cannot be built costs only itself", async () => {
  const broken = { base: { seq: 0, update: Uint8Array.of(1, 1, 1) }, rows: [] }

  const failed = workshop.work("keep", broken)
  const kept = workshop.work("keep", log())

  await expect(failed).rejects.toBeInstanceOf(StoreUnavailable)
  expect((await kept)?.counts.cards).toBe(smallCanvas().cards.length)
  expect(await workshop.work("show", log(), 0)).toEqual(toCanvasFile(smallCanvas()))
  const state = (await kept)?.state ?? new Uint8Array()
  expect(await workshop.work("restore", log(), state, { kind: "everything" }, 5)).toEqual({ kind: "change" })
})

test("[VE4] what waits behind too much is refused, and nothing is begun once the server stops", async () => {
  const asked = Array.from({ length: 101 }, () => workshop.work("show", log(), 0))
  const last = asked.pop()
  const outcomes = Promise.allSettled(asked)

  await expect(last).rejects.toBeInstanceOf(StoreUnavailable)
  await workshop.close()
  asked.push(workshop.work("show", log(), 0))

  await expect(asked.at(-1)).rejects.toBeInstanceOf(StoreUnavailable)
  await outcomes
})
