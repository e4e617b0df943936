// What is looked for in a discussion: the open threads, mine, what is new to me, how many there are on a card. Pure
// functions over plain threads, the same for the rail, the board's counts and the inbox. Rule DI2.
import type { BlockId, CardId, PersonId, ThreadId } from "../ids.ts"
import { cardIn } from "./anchor.ts"
import { doesMention } from "./comment-text.ts"
import type { Comment, Target, Thread } from "./discussion.ts"

/** Up to which time of the server's a person has read each thread. */
export type Reads = ReadonlyMap<ThreadId, number>

export const threadFilters = ["open", "mine", "unread", "resolved", "orphaned"] as const
export type ThreadFilter = (typeof threadFilters)[number]

export interface Reader {
  me: PersonId
  reads: Reads
  /** True where a thread's words are gone; only who has the content can tell. */
  isOrphaned: (thread: Thread) => boolean
}

/** The threads a filter shows. All but "resolved" show open ones only, save that an unread thread is never hidden. */
export const filterThreads = (threads: readonly Thread[], filter: ThreadFilter, reader: Reader): Thread[] =>
  threads.filter(thread => passes(thread, filter, reader))

/** How many threads each filter shows. */
export const countFilters = (threads: readonly Thread[], reader: Reader): Record<ThreadFilter, number> => {
  const counts = { open: 0, mine: 0, unread: 0, resolved: 0, orphaned: 0 }
  for (const thread of threads)
    for (const filter of threadFilters) if (passes(thread, filter, reader)) counts[filter]++
  return counts
}

function passes(thread: Thread, filter: ThreadFilter, { me, reads, isOrphaned }: Reader): boolean {
  const isOpen = thread.resolved === undefined
  switch (filter) {
    case "open":
      return isOpen
    case "mine":
      return isOpen && concerns(thread, me)
    case "unread":
      return isUnread(thread, me, reads)
    case "resolved":
      return !isOpen
    case "orphaned":
      return isOpen && isOrphaned(thread)
  }
}

/** True where a person has written in the thread or is mentioned there. */
export const concerns = ({ by, comments }: Thread, me: PersonId): boolean =>
  by === me || comments.some(comment => comment.by === me || doesMention(comment.body, me))

/** Says of a comment whether others have written it since the thread was read last. */
function isNewTo(me: PersonId, readAt = 0): (comment: Comment) => boolean {
  return comment => comment.at > readAt && comment.by !== me && !comment.isDeleted
}

/** What others have written since the thread was read last. */
export const unreadComments = ({ id, comments }: Thread, me: PersonId, reads: Reads): Comment[] =>
  comments.filter(isNewTo(me, reads.get(id)))

export const isUnread = ({ id, comments }: Thread, me: PersonId, reads: Reads): boolean =>
  comments.some(isNewTo(me, reads.get(id)))

/** The time to remember once all of a thread is read: its newest comment's, so that no clock but the server's counts. */
export const readUpTo = ({ comments }: Thread): number => Math.max(0, ...comments.map(({ at }) => at))

/** The card a thread is about, also where it is about words in it. */
export function cardOfTarget(target: Target): CardId | undefined {
  if (target.kind === "card") return target.card
  return target.kind === "text" ? cardIn(target.anchor.place) : undefined
}

export interface Counts {
  canvas: number
  /** Threads on the commentary's words. */
  commentary: number
  lead: number
  /** On the block itself; those on its cards are counted with the cards. */
  blocks: ReadonlyMap<BlockId, number>
  cards: ReadonlyMap<CardId, number>
}

/** The open threads by what they are about. */
export function countTargets(threads: readonly Thread[]): Counts {
  const counts = { canvas: 0, commentary: 0, lead: 0, blocks: new Map<BlockId, number>(), cards: new Map() }
  for (const { target, resolved } of threads) {
    if (resolved) continue
    const card = cardOfTarget(target)
    if (card !== undefined) counts.cards.set(card, (counts.cards.get(card) ?? 0) + 1)
    else if (target.kind === "block")
      counts.blocks.set(target.block, (counts.blocks.get(target.block) ?? 0) + 1)
    else if (target.kind === "text") counts[target.anchor.place === "lead" ? "lead" : "commentary"]++
    else counts.canvas++
  }
  return counts
}
