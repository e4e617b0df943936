// A raw client for load: speaks y-websocket's wire or Hocuspocus's, keeps no document, and hands every update and
// presence entry to its owner. Thousands of these fit one process, so that the servers are what is measured.
import { WebSocket } from "ws"
import { isRoomId } from "../../../shared/ids.ts"
import { Reader, varUintLength, writeVarUint } from "../../../shared/protocol/bytes.ts"
import { tokenOf } from "./token.ts"

export type Dialect = "y-websocket" | "hocuspocus"

/** Of a room of Ninefold's, whose path has its id in front; other servers pass it over. */
function keyTo(path: string): Record<string, string> {
  const [room] = path.split("/")
  return isRoomId(room) ? { authorization: `Bearer ${tokenOf(room)}` } : {}
}

export interface ClientEvents {
  onUpdate(update: Uint8Array): void
  onAwareness(states: Uint8Array): void
}

const EMPTY_VECTOR = Uint8Array.of(0)
const EMPTY_UPDATE = Uint8Array.of(0, 0)
const quiet: ClientEvents = { onUpdate: () => {}, onAwareness: () => {} }

export class LoadClient {
  readonly #socket: WebSocket
  readonly #prefix: Uint8Array
  readonly #events: ClientEvents
  #resolveSynced: () => void = () => {}
  readonly synced: Promise<void>
  bytesReceived = 0
  framesReceived = 0
  closeCode: number | undefined

  /**
   * @param stateVector what the client says it has; the encoded vector of nothing by default.
   * @param answer the update with which it answers the server's own question; nothing by default.
   */
  constructor(
    url: string,
    dialect: Dialect,
    room: string,
    events: Partial<ClientEvents> = {},
    stateVector: Uint8Array = EMPTY_VECTOR,
    answer: Uint8Array = EMPTY_UPDATE,
  ) {
    this.#events = { ...quiet, ...events }
    this.#prefix = dialect === "hocuspocus" ? varString(room) : new Uint8Array(0)
    this.synced = new Promise((resolve, reject) => {
      this.#resolveSynced = resolve
      this.failSynced = reject
    })
    this.synced.catch(() => {})
    this.#socket = new WebSocket(dialect === "hocuspocus" ? url : `${url}/${room}`, {
      perMessageDeflate: false,
      headers: keyTo(room),
    })
    this.#socket.binaryType = "nodebuffer"
    this.#socket.on("open", () => {
      if (dialect === "hocuspocus") this.#send(Uint8Array.of(2, 0, 0))
      this.#send(message([0, 0], stateVector))
    })
    this.#socket.on("message", (frame: Buffer) => this.#receive(frame, answer))
    this.#socket.on("close", code => {
      this.closeCode = code
      this.failSynced(new Error(`closed with ${code}`))
    })
    this.#socket.on("error", () => {})
  }

  failSynced: (cause: Error) => void = () => {}

  sendUpdate(update: Uint8Array): void {
    this.#send(message([0, 2], update))
  }

  sendAwareness(states: Uint8Array): void {
    this.#send(message([1], states))
  }

  close(): void {
    this.#socket.terminate()
  }

  #send(bytes: Uint8Array): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    this.#socket.send(this.#prefix.length === 0 ? bytes : Buffer.concat([this.#prefix, bytes]))
  }

  #receive(frame: Buffer, answer: Uint8Array): void {
    this.bytesReceived += frame.length
    this.framesReceived++
    const reader = new Reader(frame)
    if (this.#prefix.length > 0) reader.varBytes()
    const type = reader.varUint()
    if (type === 1) {
      this.#events.onAwareness(reader.varBytes())
      return
    }
    // Hocuspocus answers a sync with type 4 in some versions; the body is the same.
    if (type !== 0 && type !== 4) return
    const step = reader.varUint()
    const body = reader.varBytes()
    if (step === 0) {
      this.#send(message([0, 1], answer))
      return
    }
    this.#events.onUpdate(body)
    if (step === 1) this.#resolveSynced()
  }
}

function message(head: number[], body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(head.length + varUintLength(body.length) + body.length)
  bytes.set(head)
  bytes.set(body, writeVarUint(bytes, head.length, body.length))
  return bytes
}

function varString(text: string): Uint8Array {
  const body = Buffer.from(text)
  const bytes = new Uint8Array(varUintLength(body.length) + body.length)
  bytes.set(body, writeVarUint(bytes, 0, body.length))
  return bytes
}
