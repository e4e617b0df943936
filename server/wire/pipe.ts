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

/** A class, since literals with a getter have a shape each: ten thousand of them are searched for what they have. */
export class SocketPipe implements Pipe {
  readonly #accepted: WebSocket
  readonly #socket: Duplex

  /** @param socket the one `accepted` speaks over. */
  constructor(accepted: WebSocket, socket: Duplex) {
    this.#accepted = accepted
    this.#socket = socket
  }

  get bufferedAmount(): number {
    return this.#socket.writableLength
  }

  send(frame: Uint8Array, gone?: () => void): void {
    if (frame.length > MAX_FRAMED_BYTES || this.#accepted.readyState !== WebSocket.OPEN)
      this.#accepted.send(frame, gone)
    else this.#socket.write(framed(frame), gone)
  }
}

interface Framed {
  frame: Uint8Array
  bytes: Uint8Array
}

const nothing: Framed = { frame: new Uint8Array(0), bytes: new Uint8Array(0) }
/** The last two: a room's sockets are sent one change in a row, in one form for writers and in another for readers. */
let [last, lastButOne] = [nothing, nothing]

/** The frame as RFC 6455 (5.2) wants a server's binary message: final, unmasked. Made once for all who are told it. */
function framed(frame: Uint8Array): Uint8Array {
  if (last.frame === frame) return last.bytes
  if (lastButOne.frame === frame) return lastButOne.bytes
  const head = frame.length < 126 ? [0x82, frame.length] : [0x82, 126, frame.length >> 8, frame.length & 0xff]
  // From Node's pool: a buffer of its own for each small frame is what the collector then works on most.
  const bytes = Buffer.allocUnsafe(head.length + frame.length)
  bytes.set(head)
  bytes.set(frame, head.length)
  lastButOne = last
  last = { frame, bytes }
  return bytes
}
