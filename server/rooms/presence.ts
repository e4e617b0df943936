// Who is in a room and where: the states that y-protocols calls awareness, kept as the bytes that peers will read. Never
// stored. Owns which socket may speak for which client id. Rules WR9–WR12.
//
// A stock client says its own state when it connects, and from then on also repeats whatever it hears of others. So a
// socket is bound to one client id at the first state it tells, and everything about other ids is passed over.
import { Reader, varUintLength, writeVarUint } from "../../shared/protocol/bytes.ts"
import { MAX_AWARENESS_BYTES } from "../../shared/protocol/limits.ts"
import { encodeAwareness } from "../../shared/protocol/messages.ts"
import type { Member } from "./member.ts"
import { readState } from "./presence-state.ts"
import type { Timers } from "./timers.ts"

/** Clocks count a tab's changes of state, one by one; beyond this one would silence an id for good. */
const MAX_CLOCK = 2 ** 31
const MAX_STATES_IN_FRAME = 10_000

/** Somebody whose presence can be shown, and who can be shown others'. */
export interface Participant {
  readonly member: Pick<Member, "owner" | "identity" | "show">
  /** The client id it speaks for, once it has spoken. Presence alone writes this and the next. */
  client: number | undefined
  /** Whether it has been shown anything, and so may be repeating it. */
  isInformed: boolean
}

interface Entry {
  client: number
  clock: number
  /** JSON in UTF-8; undefined for one who has left and must still be announced. */
  state: Uint8Array | undefined
  /** The socket that speaks for the client. */
  speaker: Participant
  /** "renewed": still there, state unchanged; passed on with the next frame or sweep. */
  news: "none" | "renewed" | "changed"
}

/** How long states are gathered: 20 a second for a team, 10 for a hall. */
export const presenceWindowMs = (participants: number): number =>
  Math.round(50 + 50 * Math.min(1, Math.max(0, (participants - 50) / 450)))

export class Presence {
  readonly #participants: ReadonlySet<Participant>
  readonly #timers: Timers
  readonly #entries = new Map<number, Entry>()
  #newcomers: Participant[] = []
  #isWindowOpen = false

  constructor(participants: ReadonlySet<Participant>, timers: Timers) {
    this.#participants = participants
    this.#timers = timers
  }

  /**
   * Takes a socket's awareness frame.
   *
   * @returns what is wrong with it, or undefined.
   */
  take(speaker: Participant, states: Uint8Array): string | undefined {
    const reader = new Reader(states)
    const count = reader.varUint()
    if (count > MAX_STATES_IN_FRAME) return "too many states in one frame"
    for (let index = 0; index < count && !reader.failed; index++) {
      const client = reader.varUint()
      const clock = reader.varUint()
      const json = reader.varBytes()
      if (reader.failed || !this.#maySpeakFor(speaker, client, clock)) continue
      const violation = this.#takeOwn(speaker, client, clock, json)
      if (violation) return violation
    }
    return reader.failed || reader.left > 0 ? "the awareness states do not decode" : undefined
  }

  /** Shows a newcomer everybody who is here, with the next frame: by then it has usually said who it is itself. */
  welcome(newcomer: Participant): void {
    this.#newcomers.push(newcomer)
    this.#schedule()
  }

  /** Takes down what a socket said, at once, unless a newer socket speaks for the same client by now. */
  leave(speaker: Participant): void {
    this.#newcomers = this.#newcomers.filter(newcomer => newcomer !== speaker)
    const entry = speaker.client === undefined ? undefined : this.#entries.get(speaker.client)
    if (!entry || entry.speaker !== speaker) return
    this.#remove(entry)
  }

  /** Passes on who is still there without change. Called every few seconds: peers forget a state after 30. */
  sweep(): void {
    if ([...this.#entries.values()].some(entry => entry.news !== "none")) this.#schedule()
  }

  #maySpeakFor(speaker: Participant, client: number, clock: number): boolean {
    if (speaker.client !== undefined) return speaker.client === client
    const held = this.#entries.get(client)
    if (!held) return true
    // A second socket for one client is that client's return over a new line, before the old one was missed. It
    // shows by speaking before it could repeat anybody, or by knowing more than has been shown.
    const isOwn = !speaker.isInformed || clock > held.clock
    return isOwn && held.speaker.member.owner === speaker.member.owner
  }

  #takeOwn(speaker: Participant, client: number, clock: number, json: Uint8Array): string | undefined {
    if (json.length > MAX_AWARENESS_BYTES) return "the awareness state is too large"
    if (clock > MAX_CLOCK) return "the awareness clock is too high"
    const read = readState(json, speaker.member.identity)
    if (!read.ok) return read.violation
    const held = this.#entries.get(client)
    if (read.state === undefined) {
      if (held && held.speaker === speaker && clock >= held.clock) this.#remove({ ...held, clock })
      return undefined
    }
    speaker.client = client
    if (held && clock <= held.clock) {
      // A return over a new line says what was said over the old.
      if (clock === held.clock) held.speaker = speaker
      return undefined
    }
    const isSame = held !== undefined && isEqual(held.state, read.state)
    const news = isSame && held.news !== "changed" ? "renewed" : "changed"
    this.#entries.set(client, { client, clock, state: read.state, speaker, news })
    if (news === "changed") this.#schedule()
    return undefined
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry.client)
    // Not gathered: somebody who is gone is gone at once.
    this.#show(this.#participants, [{ ...entry, state: undefined }])
  }

