// The main thread's side of compaction-worker.ts: one worker for the process, one history at a time. A document that
// makes it run out of memory or time costs that document its compaction and nobody anything else. Rule SV9.
import { startWorker } from "../start-worker.ts"
import { WorkerLine } from "../worker-line.ts"
import type { Folded } from "./fold.ts"
import type { Timers } from "./timers.ts"

/** The largest room takes some seconds; a document made to be slow would take hours. */
const FOLD_WITHIN_MS = 60_000
/** A built document takes up to thirty times the bytes of its history. */
const MAX_HEAP_MB = 2_048

export class Compactor {
  readonly #line: WorkerLine<Uint8Array, Folded>

  constructor(timers: Timers) {
    const start = () =>
      startWorker("compaction-worker", import.meta.url, {
        resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      })
    this.#line = new WorkerLine({ start, timers, withinMs: FOLD_WITHIN_MS })
  }

  /** Folds a history in its turn; `history` is copied when that comes. */
  readonly fold = async (history: Uint8Array): Promise<Folded> => {
    const outcome = await this.#line.ask(history)
    return outcome.kind === "answered" ? outcome.answer : outcome
  }

  /** Abandons what is under way. May be called twice. */
  close = (): Promise<void> => this.#line.close()
}
