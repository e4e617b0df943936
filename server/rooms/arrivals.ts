// How who comes, or comes back, is brought level: told what it missed where its position says so, given what it lacks by
// comparison where not, and given what is stored while the store does not write. Rules SV1, WR19, WR21, RM8.
import { Close } from "../../shared/protocol/close.ts"
import { encodeMissing, encodePosition, encodeUpdate } from "../../shared/protocol/messages.ts"
import type { DocumentKey, Store, StoredUpdate, TailLimits } from "../storage/store.ts"
import { type JoinGate, LARGE_BYTES } from "./join-gate.ts"
import type { Journal } from "./journal.ts"
import { loadState } from "./load.ts"
import { isCovered, mergedTail, NOTHING } from "./resume.ts"
import type { Seat } from "./seat.ts"
import type { RoomState } from "./state.ts"
import type { Waiting } from "./waiting.ts"

/** More than this is not told one by one: comparing costs less. */
const MOST_MISSED: TailLimits = { updates: 1_000, bytes: 256 * 1024 }

export interface ArrivalsOptions {
  key: DocumentKey
  epoch: number
  store: Pick<Store, "load" | "tailSince">
  journal: Pick<Journal, "cannotWrite">
  joinGate: JoinGate
  onError: (message: string, error: unknown) => void
}

/** The room that is arrived at. */
export interface ArrivedAt {
  /** What it knows now. */
  state: () => RoomState
  isHere: (seat: Seat) => boolean
  /** The member has been given the document. */
  onLive: (seat: Seat) => void
  /** Ends a member. */
  end: (seat: Seat, code: Close, reason: string) => void
}

export class Arrivals {
  readonly #options: ArrivalsOptions
  readonly #waiting: Waiting
  readonly #room: ArrivedAt
  /** What the last newcomer was given, framed: a hundred who join together share it. */
  #given: { missing: Uint8Array; frame: Uint8Array } | undefined

  constructor(options: ArrivalsOptions, waiting: Waiting, room: ArrivedAt) {
    this.#options = options
    this.#waiting = waiting
    this.#room = room
  }

  /** The member says what it has: it gets what it lacks, once all of that is stored. */
  have(seat: Seat, stateVector: Uint8Array): void {
    const { since } = seat
    // Good once: who asks again on the same line wants to be compared.
    seat.since = undefined
    if (since === undefined || this.#options.journal.cannotWrite) {
      this.#compare(seat, stateVector)
      return
    }
    const lacking = this.#room.state().lackedBy(stateVector)
    if (!lacking) {
      this.#refuse(seat)
      return
    }
    this.#waiting.forNewcomer(
      seat,
      () => void this.#resume(seat, stateVector, since, lacking),
      () => void this.#welcomeFromStore(seat, stateVector),
    )
  }

  /** Tells a member up to where it has been told, where it wants to know. */
  sayPosition(seat: Seat, seq: number): void {
    if (seat.saidSeq === undefined) return
    seat.saidSeq = seq
    seat.member.answer(encodePosition({ epoch: this.#options.epoch, seq }))
  }

  /** Lets go what only those who join in the same moment share. */
  forget(): void {
    this.#given = undefined
  }

  #compare(seat: Seat, stateVector: Uint8Array): void {
    const bytes = this.#room.state().byteLength
    if (bytes < LARGE_BYTES) {
      this.#answer(seat, stateVector)
      return
    }
    seat.endJoin()
    seat.endJoin = this.#options.joinGate.enter(bytes, () => this.#answer(seat, stateVector))
  }

  #answer(seat: Seat, stateVector: Uint8Array): void {
    const missing = this.#room.state().missingFor(stateVector)
    if (!missing) {
      this.#refuse(seat)
      return
    }
    const giveUp = () => void this.#welcomeFromStore(seat, stateVector)
    if (this.#options.journal.cannotWrite && !this.#waiting.isAllStored) giveUp()
    // The bytes are fixed now: what is taken later may be told only later.
    else this.#waiting.forNewcomer(seat, seq => this.#welcome(seat, missing, seq), giveUp)
  }

  /** @param seq the number of the last update in what the member has been given by now. */
  #welcome(seat: Seat, missing: Uint8Array, seq: number): void {
    if (this.#given?.missing !== missing) this.#given = { missing, frame: encodeMissing(missing) }
    seat.member.answer(this.#given.frame, () => seat.endJoin())
    this.sayPosition(seat, seq)
    if (!seat.isLive) this.#room.onLive(seat)
  }

  /** Tells a member that has come back what it missed; compares where that cannot be known. */
  async #resume(
    seat: Seat,
    stateVector: Uint8Array,
    since: number,
    lacking: Map<number, number>,
  ): Promise<void> {
    const tail = since === this.#waiting.seq ? [] : await this.#missedSince(since)
    if (!this.#room.isHere(seat)) return
    const updates = tail && mergedTail(tail)
    const seq = tail?.at(-1)?.seq ?? since
    // What was stored while the log was read is not in it, and not told to who is not live yet.
    if (!updates || seq < this.#waiting.seq || !isCovered(lacking, updates)) {
      this.#compare(seat, stateVector)
      return
    }
    for (const update of updates) seat.member.answer(encodeUpdate(update))
    this.#welcome(seat, NOTHING, seq)
  }

  async #missedSince(since: number): Promise<StoredUpdate[] | undefined> {
    try {
      return await this.#options.store.tailSince(this.#options.key, since, MOST_MISSED)
    } catch (error) {
      // Comparing needs no store.
      this.#options.onError("The log could not be read for who came back", error)
      return undefined
    }
  }

  /** While the state holds what is not stored, newcomers are given what is: nobody sees what a crash would take back. */
  async #welcomeFromStore(seat: Seat, stateVector: Uint8Array): Promise<void> {
    const { key, store, onError } = this.#options
    // Live first, then load: what is stored in between is told twice rather than never.
    const wasLive = seat.isLive
    seat.isLive = true
    try {
      const { state: stored } = loadState(await store.load(key))
      const missing = stored.missingFor(stateVector) ?? stored.encode()
      seat.member.answer(encodeMissing(missing), () => seat.endJoin())
      if (!wasLive) this.#room.onLive(seat)
    } catch (error) {
      onError("A newcomer could not be given the stored document", error)
      this.#room.end(seat, Close.overloaded, "the server cannot read")
    }
  }

  #refuse(seat: Seat): void {
    this.#room.end(seat, Close.violation, "the state vector does not decode")
  }
}