  #schedule(): void {
    if (this.#isWindowOpen) return
    this.#isWindowOpen = true
    // A short first wait lets a newcomer's own state arrive with its first question.
    this.#timers.after(8, () => this.#flush())
  }

  #flush(): void {
    const news = [...this.#entries.values()].filter(entry => entry.news !== "none")
    const newcomers = this.#newcomers
    this.#newcomers = []
    if (news.length === 0 && newcomers.length === 0) {
      this.#isWindowOpen = false
      return
    }
    for (const entry of news) entry.news = "none"
    this.#show(without(this.#participants, newcomers), news)
    for (const newcomer of newcomers)
      this.#show(
        [newcomer],
        [...this.#entries.values()].filter(entry => entry.client !== newcomer.client),
      )
    this.#timers.after(presenceWindowMs(this.#participants.size), () => this.#flush())
  }

  #show(participants: Iterable<Participant>, entries: readonly Entry[]): void {
    const [first] = entries
    if (!first) return
    const frame = encodeAwareness(encodeEntries(entries))
    for (const participant of participants) {
      // Their own state alone would tell them nothing; among others it does no harm, its clock being known.
      if (entries.length === 1 && participant.client === first.client) continue
      participant.isInformed = true
      participant.member.show(frame)
    }
  }
}

const nobody = new TextEncoder().encode("null")

function encodeEntries(entries: readonly Entry[]): Uint8Array {
  let length = varUintLength(entries.length)
  for (const { client, clock, state = nobody } of entries)
    length += varUintLength(client) + varUintLength(clock) + varUintLength(state.length) + state.length
  const bytes = new Uint8Array(length)
  let at = writeVarUint(bytes, 0, entries.length)
  for (const { client, clock, state = nobody } of entries) {
    at = writeVarUint(bytes, at, client)
    at = writeVarUint(bytes, at, clock)
    at = writeVarUint(bytes, at, state.length)
    bytes.set(state, at)
    at += state.length
  }
  return bytes
}

function* without(all: Iterable<Participant>, some: readonly Participant[]): Iterable<Participant> {
  for (const participant of all) if (!some.includes(participant)) yield participant
}

const isEqual = (a: Uint8Array | undefined, b: Uint8Array): boolean =>
  a !== undefined && Buffer.compare(a, b) === 0
