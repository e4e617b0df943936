// A stock y-websocket provider in Node, of any version people have, with a line that can be cut and mended. Nothing of
// it is changed; it only learns to ask for the barrier, by the handler table that every version has.
import { readVarUint } from "lib0/decoding"
import { WebSocket } from "ws"
import { WebsocketProvider as Provider31 } from "y-websocket"
import { WebsocketProvider as Provider2 } from "y-websocket-2"
import { WebsocketProvider as Provider30 } from "y-websocket-3.0"
import * as Y from "yjs"
import type { DocumentName } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { type Content, contentOf } from "../../shared/model/document.ts"
import { BARRIER_MESSAGE, encodeBarrier } from "../../shared/protocol/messages.ts"
import { type Key, keyTo } from "./keys.ts"

export const stockVersions = ["2.1", "3.0", "3.1"] as const
export type StockVersion = (typeof stockVersions)[number]

// The older types lack what is new in 3.1, none of which is used here; seen as one, their events have one type.
const providers = {
  "2.1": Provider2 as unknown as typeof Provider31,
  "3.0": Provider30 as unknown as typeof Provider31,
  "3.1": Provider31,
}

export interface StockOptions {
  /** Which of the room's documents; its content by default. */
  document?: DocumentName
  version?: StockVersion
  /** The document's client id, so that a run can be repeated. */
  clientId?: number
  /** The socket's query, such as `{ schema: "1" }`. */
  params?: Record<string, string>
  /** What the `Origin` header says; the server's own by default. */
  origin?: string
  /** What it brings to be let in; by default what the harness knows of the room. */
  key?: Key
}

export class StockClient {
  readonly doc = new Y.Doc()
  readonly content: Content
  readonly provider: Provider31
  /** The close codes of its sockets so far. */
  readonly closeCodes: number[] = []
  #asked = 0
  readonly #answers = new Map<number, () => void>()

  constructor(server: string, room: RoomId, options: StockOptions = {}) {
    if (options.clientId !== undefined) this.doc.clientID = options.clientId
    this.content = contentOf(this.doc)
    const origin = options.origin ?? server
    const headers = options.key ?? keyTo(room) ?? {}
    class FromOrigin extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols, { origin, headers })
      }
    }
    this.provider = new providers[options.version ?? "3.1"](
      `${server.replace(/^http/, "ws")}/sync/${room}`,
      options.document ?? "content",
      this.doc,
      {
        // `ws` is what a browser's socket is, less what no provider uses.
        WebSocketPolyfill: FromOrigin as unknown as typeof globalThis.WebSocket,
        disableBc: true,
        maxBackoffTime: 400,
        params: options.params ?? {},
      },
    )
    this.provider.on("connection-close", (event: { code: number } | null) => {
      if (event) this.closeCodes.push(event.code)
    })
    this.provider.messageHandlers[BARRIER_MESSAGE] = (_encoder, decoder) => {
      const number = readVarUint(decoder)
      this.#answers.get(number)?.()
      this.#answers.delete(number)
    }
  }

  /** Resolves when the server has said what it has. */
  synced(): Promise<void> {
    if (this.provider.synced) return Promise.resolve()
    return new Promise(resolve => {
      const hear = (isSynced: boolean) => {
        if (!isSynced) return
        this.provider.off("sync", hear)
        resolve()
      }
      this.provider.on("sync", hear)
    })
  }

  /**
   * Asks whether everything sent so far is stored. Resolves at the answer; never, where the line is cut before it,
   * so race it with what cuts the line.
   */
  stored(): Promise<void> {
    const socket = this.provider.ws
    if (!this.provider.wsconnected || !socket) throw new Error("There is no line to ask over")
    const number = ++this.#asked
    return new Promise(resolve => {
      this.#answers.set(number, resolve)
      // The provider's type says ArrayBuffer; it sends views itself.
      socket.send(encodeBarrier(number) as Uint8Array<ArrayBuffer>)
    })
  }

  /** The line breaks without a word, as a network does, and stays broken. */
  cut(): void {
    this.provider.shouldConnect = false
    const socket = this.provider.ws as unknown as WebSocket | null
    socket?.terminate()
  }

  mend(): void {
    this.provider.connect()
  }

  close(): void {
    this.provider.destroy()
    this.provider.awareness.destroy()
    this.doc.destroy()
  }
}

/** True where two documents hold the same: what was written, and what was deleted. */
export const areEqual = (a: Y.Doc, b: Y.Doc): boolean => Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b))
