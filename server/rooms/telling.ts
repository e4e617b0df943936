// How the members of a room learn of each other's stored changes. The first change goes out at once; what follows within
// the window goes out merged at its end, as one frame and one buffer for everybody: a socket write costs more than all
// else, and ten of them merged cost little more than one. Rule WR15.
import { mergeUpdates } from "yjs"
import { encodeUpdate } from "../../shared/protocol/messages.ts"
import type { Timers } from "./timers.ts"

/** Merging costs more than it saves beyond these: mergeUpdates grows faster than the number of updates. */
const MAX_MERGED_UPDATES = 200
const MAX_MERGED_BYTES = 64 * 1024

/** Who can be told. */
export interface Listener {
  /** False until the document as it was before has been handed over. */
  isLive: boolean
  readonly member: { tell(frame: Uint8Array): void }
}

interface Change {
  seq: number
  update: Uint8Array
  author: Listener
}

/** How long changes are gathered: 8 ms for a team, growing to 33 ms for a hall of 500. */
export const tellingWindowMs = (listeners: number): number =>
  Math.round(8 + 25 * Math.min(1, Math.max(0, (listeners - 50) / 450)))

export class Telling {
  readonly #listeners: ReadonlySet<Listener>
  readonly #timers: Timers
  #changes: Change[] = []
  #isWindowOpen = false
  /** The number of the last change that everybody who is live has been told, or was given with the document. */
  toldSeq: number

  constructor(listeners: ReadonlySet<Listener>, timers: Timers, seq: number) {
    this.toldSeq = seq
    this.#listeners = listeners
    this.#timers = timers
  }

  /** Passes on a change that is stored; in the order of the calls. */
  add(seq: number, update: Uint8Array, author: Listener): void {
    this.#changes.push({ seq, update, author })
    if (this.#isWindowOpen) return
    this.#isWindowOpen = true
    this.#flush()
  }

  #flush(): void {
    for (const group of groupsOf(this.#changes)) this.#tell(group)
    this.toldSeq = this.#changes.at(-1)?.seq ?? this.toldSeq
    this.#changes = []
    this.#timers.after(tellingWindowMs(this.#listeners.size), () => {
      if (this.#changes.length > 0) this.#flush()
      else this.#isWindowOpen = false
    })
  }

  #tell(changes: readonly Change[]): void {
    const updates = changes.map(change => change.update)
    const [first] = changes
    const [update] = updates
    if (!first || !update) return
    const frame = encodeUpdate(updates.length === 1 ? update : mergeUpdates(updates))
    // A sole author knows it all already. One of several gets the others' with their own, which Yjs passes over:
    // a frame without it would be a second merge.
    const author = changes.every(change => change.author === first.author) ? first.author : undefined
    for (const listener of this.#listeners)
      if (listener.isLive && listener !== author) listener.member.tell(frame)
  }
}

/** Cuts updates into runs that are cheap to merge, in order. */
export function groupsOf<Change extends { readonly update: Uint8Array }>(
  changes: readonly Change[],
): Change[][] {
  const groups: Change[][] = []
  let group: Change[] = []
  let bytes = 0
  for (const change of changes) {
    if (
      group.length > 0 &&
      (group.length === MAX_MERGED_UPDATES || bytes + change.update.length > MAX_MERGED_BYTES)
    ) {
      groups.push(group)
      group = []
      bytes = 0
    }
    group.push(change)
    bytes += change.update.length
  }
  if (group.length > 0) groups.push(group)
  return groups
}
