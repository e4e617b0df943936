// One document that is open on this server: bytes in, bytes out. Owns the order of things: an update is taken, then
// stored, then told; what a member asks is answered once everything it follows from is stored. Members are an interface,
// so that no socket is known in here. Rules SV1, SV2, SV4, SV6, RM1–RM3.
import { unreachable } from "../../shared/assert.ts"
import { Close } from "../../shared/protocol/close.ts"
import { MAX_ROOM_BYTES } from "../../shared/protocol/limits.ts"
import {
  encodeBarrier,
  encodeDenied,
  encodeHave,
  encodeMissing,
  encodeTrouble,
} from "../../shared/protocol/messages.ts"
import type { DocumentKey, Store } from "../storage/store.ts"
import { isDue, isWorthTaking, type Tail } from "./compact.ts"
import type { Folded } from "./fold.ts"
import type { Journal } from "./journal.ts"
import { loadState } from "./load.ts"
import type { Member } from "./member.ts"
import { Presence } from "./presence.ts"
import { RoomState } from "./state.ts"
import { Telling } from "./telling.ts"
import type { Timers } from "./timers.ts"

/** A member's place in the room. Only the room writes to it. */
export interface Seat {
  readonly member: Member
  /** True once the member has been given the document; before that it is told nothing. */
  isLive: boolean
  /** True from an update that lacks its predecessors until the member has sent them. */
  hasGap: boolean
  /** True once something the member sent was refused: its work is not all stored, and no barrier may say so. */
  wasRefused: boolean
  /** The newest barrier that a gap holds back. */
  heldBarrier: number | undefined
}

/** What happens once the first `after` updates taken are stored. */
type Waiting = { after: number } & (
  | { kind: "barrier"; seat: Seat; number: number }
  | { kind: "welcome"; seat: Seat; missing: Uint8Array; stateVector: Uint8Array }
  | { kind: "snapshot"; reached: (standing: { seq: number; tail: Tail }) => void }
)

export interface RoomOptions {
  key: DocumentKey
  state: RoomState
  /** The last stored sequence number. */
  seq: number
  tail: Tail
  snapshotBytes: number
  /** Where stored bytes are damaged: the sentence for people. */
  readOnly: string | undefined
  store: Store
  journal: Journal
  timers: Timers
  /** Makes a snapshot of a history, somewhere else; it stays the caller's. */
  fold: (history: Uint8Array) => Folded | Promise<Folded>
  /** Called when the last member has left or the last update is stored: the room may be let go if it is idle. */
  onQuiet: (room: Room) => void
  /** Called with what went wrong in the background, for the log. */
  onError: (message: string, error: unknown) => void
}

export class Room {
  readonly key: DocumentKey
  readonly readOnly: string | undefined
  readonly #options: RoomOptions
  #state: RoomState
  readonly #seats = new Set<Seat>()
  readonly #telling: Telling
  readonly #presence: Presence
  #waiting: Waiting[] = []
  /** Updates taken into the state, and of these, stored. They are equal where nothing is under way. */
  #taken = 0
  #stored = 0
  #seq: number
  #tail: Tail
  #snapshotBytes: number
  /** While a snapshot is being made: the updates taken since its history was. */
  #takenSince: Uint8Array[] | undefined
  /** The tail at which no snapshot could be made or stored. */
  #failedAt: Tail | undefined

  constructor(options: RoomOptions) {
    this.#options = options
    this.key = options.key
    this.readOnly = options.readOnly
    this.#state = options.state
    this.#seq = options.seq
    this.#tail = options.tail
    this.#snapshotBytes = options.snapshotBytes
    this.#telling = new Telling(this.#seats, options.timers)
    this.#presence = new Presence(this.#seats, options.timers)
  }

  /** True where nobody is here and nothing is under way, so that the room can be let go without loss. */
  get isIdle(): boolean {
    return this.#seats.size === 0 && this.#taken === this.#stored && !this.#takenSince
  }

  get tailCount(): number {
    return this.#tail.count
  }

