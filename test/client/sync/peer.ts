// The other end of a room's line, for tests: a small server on loopback that speaks the wire as Ninefold does and
// does what the test says: answers barriers or not, refuses, complains, goes away.
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { type WebSocket, WebSocketServer } from "ws"
import * as Y from "yjs"
import {
  decodeMessage,
  encodeAccess,
  encodeAwareness,
  encodeBarrier,
  encodeHave,
  encodeMissing,
  encodeNews,
  encodeTrouble,
  encodeUpdate,
} from "../../../shared/protocol/messages.ts"
import { mayEditNow, type Role } from "../../../shared/roles.ts"
import type { RoomNews } from "../../../shared/versions-api.ts"

export interface Peer {
  url: string
  /** What the server holds. */
  doc: Y.Doc
  /** Barriers that have come and were not answered yet, while `holdsBarriers` is set. */
  held: number[]
  /** How many sockets have ever joined, and the query of the last. */
  joined: number
  query: URLSearchParams
  /** How many frames of presence have come. */
  presences: number
  holdBarriers(isHeld: boolean): void
  answer(number: number): void
  complain(cannotWrite: boolean): void
  /** Says what somebody has done to the whole of the canvas. */
  report(news: RoomNews): void
  /** Says what all sockets may do, from now on and on joining; who may not write is asked for nothing. */
  allow(role: Role, isLocked?: boolean): void
  /** Ends all sockets with a code. */
  end(code: number): void
  /** Cuts all sockets and refuses new ones until `comeBack`. */
  goAway(): void
  comeBack(): void
  close(): Promise<void>
}

export async function startPeer(doc: Y.Doc = new Y.Doc()): Promise<Peer> {
  const server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    verifyClient: () => !isAway,
  })
  await once(server, "listening")
  let isAway = false
  let isHolding = false
  let access: { role: Role; isLocked: boolean } | undefined
  const mayWrite = () => !access || mayEditNow(access.role, access.isLocked)
  const sockets = new Set<WebSocket>()
  const toAll = (frame: Uint8Array, but?: WebSocket) => {
    for (const socket of sockets) if (socket !== but) socket.send(frame)
  }
  const peer: Peer = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/sync`,
    doc,
    held: [],
    presences: 0,
    joined: 0,
    query: new URLSearchParams(),
    holdBarriers(isHeld) {
      isHolding = isHeld
    },
    answer: number => toAll(encodeBarrier(number)),
    allow(role, isLocked = false) {
      access = { role, isLocked }
      toAll(encodeAccess(role, isLocked))
    },
    report: news => toAll(encodeNews(news)),
    complain: cannotWrite => toAll(encodeTrouble(cannotWrite)),
    end(code) {
      for (const socket of sockets) socket.close(code)
    },
    goAway() {
      isAway = true
      for (const socket of sockets) socket.terminate()
    },
    comeBack() {
      isAway = false
    },
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.terminate()
        server.close(() => resolve())
      }),
  }
  doc.on("update", (update: Uint8Array, origin: unknown) => toAll(encodeUpdate(update), origin as WebSocket))

  server.on("connection", (socket, request) => {
    sockets.add(socket)
    peer.joined++
    peer.query = new URL(request.url ?? "", "ws://peer").searchParams
    socket.on("close", () => sockets.delete(socket))
    socket.on("error", () => socket.terminate())
    if (access) socket.send(encodeAccess(access.role, access.isLocked))
    if (mayWrite()) socket.send(encodeHave(Y.encodeStateVector(doc)))
    socket.on("message", (bytes: Buffer) => {
      const decoded = decodeMessage(new Uint8Array(bytes))
      if (!decoded.ok) return socket.close(4400)
      const { message } = decoded
      switch (message.kind) {
        case "have":
          return socket.send(encodeMissing(Y.encodeStateAsUpdate(doc, message.stateVector)))
        case "missing":
        case "update":
          if (mayWrite()) Y.applyUpdate(doc, message.update, socket)
          return
        case "awareness":
          peer.presences++
          return toAll(encodeAwareness(message.states), socket)
        case "barrier":
          if (isHolding) peer.held.push(message.number)
          else socket.send(encodeBarrier(message.number))
          return
        default:
          return
      }
    })
  })
  return peer
}
