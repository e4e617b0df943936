// What waits until everything it follows from is stored: answers to members, and the snapshot that a compaction makes.
// First come, first served. Rules SV1, SV2.
import type { Seat } from "./seat.ts"

/** Given the number of the last update that is stored. */
type Run = (seq: number) => void

type Wait = { after: number; run: Run } & (
  | { kind: "barrier"; seat: Seat }
  /** `giveUp` runs instead where nothing can be stored now. */
  | { kind: "newcomer"; seat: Seat; giveUp: () => void }
  | { kind: "snapshot" }
)

export class Waiting {
  #waits: Wait[] = []
  /** Updates taken, and of these, stored. They are equal where nothing is under way. */
  #taken = 0
  #stored = 0
  #seq: number

  constructor(seq: number) {
    this.#seq = seq
  }

  /** The number of the last update that is stored. */
  get seq(): number {
    return this.#seq
  }

  get isAllStored(): boolean {
    return this.#taken === this.#stored
  }

  taken(): void {
    this.#taken++
  }

  /** The next `count` updates are stored, the last of them under `seq`. */
  stored(count: number, seq: number): void {
    this.#stored += count
    this.#seq = seq
    this.#release()
  }

  /** Runs once all that has been taken by now is stored; at once where it is. */
  forBarrier(seat: Seat, run: Run): void {
    this.#add({ kind: "barrier", seat, after: this.#taken, run })
  }

  forNewcomer(seat: Seat, run: Run, giveUp: () => void): void {
    this.#add({ kind: "newcomer", seat, after: this.#taken, run, giveUp })
  }

  forSnapshot(run: Run): void {
    this.#add({ kind: "snapshot", after: this.#taken, run })
  }

  /** Only a member's last question counts. */
  dropBarriersOf(seat: Seat): void {
    this.#waits = this.#waits.filter(wait => wait.kind !== "barrier" || wait.seat !== seat)
  }

  leave(seat: Seat): void {
    this.#waits = this.#waits.filter(wait => wait.kind === "snapshot" || wait.seat !== seat)
  }

  giveUpNewcomers(): void {
    const given = this.#waits.filter(wait => wait.kind === "newcomer")
    this.#waits = this.#waits.filter(wait => wait.kind !== "newcomer")
    for (const { giveUp } of given) giveUp()
  }

  #add(wait: Wait): void {
    this.#waits.push(wait)
    this.#release()
  }

  #release(): void {
    for (let next = this.#waits[0]; next && next.after <= this.#stored; next = this.#waits[0]) {
      this.#waits.shift()
      next.run(this.#seq)
    }
  }
}
