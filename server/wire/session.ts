// One socket in one document, from the handshake to its end: a member of the room on one side, a WebSocket on the other.
// Nothing is read from the socket until it is known what it may do and the room is loaded, so that nobody is answered out
// of an empty room; and whatever it may do then holds from the next frame on when it changes.
import type { WebSocket } from "ws"
import { unreachable } from "../../shared/assert.ts"
import { Close } from "../../shared/protocol/close.ts"
import { decodeMessage, encodeAccess, encodeDenied, type Message } from "../../shared/protocol/messages.ts"
import { mayEdit } from "../../shared/roles.ts"
import type { Ended, RoomAccess, Standing } from "../access/grants.ts"
import type { Identity, Member } from "../rooms/member.ts"
import type { Room } from "../rooms/room.ts"
import type { DocumentKey, Joined } from "../rooms/rooms.ts"
import type { Seat } from "../rooms/seat.ts"
import { isWritten, mayWrite, rule } from "./gate.ts"
import { beatOf, keepalive } from "./heartbeat.ts"
import { deliver, Inbound } from "./inbound.ts"
import { Outbound } from "./outbound.ts"
import type { Pipe } from "./pipe.ts"
import { type Collect, NOTHING, Reading } from "./reading.ts"

/** What was on its way when a role was taken is no fault of whoever sent it. */
const GRACE_MS = 5_000

export type SessionState =
  /** It is found out what the socket may do, then the room is being loaded; the socket is paused. */
  { state: "greeting" } | { state: "live"; room: Room; seat: Seat } | { state: "closed" }

export interface SessionOptions {
  key: DocumentKey
  /** Who is behind the socket as far as is known. */
  owner: string
  /** Whether it understands what only our client does. */
  isOurs: boolean
  collect: Collect
  /** Takes out of an update's frame what who may only read is not to see. */
  withhold: (frame: Uint8Array) => Uint8Array
  /** ms from any fixed point */
  now: () => number
}

const endings: Record<Ended, { code: Close; reason: string }> = {
  revoked: { code: Close.unauthenticated, reason: "the link was revoked" },
  expired: { code: Close.unauthenticated, reason: "the link has expired" },
  removed: { code: Close.forbidden, reason: "a facilitator has removed you" },
}

export class Session implements Member {
  readonly owner: string
  readonly #socket: WebSocket
  readonly #options: SessionOptions
  readonly #now: () => number
  readonly #inbound: Inbound
  readonly #outbound: Outbound
  /** From the first time on that it asks for the document without its past. */
  #reading: Reading | undefined
  #session: SessionState = { state: "greeting" }
  #access: RoomAccess | undefined
  #isReader = false
  #accessChangedAtMs = Number.NEGATIVE_INFINITY
  /** Whether the client has been asked for what it has, since it may write. */
  #isAsked = false
  #heardAtMs: number
  #pingedAtMs: number

