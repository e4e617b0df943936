// One document that is open on this server: bytes in, bytes out. Owns the order of things: an update is taken, then
// stored, then told; what a member asks is answered once everything it follows from is stored. Members are an interface,
// so that no socket is known in here. Rules SV1, SV2, SV4, SV6, RM1–RM3.
import { unreachable } from "../../shared/assert.ts"
import { isGuestId } from "../../shared/ids.ts"
import { Close } from "../../shared/protocol/close.ts"
import { MAX_ROOM_BYTES } from "../../shared/protocol/limits.ts"
import {
  encodeBarrier,
  encodeDenied,
  encodeHave,
  encodeMissing,
  encodePosition,
  encodeTrouble,
  encodeUpdate,
} from "../../shared/protocol/messages.ts"
import type { Position } from "../../shared/protocol/position.ts"
import type { DocumentKey, Provenance, Store, StoredUpdate, TailLimits } from "../storage/store.ts"
import { Authors } from "./authors.ts"
import { type Change, type Gathered, Gathering } from "./gathering.ts"
import { type JoinGate, LARGE_BYTES } from "./join-gate.ts"
import type { Journal } from "./journal.ts"
import { loadState } from "./load.ts"
import type { Arrival, Member } from "./member.ts"
import { Presence } from "./presence.ts"
import { isCovered, mergedTail, NOTHING } from "./resume.ts"
import { Snapshots, type SnapshotsOptions } from "./snapshots.ts"
import type { RoomState } from "./state.ts"
import { soleOf, Telling } from "./telling.ts"
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
  /** Up to where the member says it had been told when it came, until that has been made use of. */
  since: number | undefined
  /** Up to where it was said to have been told; undefined for one who does not want to know. */
  saidSeq: number | undefined
  /** While a large document is on its way to the member: ends that. */
  endJoin: () => void
}

/** More than this is not told one by one: comparing costs less. */
const MOST_MISSED: TailLimits = { updates: 1_000, bytes: 256 * 1024 }

/** What happens once the first `after` updates taken are stored. */
type Waiting = { after: number } & (
  | { kind: "barrier"; seat: Seat; number: number }
  | { kind: "welcome"; seat: Seat; missing: Uint8Array; stateVector: Uint8Array }
  | { kind: "resume"; seat: Seat; since: number; lacking: Map<number, number>; stateVector: Uint8Array }
  | { kind: "snapshot"; reached: (seq: number) => void }
)

export interface RoomOptions extends SnapshotsOptions {
  epoch: number
  state: RoomState
  /** The last stored sequence number. */
  seq: number
  /** Where stored bytes are damaged: the sentence for people. */
  readOnly: string | undefined
  store: Store
  journal: Journal
  timers: Timers
  /** ms since 1970 */
  now: () => number
  /** Shared by all rooms. */
  joinGate: JoinGate
  /** Called when the last member has left or the last update is stored: the room may be let go if it is idle. */
  onQuiet: (room: Room) => void
  /** Called when a change is stored. */
  onStored: (key: DocumentKey) => void
  /** Called with what went wrong in the background, for the log. */
  onError: (message: string, error: unknown) => void
}

export class Room {
  readonly key: DocumentKey
  readonly readOnly: string | undefined
  readonly #options: RoomOptions
  #state: RoomState
  readonly #seats = new Set<Seat>()
  readonly #gathering: Gathering<Seat>
  readonly #telling: Telling
  readonly #presence: Presence
  readonly #authors = new Authors()
  readonly #snapshots: Snapshots
  #waiting: Waiting[] = []
  /** Updates taken into the state, and of these, stored. They are equal where nothing is under way. */
  #taken = 0
  #stored = 0
  #seq: number
  /** What the last newcomer was given, framed: a hundred who join together share it. */
  #given: { missing: Uint8Array; frame: Uint8Array } | undefined

