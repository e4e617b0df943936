// The main thread's side of version-worker.ts: one thread for the process, one document at a time. A document that makes
// it run out of memory or time costs whoever asked an answer, and nobody anything else.
import type { Timers } from "../rooms/timers.ts"
import { startWorker } from "../start-worker.ts"
import { StoreUnavailable } from "../storage/store.ts"
import { WorkerLine } from "../worker-line.ts"
import type { Craft, Crafts } from "./crafts.ts"

/** The largest room takes some seconds. */
const WITHIN_MS = 60_000
const MAX_HEAP_MB = 2_048
/** Who comes behind so many is asked to come again: each has a whole document in memory. */
const MAX_WAITING = 100

export interface CraftQuestion {
  craft: Craft
  given: readonly unknown[]
}

/**
 * Has something made by one of the crafts.
 *
 * @throws StoreUnavailable where it cannot be made now.
 */
export type Workshop = <Name extends Craft>(
  craft: Name,
  ...given: Parameters<Crafts[Name]>
) => Promise<ReturnType<Crafts[Name]>>

export interface OpenWorkshop {
  work: Workshop
  /** Abandons what is under way. May be called twice. */
  close(): Promise<void>
}

export function openWorkshop(timers: Timers): OpenWorkshop {
  const line = new WorkerLine<CraftQuestion, { made: unknown }>({
    start: () =>
      startWorker("version-worker", import.meta.url, {
        resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      }),
    timers,
    withinMs: WITHIN_MS,
  })
  return {
    async work(craft, ...given) {
      if (line.length >= MAX_WAITING) throw new StoreUnavailable("Too much is being made at once.")
      const outcome = await line.ask({ craft, given })
      // Typed by the crafts: the thread calls the one of that name.
      if (outcome.kind === "answered") return outcome.answer.made as never
      const why = outcome.kind === "failed" ? outcome.reason : "the server is stopping"
      throw new StoreUnavailable(`The canvas could not be worked on: ${why}.`)
    },
    close: () => line.close(),
  }
}
