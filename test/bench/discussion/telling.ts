// From the request that says something to the client that hears it, over the running server.
import { nanoid } from "nanoid"
import { discussionPaths } from "../../../shared/discussion-api.ts"
import type { ThreadId } from "../../../shared/ids.ts"
import { discussionOf } from "../../../shared/model/discussion.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"
import { ApiGuest } from "../../harness/people.ts"
import type { TestServer } from "../../harness/server.ts"
import { StockClient } from "../../harness/stock-client.ts"
import { median, percentile } from "../client/figures.ts"
import type { Line } from "../discussion.ts"

/** People take turns, as the server lets none of them write faster than a person can. */
const SPEAKERS = 6
const COMMENTS_EACH = 40

export async function measureTelling(server: TestServer): Promise<Line[]> {
  const room = await server.newRoom({ kind: "example" })
  const maker = server.makerOf(room.id)
  const { secret } = await maker.newLink(room.id, { role: "comment" })
  const speakers = await Promise.all(
    Array.from({ length: SPEAKERS }, async (_, index) => {
      const guest = new ApiGuest(server.origin, `Guest ${index}`)
      await guest.enter(room.id, secret)
      return guest
    }),
  )
  const thread = nanoid(16) as ThreadId
  await maker.get("POST", discussionPaths.threads(room.id), {
    id: thread,
    target: { kind: "canvas" },
    comment: { id: nanoid(16), body: [paragraph("Begin")] },
  })
  const listener = new StockClient(server.origin, room.id, { document: "discussion" })
  await listener.synced()
  const heardAtMs = new Map<string, number>()
  const { comments } = discussionOf(listener.doc)
  comments.observe(({ keysChanged }) => {
    for (const id of keysChanged) heardAtMs.set(id, performance.now())
  })

  const [toPeer, answered]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < COMMENTS_EACH * SPEAKERS; turn++) {
    const id = nanoid(16)
    const speaker = speakers[turn % SPEAKERS]
    const startMs = performance.now()
    await speaker?.get("POST", discussionPaths.comments(room.id, thread), {
      id,
      body: [paragraph(`Comment ${turn}`)],
    })
    answered.push(performance.now() - startMs)
    while (!heardAtMs.has(id)) await new Promise(resolve => setImmediate(resolve))
    toPeer.push((heardAtMs.get(id) ?? 0) - startMs)
  }
  listener.close()
  return [
    { what: "comment to another client, p50", value: median(toPeer), unit: "ms", aim: 50 },
    { what: "comment to another client, p95", value: percentile(toPeer, 95), unit: "ms" },
    { what: "comment answered as stored, p50", value: median(answered), unit: "ms" },
  ]
}
