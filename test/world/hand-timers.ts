// Time that passes when a test says so.
import type { Timers } from "../../server/rooms/timers.ts"

export class HandTimers implements Timers {
  #nowMs = 0
  #tasks: { dueMs: number; run: () => void }[] = []

  readonly now = (): number => this.#nowMs

  after(delayMs: number, run: () => void): void {
    this.#tasks.push({ dueMs: this.#nowMs + delayMs, run })
  }

  /** Lets time pass, running what comes due in its order. */
  pass(ms: number): void {
    const untilMs = this.#nowMs + ms
    for (;;) {
      const next = this.#tasks.filter(task => task.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0]
      if (!next) break
      this.#tasks.splice(this.#tasks.indexOf(next), 1)
      this.#nowMs = Math.max(this.#nowMs, next.dueMs)
      next.run()
    }
    this.#nowMs = untilMs
  }
}
