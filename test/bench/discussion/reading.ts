// What a room with a thousand threads costs whoever opens it.
import * as Y from "yjs"
import { discussionOf } from "../../../shared/model/discussion.ts"
import { countFilters, countTargets } from "../../../shared/model/discussion-views.ts"
import { discussionReader } from "../../../shared/model/read-discussion.ts"
import { median } from "../client/figures.ts"
import type { Line } from "../discussion.ts"
import { bigTalk, commentId, person } from "./big-talk.ts"

const RUNS = 15

export function measureReading(): Line[] {
  const update = Y.encodeStateAsUpdate(bigTalk().doc)
  const [apply, first, again, views]: number[][] = [[], [], [], []]
  const timed = (times: number[] | undefined, work: () => void) => {
    const startMs = performance.now()
    work()
    times?.push(performance.now() - startMs)
  }
  for (let run = 0; run < RUNS; run++) {
    const discussion = discussionOf(new Y.Doc())
    timed(apply, () => Y.applyUpdate(discussion.doc, update))
    const read = discussionReader(discussion)
    timed(first, read)
    discussion.reactions.set(commentId(17), { "👍": [person(run % 30)] })
    timed(again, read)
    const { threads } = read()
    timed(views, () => {
      countFilters(threads, { me: person(1), reads: new Map(), isOrphaned: () => false })
      countTargets(threads)
    })
  }
  return [
    { what: "1,000 threads, 5,000 comments: update", value: update.length / 1024, unit: "KiB" },
    { what: "… applied", value: median(apply ?? []), unit: "ms" },
    { what: "… read for the first time", value: median(first ?? []), unit: "ms" },
    { what: "… applied and read", value: median(apply ?? []) + median(first ?? []), unit: "ms", aim: 150 },
    { what: "… read again after a change", value: median(again ?? []), unit: "ms" },
    { what: "… filtered and counted", value: median(views ?? []), unit: "ms" },
  ]
}
