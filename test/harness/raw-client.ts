// A socket without a provider, for what no honest client would send, and for seeing each frame as it comes.
import { once } from "node:events"
import { WebSocket } from "ws"
import type { DocumentName } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { decodeMessage, type Message } from "../../shared/protocol/messages.ts"
import { type Key, keyTo } from "./keys.ts"

/** What y-websocket calls an auth message; only servers send it, so it is none of `Message`. */
const DENIED = 2

export interface RawOptions {
  /** Which of the room's documents; its content by default. */
  document?: DocumentName
  /** The `Origin` header; the server's own by default. */
  origin?: string
  /** What it brings to be let in; by default what the harness knows of the room. */
  key?: Key
  /** The query, such as `?schema=0`. */
  query?: string
  /** False for a peer that has vanished: it answers no ping. */
  answersPings?: boolean
}

export class RawClient {
  readonly socket: WebSocket
  /** Everything heard so far; frames that are no message of ours are a fault of the server. */
  readonly heard: Message[] = []
  /** The close code, once it is closed. */
  readonly closed: Promise<number>
  /** How often it was told that it may not do what it did. */
  denials = 0
  #waiting: { kind: Message["kind"]; resolve: () => void }[] = []

  constructor(server: string, room: RoomId | string, options: RawOptions = {}) {
    const url = `${server.replace(/^http/, "ws")}/sync/${room}/${options.document ?? "content"}${options.query ?? ""}`
    this.socket = new WebSocket(url, {
      origin: options.origin ?? server,
      headers: options.key ?? keyTo(room) ?? {},
      autoPong: options.answersPings ?? true,
    })
    this.socket.binaryType = "nodebuffer"
    this.socket.on("message", (frame: Buffer) => this.#hear(frame))
    this.closed = new Promise(resolve => this.socket.on("close", code => resolve(code)))
  }

  /** Resolves when the socket is open; rejects with the server's answer where it refused to upgrade. */
  async opened(): Promise<void> {
    await once(this.socket, "open")
  }

  send(...frames: (Uint8Array | string)[]): void {
    for (const frame of frames) this.socket.send(frame)
  }

  /** Resolves when a message of this kind comes, from now on. */
  next(kind: Message["kind"]): Promise<void> {
    return new Promise(resolve => this.#waiting.push({ kind, resolve }))
  }

  #hear(frame: Buffer): void {
    if (frame[0] === DENIED) {
      this.denials++
      return
    }
    const decoded = decodeMessage(frame)
    if (!decoded.ok) throw new Error(`The server sent what is no message: ${decoded.violation}`)
    const { message } = decoded
    this.heard.push(message)
    const [met, rest] = [
      this.#waiting.filter(({ kind }) => kind === message.kind),
      this.#waiting.filter(({ kind }) => kind !== message.kind),
    ]
    this.#waiting = rest
    for (const { resolve } of met) resolve()
  }

  close(): void {
    this.socket.terminate()
  }
}
