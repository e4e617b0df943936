// What a frame from a socket means: whether it may come at all (kind, size, rate), what it says, and whom in the room it
// concerns. Rules WR2, WR5, WR14.
import { unreachable } from "../../shared/assert.ts"
import { Close } from "../../shared/protocol/close.ts"
import {
  MAX_FIRST_SYNC_BYTES,
  MAX_MESSAGES_BURST,
  MAX_MESSAGES_PER_SECOND,
  MAX_UPDATE_BYTES,
} from "../../shared/protocol/limits.ts"
import { decodeMessage, type Message } from "../../shared/protocol/messages.ts"
import type { Room } from "../rooms/room.ts"
import type { Seat } from "../rooms/seat.ts"

/** The bytes a frame has around what is limited: a type, a kind and a length. */
const FRAME_HEAD_BYTES = 16
/** The largest frame that can be a message; `ws` ends a socket that sends a larger one before it is read. */
export const MAX_FRAME_BYTES = MAX_FIRST_SYNC_BYTES + FRAME_HEAD_BYTES

export type Accepted = { ok: true; message: Message } | { ok: false; code: Close; reason: string }

/** The frames of one socket. */
export class Inbound {
  #tokens = MAX_MESSAGES_BURST
  #countedAtMs: number
  /** The answer to the server's first question may carry everything since a long time offline. */
  #hasAnswered = false

  constructor(nowMs: number) {
    this.#countedAtMs = nowMs
  }

  /** Decides whether a frame is taken, and reads it. */
  accept(frame: Uint8Array, isBinary: boolean, nowMs: number): Accepted {
    if (!this.#isInTime(nowMs)) return { ok: false, code: Close.tooMany, reason: "too many messages" }
    if (!isBinary) return { ok: false, code: Close.violation, reason: "text where bytes are spoken" }
    const decoded = decodeMessage(frame)
    if (!decoded.ok) return { ok: false, code: Close.violation, reason: decoded.violation }
    const { message } = decoded
    const limit = message.kind === "missing" && !this.#hasAnswered ? MAX_FIRST_SYNC_BYTES : MAX_UPDATE_BYTES
    if (frame.length > limit + FRAME_HEAD_BYTES)
      return { ok: false, code: Close.tooLarge, reason: "the message is too large" }
    if (message.kind === "missing") this.#hasAnswered = true
    return { ok: true, message }
  }

  /** A token bucket: a burst after a pause in the network is fine, a steady flood is not. */
  #isInTime(nowMs: number): boolean {
    const earned = ((nowMs - this.#countedAtMs) / 1000) * MAX_MESSAGES_PER_SECOND
    this.#tokens = Math.min(MAX_MESSAGES_BURST, this.#tokens + earned)
    this.#countedAtMs = nowMs
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}

/** Hands a message to the room. */
export function deliver(room: Room, seat: Seat, message: Message): void {
  switch (message.kind) {
    case "have":
      room.have(seat, message.stateVector)
      break
    case "missing":
      room.missing(seat, message.update)
      break
    case "update":
      room.update(seat, message.update)
      break
    case "awareness":
      room.awareness(seat, message.states)
      break
    case "query-awareness":
      room.queryAwareness(seat)
      break
    case "barrier":
      room.barrier(seat, message.number)
      break
    case "trouble":
    case "access":
    case "position":
    case "news":
      // The server's to say; from a client it is merely beside the point.
      break
    default:
      unreachable(message)
  }
}
