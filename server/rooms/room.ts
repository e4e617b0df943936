import { isGuestId } from "../../shared/ids.ts"
import { Close } from "../../shared/protocol/close.ts"
import { MAX_ROOM_BYTES } from "../../shared/protocol/limits.ts"
import { encodeBarrier, encodeDenied, encodeHave, encodeTrouble } from "../../shared/protocol/messages.ts"
import type { Position } from "../../shared/protocol/position.ts"
import type { DocumentKey, Provenance, Store, Writer } from "../storage/store.ts"
import { Arrivals } from "./arrivals.ts"
import { Authors } from "./authors.ts"
import { type Change, type Gathered, Gathering } from "./gathering.ts"
import type { JoinGate } from "./join-gate.ts"
import type { Journal } from "./journal.ts"
import type { LoadedState } from "./load.ts"
import type { Arrival, Member } from "./member.ts"
import { Presence } from "./presence.ts"
import { newSeat, type Seat } from "./seat.ts"
import { Snapshots, type SnapshotsOptions } from "./snapshots.ts"
import type { RoomState } from "./state.ts"
import { soleOf, Telling } from "./telling.ts"
import type { Timers } from "./timers.ts"
import { Waiting } from "./waiting.ts"

/** From here on a file, which is compressed and asked for before there is a socket, is sooner there than a frame. */
const FETCHED_FROM_BYTES = 8 * 1024

export interface RoomOptions extends SnapshotsOptions {
  epoch: number
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
  readonly #waiting: Waiting
  readonly #arrivals: Arrivals

  constructor(options: RoomOptions, loaded: LoadedState) {
    this.#options = options
    this.key = options.key
    this.readOnly = loaded.damage
    this.#state = loaded.state
    this.#snapshots = new Snapshots(options, loaded)
    this.#gathering = new Gathering({
      timers: options.timers,
      countMembers: () => this.#seats.size,
      pass: gathered => this.#store(gathered),
    })
    this.#telling = new Telling(this.#seats, loaded.seq)
    this.#presence = new Presence(this.#seats, options.timers)
    this.#waiting = new Waiting(loaded.seq)
    this.#arrivals = new Arrivals(options, this.#waiting, {
      state: () => this.#state,
      isHere: seat => this.#seats.has(seat),
      onLive: seat => {
        seat.isLive = true
        this.#presence.welcome(seat)
      },
      end: (seat, code, reason) => this.#end(seat, code, reason),
    })
  }

  /** True where nobody is here and nothing is under way, so that the room can be let go without loss. */
  get isIdle(): boolean {
    return this.#seats.size === 0 && this.#waiting.isAllStored && !this.#snapshots.isBusy
  }

  /** Where the newest snapshot stands, if it is so large that it is better fetched than sent over the socket. */
  get largeSnapshot(): Position | undefined {
    const { seq, bytes } = this.#snapshots.newest
    return bytes < FETCHED_FROM_BYTES ? undefined : { epoch: this.#options.epoch, seq }
  }

  get tailCount(): number {
    return this.#snapshots.tailCount
  }

  join(member: Member, arrival: Arrival = {}): Seat {
    const seat = newSeat(member, arrival)
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
    this.#waiting.leave(seat)
    this.#options.onQuiet(this)
  }

  /** The member says what it has: it gets what it lacks, once all of that is stored. */
  have(seat: Seat, stateVector: Uint8Array): void {
    this.#arrivals.have(seat, stateVector)
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
    if (this.#options.journal.cannotWrite) this.#waiting.dropBarriersOf(seat)
    this.#waiting.forBarrier(seat, () => seat.member.answer(encodeBarrier(number)))
  }

  awareness(seat: Seat, states: Uint8Array): void {
    const violation = this.#presence.take(seat, states)
    if (violation) {
      this.#end(seat, Close.violation, violation)
      return
    }
    // Everybody is shown a new tab's id before anything is written under it, so it is its guest's from now on. One that
    // was written under may be somebody's who is away, and is not given to whoever names it.
    const { client } = seat
    if (client !== undefined && !this.#state.knows(client)) this.#authors.claim(client, seat.member.owner)
  }

  queryAwareness(seat: Seat): void {
    this.#presence.welcome(seat)
  }

  /** Passes on what is due every few seconds. */
  sweep(): void {
    this.#presence.sweep()
    this.#arrivals.forget()
    const seq = this.#telling.toldSeq
    for (const seat of this.#seats)
      if (seat.isLive && (seat.saidSeq ?? seq) < seq) this.#arrivals.sayPosition(seat, seq)
  }

  /** Tells everybody that the store does not write, or does again. */
  tellTrouble(cannotWrite: boolean): void {
    for (const { member } of this.#seats) member.answer(encodeTrouble(cannotWrite))
    if (cannotWrite) this.#waiting.giveUpNewcomers()
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
        reached => this.#waiting.forSnapshot(reached),
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
        this.#waiting.taken()
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
    this.#snapshots.stored(update)
    this.#telling.add(seq, update, soleOf(changes.map(({ author }) => author)))
    this.#waiting.stored(changes.length, seq)
    if (this.#snapshots.isDue) void this.compact()
    if (this.#waiting.isAllStored) this.#options.onQuiet(this)
  }

  #end(seat: Seat, code: Close, reason: string): void {
    seat.wasRefused = true
    seat.member.close(code, reason)
  }
}

function provenanceOf(changes: readonly Change<Seat>[], at: number): Provenance {
  const by = soleOf(changes.map(({ author }) => author.member.owner))
  const writers: Writer[] = []
  for (const { author, newClients } of changes) {
    const guest = author.member.owner
    if (newClients.length > 0 && isGuestId(guest))
      for (const client of newClients) writers.push({ client, guest })
  }
  return isGuestId(by) ? { at, by, writers } : { at, writers }
}
