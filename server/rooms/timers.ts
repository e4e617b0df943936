// One timer for every room of the process: ten thousand rooms that each armed their own would cost more than their
// edits. A hashed wheel of 4 ms slots; the timer sleeps until the next slot that holds something.
// Rule RM7.

const SLOT_MS = 4
const SLOTS = 64

/** The time as rooms see it. Tests bring their own and turn it by hand. */
export interface Timers {
  /** ms from any fixed point, never going back. */
  now(): number
  /** Runs `run` once, not before `delayMs` have passed. */
  after(delayMs: number, run: () => void): void
}

interface Task {
  slot: number
  run: () => void
}

export class Wheel implements Timers {
  readonly now: () => number
  readonly #slots: Task[][] = Array.from({ length: SLOTS }, () => [])
  #waiting = 0
  /** The first slot that has not been looked at, counted from time zero. */
  #place = 0
  /** The slot the timer sleeps until. */
  #wakeAt = Number.POSITIVE_INFINITY
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(now: () => number) {
    this.now = now
  }

  after(delayMs: number, run: () => void): void {
    if (this.#waiting === 0) this.#place = Math.floor(this.now() / SLOT_MS)
    const slot = Math.max(this.#place, Math.ceil((this.now() + delayMs) / SLOT_MS))
    this.#slots[slot % SLOTS]?.push({ slot, run })
    this.#waiting++
    if (slot < this.#wakeAt) this.#sleepUntil(slot)
  }

  /** Forgets everything that waits. May be called twice. */
  close(): void {
    clearTimeout(this.#timer)
    this.#wakeAt = Number.POSITIVE_INFINITY
    this.#waiting = 0
    for (const tasks of this.#slots) tasks.length = 0
  }

  #sleepUntil(slot: number): void {
    clearTimeout(this.#timer)
    this.#wakeAt = slot
    this.#timer = setTimeout(() => this.#turn(), Math.max(0, slot * SLOT_MS - this.now()))
  }

  #turn(): void {
    const due = this.#takeDue(Math.floor(this.now() / SLOT_MS))
    this.#wakeAt = Number.POSITIVE_INFINITY
    for (const task of due) task.run()
    if (this.#waiting === 0) return
    let slot = this.#place
    while (this.#slots[slot % SLOTS]?.length === 0) slot++
    if (slot < this.#wakeAt) this.#sleepUntil(slot)
  }

  #takeDue(last: number): Task[] {
    const due: Task[] = []
    for (let slot = Math.max(this.#place, last - SLOTS + 1); slot <= last; slot++) {
      const tasks = this.#slots[slot % SLOTS]
      if (!tasks || tasks.length === 0) continue
      due.push(...tasks.filter(task => task.slot <= last))
      // The others lie here for a later round of the wheel.
      const later = tasks.filter(task => task.slot > last)
      tasks.splice(0, tasks.length, ...later)
    }
    this.#place = Math.max(this.#place, last + 1)
    this.#waiting -= due.length
    return due
  }
}
