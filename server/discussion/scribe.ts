// The one writer of a room's discussion: a member of its document like a socket, with a seat in the room, who holds the
// document as a Y.Doc. What it writes takes the way of every edit: taken by the room, stored by the journal, then told;
// whoever asked for it is answered when the room has answered the barrier behind it. Rules DI5, DI9.
import * as Y from "yjs"
import type { RoomId } from "../../shared/ids.ts"
import { type Discussion, discussionOf } from "../../shared/model/discussion.ts"
import { discussionReader, type Talk } from "../../shared/model/read-discussion.ts"
import { Close } from "../../shared/protocol/close.ts"
import { decodeMessage, type Message } from "../../shared/protocol/messages.ts"
import type { Member } from "../rooms/member.ts"
import type { Room } from "../rooms/room.ts"
import type { Rooms } from "../rooms/rooms.ts"
import type { Seat } from "../rooms/seat.ts"
import { StoreUnavailable } from "../storage/store.ts"

/** The discussion takes no more: as much has been said as a room may hold. */
export class DiscussionFull extends Error {
  override name = "DiscussionFull"
}

interface Wait {
  resolve: () => void
  reject: (failure: Error) => void
}

/** A state vector that has nothing. */
const NOTHING = Uint8Array.of(0)

type Desk =
  /** Getting a seat and the document as it is stored. */
  { state: "opening"; opened: Wait } | { state: "open"; room: Room; seat: Seat } | { state: "closed" }

export class Scribe implements Member {
  readonly owner = "server"
  readonly #doc = new Y.Doc()
  readonly #discussion: Discussion
  readonly #read: () => Talk
  readonly #onClose: () => void
  #desk: Desk
  #cannotWrite = false
  #lastNumber = 0
  /** The barrier that has been answered, and the first that stands behind everything written. */
  #answered = 0
  #needed = 0
  /** Who waits for which barrier, in order. */
  readonly #waits = new Map<number, Wait>()

  /**
   * @returns the room's scribe once it holds the document, or undefined where there is no such room.
   * @param onClose called when it can no longer write and another has to take over.
   * @throws StoreUnavailable where the room cannot be had now.
   */
  static async open(rooms: Rooms, room: RoomId, onClose: () => void): Promise<Scribe | undefined> {
    const { promise, ...opened } = withResolvers()
    const scribe = new Scribe(onClose, opened)
    const joined = await rooms.join({ room, document: "discussion" }, scribe)
    if (joined.kind === "unknown") return undefined
    if (joined.kind === "failed") throw new StoreUnavailable(joined.reason)
    joined.room.have(joined.seat, NOTHING)
    try {
      await promise
    } catch (error) {
      joined.room.leave(joined.seat)
      throw error
    }
    scribe.#begin(joined.room, joined.seat)
    return scribe
  }

  private constructor(onClose: () => void, opened: Wait) {
    this.#onClose = onClose
    this.#desk = { state: "opening", opened }
    this.#discussion = discussionOf(this.#doc)
    this.#read = discussionReader(this.#discussion)
  }

  #begin(room: Room, seat: Seat): void {
    this.#desk = { state: "open", room, seat }
    this.#doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === this) return
      this.#needed = this.#lastNumber + 1
      room.update(seat, update)
    })
  }

  /** Everything that was said, as far as it is taken; `stored` says when it is stored too. */
  talk(): Talk {
    return this.#read()
  }

  /**
   * Changes the discussion at once, as one update.
   *
   * @throws StoreUnavailable before anything is changed, where nothing can be stored now.
   */
  write<Result>(change: (discussion: Discussion) => Result): Result {
    if (this.#desk.state !== "open" || this.#cannotWrite) throw new StoreUnavailable(CANNOT_WRITE)
    const { readOnly } = this.#desk.room
    if (readOnly !== undefined) throw new StoreUnavailable(readOnly)
    return this.#doc.transact(() => change(this.#discussion))
  }

  /**
   * Resolves when everything written so far is stored.
   *
   * @throws StoreUnavailable where that is not known; asked again later, it may have been.
   * @throws DiscussionFull where it was refused.
   */
  stored(): Promise<void> {
    if (this.#answered >= this.#needed) return Promise.resolve()
    if (this.#desk.state !== "open" || this.#cannotWrite)
      return Promise.reject(
        this.#desk.state === "closed" ? this.#failure : new StoreUnavailable(CANNOT_WRITE),
      )
    const { room, seat } = this.#desk
    const { promise, ...wait } = withResolvers()
    this.#lastNumber++
    this.#waits.set(this.#lastNumber, wait)
    room.barrier(seat, this.#lastNumber)
    return promise
  }

  #failure: Error = new StoreUnavailable(CANNOT_WRITE)

  answer(frame: Uint8Array, gone?: () => void): void {
    // Nothing of it waits for a network.
    gone?.()
    const decoded = decodeMessage(frame)
    // What a room says in words is for people; `readOnly` is asked where it counts.
    if (decoded.ok) this.#hear(decoded.message)
  }

  tell(frame: Uint8Array): void {
    this.answer(frame)
  }

  show(): void {
    // Nobody looks at the server's screen.
  }

  /** The room ends the membership, or the discussion has not been needed for a while. May be called twice. */
  close(code: Close = Close.restarting, reason = "the discussion is put away"): void {
    const desk = this.#desk
    if (desk.state === "closed") return
    this.#failure = code === Close.tooLarge ? new DiscussionFull(reason) : new StoreUnavailable(`${reason}.`)
    this.#desk = { state: "closed" }
    if (desk.state === "opening") desk.opened.reject(this.#failure)
    else desk.room.leave(desk.seat)
    this.#giveUp(this.#failure)
    this.#doc.destroy()
    this.#onClose()
  }

  #hear(message: Message): void {
    switch (message.kind) {
      case "missing":
        Y.applyUpdate(this.#doc, message.update, this)
        if (this.#desk.state === "opening") this.#desk.opened.resolve()
        break
      case "update":
        Y.applyUpdate(this.#doc, message.update, this)
        break
      case "barrier":
        this.#release(message.number)
        break
      case "trouble":
        this.#cannotWrite = message.cannotWrite
        // What is taken is stored when the store can; whoever asked learns it by asking again.
        if (message.cannotWrite) this.#giveUp(new StoreUnavailable(CANNOT_WRITE))
        break
      default:
        // The rest is for those who look on.
        break
    }
  }

  #release(number: number): void {
    this.#answered = number
    for (const [asked, wait] of this.#waits) {
      if (asked > number) break
      this.#waits.delete(asked)
      wait.resolve()
    }
  }

  #giveUp(failure: Error): void {
    const waits = [...this.#waits.values()]
    this.#waits.clear()
    for (const wait of waits) wait.reject(failure)
  }
}

const CANNOT_WRITE = "The server cannot store what is said now."

function withResolvers(): Wait & { promise: Promise<void> } {
  let wait: Wait = { resolve: () => {}, reject: () => {} }
  const promise = new Promise<void>((resolve, reject) => {
    wait = { resolve, reject }
  })
  return { promise, ...wait }
}
