// What is done to one room's past is done one after the other: two restores at once would both write their texts.
import type { RoomId } from "../../shared/ids.ts"

export class Turns {
  readonly #last = new Map<RoomId, Promise<unknown>>()

  /** Does some work when all that came before it in this room is done. */
  async take<Result>(room: RoomId, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(room)
    // Whoever asked for it has been told how it ended.
    const turn = before ? before.then(work, work) : work()
    this.#last.set(room, turn)
    try {
      return await turn
    } finally {
      if (this.#last.get(room) === turn) this.#last.delete(room)
    }
  }
}
