// The main thread's side of import-worker.ts: one file at a time, in so much time and memory and no more. A file that
// wants more costs whoever sent it a sentence. Rule IN5.
import type { Timers } from "../rooms/timers.ts"
import { startWorker } from "../start-worker.ts"
import { WorkerLine } from "../worker-line.ts"
import type { Read } from "./read-any.ts"

export interface FileToRead {
  bytes: Uint8Array
  name: string
}

/** `busy`: so many wait already that one more would wait too long. `failed`: the reader broke, with the reason. */
export type Preview = Read | { ok: false; busy: true } | { ok: false; failed: string }

/** The longest article takes a second. */
const READ_WITHIN_MS = 10_000
const MAX_HEAP_MB = 512
/** Each of those before takes its time at worst. */
const MAX_WAITING = 12

export class Imports {
  readonly #line: WorkerLine<FileToRead, Read>

  constructor(timers: Timers) {
    const start = () =>
      startWorker("import-worker", import.meta.url, {
        resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      })
    this.#line = new WorkerLine({ start, timers, withinMs: READ_WITHIN_MS })
  }

  /**
   * What would be written of a file. Writes nothing, and never rejects.
   *
   * @param signal gives it up where nobody waits for it any more.
   */
  async preview(file: FileToRead, signal?: AbortSignal): Promise<Preview> {
    if (this.#line.length >= MAX_WAITING) return { ok: false, busy: true }
    const outcome = await this.#line.ask(file, signal)
    if (outcome.kind === "answered") return outcome.answer
    return outcome.kind === "abandoned" ? { ok: false, busy: true } : { ok: false, failed: outcome.reason }
  }

  /** Abandons what is under way. May be called twice. */
  close = (): Promise<void> => this.#line.close()
}
