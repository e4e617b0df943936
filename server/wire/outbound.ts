// What a socket is still to be sent. A socket that reads slowly first goes without presence, then has its changes wait
// here in order, as references to frames that all sockets share; one that falls too far behind is given up, so that it
// comes back and is brought level by one answer. A change is never dropped while others are sent on: the client would
// hold the later ones back for ever. Rule WR13.
import { MAX_UNSENT_BYTES } from "../../shared/protocol/limits.ts"
import type { Pipe } from "./pipe.ts"

/** Presence is worth something only while it is fresh. */
const MAX_UNSENT_FOR_PRESENCE_BYTES = 256 * 1024
/** What the operating system and Node may hold for one socket beyond the frame that is on its way. */
const MAX_UNSENT_FOR_CHANGES_BYTES = 1024 * 1024
const MAX_WAIT_MS = 30_000

interface Outgoing {
  frame: Uint8Array
  /** Called when the frame has left this machine, or never will because the socket is closed. */
  gone: (() => void) | undefined
}

export class Outbound {
  readonly #pipe: Pipe
  readonly #now: () => number
  readonly #onTooSlow: () => void
  #waiting: Outgoing[] = []
  #waitingBytes = 0
  #waitingSinceMs = 0
  /** When anything last went out. */
  sentAtMs: number

  constructor(pipe: Pipe, now: () => number, onTooSlow: () => void) {
    this.#pipe = pipe
    this.#now = now
    this.#onTooSlow = onTooSlow
    this.sentAtMs = now()
  }

  /** Sends a frame now, or in its turn behind those that wait. */
  send(frame: Uint8Array, gone?: () => void): void {
    if (this.#waiting.length === 0 && this.#pipe.bufferedAmount <= MAX_UNSENT_FOR_CHANGES_BYTES) {
      this.#write(frame, gone)
      return
    }
    if (this.#waiting.length === 0) this.#waitingSinceMs = this.#now()
    this.#waiting.push({ frame, gone })
    this.#waitingBytes += frame.length
    if (this.#waitingBytes > MAX_UNSENT_BYTES) this.#onTooSlow()
  }

  /** Sends a frame that is worth nothing later, or drops it. */
  sendOrDrop(frame: Uint8Array): void {
    if (this.#waiting.length > 0 || this.#pipe.bufferedAmount > MAX_UNSENT_FOR_PRESENCE_BYTES) return
    this.#write(frame)
  }

  /** The socket has gone empty: the next go out. */
  drain(): void {
    let sent = 0
    for (const { frame, gone } of this.#waiting) {
      if (this.#pipe.bufferedAmount > MAX_UNSENT_FOR_CHANGES_BYTES) break
      this.#write(frame, gone)
      this.#waitingBytes -= frame.length
      sent++
    }
    this.#waiting = this.#waiting.slice(sent)
    this.#waitingSinceMs = this.#now()
  }

  /** Gives up a socket that has taken nothing for too long. Called every few seconds. */
  check(): void {
    if (this.#waiting.length > 0 && this.#now() - this.#waitingSinceMs > MAX_WAIT_MS) this.#onTooSlow()
  }

  /** Forgets what waits. May be called twice. */
  close(): void {
    this.#waiting = []
    this.#waitingBytes = 0
  }

  #write(frame: Uint8Array, gone?: () => void): void {
    this.sentAtMs = this.#now()
    this.#pipe.send(frame, gone)
  }
}
