// One thread that answers one question at a time: started at first need, let go with its memory when nobody has asked for
// a while, and replaced where a question takes too long or makes it run out of memory, which costs that question its
// answer and nobody anything else.
import type { Worker } from "node:worker_threads"
import type { Timers } from "./rooms/timers.ts"

/** Starting again takes a tenth of a second; what a thread has once taken it does not give back while it lives. */
const IDLE_MS = 15_000

export interface WorkerLineOptions {
  /** Starts the thread, which answers each message with one. */
  start: () => Worker
  timers: Timers
  /** What takes longer is given up. */
  withinMs: number
}

export type Outcome<Answer> =
  | { kind: "answered"; answer: Answer }
  | { kind: "failed"; reason: string }
  /** The server ends, or whoever asked no longer wants to know. */
  | { kind: "abandoned" }

interface Job<Question, Answer> {
  question: Question
  resolve: (outcome: Outcome<Answer>) => void
}

export class WorkerLine<Question, Answer> {
  readonly #options: WorkerLineOptions
  #queue: Job<Question, Answer>[] = []
  #current: Job<Question, Answer> | undefined
  #worker: Worker | undefined
  #isClosed = false
  /** How many questions have come to their turn. */
  #turns = 0

  constructor(options: WorkerLineOptions) {
    this.#options = options
  }

  /** How many questions have no answer yet. */
  get length(): number {
    return this.#queue.length + (this.#current ? 1 : 0)
  }

  /**
   * Answers in its turn; `question` is copied when that comes. Never rejects.
   *
   * @param signal gives the question up, waiting or under way.
   */
  ask(question: Question, signal?: AbortSignal): Promise<Outcome<Answer>> {
    if (this.#isClosed || signal?.aborted) return Promise.resolve({ kind: "abandoned" })
    return new Promise(resolve => {
      const job: Job<Question, Answer> = { question, resolve }
      this.#queue.push(job)
      signal?.addEventListener("abort", () => this.#giveUp(job), { once: true })
      this.#next()
    })
  }

  #giveUp(job: Job<Question, Answer>): void {
    this.#queue = this.#queue.filter(each => each !== job)
    job.resolve({ kind: "abandoned" })
    if (this.#current !== job) return
    // There is no other way to stop a thread at work.
    void this.#dismiss()
    this.#settle({ kind: "abandoned" })
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
    this.#turns++
    this.#worker ??= this.#start()
    this.#worker.postMessage(job.question)
    this.#options.timers.after(this.#options.withinMs, () => {
      if (this.#current !== job) return
      void this.#dismiss()
      this.#settle({ kind: "failed", reason: "it took too long" })
    })
  }

  #start(): Worker {
    const worker = this.#options.start()
    // Nothing that is lost if the process ends while it works.
    worker.unref()
    worker.on("message", (answer: Answer) => this.#settle({ kind: "answered", answer }))
    worker.on("error", error => {
      if (this.#worker !== worker) return
      this.#worker = undefined
      this.#settle({ kind: "failed", reason: error instanceof Error ? error.message : String(error) })
    })
    return worker
  }

  #settle(outcome: Outcome<Answer>): void {
    const job = this.#current
    this.#current = undefined
    job?.resolve(outcome)
    this.#next()
    if (!this.#current) this.#restLater()
  }

  #restLater(): void {
    const turns = this.#turns
    this.#options.timers.after(IDLE_MS, () => {
      if (turns === this.#turns) void this.#dismiss()
    })
  }

  async #dismiss(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    worker?.removeAllListeners("message")
    await worker?.terminate()
  }
}
