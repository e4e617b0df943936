// The main thread's side of export-worker.ts: one worker for the process, one file at a time. A room that makes it run
// out of memory or time costs that export its file and nobody anything else. Rule EX4.
import type { Timers } from "../rooms/timers.ts"
import { startWorker } from "../start-worker.ts"
import { type Outcome, WorkerLine } from "../worker-line.ts"
import type { ExportQuestion } from "./export-source.ts"
import type { WrittenExport } from "./write-export.ts"

/** The largest room in the slowest format takes some seconds. */
const WRITE_WITHIN_MS = 60_000
const MAX_HEAP_MB = 1_024

export class Exports {
  readonly #line: WorkerLine<ExportQuestion, WrittenExport>

  constructor(timers: Timers) {
    const start = () =>
      startWorker("export-worker", import.meta.url, {
        resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      })
    this.#line = new WorkerLine({ start, timers, withinMs: WRITE_WITHIN_MS })
  }

  /** How many are waiting or under way. */
  get length(): number {
    return this.#line.length
  }

  /** Writes a file in its turn. @param signal gives it up; a file that nobody waits for is not written. */
  write(question: ExportQuestion, signal: AbortSignal): Promise<Outcome<WrittenExport>> {
    return this.#line.ask(question, signal)
  }

  /** Abandons what is under way. May be called twice. */
  close = (): Promise<void> => this.#line.close()
}