  join(member: Member): Seat {
    const seat: Seat = { member, isLive: false, hasGap: false, wasRefused: false, heldBarrier: undefined }
    this.#seats.add(seat)
    if (this.readOnly !== undefined) member.answer(encodeDenied(this.readOnly))
    if (this.#options.journal.cannotWrite) member.answer(encodeTrouble(true))
    // Asked before it is answered, so that "synced" on its side means that its own work is on the way.
    member.answer(encodeHave(this.#state.stateVector()))
    return seat
  }

  leave(seat: Seat): void {
    if (!this.#seats.delete(seat)) return
    this.#presence.leave(seat)
    this.#waiting = this.#waiting.filter(waiting => waiting.kind === "snapshot" || waiting.seat !== seat)
    this.#options.onQuiet(this)
  }

  /** The member says what it has: it gets what it lacks, once all of that is stored. */
  have(seat: Seat, stateVector: Uint8Array): void {
    const missing = this.#state.missingFor(stateVector)
    if (!missing) {
      this.#end(seat, Close.violation, "the state vector does not decode")
      return
    }
    if (this.#options.journal.cannotWrite && this.#stored < this.#taken) {
      void this.#welcomeFromStore(seat, stateVector)
      return
    }
    // The bytes are fixed now: what is taken later may be told only later.
    this.#afterStored({ after: this.#taken, kind: "welcome", seat, missing, stateVector })
  }

  /** The member's answer to what the room has: fills gaps, if there were any. */
  missing(seat: Seat, update: Uint8Array): void {
    if (!this.#take(seat, update)) {
      this.#askForPredecessors(seat)
      return
    }
    seat.hasGap = false
    const number = seat.heldBarrier
    seat.heldBarrier = undefined
    if (number !== undefined) this.barrier(seat, number)
  }

  update(seat: Seat, update: Uint8Array): void {
    if (!this.#take(seat, update)) this.#askForPredecessors(seat)
  }

  /** Answers once everything the member sent before is stored; not at all while part of it is refused or lacks its predecessors. */
  barrier(seat: Seat, number: number): void {
    if (seat.wasRefused) return
    if (seat.hasGap) {
      seat.heldBarrier = number
      return
    }
    // While nothing can be stored, only a member's last question counts; else they would pile up for as long.
    if (this.#options.journal.cannotWrite)
      this.#waiting = this.#waiting.filter(waiting => waiting.kind !== "barrier" || waiting.seat !== seat)
    this.#afterStored({ after: this.#taken, kind: "barrier", seat, number })
  }

  awareness(seat: Seat, states: Uint8Array): void {
    const violation = this.#presence.take(seat, states)
    if (violation) this.#end(seat, Close.violation, violation)
  }

  queryAwareness(seat: Seat): void {
    this.#presence.welcome(seat)
  }

  /** Passes on what is due every few seconds. */
  sweep(): void {
    this.#presence.sweep()
  }

  /** Tells everybody that the store does not write, or does again. */
  tellTrouble(cannotWrite: boolean): void {
    for (const { member } of this.#seats) member.answer(encodeTrouble(cannotWrite))
    if (!cannotWrite) return
    const welcomes = this.#waiting.filter(waiting => waiting.kind === "welcome")
    this.#waiting = this.#waiting.filter(waiting => waiting.kind !== "welcome")
    for (const { seat, stateVector } of welcomes) void this.#welcomeFromStore(seat, stateVector)
  }

  closeMembers(code: Close, reason: string): void {
    for (const { member } of [...this.#seats]) member.close(code, reason)
  }

  /** Folds the history into a snapshot. Resolves when it is stored, or when that was not possible now. */
  async compact(): Promise<void> {
    if (this.#takenSince || this.readOnly !== undefined || this.#tail.count === 0) return
    this.#takenSince = []
    try {
      await this.#saveSnapshot(this.#state.encode(), this.#takenSince)
      this.#takenSince = undefined
      this.#options.onQuiet(this)
    } catch (error) {
      // The log still has everything; a later compaction tries again.
      this.#takenSince = undefined
      this.#failedAt = this.#tail
      this.#options.onError("A snapshot could not be stored", error)
    }
  }

  async #saveSnapshot(history: Uint8Array, takenSince: readonly Uint8Array[]): Promise<void> {
    const [folded, { seq, tail }] = await Promise.all([this.#options.fold(history), this.#reached()])
    if (folded.kind === "abandoned") return
    if (folded.kind === "failed") throw new Error(`The document was not folded: ${folded.reason}`)
    const { snapshot } = folded
    await this.#options.store.saveSnapshot(this.key, { seq, update: snapshot })
    this.#tail = { count: this.#tail.count - tail.count, bytes: this.#tail.bytes - tail.bytes }
    this.#snapshotBytes = snapshot.length
    this.#failedAt = undefined
    if (this.#seats.size > 0 && isWorthTaking(snapshot.length, history.length))
      this.#state = RoomState.load(snapshot, takenSince)
  }

  /** Resolves with where the log and its tail stand when exactly what has been taken by now is stored. */
  #reached(): Promise<{ seq: number; tail: Tail }> {
    return new Promise(reached => this.#afterStored({ after: this.#taken, kind: "snapshot", reached }))
  }

  /** @returns false where the update lacks its predecessors. */
  #take(seat: Seat, update: Uint8Array): boolean {
    if (this.readOnly !== undefined) {
      this.#deny(seat, update, this.readOnly)
      return true
    }
    if (this.#state.byteLength + update.length > MAX_ROOM_BYTES) {
      this.#end(seat, Close.tooLarge, "the room is full")
      return true
    }
    if (!this.#options.journal.mayAdd(update.length)) {
      this.#end(seat, Close.overloaded, "the server cannot write")
      return true
    }
    const taken = this.#state.take(update)
    switch (taken.kind) {
      case "known":
        return true
      case "gap":
        return false
      case "refused":
        this.#end(seat, Close.violation, taken.violation)
        return true
      case "fresh":
        this.#taken++
        this.#takenSince?.push(taken.update)
        this.#options.journal.add({ ...this.key, update: taken.update }, seq =>
          this.#onStored(seq, taken.update, seat),
        )
        return true
    }
  }

  #askForPredecessors(seat: Seat): void {
    // Once a gap: a client whose own document has one would otherwise be asked for ever.
    if (seat.hasGap) return
    seat.hasGap = true
    seat.member.answer(encodeHave(this.#state.stateVector()))
  }

  #deny(seat: Seat, update: Uint8Array, reason: string): void {
    const isEmpty = update.length === 2 && update[0] === 0 && update[1] === 0
    if (isEmpty) return
    seat.wasRefused = true
    seat.member.answer(encodeDenied(reason))
  }

  #onStored(seq: number, update: Uint8Array, author: Seat): void {
    this.#stored++
    this.#seq = seq
    this.#tail = { count: this.#tail.count + 1, bytes: this.#tail.bytes + update.length }
    this.#telling.add(update, author)
    this.#release()
    if (isDue(this.#tail, this.#snapshotBytes, this.#failedAt)) void this.compact()
    if (this.#stored === this.#taken) this.#options.onQuiet(this)
  }

  #afterStored(waiting: Waiting): void {
    this.#waiting.push(waiting)
    this.#release()
  }

  #release(): void {
    for (let next = this.#waiting[0]; next && next.after <= this.#stored; next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#do(next)
    }
  }

  #do(waiting: Waiting): void {
    switch (waiting.kind) {
      case "barrier":
        waiting.seat.member.answer(encodeBarrier(waiting.number))
        break
      case "welcome":
        this.#welcome(waiting.seat, waiting.missing)
        break
      case "snapshot":
        waiting.reached({ seq: this.#seq, tail: this.#tail })
        break
      default:
        unreachable(waiting)
    }
  }

  #welcome(seat: Seat, missing: Uint8Array): void {
    seat.member.answer(encodeMissing(missing))
    if (seat.isLive) return
    seat.isLive = true
    this.#presence.welcome(seat)
  }

  /** While the state holds what is not stored, newcomers are given what is: nobody sees what a crash would take back. */
  async #welcomeFromStore(seat: Seat, stateVector: Uint8Array): Promise<void> {
    // Live first, then load: what is stored in between is told twice rather than never.
    const wasLive = seat.isLive
    seat.isLive = true
    try {
      const { state: stored } = loadState(await this.#options.store.load(this.key))
      seat.member.answer(encodeMissing(stored.missingFor(stateVector) ?? stored.encode()))
      if (!wasLive) this.#presence.welcome(seat)
    } catch (error) {
      this.#options.onError("A newcomer could not be given the stored document", error)
      this.#end(seat, Close.overloaded, "the server cannot read")
    }
  }

  #end(seat: Seat, code: Close, reason: string): void {
    seat.wasRefused = true
    seat.member.close(code, reason)
  }
}