  constructor(options: RoomOptions) {
    this.#options = options
    this.key = options.key
    this.readOnly = options.readOnly
    this.#state = options.state
    this.#seq = options.seq
    this.#snapshots = new Snapshots(options)
    this.#gathering = new Gathering({
      timers: options.timers,
      countMembers: () => this.#seats.size,
      pass: gathered => this.#store(gathered),
    })
    this.#telling = new Telling(this.#seats, options.seq)
    this.#presence = new Presence(this.#seats, options.timers)
  }

  /** True where nobody is here and nothing is under way, so that the room can be let go without loss. */
  get isIdle(): boolean {
    return this.#seats.size === 0 && this.#taken === this.#stored && !this.#snapshots.isBusy
  }

  /** Where the newest snapshot stands, if it is so large that it is better fetched than sent over the socket. */
  get largeSnapshot(): Position | undefined {
    const { seq, bytes } = this.#snapshots.newest
    return bytes < LARGE_BYTES ? undefined : { epoch: this.#options.epoch, seq }
  }

  get tailCount(): number {
    return this.#snapshots.tailCount
  }

  join(member: Member, { since }: Arrival = {}): Seat {
    const seat: Seat = {
      member,
      isLive: false,
      hasGap: false,
      wasRefused: false,
      heldBarrier: undefined,
      // Nobody has been told the very beginning: such a client only wants to know its position.
      since: since && since.seq > 0 ? since.seq : undefined,
      saidSeq: since && 0,
      endJoin: () => undefined,
    }
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
    seat.endJoin()
    this.#waiting = this.#waiting.filter(waiting => waiting.kind === "snapshot" || waiting.seat !== seat)
    this.#options.onQuiet(this)
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
    const lacking = this.#state.lackedBy(stateVector)
    if (lacking) this.#afterStored({ after: this.#taken, kind: "resume", seat, since, lacking, stateVector })
    else this.#end(seat, Close.violation, "the state vector does not decode")
  }

  #compare(seat: Seat, stateVector: Uint8Array): void {
    const bytes = this.#state.byteLength
    if (bytes < LARGE_BYTES) {
      this.#answerWithMissing(seat, stateVector)
      return
    }
    seat.endJoin()
    seat.endJoin = this.#options.joinGate.enter(bytes, () => this.#answerWithMissing(seat, stateVector))
  }

  #answerWithMissing(seat: Seat, stateVector: Uint8Array): void {
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

  /** What the member sent was not delivered, since it may not write now: no barrier is answered until it is asked again. */
  holdBack(seat: Seat): void {
    seat.hasGap = true
  }

  /** The member may write from now on: it is asked for what it has. */
  ask(seat: Seat): void {
    seat.hasGap = true
    seat.member.answer(encodeHave(this.#state.stateVector()))
  }

  /** The member's answer to what the room has: fills gaps, if there were any. */
  missing(seat: Seat, update: Uint8Array): void {
    const { owner } = seat.member
    // What is brought along may be of many tabs, not all of which will come back: it claims no id.
    if (!this.#take(seat, update, client => this.#authors.mayWrite(client, owner))) {
      this.#askForPredecessors(seat)
      return
    }
    seat.hasGap = false
    const number = seat.heldBarrier
    seat.heldBarrier = undefined
    if (number !== undefined) this.barrier(seat, number)
  }

  update(seat: Seat, update: Uint8Array): void {
    const { owner } = seat.member
    const isTaken = this.#take(seat, update, client => this.#authors.claim(client, owner))
    if (!isTaken) this.#askForPredecessors(seat)
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
    if (violation) {
      this.#end(seat, Close.violation, violation)
      return
    }
    // Everybody is shown a new tab's id before anything is written under it, so it is its guest's from now on. One that
    // was written under may be somebody's who is away, and is not given to whoever names it.
    const client = this.#presence.clientOf(seat)
    if (client !== undefined && !this.#state.knows(client)) this.#authors.claim(client, seat.member.owner)
  }

  queryAwareness(seat: Seat): void {
    this.#presence.welcome(seat)
  }

  /** Passes on what is due every few seconds. */
  sweep(): void {
    this.#presence.sweep()
    this.#given = undefined
    this.#sayPosition()
  }

  /** Tells everybody that the store does not write, or does again. */
  tellTrouble(cannotWrite: boolean): void {
    for (const { member } of this.#seats) member.answer(encodeTrouble(cannotWrite))
    if (!cannotWrite) return
    const isNewcomer = (waiting: Waiting) => waiting.kind === "welcome" || waiting.kind === "resume"
    const newcomers = this.#waiting.filter(isNewcomer)
    this.#waiting = this.#waiting.filter(waiting => !isNewcomer(waiting))
    for (const { seat, stateVector } of newcomers) void this.#welcomeFromStore(seat, stateVector)
  }

  /** Hands what has been taken to the journal without waiting for more. */
  flush(): void {
    this.#gathering.flush()
  }

  members(): Member[] {
    return [...this.#seats].map(({ member }) => member)
  }

  /** Folds the history into a snapshot. Resolves when it is stored, or when that was not possible now. */
  async compact(): Promise<void> {
    if (this.#snapshots.isBusy || this.readOnly !== undefined || this.tailCount === 0) return
    try {
      await this.#snapshots.make(
        this.#state.encode(),
        reached => this.#afterStored({ after: this.#taken, kind: "snapshot", reached }),
        state => {
          this.#state = state
        },
      )
    } catch (error) {
      this.#options.onError("A snapshot could not be stored", error)
      return
    }
    this.#options.onQuiet(this)
  }

  /** @returns false where the update lacks its predecessors. */
  #take(seat: Seat, update: Uint8Array, mayWrite: (client: number) => boolean): boolean {
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
    const newClients: number[] = []
    const taken = this.#state.take(update, client => {
      if (!this.#state.knows(client)) newClients.push(client)
      return mayWrite(client)
    })
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
        this.#snapshots.taken(taken.update)
        this.#gathering.add({ update: taken.update, author: seat, newClients })
        return true
    }
  }

  #store(gathered: Gathered<Seat>): void {
    const provenance = provenanceOf(gathered.changes, this.#options.now())
    this.#options.journal.add({ ...this.key, update: gathered.update, provenance }, seq =>
      this.#onStored(seq, gathered),
    )
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

  #onStored(seq: number, { update, changes }: Gathered<Seat>): void {
    this.#stored += changes.length
    this.#seq = seq
    this.#snapshots.stored(update)
    this.#telling.add(seq, update, soleOf(changes.map(({ author }) => author)))
    this.#release()
    this.#options.onStored(this.key)
    if (this.#snapshots.isDue) void this.compact()
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
        this.#welcome(waiting.seat, waiting.missing, this.#seq)
        break
      case "resume":
        void this.#resume(waiting)
        break
      case "snapshot":
        waiting.reached(this.#seq)
        break
      default:
        unreachable(waiting)
    }
  }

  /** @param seq the number of the last update in what the member has been given by now. */
  #welcome(seat: Seat, missing: Uint8Array, seq: number): void {
    if (this.#given?.missing !== missing) this.#given = { missing, frame: encodeMissing(missing) }
    seat.member.answer(this.#given.frame, () => seat.endJoin())
    if (seat.saidSeq !== undefined) this.#sayPositionTo(seat, seq)
    if (seat.isLive) return
    seat.isLive = true
    this.#presence.welcome(seat)
  }

  /** Tells a member that has come back what it missed; compares where that cannot be known. */
  async #resume({ seat, since, lacking, stateVector }: Extract<Waiting, { kind: "resume" }>): Promise<void> {
    const tail = since === this.#seq ? [] : await this.#missedSince(since)
    if (!this.#seats.has(seat)) return
    const updates = tail && mergedTail(tail)
    const seq = tail?.at(-1)?.seq ?? since
    // What was stored while the log was read is not in it, and not told to who is not live yet.
    if (!updates || seq < this.#seq || !isCovered(lacking, updates)) {
      this.#compare(seat, stateVector)
      return
    }
    for (const update of updates) seat.member.answer(encodeUpdate(update))
    this.#welcome(seat, NOTHING, seq)
  }

  async #missedSince(since: number): Promise<StoredUpdate[] | undefined> {
    try {
      return await this.#options.store.tailSince(this.key, since, MOST_MISSED)
    } catch (error) {
      // Comparing needs no store.
      this.#options.onError("The log could not be read for who came back", error)
      return undefined
    }
  }

  #sayPosition(): void {
    const seq = this.#telling.toldSeq
    for (const seat of this.#seats)
      if (seat.isLive && seat.saidSeq !== undefined && seat.saidSeq < seq) this.#sayPositionTo(seat, seq)
  }

  #sayPositionTo(seat: Seat, seq: number): void {
    seat.saidSeq = seq
    seat.member.answer(encodePosition({ epoch: this.#options.epoch, seq }))
  }

  /** While the state holds what is not stored, newcomers are given what is: nobody sees what a crash would take back. */
  async #welcomeFromStore(seat: Seat, stateVector: Uint8Array): Promise<void> {
    // Live first, then load: what is stored in between is told twice rather than never.
    const wasLive = seat.isLive
    seat.isLive = true
    try {
      const { state: stored } = loadState(await this.#options.store.load(this.key))
      const missing = stored.missingFor(stateVector) ?? stored.encode()
      seat.member.answer(encodeMissing(missing), () => seat.endJoin())
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

function provenanceOf(changes: readonly Change<Seat>[], at: number): Provenance {
  const by = soleOf(changes.map(({ author }) => author.member.owner))
  const writers = changes.flatMap(({ author, newClients }) => {
    const guest = author.member.owner
    return isGuestId(guest) ? newClients.map(client => ({ client, guest })) : []
  })
  return isGuestId(by) ? { at, by, writers } : { at, writers }
}
