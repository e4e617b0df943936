// The way out of one socket. A frame that a hundred sockets are sent gets its WebSocket header once and goes out as one
// buffer in one write; `ws` would make a header, and a gathering write of two buffers, for each of them.
//
// This goes past ws's own sender, which is sound because messages are never compressed: then `ws` writes each frame
// whole and in the same turn, so whole frames of ours may stand between its own.
import type { Duplex } from "node:stream"
import { WebSocket } from "ws"

/** Larger ones are not copied for a header's sake. */
const MAX_FRAMED_BYTES = 0xffff

export interface Pipe {
  /** Bytes handed over that have not gone out yet. */
  readonly bufferedAmount: number
  /** @param gone called when the frame has left this machine, or never will because the socket is closed. */
  send(frame: Uint8Array, gone?: () => void): void
}

/** @param socket the one `accepted` speaks over. */
export const createPipe = (accepted: WebSocket, socket: Duplex): Pipe => ({
  get bufferedAmount() {
    return socket.writableLength
  },
  send(frame, gone) {
    if (frame.length > MAX_FRAMED_BYTES || accepted.readyState !== WebSocket.OPEN) accepted.send(frame, gone)
    else socket.write(framed(frame), gone)
  },
})

const framedBefore = new WeakMap<Uint8Array, Uint8Array>()

/** The frame as RFC 6455 (5.2) wants a server's binary message: final, unmasked. Made once for each frame object. */
function framed(frame: Uint8Array): Uint8Array {
  const known = framedBefore.get(frame)
  if (known) return known
  const head = frame.length < 126 ? [0x82, frame.length] : [0x82, 126, frame.length >> 8, frame.length & 0xff]
  // From Node's pool: a buffer of its own for each small frame is what the collector then works on most.
  const bytes = Buffer.allocUnsafe(head.length + frame.length)
  bytes.set(head)
  bytes.set(frame, head.length)
  framedBefore.set(frame, bytes)
  return bytes
}
