// Changes on their way from the members to the log. The first goes on at once; what follows within the window goes on
// merged at its end: one row, one write to the disk, one frame and one buffer for everybody. A write, to the disk or to a
// socket, costs more than all else, and ten changes merged cost little more than one. Rule WR15.
import { mergeUpdates } from "yjs"
import type { Timers } from "./timers.ts"

/** Merging costs more than it saves beyond these: mergeUpdates grows faster than the number of updates. */
const MAX_MERGED_UPDATES = 200
const MAX_MERGED_BYTES = 64 * 1024

const SHORTEST_WINDOW_MS = 8
const LONGEST_WINDOW_MS = 33
/** What a team of 50 costs at the shortest window; from there on the window grows, and not what a room writes. */
const FRAMES_PER_MS = 50 / SHORTEST_WINDOW_MS

export interface Change<Author> {
  update: Uint8Array
  author: Author
  /** Client ids that nobody had written under before. */
  newClients: readonly number[]
}

/** Changes in the order in which they came, as one. */
export interface Gathered<Author> {
  update: Uint8Array
  changes: readonly Change<Author>[]
}

/** How long changes are gathered: 8 ms for a team, 33 ms for a hall. */
export const windowMs = (members: number): number =>
  Math.round(Math.min(LONGEST_WINDOW_MS, Math.max(SHORTEST_WINDOW_MS, members / FRAMES_PER_MS)))

export interface GatheringOptions<Author> {
  timers: Timers
  /** How many will be told. */
  countMembers: () => number
  /** Takes what was gathered, in order. */
  pass: (gathered: Gathered<Author>) => void
}

export class Gathering<Author> {
  readonly #options: GatheringOptions<Author>
  #changes: Change<Author>[] = []
  /** Until then what comes is gathered, by the timers' clock. */
  #windowEndsAtMs = Number.NEGATIVE_INFINITY
  #isTimed = false

  constructor(options: GatheringOptions<Author>) {
    this.#options = options
  }

  add(change: Change<Author>): void {
    this.#changes.push(change)
    if (this.#isTimed) return
    const { timers } = this.#options
    const leftMs = this.#windowEndsAtMs - timers.now()
    if (leftMs <= 0) {
      this.#turn()
      return
    }
    // Only where something waits: most rooms have one change in a window, and thousands would each wake a timer.
    this.#isTimed = true
    timers.after(leftMs, () => {
      this.#isTimed = false
      if (this.#changes.length > 0) this.#turn()
    })
  }

  /** Passes on what waits for the end of its window. */
  flush(): void {
    const groups = groupsOf(this.#changes)
    this.#changes = []
    for (const changes of groups) this.#options.pass({ update: merged(changes), changes })
  }

  #turn(): void {
    const { timers, countMembers } = this.#options
    this.flush()
    this.#windowEndsAtMs = timers.now() + windowMs(countMembers())
  }
}

interface WithUpdate {
  readonly update: Uint8Array
}

/** @param group not empty, and each change builds on what is there or in the group before it. */
export function merged(group: readonly WithUpdate[]): Uint8Array {
  const [first] = group
  return first && group.length === 1 ? first.update : mergeUpdates(group.map(({ update }) => update))
}

/** Cuts updates into runs that are cheap to merge, in order. */
export function groupsOf<Change extends WithUpdate>(changes: readonly Change[]): Change[][] {
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
