// A client that speaks as stock y-websocket does, over a line that delays by chance and can break: what was on its way
// is then lost. It remembers what it was promised, so that a test can hold the room to it.
import * as Y from "yjs"
import type { Member } from "../../server/rooms/member.ts"
import type { Room } from "../../server/rooms/room.ts"
import type { DocumentKey, Rooms } from "../../server/rooms/rooms.ts"
import type { Seat } from "../../server/rooms/seat.ts"
import { decodeMessage } from "../../shared/protocol/messages.ts"

export class LineClient implements Member {
  readonly owner: string
  readonly doc = new Y.Doc()
  /** Close codes of its lines so far. */
  readonly closeCodes: number[] = []
  /** For each barrier answered: how much of its own work that said was stored. */
  readonly savedClocks: number[] = []
  #line: { room: Room; seat: Seat } | undefined
  #isJoining = false
  /** True once all it had has been sent over this line; before that a barrier would ask about less. */
  #hasSentAll = false
  /** Counts lines, so that what is said over an old one is not taken for the new. */
  #lineNumber = 0
  #toRoom: (() => void)[] = []
  #toClient: Uint8Array[] = []
  #barriers = new Map<number, number>()
  #lastBarrier = 0

  constructor(clientId: number) {
    this.owner = `person ${clientId}`
    this.doc.clientID = clientId
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#say(({ room, seat }) => room.update(seat, update))
    })
  }

  get isConnected(): boolean {
    return this.#line !== undefined || this.#isJoining
  }

  /** How many edits this client has made, as its state vector counts them. */
  get ownClock(): number {
    return Y.getState(this.doc.store, this.doc.clientID)
  }

  async connect(rooms: Rooms, key: DocumentKey): Promise<void> {
    if (this.isConnected) return
    this.#isJoining = true
    const number = ++this.#lineNumber
    const joined = await rooms.join(key, this)
    if (joined.kind !== "joined") throw new Error(`Could not join: ${joined.kind}`)
    if (number !== this.#lineNumber) return joined.room.leave(joined.seat)
    this.#isJoining = false
    this.#line = joined
    const stateVector = Y.encodeStateVector(this.doc)
    this.#say(({ room, seat }) => room.have(seat, stateVector))
  }

  /** Asks whether everything so far is stored. */
  askBarrier(): void {
    if (!this.#hasSentAll) return
    const number = ++this.#lastBarrier
    this.#barriers.set(number, this.ownClock)
    this.#say(({ room, seat }) => room.barrier(seat, number))
  }

  /** Lets up to `count` messages arrive, in either direction. */
  deliver(count: number): void {
    // Nothing arrives before the line stands.
    for (let left = this.#line ? count : 0; left > 0; left--) {
      const frame = this.#toClient.shift()
      if (frame) this.#hear(frame)
      this.#toRoom.shift()?.()
    }
  }

  get isQuiet(): boolean {
    return this.#toRoom.length === 0 && this.#toClient.length === 0
  }

  /** The line breaks; what was on its way is lost. */
  cut(): void {
    const line = this.#line
    this.#line = undefined
    this.#isJoining = false
    this.#hasSentAll = false
    this.#lineNumber++
    this.#toRoom = []
    this.#toClient = []
    line?.room.leave(line.seat)
  }

  answer(frame: Uint8Array): void {
    this.#toClient.push(frame)
  }

  tell(frame: Uint8Array): void {
    this.#toClient.push(frame)
  }

  show(): void {}

  close(code: number): void {
    this.closeCodes.push(code)
    this.cut()
  }

  #say(message: (line: { room: Room; seat: Seat }) => void): void {
    const line = this.#line
    if (line) this.#toRoom.push(() => message(line))
  }

  #hear(frame: Uint8Array): void {
    const decoded = decodeMessage(frame)
    if (!decoded.ok) throw new Error(decoded.violation)
    const { message } = decoded
    switch (message.kind) {
      case "have": {
        const update = Y.encodeStateAsUpdate(this.doc, message.stateVector)
        this.#say(({ room, seat }) => room.missing(seat, update))
        this.#hasSentAll = true
        break
      }
      case "missing":
      case "update":
        Y.applyUpdate(this.doc, message.update, this)
        break
      case "barrier":
        this.savedClocks.push(this.#barriers.get(message.number) ?? Number.NaN)
        break
      default:
    }
  }
}
