// What one address, or one guest, may do: how many sockets it holds, and how often it asks for rooms that do not exist. A
// workshop behind one router is many people, so the limits are wide; they are there to bound one machine gone wild.
// Rule WR17.

/** Sockets one address may hold: a hall of people with several tabs each. */
export const MAX_SOCKETS_PER_ADDRESS = 2_000
/** Sockets one guest may hold: fifty tabs with two documents each. */
export const MAX_SOCKETS_PER_GUEST = 100
/** Wrong rooms one visitor may ask for within the window; ids have 132 bits, so guessing is hopeless, but not free. */
export const MAX_MISSES = 60
const MISS_WINDOW_MS = 60_000

interface Visitor {
  sockets: number
  misses: number
  missesSinceMs: number
}

/** Visitors of one kind, each under its own name. */
export class VisitorLimits {
  readonly #maxSockets: number
  readonly #now: () => number
  readonly #visitors = new Map<string, Visitor>()

  constructor(maxSockets: number, now: () => number) {
    this.#maxSockets = maxSockets
    this.#now = now
  }

  mayEnter(name: string): boolean {
    const visitor = this.#visitors.get(name)
    if (!visitor) return true
    if (this.#now() - visitor.missesSinceMs > MISS_WINDOW_MS) visitor.misses = 0
    return visitor.sockets < this.#maxSockets && visitor.misses < MAX_MISSES
  }

  enter(name: string): void {
    this.#visitor(name).sockets++
  }

  leave(name: string): void {
    this.#visitor(name).sockets--
  }

  /** The visitor asked for a room that does not exist. */
  miss(name: string): void {
    const visitor = this.#visitor(name)
    if (visitor.misses === 0) visitor.missesSinceMs = this.#now()
    visitor.misses++
  }

  /** Forgets visitors that have nothing open and have missed nothing lately. */
  sweep(): void {
    for (const [name, visitor] of this.#visitors)
      if (visitor.sockets === 0 && this.#now() - visitor.missesSinceMs > MISS_WINDOW_MS)
        this.#visitors.delete(name)
  }

  #visitor(name: string): Visitor {
    const known = this.#visitors.get(name)
    if (known) return known
    const visitor: Visitor = { sockets: 0, misses: 0, missesSinceMs: this.#now() }
    this.#visitors.set(name, visitor)
    return visitor
  }
}