  constructor(socket: WebSocket, pipe: Pipe, options: SessionOptions) {
    const { owner, now } = options
    this.owner = owner
    this.#socket = socket
    this.#options = options
    this.#now = now
    this.#heardAtMs = now()
    this.#pingedAtMs = now()
    this.#inbound = new Inbound(now())
    this.#outbound = new Outbound(pipe, now, () =>
      this.close(Close.overloaded, "the client reads too slowly"),
    )
    socket.pause()
    socket.on("message", (frame, isBinary) => this.#hear(frame, isBinary))
    socket.on("pong", () => {
      this.#heardAtMs = now()
    })
    socket.on("close", () => this.#end())
  }

  get identity(): Identity | undefined {
    return this.#access
  }

  /** Whether it may change the document now. */
  get mayWrite(): boolean {
    return this.#access !== undefined && mayWrite(this.#options.key.document, this.#access)
  }

  /** Whether the document's past is kept from it. What people have taken back in the discussion is kept from everybody. */
  get isReader(): boolean {
    return this.#isReader
  }

  /**
   * What whoever is behind the socket holds in the room, at first and after every change.
   *
   * @returns "join" where they may come in now, "unknown" where it was never for them.
   */
  stand(standing: Standing): "join" | "unknown" | undefined {
    if (this.#session.state === "closed") return undefined
    const before = this.#access
    switch (standing.kind) {
      case "none":
      case "deleted":
        this.close(Close.gone, "there is no such room")
        return before ? undefined : "unknown"
      case "ended": {
        const { code, reason } = endings[standing.why]
        this.close(code, reason)
        return undefined
      }
      case "granted":
        return this.#rise(before, standing.access)
      default:
        return unreachable(standing)
    }
  }

  #rise(before: RoomAccess | undefined, access: RoomAccess): "join" | undefined {
    if (this.#options.key.document === "discussion" && !access.seesComments) {
      this.close(Close.gone, "there is no such room")
      return undefined
    }
    this.#access = access
    this.#isReader = !mayEdit(access.role) || !isWritten(this.#options.key.document)
    if (!before) return "join"
    if (before.role === access.role && before.isLocked === access.isLocked) return undefined
    this.#accessChangedAtMs = this.#now()
    if (this.#session.state === "live") this.#sayAccess()
    this.#askOnce()
    return undefined
  }

  #sayAccess(): void {
    if (!this.#access || this.#options.key.document !== "content") return
    this.#outbound.send(encodeAccess(this.#access.role, this.#access.isLocked))
  }

  /** Asks for what the client has as soon as it may write that: work that was refused meanwhile comes with it. */
  #askOnce(): void {
    if (!this.mayWrite) this.#isAsked = false
    else if (!this.#isAsked && this.#session.state === "live") this.#session.room.ask(this.#session.seat)
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
        if (this.#options.isOurs) this.#sayAccess()
        this.#askOnce()
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
    const decoded = decodeMessage(frame)
    const message = decoded.ok ? decoded.message : undefined
    if (message?.kind === "have") {
      // Who may not write is not asked: stock clients would answer with all they have.
      if (!this.mayWrite) return
      this.#isAsked = true
    }
    if (message?.kind === "missing" && this.#reading?.isAsked) this.#reading.give(message.update, gone)
    else this.#pass(frame, gone)
  }

  tell(frame: Uint8Array): void {
    this.#pass(this.#isReader ? this.#options.withhold(frame) : frame)
  }

  /** Sends a frame in its turn. */
  #pass(frame: Uint8Array, gone?: () => void): void {
    if (this.#reading) this.#reading.pass(frame, gone)
    else this.#outbound.send(frame, gone)
  }

  show(frame: Uint8Array): void {
    this.#outbound.sendOrDrop(frame)
  }

  /** What was is its writers' affair: readers learn nothing of it, and stock clients would only print a line. */
  announce(frame: Uint8Array): void {
    if (this.#options.isOurs && !this.isReader) this.#pass(frame)
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
    if (accepted.ok) this.#take(this.#session.room, this.#session.seat, accepted.message)
    else this.close(accepted.code, accepted.reason)
  }

  #take(room: Room, seat: Seat, message: Message): void {
    if (!this.#access) return
    if (message.kind === "have" && this.isReader) {
      this.#reading ??= this.#newReading()
      if (this.#reading.ask(message.stateVector)) room.have(seat, NOTHING)
      return
    }
    const ruling = rule(this.#options.key.document, this.#access, message)
    switch (ruling.kind) {
      case "delivered":
        deliver(room, seat, message)
        break
      case "ignored":
        break
      case "denied": {
        this.#outbound.send(encodeDenied(ruling.reason))
        room.holdBack(seat)
        const isLate = this.#now() - this.#accessChangedAtMs > GRACE_MS
        if (ruling.isFault && isLate) this.close(Close.forbidden, ruling.reason)
        break
      }
      default:
        unreachable(ruling)
    }
  }

  #newReading(): Reading {
    return new Reading({
      collect: this.#options.collect,
      send: (frame, gone) => this.#outbound.send(frame, gone),
      onFailed: reason => this.close(Close.failed, reason),
      onViolation: violation => this.close(Close.violation, violation),
    })
  }

  #end(): void {
    const session = this.#session
    this.#session = { state: "closed" }
    this.#reading?.close()
    this.#outbound.close()
    if (session.state === "live") session.room.leave(session.seat)
  }
}
