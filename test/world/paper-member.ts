// A member who only writes down what the room says, and knows what it adds up to.
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import * as Y from "yjs"
import type { Member } from "../../server/rooms/member.ts"
import { decodeMessage } from "../../shared/protocol/messages.ts"
import type { Position } from "../../shared/protocol/position.ts"
import type { Role } from "../../shared/roles.ts"
import type { RoomNews } from "../../shared/versions-api.ts"

export type Heard =
  | { kind: "have" }
  | { kind: "query-awareness" }
  | { kind: "denied" }
  | { kind: "missing"; text: string }
  | { kind: "update"; text: string }
  | { kind: "barrier"; number: number }
  | { kind: "trouble"; cannotWrite: boolean }
  | { kind: "access"; role: Role; isLocked: boolean }
  | { kind: "position"; position: Position }
  | { kind: "news"; news: RoomNews }
  | { kind: "awareness"; states: Record<number, unknown> }
  | { kind: "closed"; code: number }

export class PaperMember implements Member {
  readonly owner: string
  /** Everything heard, in order; `text` is the document's text `words` after it. */
  readonly heard: Heard[] = []
  readonly doc = new Y.Doc()
  /** How many frames came. */
  frames = 0
  /** How large the updates were that came. */
  readonly sizes: { kind: "missing" | "update"; bytes: number }[] = []

  constructor(owner = "somebody") {
    this.owner = owner
  }

  get text(): string {
    return this.doc.getText("words").toString()
  }

  /** What was heard of one kind. */
  of<Kind extends Heard["kind"]>(kind: Kind): Extract<Heard, { kind: Kind }>[] {
    return this.heard.filter((each): each is Extract<Heard, { kind: Kind }> => each.kind === kind)
  }

  answer = (frame: Uint8Array): void => this.#hear(frame)
  tell = (frame: Uint8Array): void => this.#hear(frame)
  show = (frame: Uint8Array): void => this.#hear(frame)

  close(code: number): void {
    this.heard.push({ kind: "closed", code })
  }

  #hear(frame: Uint8Array): void {
    this.frames++
    if (frame[0] === 2) {
      this.heard.push({ kind: "denied" })
      return
    }
    const decoded = decodeMessage(frame)
    if (!decoded.ok) throw new Error(decoded.violation)
    const { message } = decoded
    switch (message.kind) {
      case "missing":
      case "update":
        Y.applyUpdate(this.doc, message.update)
        this.sizes.push({ kind: message.kind, bytes: message.update.length })
        this.heard.push({ kind: message.kind, text: this.text })
        break
      case "awareness":
        this.heard.push({ kind: "awareness", states: statesIn(message.states) })
        break
      case "barrier":
      case "trouble":
      case "access":
      case "position":
      case "news":
        this.heard.push(message)
        break
      default:
        this.heard.push({ kind: message.kind })
    }
  }
}

/** An awareness update as peers of y-protocols would write it. */
export function awarenessOf(...states: [client: number, clock: number, state: unknown][]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, states.length)
  for (const [client, clock, state] of states) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  }
  return encoding.toUint8Array(encoder)
}

function statesIn(bytes: Uint8Array): Record<number, unknown> {
  const decoder = decoding.createDecoder(bytes)
  const states: Record<number, unknown> = {}
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    states[client] = JSON.parse(decoding.readVarString(decoder))
  }
  return states
}
