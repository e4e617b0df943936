// Between the rooms and the store: the updates of all rooms queue here, and one batch at a time is written, so that a
// thousand edits share one fsync. An update's `stored` is called once it survives a power cut, in the order in which
// updates came. Rules SV1, SV2, SV4.
//
// While the store cannot write, the queue is kept in order and tried again with a growing delay; nobody is told and
// nothing is acknowledged meanwhile. The queue is bounded: beyond it rooms refuse, and clients keep their work.
import type { NewUpdate, Store } from "../storage/store.ts"
import type { Timers } from "./timers.ts"

/** One transaction stays short enough for the next to follow within milliseconds. */
const MAX_BATCH_UPDATES = 1_000
const MAX_BATCH_BYTES = 4 * 1024 * 1024
/** Between two writes the next batch gathers: a thousand busy rooms cost some hundred writes a second, not thousands. */
const PAUSE_MS = 2
/** What a process may hold for a store that does not write. */
const MAX_BACKLOG_BYTES = 128 * 1024 * 1024

const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 5_000

interface Entry {
  update: NewUpdate
  stored: (seq: number) => void
}

export interface JournalOptions {
  store: Pick<Store, "append">
  timers: Timers
  /** Called whenever the store begins to refuse, with the error, and with undefined when it writes again. */
  onTrouble: (error: unknown) => void
}

export class Journal {
  readonly #store: Pick<Store, "append">
  readonly #timers: Timers
  readonly #onTrouble: (error: unknown) => void
  #queue: Entry[] = []
  #queuedBytes = 0
  #failures = 0
  /** True while a batch is being written, or the next one is to be. */
  #isBusy = false
  /** Until then nothing is written, by the timers' clock. */
  #restsUntilMs = Number.NEGATIVE_INFINITY
  #whenEmpty: (() => void)[] = []

  constructor({ store, timers, onTrouble }: JournalOptions) {
    this.#store = store
    this.#timers = timers
    this.#onTrouble = onTrouble
  }

  /** True from the first write that failed until one succeeds. */
  get cannotWrite(): boolean {
    return this.#failures > 0
  }

  /** False where the backlog is full: the update must then not be taken into the room either. */
  mayAdd(bytes: number): boolean {
    return this.#queuedBytes + bytes <= MAX_BACKLOG_BYTES
  }

  /** Queues an update, whose bytes must not change any more. */
  add(update: NewUpdate, stored: (seq: number) => void): void {
    this.#queue.push({ update, stored })
    this.#queuedBytes += update.update.length
    if (this.#isBusy) return
    this.#isBusy = true
    const restMs = this.#restsUntilMs - this.#timers.now()
    if (restMs > 0) this.#timers.after(restMs, () => void this.#write())
    // One turn later, so that whatever arrived together is written together.
    else queueMicrotask(() => void this.#write())
  }

  /** Resolves when everything added so far, and what was added meanwhile, is stored. */
  empty(): Promise<void> {
    if (this.#queue.length === 0) return Promise.resolve()
    return new Promise(resolve => this.#whenEmpty.push(resolve))
  }

  async #write(): Promise<void> {
    const batch = this.#nextBatch()
    let seqs: number[]
    try {
      seqs = await this.#store.append(batch.map(entry => entry.update))
    } catch (error) {
      // Whatever the reason, nothing of the batch may count as stored: it stays at the head of the queue.
      this.#retryLater(error)
      return
    }
    this.#succeed(batch, seqs)
    this.#restsUntilMs = this.#timers.now() + PAUSE_MS
    if (this.#queue.length > 0) this.#timers.after(PAUSE_MS, () => void this.#write())
    else this.#isBusy = false
  }

  #nextBatch(): Entry[] {
    let bytes = 0
    let count = 0
    for (const { update } of this.#queue) {
      bytes += update.update.length
      if (count > 0 && (count === MAX_BATCH_UPDATES || bytes > MAX_BATCH_BYTES)) break
      count++
    }
    return this.#queue.slice(0, count)
  }

  #succeed(batch: readonly Entry[], seqs: readonly number[]): void {
    this.#queue = this.#queue.slice(batch.length)
    for (const { update } of batch) this.#queuedBytes -= update.update.length
    if (this.#failures > 0) {
      this.#failures = 0
      this.#onTrouble(undefined)
    }
    batch.forEach(({ stored }, index) => {
      const seq = seqs[index]
      if (seq !== undefined) stored(seq)
    })
    if (this.#queue.length === 0) for (const resolve of this.#whenEmpty.splice(0)) resolve()
  }

  #retryLater(error: unknown): void {
    const delayMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures)
    this.#failures++
    if (this.#failures === 1) this.#onTrouble(error)
    this.#timers.after(delayMs, () => void this.#write())
  }
}
