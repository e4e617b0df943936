// Bytes ↔ messages on a room's socket. Owns the byte layout and nothing else: what a message means is decided in
// server/wire/inbound.ts and client/sync. The layout is y-websocket's, so that a stock client can join, and five
// messages of our own: the barrier, answered when all that the socket sent before it is stored; trouble, which says why
// no barrier is answered; access, which says what this socket may do from now on; position, which says up to where it
// has been told; and news, which says who brought back what was. Stock clients print a line about those they are sent
// and go on. Rules WR1–WR4.
import { encodeUtf8 } from "lib0/string"
import { type Role, roles } from "../roles.ts"
import type { RoomNews } from "../versions-api.ts"
import { Reader, varUintLength, writeVarUint } from "./bytes.ts"
import { readNews, writeNews } from "./news.ts"
import type { Position } from "./position.ts"

const SYNC = 0
const AWARENESS = 1
const DENIED = 2
const QUERY_AWARENESS = 3
const BARRIER = 100
const TROUBLE = 101
const ACCESS = 102
const POSITION = 103
const NEWS = 104

const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2

/** The numbers of our own messages, for the client's table of message handlers. */
export const BARRIER_MESSAGE = BARRIER
export const TROUBLE_MESSAGE = TROUBLE
export const ACCESS_MESSAGE = ACCESS
export const POSITION_MESSAGE = POSITION
export const NEWS_MESSAGE = NEWS

export type Message =
  /** "This is what I have": a state vector, answered by what is missing from it. */
  | { kind: "have"; stateVector: Uint8Array }
  /** "This is what you lack": the answer to `have`. */
  | { kind: "missing"; update: Uint8Array }
  /** A change that has just been made. */
  | { kind: "update"; update: Uint8Array }
  | { kind: "awareness"; states: Uint8Array }
  | { kind: "query-awareness" }
  /** "Answer with this number once all I sent before is stored." */
  | { kind: "barrier"; number: number }
  /** From the server only: whether its store refuses to write. Sent on joining where it does, and at each change. */
  | { kind: "trouble"; cannotWrite: boolean }
  /** From the server only: the role of this socket, and whether the room is locked. Sent on joining to clients that
   * name their schema, and to all at each change. */
  | { kind: "access"; role: Role; isLocked: boolean }
  /** From the server only, to clients that name a position when they come: this socket has been told all up to here. */
  | { kind: "position"; position: Position }
  /** From the server only, to our clients that may edit: what somebody has done to the whole of the canvas. */
  | { kind: "news"; news: RoomNews }

export type Decoded = { ok: true; message: Message } | { ok: false; violation: string }

/**
 * Reads one frame, which holds exactly one message.
 *
 * @returns the message, whose byte fields are views of `frame`; or the sentence that says what is wrong.
 */
export function decodeMessage(frame: Uint8Array): Decoded {
  const reader = new Reader(frame)
  const message = readMessage(reader)
  if (reader.failed) return { ok: false, violation: "the frame ends before its message does" }
  if (message === undefined) return { ok: false, violation: "the message is of no known type" }
  if (reader.left > 0) return { ok: false, violation: "the frame goes on behind its message" }
  return { ok: true, message }
}

function readMessage(reader: Reader): Message | undefined {
  switch (reader.varUint()) {
    case SYNC:
      return readSync(reader)
    case AWARENESS:
      return { kind: "awareness", states: reader.varBytes() }
    case QUERY_AWARENESS:
      return { kind: "query-awareness" }
    case BARRIER:
      return { kind: "barrier", number: reader.varUint() }
    case TROUBLE:
      return { kind: "trouble", cannotWrite: reader.varUint() !== 0 }
    case ACCESS:
      return readAccess(reader)
    case POSITION:
      return { kind: "position", position: { epoch: reader.varUint(), seq: reader.varUint() } }
    case NEWS: {
      const news = readNews(reader.varBytes())
      return news && { kind: "news", news }
    }
    default:
      return undefined
  }
}

function readSync(reader: Reader): Message | undefined {
  switch (reader.varUint()) {
    case STEP_1:
      return { kind: "have", stateVector: reader.varBytes() }
    case STEP_2:
      return { kind: "missing", update: reader.varBytes() }
    case UPDATE:
      return { kind: "update", update: reader.varBytes() }
    default:
      return undefined
  }
}

function readAccess(reader: Reader): Message | undefined {
  const role = roles[reader.varUint()]
  const isLocked = reader.varUint() !== 0
  return role && { kind: "access", role, isLocked }
}

function frameOf(head: readonly number[], body: Uint8Array): Uint8Array {
  const frame = new Uint8Array(head.length + varUintLength(body.length) + body.length)
  frame.set(head)
  frame.set(body, writeVarUint(frame, head.length, body.length))
  return frame
}

export const encodeHave = (stateVector: Uint8Array): Uint8Array => frameOf([SYNC, STEP_1], stateVector)
export const encodeMissing = (update: Uint8Array): Uint8Array => frameOf([SYNC, STEP_2], update)
export const encodeUpdate = (update: Uint8Array): Uint8Array => frameOf([SYNC, UPDATE], update)
export const encodeAwareness = (states: Uint8Array): Uint8Array => frameOf([AWARENESS], states)
export const encodeQueryAwareness = (): Uint8Array => Uint8Array.of(QUERY_AWARENESS)

export function encodeBarrier(number: number): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(1 + varUintLength(number))
  frame[0] = BARRIER
  writeVarUint(frame, 1, number)
  return frame
}

/** Tells our client that what it sends cannot be stored now, or can again. */
export const encodeTrouble = (cannotWrite: boolean): Uint8Array => Uint8Array.of(TROUBLE, cannotWrite ? 1 : 0)

/** Tells our client what it may do from now on. */
export const encodeAccess = (role: Role, isLocked: boolean): Uint8Array =>
  Uint8Array.of(ACCESS, roles.indexOf(role), isLocked ? 1 : 0)

/** Tells a client that it has been told everything up to here. */
export function encodePosition({ epoch, seq }: Position): Uint8Array {
  const frame = new Uint8Array(1 + varUintLength(epoch) + varUintLength(seq))
  frame[0] = POSITION
  writeVarUint(frame, writeVarUint(frame, 1, epoch), seq)
  return frame
}

/** Tells a client of ours what somebody has done. */
export const encodeNews = (news: RoomNews): Uint8Array => frameOf([NEWS], writeNews(news))

/** Tells a stock client that it may not write; it only prints the reason. */
export const encodeDenied = (reason: string): Uint8Array => frameOf([DENIED, 0], encodeUtf8(reason))
