// One socket in one document, from the handshake to its end: a member of the room on one side, a WebSocket on the other.
// Nothing is read from the socket while the room is loading, so that nobody is answered out of an empty room.
import type { WebSocket } from "ws"
import { unreachable } from "../../shared/assert.ts"
import { Close } from "../../shared/protocol/close.ts"
import type { Member } from "../rooms/member.ts"
import type { Room, Seat } from "../rooms/room.ts"
import type { Joined } from "../rooms/rooms.ts"
import { beatOf, keepalive } from "./heartbeat.ts"
import { deliver, Inbound } from "./inbound.ts"
import { Outbound } from "./outbound.ts"

export type SessionState =
  /** The room is being loaded; the socket is paused. */
  { state: "greeting" } | { state: "live"; room: Room; seat: Seat } | { state: "closed" }

export class Session implements Member {
  readonly owner: string
  readonly #socket: WebSocket
  readonly #now: () => number
  readonly #inbound: Inbound
  readonly #outbound: Outbound
  #session: SessionState = { state: "greeting" }
  #heardAtMs: number
  #pingedAtMs: number

  /** @param now ms from any fixed point. */
  constructor(socket: WebSocket, owner: string, now: () => number) {
    this.owner = owner
    this.#socket = socket
    this.#now = now
    this.#heardAtMs = now()
    this.#pingedAtMs = now()
    this.#inbound = new Inbound(now())
    this.#outbound = new Outbound(socket, now, () =>
      this.close(Close.overloaded, "the client reads too slowly"),
    )
    socket.pause()
    socket.on("message", (frame, isBinary) => this.#hear(frame, isBinary))
    socket.on("pong", () => {
      this.#heardAtMs = now()
    })
    socket.on("close", () => this.#end())
  }

  /** What the room said to this session's wish to join. */
  greet(joined: Joined): void {
    if (this.#session.state === "closed") {
      if (joined.kind === "joined") joined.room.leave(joined.seat)
      return
    }
    switch (joined.kind) {
      case "joined":
        this.#session = { state: "live", room: joined.room, seat: joined.seat }
        this.#socket.resume()
        break
      case "unknown":
        this.close(Close.gone, "there is no such room")
        break
      case "failed":
        this.close(joined.code, joined.reason)
        break
      default:
        unreachable(joined)
    }
  }

  answer(frame: Uint8Array, gone?: () => void): void {
    this.#outbound.send(frame, gone)
  }

  tell(frame: Uint8Array): void {
    this.#outbound.send(frame)
  }

  show(frame: Uint8Array): void {
    this.#outbound.sendOrDrop(frame)
  }

  /** Ends the session from this side; the room is left at once. May be called twice. */
  close(code: Close, reason: string): void {
    if (this.#session.state === "closed") return
    this.#end()
    // A paused socket would never see the answer to the goodbye.
    this.#socket.resume()
    this.#socket.close(code, reason)
  }

  /** The socket's buffer has gone empty. */
  drain(): void {
    if (this.#session.state !== "closed") this.#outbound.drain()
  }

  /** Looks after the socket; called every few seconds. */
  beat(): void {
    const nowMs = this.#now()
    const beat = beatOf(
      { heardAtMs: this.#heardAtMs, sentAtMs: this.#outbound.sentAtMs, pingedAtMs: this.#pingedAtMs },
      nowMs,
    )
    if (beat === "gone") {
      this.#end()
      this.#socket.terminate()
      return
    }
    if (beat === "rest" || this.#session.state === "closed") return
    this.#outbound.check()
    if (beat.keepalive) this.#outbound.sendOrDrop(keepalive)
    if (!beat.ping) return
    this.#pingedAtMs = nowMs
    this.#socket.ping()
  }

  #hear(frame: unknown, isBinary: boolean): void {
    if (this.#session.state !== "live") return
    this.#heardAtMs = this.#now()
    // `ws` gives one buffer for a message, as asked for by its default binaryType.
    if (!(frame instanceof Uint8Array)) return
    const accepted = this.#inbound.accept(frame, isBinary, this.#heardAtMs)
    if (accepted.ok) deliver(this.#session.room, this.#session.seat, accepted.message)
    else this.close(accepted.code, accepted.reason)
  }

  #end(): void {
    const session = this.#session
    this.#session = { state: "closed" }
    this.#outbound.close()
    if (session.state === "live") session.room.leave(session.seat)
  }
}
