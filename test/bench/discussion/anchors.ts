// Five hundred comments on words of the example's commentary, after somebody else has edited it.
import * as Y from "yjs"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import { type Anchor, makeAnchor, refreshAnchor, resolveAnchor } from "../../../shared/model/anchor.ts"
import { contentOf } from "../../../shared/model/document.ts"
import { fillCanvas } from "../../../shared/model/edits.ts"
import { lettersOf, pointAt } from "../../../shared/model/letters.ts"
import { randomBySeed } from "../../harness/random.ts"
import { median } from "../client/figures.ts"
import type { Line } from "../discussion.ts"

const ANCHORS = 500
const RUNS = 31

export function measureAnchors(): Line[] {
  const content = contentOf(new Y.Doc())
  fillCanvas(content, exampleCanvas())
  const random = randomBySeed(7)
  const before = lettersOf(content.commentary)
  const anchors = Array.from({ length: ANCHORS }, (): Anchor | undefined => {
    const from = random.below(before.words.length - 60)
    return makeAnchor("commentary", before, { from, to: from + 8 + random.below(50) })
  }).filter(anchor => anchor !== undefined)
  const [resolved, renewed]: number[][] = [[], []]
  for (let run = 0; run < RUNS; run++) {
    const letters = lettersOf(content.commentary)
    const point = pointAt(letters, random.below(letters.words.length))
    point?.text.insert(point.index, "edited ")
    const startMs = performance.now()
    const after = lettersOf(content.commentary)
    for (const anchor of anchors) resolveAnchor(anchor, after)
    resolved?.push(performance.now() - startMs)
    const renewStartMs = performance.now()
    for (const anchor of anchors) refreshAnchor(anchor, after)
    renewed?.push(performance.now() - renewStartMs)
  }
  return [
    {
      what: `${ANCHORS} anchors found again after a remote edit`,
      value: median(resolved ?? []),
      unit: "ms",
      aim: 10,
    },
    { what: `… by whoever made the edit, renewed where needed`, value: median(renewed ?? []), unit: "ms" },
  ]
}
