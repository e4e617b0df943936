// Two states compared: the changes, as a list with who made them, and in words.
import { useMemo } from "react"
import type { Canvas } from "../../shared/model/canvas.ts"
import { diffCanvas } from "../../shared/model/diff.ts"
import { diffInWords } from "../../shared/model/diff-words.ts"
import { authorsBetween, changesOf } from "./changes.ts"
import type { Stop } from "./stops.ts"
import type { Past, State } from "./use-past.ts"

interface ComparedOf {
  past: Past
  early: Stop | undefined
  late: Stop
  before: State | undefined
  after: Canvas | undefined
}

/** The comparison of two states, made again only where one of them is another. */
export function useCompared({ past, early, late, before, after }: ComparedOf) {
  const { cardChanges } = past
  const earlier = before?.state === "here" ? before.canvas : undefined
  const fromMs = early && early.kind !== "now" ? early.at : 0
  const untilMs = late.kind === "now" ? Number.POSITIVE_INFINITY : late.at
  return useMemo(() => {
    if (!earlier || !after) return undefined
    const diff = diffCanvas(earlier, after)
    const compared = { before: earlier, after, diff }
    return {
      ...compared,
      changes: changesOf(compared, authorsBetween(cardChanges, fromMs, untilMs)),
      words: () => diffInWords(diff, compared),
    }
  }, [earlier, after, cardChanges, fromMs, untilMs])
}
