// The main thread's side of compaction-worker.ts: one worker for the process, started at first need, one history at a
// time. A document that makes it run out of memory or time costs that document its compaction and nobody anything else:
// the worker is replaced. Rule SV9.
import type { Worker } from "node:worker_threads"
import { startWorker } from "../start-worker.ts"
import type { Folded } from "./fold.ts"
import type { Timers } from "./timers.ts"

/** The largest room takes some seconds; a document made to be slow would take hours. */
const FOLD_WITHIN_MS = 60_000
/** A built document takes up to thirty times the bytes of its history. */
const MAX_HEAP_MB = 2_048

interface Job {
  history: Uint8Array
  resolve: (folded: Folded) => void
}

export class Compactor {
  readonly #timers: Timers
  #queue: Job[] = []
  #current: Job | undefined
  #worker: Worker | undefined
  #isClosed = false

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** Folds a history in its turn; `history` is copied when that comes. */
  readonly fold = (history: Uint8Array): Promise<Folded> => {
    if (this.#isClosed) return Promise.resolve({ kind: "abandoned" })
    return new Promise(resolve => {
      this.#queue.push({ history, resolve })
      this.#next()
    })
  }

  /** Abandons what is under way. May be called twice. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const job of this.#queue.splice(0)) job.resolve({ kind: "abandoned" })
    this.#settle({ kind: "abandoned" })
    await this.#dismiss()
  }

  #next(): void {
    if (this.#current) return
    const job = this.#queue.shift()
    if (!job) return
    this.#current = job
    this.#worker ??= this.#start()
    this.#worker.postMessage(job.history)
    this.#timers.after(FOLD_WITHIN_MS, () => {
      if (this.#current !== job) return
      void this.#dismiss()
      this.#settle({ kind: "failed", reason: "it took too long" })
    })
  }

  #start(): Worker {
    const worker = startWorker("compaction-worker", import.meta.url, {
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    })
    // Nothing that is lost if the process ends while it works.
    worker.unref()
    worker.on("message", (folded: Folded) => this.#settle(folded))
    worker.on("error", error => {
      if (this.#worker !== worker) return
      this.#worker = undefined
      this.#settle({ kind: "failed", reason: error instanceof Error ? error.message : String(error) })
    })
    return worker
  }

  #settle(folded: Folded): void {
    const job = this.#current
    this.#current = undefined
    job?.resolve(folded)
    this.#next()
  }

  async #dismiss(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    worker?.removeAllListeners("message")
    await worker?.terminate()
  }
}
