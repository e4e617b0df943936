// How many bytes may be on their way to newcomers of large rooms. All of them get the same buffer, but what the operating
// system holds for each socket is its own; so beyond a bound newcomers wait for those before them. Rule RM8.

/** Answers smaller than this pass at once. */
export const LARGE_BYTES = 1024 * 1024
const MAX_IN_FLIGHT_BYTES = 256 * 1024 * 1024

interface Newcomer {
  bytes: number
  begin: () => void
}

export class JoinGate {
  readonly #maxBytes: number
  #bytesInFlight = 0
  #queue: Newcomer[] = []

  constructor(maxBytes: number = MAX_IN_FLIGHT_BYTES) {
    this.#maxBytes = maxBytes
  }

  /**
   * Calls `begin`, at once or in its turn.
   *
   * @returns to be called when the bytes have arrived or nobody waits for them any more; more than once does no harm.
   */
  enter(bytes: number, begin: () => void): () => void {
    const newcomer: Newcomer = { bytes, begin }
    this.#queue.push(newcomer)
    this.#letIn()
    let isDone = false
    return () => {
      if (isDone) return
      isDone = true
      const waiting = this.#queue.indexOf(newcomer)
      if (waiting < 0) this.#bytesInFlight -= bytes
      else this.#queue.splice(waiting, 1)
      this.#letIn()
    }
  }

  #letIn(): void {
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      // One larger than the bound goes alone rather than never.
      if (this.#bytesInFlight > 0 && this.#bytesInFlight + next.bytes > this.#maxBytes) return
      this.#queue.shift()
      this.#bytesInFlight += next.bytes
      next.begin()
    }
  }
}
