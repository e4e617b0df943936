// Changes that the server itself makes to a document, such as a new title asked for over HTTP: by a member like any
// other, who comes, is given the document, changes it, and leaves when that is stored. Nobody learns of such a change in
// another way than of a person's.
import * as Y from "yjs"
import { Close } from "../../shared/protocol/close.ts"
import { decodeMessage, type Message } from "../../shared/protocol/messages.ts"
import type { DocumentKey } from "../storage/store.ts"
import type { Member } from "./member.ts"
import type { Room } from "./room.ts"
import type { Rooms } from "./rooms.ts"
import type { Seat } from "./seat.ts"

export type Written<Result> =
  | { ok: true; result: Result }
  /** Nothing is known to be stored; a sentence for people. */
  | { ok: false; reason: string }

/** A state vector that has nothing. */
const NOTHING = Uint8Array.of(0)
const STORED = 1
const CANNOT_WRITE = "The server cannot store this now."

/**
 * Changes a document, or only reads it.
 *
 * @param change gets the document as it is stored; its copy is destroyed afterwards.
 * @returns what `change` returned, once what it changed is stored.
 */
export async function writeDocument<Result>(
  rooms: Pick<Rooms, "join">,
  key: DocumentKey,
  change: (doc: Y.Doc) => Result,
): Promise<Written<Result>> {
  return withClerk(rooms, key, "server", (clerk, room, seat) => clerk.write(room, seat, change))
}

/**
 * Puts an update that was made elsewhere into a document.
 *
 * @param update builds on nothing but what is stored.
 * @param owner whose change it is.
 */
export async function writeUpdate(
  rooms: Pick<Rooms, "join">,
  key: DocumentKey,
  update: Uint8Array,
  owner: string,
): Promise<Written<void>> {
  return withClerk(rooms, key, owner, (clerk, room, seat) => clerk.bring(room, seat, update))
}

/** Resolves when everything that has arrived of a document is stored. */
export async function settleDocument(rooms: Pick<Rooms, "join">, key: DocumentKey): Promise<Written<void>> {
  return withClerk(rooms, key, "server", (clerk, room, seat) => clerk.settle(room, seat))
}

async function withClerk<Result>(
  rooms: Pick<Rooms, "join">,
  key: DocumentKey,
  owner: string,
  work: (clerk: Clerk, room: Room, seat: Seat) => Promise<Result>,
): Promise<Written<Result>> {
  const clerk = new Clerk(owner)
  const joined = await rooms.join(key, clerk)
  if (joined.kind === "unknown") return { ok: false, reason: "There is no such room." }
  if (joined.kind === "failed") return { ok: false, reason: `${joined.reason}.` }
  try {
    return { ok: true, result: await work(clerk, joined.room, joined.seat) }
  } catch (error) {
    if (error instanceof NotWritten) return { ok: false, reason: error.message }
    throw error
  } finally {
    joined.room.leave(joined.seat)
    clerk.close(Close.restarting, "done")
  }
}

/** Expected: the store is away, the room is damaged, the server stops. */
class NotWritten extends Error {
  override name = "NotWritten"
}

class Clerk implements Member {
  readonly owner: string
  readonly #doc = new Y.Doc()
  #heard: (message: Message) => void = () => {}
  #failed: (failure: NotWritten) => void = () => {}
  #cannotWrite = false

  constructor(owner: string) {
    this.owner = owner
  }

  async write<Result>(room: Room, seat: Seat, change: (doc: Y.Doc) => Result): Promise<Result> {
    const given = this.#until("missing")
    room.have(seat, NOTHING)
    await given
    const before = Y.encodeStateVector(this.#doc)
    let hasChanged = false
    this.#doc.on("update", () => {
      hasChanged = true
    })
    const result = this.#doc.transact(() => change(this.#doc))
    if (hasChanged) await this.bring(room, seat, Y.encodeStateAsUpdate(this.#doc, before))
    return result
  }

  async bring(room: Room, seat: Seat, update: Uint8Array): Promise<void> {
    if (room.readOnly !== undefined) throw new NotWritten(room.readOnly)
    if (this.#cannotWrite) throw new NotWritten(CANNOT_WRITE)
    room.update(seat, update)
    await this.settle(room, seat)
  }

  async settle(room: Room, seat: Seat): Promise<void> {
    if (this.#cannotWrite) throw new NotWritten(CANNOT_WRITE)
    const stored = this.#until("barrier")
    room.barrier(seat, STORED)
    await stored
  }

  #until(kind: Message["kind"]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#failed = reject
      this.#heard = message => {
        if (message.kind === "missing") Y.applyUpdate(this.#doc, message.update)
        if (message.kind === kind) resolve()
        if (message.kind === "trouble" && message.cannotWrite) reject(new NotWritten(CANNOT_WRITE))
      }
    })
  }

  answer(frame: Uint8Array): void {
    const decoded = decodeMessage(frame)
    if (!decoded.ok) return
    // Said when it comes in, before anything is waited for.
    if (decoded.message.kind === "trouble") this.#cannotWrite = decoded.message.cannotWrite
    this.#heard(decoded.message)
  }

  tell(): void {
    // What others change meanwhile is merged by the room.
  }

  show(): void {
    // Nobody looks at the server's screen.
  }

  close(_code: Close, reason: string): void {
    this.#failed(new NotWritten(`${reason}.`))
    this.#doc.destroy()
  }
}
