// Where a socket begins: the HTTP upgrade on `/sync/<room>/<document>`. Owns all open sockets, and their end when the
// server stops.
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import { type WebSocket, WebSocketServer } from "ws"
import { Close } from "../../shared/protocol/close.ts"
import { MAX_BUFFERED_CHUNKS, MAX_FRAGMENTS } from "../../shared/protocol/limits.ts"
import type { Rooms } from "../rooms/rooms.ts"
import { AddressLimits } from "./address-limits.ts"
import { type Admission, admit, type Refusal } from "./admission.ts"
import { BEAT_MS } from "./heartbeat.ts"
import { MAX_FRAME_BYTES } from "./inbound.ts"
import { Session } from "./session.ts"

/** How long a peer may take to answer a goodbye before its line is cut. */
const GOODBYE_MS = 2_000

type Admitted = Extract<Admission, { kind: "admitted" }>

export interface WireOptions {
  rooms: Rooms
  /** The origins that pages of ours come from. */
  origins: ReadonlySet<string>
  /** Who asks, as far as can be told: the guest of the cookie, or the address. */
  ownerOf: (request: IncomingMessage) => string
  /** Where a request comes from, for limits. */
  addressOf: (request: IncomingMessage) => string
  /** ms from any fixed point, never going back. */
  now: () => number
}

export interface Wire {
  /** Takes a request for an upgrade from the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** How many sockets are open. */
  readonly size: number
  /** Refuses new sockets from now on; those that are open stay. */
  refuse(): void
  /** Ends the handling of sockets; those still open are cut off. Rooms are closed before, so that each got its goodbye. */
  close(): Promise<void>
}

export function openWire({ rooms, origins, ownerOf, addressOf, now }: WireOptions): Wire {
  // Named apart, since the types of `ws` do not know them yet. Without the first two, thousands of tiny fragments
  // would fill the memory.
  const newerOptions = {
    maxFragments: MAX_FRAGMENTS,
    maxBufferedChunks: MAX_BUFFERED_CHUNKS,
    closeTimeout: GOODBYE_MS,
  }
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Compression costs 200 KB a socket and several times the CPU of a small update.
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    ...newerOptions,
  })
  const sockets = new Map<WebSocket, Session | undefined>()
  const limits = new AddressLimits(now)
  let isOpen = true
  const heart = setInterval(() => {
    for (const session of sockets.values()) session?.beat()
    limits.sweep()
  }, BEAT_MS)

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Without a listener, a line that breaks during the handshake would stop the process.
    socket.on("error", () => socket.destroy())
    const address = addressOf(request)
    const admission = mayEnter(address) ?? admit(request, origins)
    if (admission.kind === "refused") {
      refuseUpgrade(socket, admission.status)
      return
    }
    server.handleUpgrade(request, socket, head, accepted => {
      limits.enter(address)
      sockets.set(accepted, undefined)
      accepted.on("close", () => {
        limits.leave(address)
        sockets.delete(accepted)
      })
      // `ws` closes the socket by itself on what is no WebSocket frame, or a frame over the limits.
      accepted.on("error", () => undefined)
      begin(accepted, socket, admission, request, address)
    })
  }

  function mayEnter(address: string): Refusal | undefined {
    if (!isOpen) return { kind: "refused", status: 503 }
    return limits.mayEnter(address) ? undefined : { kind: "refused", status: 429 }
  }

  function begin(
    accepted: WebSocket,
    socket: Duplex,
    admission: Exclude<Admission, Refusal>,
    request: IncomingMessage,
    address: string,
  ): void {
    if (admission.kind === "dismissed") {
      if (admission.code === Close.gone) limits.miss(address)
      accepted.close(admission.code, admission.reason)
      return
    }
    const session = new Session(accepted, ownerOf(request), now)
    sockets.set(accepted, session)
    socket.on("drain", () => session.drain())
    void join(session, admission, address)
  }

  async function join(session: Session, { key, arrival }: Admitted, address: string): Promise<void> {
    const joined = await rooms.join(key, session, arrival)
    if (joined.kind === "unknown") limits.miss(address)
    session.greet(joined)
  }

  return {
    upgrade,
    get size() {
      return sockets.size
    },
    refuse() {
      isOpen = false
    },
    async close() {
      isOpen = false
      clearInterval(heart)
      const ends = [...sockets.keys()].map(socket => new Promise(resolve => socket.on("close", resolve)))
      const late = setTimeout(() => {
        for (const socket of sockets.keys()) socket.terminate()
      }, GOODBYE_MS)
      await Promise.all(ends)
      clearTimeout(late)
    },
  }
}

const reasons = { 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests", 503: "Service Unavailable" }

function refuseUpgrade(socket: Duplex, status: Refusal["status"]): void {
  socket.end(`HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
