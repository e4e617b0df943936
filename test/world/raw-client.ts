// A bare WebSocket that says what a test tells it to say, and remembers what it was told.
import { WebSocket } from "ws"
import { decodeMessage, encodeHave, type Message } from "../../shared/protocol/messages.ts"

export interface RawOptions {
  path: string
  headers?: Record<string, string>
  /** False for a peer that is there and answers no ping. */
  autoPong?: boolean
}

export class RawClient {
  readonly socket: WebSocket
  readonly messages: Message[] = []
  /** Resolves with the code the socket is closed with. */
  readonly closed: Promise<number>
  readonly opened: Promise<void>
  /** Resolves with the HTTP status of a refused upgrade. */
  readonly refused: Promise<number>

  constructor(server: string, { path, headers = {}, autoPong = true }: RawOptions) {
    this.socket = new WebSocket(`${server.replace(/^http/, "ws")}${path}`, {
      headers: { origin: server, ...headers },
      autoPong,
    })
    this.closed = new Promise(resolve => this.socket.on("close", resolve))
    this.opened = new Promise(resolve => this.socket.on("open", resolve))
    this.refused = new Promise(resolve =>
      this.socket.on("unexpected-response", (request, response) => {
        resolve(response.statusCode ?? 0)
        request.destroy()
      }),
    )
    // A refused or broken line is what several tests are about; they await it by the promises above.
    this.socket.on("error", () => undefined)
    this.socket.on("message", frame => {
      const decoded = decodeMessage(new Uint8Array(frame as Buffer))
      if (decoded.ok) this.messages.push(decoded.message)
    })
  }

  send(frame: Uint8Array | string): void {
    this.socket.send(frame)
  }

  /** Asks for the document, as a client that has nothing. */
  ask(): void {
    this.send(encodeHave(Uint8Array.of(0)))
  }

  has(kind: Message["kind"]): boolean {
    return this.messages.some(message => message.kind === kind)
  }

  close(): void {
    this.socket.terminate()
  }
}
