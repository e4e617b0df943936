// Where a socket begins: the HTTP upgrade on `/sync/<room>/<document>`. Owns all open sockets, and their end when the
// server stops.
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import { type WebSocket, WebSocketServer } from "ws"
import { SOCKET_PROTOCOL } from "../../shared/api.ts"
import { isGuestId } from "../../shared/ids.ts"
import { Close } from "../../shared/protocol/close.ts"
import { MAX_BUFFERED_CHUNKS, MAX_FRAGMENTS } from "../../shared/protocol/limits.ts"
import type { Access } from "../access/access.ts"
import type { Folded } from "../rooms/fold.ts"
import type { Rooms } from "../rooms/rooms.ts"
import type { Holder } from "../storage/access-store.ts"
import { type Admission, admit, type Refusal } from "./admission.ts"
import { BEAT_MS } from "./heartbeat.ts"
import { MAX_FRAME_BYTES } from "./inbound.ts"
import { SocketPipe } from "./pipe.ts"
import { collectOnce, withholdOnce } from "./reading.ts"
import { Session } from "./session.ts"
import { MAX_SOCKETS_PER_ADDRESS, MAX_SOCKETS_PER_GUEST, VisitorLimits } from "./visitor-limits.ts"

/** How long a peer may take to answer a goodbye before its line is cut. */
const GOODBYE_MS = 2_000

type Admitted = Extract<Admission, { kind: "admitted" }>

/** Somebody who is let through the door. */
interface Visit {
  admission: Exclude<Admission, Refusal>
  holder: Holder | undefined
  address: string
}

export interface WireOptions {
  rooms: Rooms
  /** The origins that pages of ours come from. */
  origins: ReadonlySet<string>
  access: Pick<Access, "watch">
  /** Whose rights a request has: a program's by its token, or a guest's by their cookie. */
  holderOf: (request: IncomingMessage) => Promise<Holder | undefined>
  /** Lets go of what is deleted in a document's history, for those who may only read. */
  fold: (history: Uint8Array) => Folded | Promise<Folded>
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

export function openWire(options: WireOptions): Wire {
  const { rooms, access, origins, holderOf, addressOf, now } = options
  const [collect, withhold] = [collectOnce(options.fold), withholdOnce()]
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
    handleProtocols: protocols => protocols.has(SOCKET_PROTOCOL) && SOCKET_PROTOCOL,
    maxPayload: MAX_FRAME_BYTES,
    ...newerOptions,
  })
  const sockets = new Map<WebSocket, Session | undefined>()
  const addresses = new VisitorLimits(MAX_SOCKETS_PER_ADDRESS, now)
  const guests = new VisitorLimits(MAX_SOCKETS_PER_GUEST, now)
  let isOpen = true
  const heart = setInterval(() => {
    for (const session of sockets.values()) session?.beat()
    addresses.sweep()
    guests.sweep()
  }, BEAT_MS)

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    dropOnError(socket)
    const address = addressOf(request)
    const admission = mayEnter(address) ?? admit(request, origins)
    if (admission.kind === "refused") {
      refuseUpgrade(socket, admission.status)
      return
    }
    holderOf(request).then(
      holder => accept(request, socket, head, { admission, holder, address }),
      // The store cannot say whose token it is.
      () => refuseUpgrade(socket, 503),
    )
  }

  function accept(request: IncomingMessage, socket: Duplex, head: Buffer, visit: Visit): void {
    const { address } = visit
    // A program is bounded by its address: its token may run in many places.
    const guest = isGuestId(visit.holder) ? visit.holder : undefined
    if (!isOpen || (guest !== undefined && !guests.mayEnter(guest))) {
      refuseUpgrade(socket, isOpen ? 429 : 503)
      return
    }
    server.handleUpgrade(request, socket, head, accepted => {
      addresses.enter(address)
      if (guest !== undefined) guests.enter(guest)
      sockets.set(accepted, undefined)
      accepted.on("close", () => {
        addresses.leave(address)
        if (guest !== undefined) guests.leave(guest)
        sockets.delete(accepted)
      })
      // `ws` closes the socket by itself on what is no WebSocket frame, or a frame over the limits.
      accepted.on("error", ignore)
      begin(accepted, socket, visit)
    })
  }

  function mayEnter(address: string): Refusal | undefined {
    if (!isOpen) return { kind: "refused", status: 503 }
    // This machine itself: its load is its operator's own, and a proxy that names no clients must not be locked out.
    const isOwn = address.startsWith("127.")
    return isOwn || addresses.mayEnter(address) ? undefined : { kind: "refused", status: 429 }
  }

  function begin(accepted: WebSocket, socket: Duplex, { admission, holder, address }: Visit): void {
    if (admission.kind === "dismissed") {
      if (admission.code === Close.gone) addresses.miss(address)
      accepted.close(admission.code, admission.reason)
      return
    }
    const { key, isOurs } = admission
    const session = new Session(accepted, new SocketPipe(accepted, socket), {
      key,
      owner: holder ?? address,
      isOurs,
      collect,
      withhold,
      now,
    })
    sockets.set(accepted, session)
    socket.on("drain", () => session.drain())
    const leave = access.watch(key.room, holder, standing => {
      const next = session.stand(standing)
      if (next === "unknown") addresses.miss(address)
      if (next === "join") void join(session, admission, address)
    })
    accepted.on("close", leave)
  }

  async function join(session: Session, { key, arrival }: Admitted, address: string): Promise<void> {
    // The log since a position has everything in it that was deleted since.
    const joined = await rooms.join(key, session, session.isReader ? {} : arrival)
    if (joined.kind === "unknown") addresses.miss(address)
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

/**
 * Without a listener, a line that breaks during the handshake would stop the process. Apart, so that what listens as long
 * as the socket lives does not keep the request with its headers.
 */
function dropOnError(socket: Duplex): void {
  socket.on("error", () => socket.destroy())
}

const ignore = () => undefined

const reasons = { 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests", 503: "Service Unavailable" }

function refuseUpgrade(socket: Duplex, status: Refusal["status"]): void {
  socket.end(`HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
