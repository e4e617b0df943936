// A server and the sockets to it, in a thread of their own: Yjs's suite never lets its own thread's loop turn, so it can
// neither serve nor hear there. Every frame heard is posted, and counted where the suite can see it without a loop.
import { type MessagePort, workerData } from "node:worker_threads"
import { WebSocket } from "ws"
import { openLiveWire } from "../world/live-wire.ts"
import { makeRoom } from "../world/rooms.ts"

/** What the suite asks for; `line` counts the sockets of one user. */
export type Request =
  | { kind: "room" }
  | { kind: "open"; user: number; line: number }
  | { kind: "cut"; user: number }
  | { kind: "send"; user: number; frame: Uint8Array }

export type Report =
  | { kind: "room" }
  | { kind: "heard"; user: number; line: number; frame: Uint8Array }
  /** By the server, or by a cut, which has the code 1006. */
  | { kind: "closed"; code: number }

export interface Start {
  port: MessagePort
  /** Raised by one with each report. */
  reported: Int32Array
}

const { port, reported } = workerData as Start
const wire = await openLiveWire()
let room = wire.room
/** A socket and what waits for it to open. */
const sockets = new Map<number, { socket: WebSocket; opened: Promise<unknown> }>()

function say(report: Report): void {
  port.postMessage(report)
  Atomics.add(reported, 0, 1)
  Atomics.notify(reported, 0)
}

function open(user: number, line: number): void {
  const url = `${wire.origin.replace("http", "ws")}/sync/${room}/content`
  const socket = new WebSocket(url, { origin: wire.origin })
  const opened = new Promise(resolve => socket.on("open", resolve))
  socket.on("message", (frame: Buffer) => say({ kind: "heard", user, line, frame: new Uint8Array(frame) }))
  socket.on("close", code => say({ kind: "closed", code }))
  // One that is cut before it was open.
  socket.on("error", () => undefined)
  sockets.set(user, { socket, opened })
}

port.on("message", async (request: Request) => {
  switch (request.kind) {
    case "room":
      for (const { socket } of sockets.values()) socket.terminate()
      sockets.clear()
      room = await makeRoom(wire.store, Uint8Array.of(0, 0))
      say({ kind: "room" })
      break
    case "open":
      open(request.user, request.line)
      break
    case "cut":
      sockets.get(request.user)?.socket.terminate()
      break
    case "send": {
      const line = sockets.get(request.user)
      await line?.opened
      if (line?.socket.readyState === WebSocket.OPEN) line.socket.send(request.frame)
      break
    }
  }
})
