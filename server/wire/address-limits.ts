// What one address may do: how many sockets it holds, and how often it asks for rooms that do not exist. A workshop
// behind one router is many people, so the limits are wide; they are there to bound one machine gone wild. Rule WR17.

/** Sockets one address may hold: a hall of people with several tabs each. */
export const MAX_SOCKETS_PER_ADDRESS = 2_000
/** Wrong rooms one address may ask for within the window; ids have 132 bits, so guessing is hopeless, but not free. */
export const MAX_MISSES_PER_ADDRESS = 60
const MISS_WINDOW_MS = 60_000

interface Visitor {
  sockets: number
  misses: number
  missesSinceMs: number
}

export class AddressLimits {
  readonly #now: () => number
  readonly #visitors = new Map<string, Visitor>()

  constructor(now: () => number) {
    this.#now = now
  }

  mayEnter(address: string): boolean {
    // This machine itself: its load is its operator's own, and a proxy that names no clients must not be locked out.
    if (address.startsWith("127.")) return true
    const visitor = this.#visitors.get(address)
    if (!visitor) return true
    if (this.#now() - visitor.missesSinceMs > MISS_WINDOW_MS) visitor.misses = 0
    return visitor.sockets < MAX_SOCKETS_PER_ADDRESS && visitor.misses < MAX_MISSES_PER_ADDRESS
  }

  enter(address: string): void {
    this.#visitorAt(address).sockets++
  }

  leave(address: string): void {
    this.#visitorAt(address).sockets--
  }

  /** The address asked for a room that does not exist. */
  miss(address: string): void {
    const visitor = this.#visitorAt(address)
    if (visitor.misses === 0) visitor.missesSinceMs = this.#now()
    visitor.misses++
  }

  /** Forgets addresses that have nothing open and have missed nothing lately. */
  sweep(): void {
    for (const [address, visitor] of this.#visitors)
      if (visitor.sockets === 0 && this.#now() - visitor.missesSinceMs > MISS_WINDOW_MS)
        this.#visitors.delete(address)
  }

  #visitorAt(address: string): Visitor {
    const known = this.#visitors.get(address)
    if (known) return known
    const visitor: Visitor = { sockets: 0, misses: 0, missesSinceMs: this.#now() }
    this.#visitors.set(address, visitor)
    return visitor
  }
}
