// Finds out which sockets are still there, and keeps quiet ones open: one interval for all. A peer whose line was cut
// says nothing, not even goodbye; stock clients in turn hang up after 30 s without a message. Rules WR4, WR9.
import { KEEPALIVE_MS, PEER_TIMEOUT_MS, PING_MS } from "../../shared/protocol/limits.ts"
import { encodeAwareness } from "../../shared/protocol/messages.ts"

/** How often every socket is looked at; a silent peer is gone at PEER_TIMEOUT_MS plus this at most. */
export const BEAT_MS = 3_000

/** An awareness frame that speaks of nobody: the smallest message that every client takes without a word. */
export const keepalive: Uint8Array = encodeAwareness(Uint8Array.of(0))

/** A socket as the heart sees it. Times are in ms of the same clock. */
export interface Pulse {
  heardAtMs: number
  sentAtMs: number
  pingedAtMs: number
}

export type Beat = "gone" | "rest" | { ping: boolean; keepalive: boolean }

/** Decides what a socket needs now. */
export function beatOf(pulse: Pulse, nowMs: number): Beat {
  if (nowMs - pulse.heardAtMs > PEER_TIMEOUT_MS) return "gone"
  const ping = nowMs - pulse.pingedAtMs >= PING_MS
  // One beat early rather than late: the next look is a beat away.
  const isQuiet = nowMs - pulse.sentAtMs >= KEEPALIVE_MS - BEAT_MS
  return ping || isQuiet ? { ping, keepalive: isQuiet } : "rest"
}
