// Real rooms over a store that a test holds in its hand, with members on paper and time that passes on request.
import * as Y from "yjs"
import { foldHistory } from "../../server/rooms/fold.ts"
import type { Arrival } from "../../server/rooms/member.ts"
import type { Room, RoomOptions } from "../../server/rooms/room.ts"
import { type Joined, Rooms } from "../../server/rooms/rooms.ts"
import type { Seat } from "../../server/rooms/seat.ts"
import type { RoomId } from "../../shared/ids.ts"
import { HandTimers } from "./hand-timers.ts"
import { createHeldStore, type HeldStore } from "./held-store.ts"
import { PaperMember } from "./paper-member.ts"
import { makeRoom } from "./rooms.ts"

export interface World extends HeldStore {
  rooms: Rooms
  room: RoomId
  timers: HandTimers
  errors: string[]
  /** Somebody joins and asks for the document, as every client does. */
  join(member?: PaperMember, arrival?: Arrival): Promise<Guest>
  /** Lets everything run that only waits for its turn, or for the end of a window in which changes are gathered. */
  settle(): Promise<void>
}

/** A member with its seat. */
export interface Guest {
  member: PaperMember
  room: Room
  seat: Seat
  /** Writes at the start of the text and sends that. Returns the update. */
  write(words: string): Uint8Array
}

/** In which a room gathers changes while few are in it. */
const WINDOW_MS = 8

/** @param fold makes snapshots; in earnest it runs in a worker. */
export async function createWorld(
  content?: Uint8Array,
  fold: RoomOptions["fold"] = foldHistory,
): Promise<World> {
  const held = createHeldStore()
  const timers = new HandTimers()
  const errors: string[] = []
  const rooms = new Rooms({
    store: held.store,
    timers,
    now: () => 0,
    fold,
    onError: message => errors.push(message),
  })
  const room = await makeRoom(held.store, content)

  async function join(member = new PaperMember(), arrival: Arrival = {}): Promise<Guest> {
    const joined = await rooms.join({ room, document: "content" }, member, arrival)
    if (joined.kind !== "joined") throw new Error(`Could not join: ${joined.kind}`)
    joined.room.have(joined.seat, Y.encodeStateVector(member.doc))
    return guestOf(member, joined)
  }

  return {
    ...held,
    rooms,
    room,
    timers,
    errors,
    join,
    async settle() {
      await settle()
      timers.pass(WINDOW_MS)
      await settle()
    },
  }
}

/** A world with somebody in its room. */
export async function oneInRoom(): Promise<{ world: World; ada: Guest }> {
  const world = await createWorld()
  return { world, ada: await world.join() }
}

/** A world with two people in its room. */
export async function twoInRoom(): Promise<{ world: World; ada: Guest; ben: Guest }> {
  const { world, ada } = await oneInRoom()
  return { world, ada, ben: await world.join() }
}

export function guestOf(member: PaperMember, { room, seat }: Extract<Joined, { kind: "joined" }>): Guest {
  return {
    member,
    room,
    seat,
    write(words) {
      const update = writing(member.doc, words)
      room.update(seat, update)
      return update
    },
  }
}

/** @returns the update that writing at the start of the text makes. */
export function writing(doc: Y.Doc, words: string): Uint8Array {
  const before = Y.encodeStateVector(doc)
  doc.getText("words").insert(0, words)
  return Y.encodeStateAsUpdate(doc, before)
}

/** Promises only: nothing in rooms waits for anything else but timers, which tests turn, and the store. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve))
}
