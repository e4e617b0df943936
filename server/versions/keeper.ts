// What of the past is kept without anybody asking: a version after half an hour of changes and when a room has been left
// alone after some, and what the log says of cards before it is folded away. Rules VE2, VE8.
//
// Only remembers which rooms have changed, and when. A process that ends forgets it; the next change brings the room
// back here, and what it changed is read off the log.
import type { RoomId } from "../../shared/ids.ts"
import type { Timers } from "../rooms/timers.ts"
import type { DocumentKey } from "../storage/store.ts"
import type { Versions } from "./versions.ts"

const LOOK_EVERY_MS = 15_000
export const IDLE_MS = 5 * 60_000
export const ACTIVITY_MS = 30 * 60_000

export interface KeeperOptions {
  versions: Pick<Versions, "keepIfNew" | "readChanges">
  timers: Timers
  onError: (message: string, error: unknown) => void
}

export class Keeper {
  readonly #options: KeeperOptions
  /** The first and the last change that no version has. */
  readonly #changed = new Map<RoomId, { sinceMs: number; lastMs: number }>()
  #isLooking = false

  constructor(options: KeeperOptions) {
    this.#options = options
  }

  /** A change of a document is stored. */
  noteChange({ room, document }: DocumentKey): void {
    if (document !== "content") return
    const lastMs = this.#options.timers.now()
    this.#changed.set(room, { sinceMs: this.#changed.get(room)?.sinceMs ?? lastMs, lastMs })
    this.#lookLater()
  }

  /** Rows up to a number are about to be removed from a document's log. Never rejects. */
  async readBefore({ room, document }: DocumentKey, removedUpTo: number): Promise<void> {
    // A room's first snapshots remove nothing, and most rooms have no more.
    if (document !== "content" || removedUpTo === 0) return
    await this.#options.versions
      .readChanges(room, removedUpTo)
      .catch((error: unknown) => this.#options.onError("Changes of cards could not be read", error))
  }

  #lookLater(): void {
    if (this.#isLooking) return
    this.#isLooking = true
    this.#options.timers.after(LOOK_EVERY_MS, () => {
      this.#isLooking = false
      this.#look()
      if (this.#changed.size > 0) this.#lookLater()
    })
  }

  #look(): void {
    const { versions, timers, onError } = this.#options
    const nowMs = timers.now()
    for (const [room, { sinceMs, lastMs }] of this.#changed) {
      const isIdle = nowMs - lastMs >= IDLE_MS
      if (!isIdle && nowMs - sinceMs < ACTIVITY_MS) continue
      // Forgotten before it is kept: a change that comes meanwhile begins anew.
      this.#changed.delete(room)
      versions
        .keepIfNew(room, isIdle ? "idle" : "activity")
        .catch((error: unknown) => onError("A version could not be kept", error))
    }
  }
}
